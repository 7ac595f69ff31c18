import { Hono } from 'hono'
import { answerBasket } from '../../../worker/baskets/commands/answerBasket'
import { changeBasket } from '../../../worker/baskets/commands/changeBasket'
import { visibleBasket } from '../../../worker/baskets/queries'
import type { Alternative } from '../../../worker/bookings/alternatives'
import type { Booking } from '../../../worker/bookings/queries'
import { AppError } from '../../../worker/core/errors'
import { type Ctx, mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { patchOf } from '../bookings/bookings'
import { SentPage, type ShownSent } from './SentPage'

/** What was asked for at once, afterwards: for who asked, and for each lender their part. */
export const sentPages = new Hono<AppEnv>()

sentPages.get('/baskets/:id', async (c) => {
  const v = viewOf(c)
  const told: Record<string, string> = v.t.baskets.sent.told
  const said = told[c.req.query('told') ?? '']
  return sentPage(v, await sentHere(c, v), { ...(said && { told: said }), change: c.req.query('change') })
})

type Typed = Record<string, string>
type Sent = Awaited<ReturnType<typeof visibleBasket>>

const ACTS: Record<string, { told: string; act: (ctx: Ctx, id: string, typed: Typed) => Promise<unknown> }> =
  {
    confirm: { told: 'confirmed', act: (ctx, id, t) => answerBasket(ctx, id, 'confirm', '', t.lenderId) },
    decline: { told: 'declined', act: (ctx, id, t) => answerBasket(ctx, id, 'decline', '', t.lenderId) },
    cancel: {
      told: 'cancelled',
      act: (ctx, id, t) => answerBasket(ctx, id, 'cancel', (t.reason ?? '').slice(0, 500)),
    },
  }
for (const [path, { told, act }] of Object.entries(ACTS))
  sentPages.post(`/baskets/:id/${path}`, async (c) => {
    const v = viewOf(c)
    const sent = await sentHere(c, v)
    try {
      await act(v.ctx, sent.basket.id, await typedIn(c))
    } catch (error) {
      // Somebody was faster, or the page was old: it shows how things stand, and says why nothing was done.
      return sentPage(v, await sentHere(c, v), { errors: errorsIn(v, error) })
    }
    return c.redirect(v.href(`/baskets/${sent.basket.id}?told=${told}`), 303)
  })

sentPages.post('/baskets/:id/change', async (c) => {
  const v = viewOf(c)
  const sent = await sentHere(c, v)
  const typed = await typedIn(c)
  const meant = sent.bookings.find((b) => b.id === typed.bookingId) ?? (sent.bookings[0] as Booking)
  try {
    const [from, to] = (typed.time ?? '').split(' ')
    const time = from && to ? { startsAt: from, endsAt: to } : patchOf(meant, typed, v.f.timeZone)
    const { startsAt = '', endsAt = '' } = time
    await changeBasket(v.ctx, sent.basket.id, { startsAt, endsAt, bookingId: typed.bookingId || null })
  } catch (error) {
    const change = { change: typed.bookingId, typed }
    if (!(error instanceof AppError) || error.code !== 'capacity_taken')
      return sentPage(v, sent, { ...change, errors: aboutOne(v, sent, error) })
    const { items = [], alternatives = [] } = error.details as {
      items?: { title: string }[]
      alternatives?: Alternative[]
    }
    return sentPage(v, sent, { ...change, conflict: { titles: items.map((one) => one.title), alternatives } })
  }
  return c.redirect(v.href(`/baskets/${sent.basket.id}?told=changed`), 303)
})

/** A refusal of one of several says which. */
function aboutOne(v: View, { bookings }: Sent, error: unknown): FormErrors {
  const errors = errorsIn(v, error)
  const one = error instanceof AppError && bookings.find((b) => b.id === error.details.bookingId)
  if (!one || !errors.general) return errors
  return { ...errors, general: v.t.baskets.about(one.listingTitle, errors.general) }
}

async function sentHere(c: AppContext, v: View): Promise<Sent> {
  mustBeSignedIn(v.ctx)
  const sent = await visibleBasket(v.ctx, c.req.param('id') ?? '')
  if (sent.basket.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return sent
}

const typedIn = async (c: AppContext): Promise<Typed> =>
  Object.fromEntries(
    [...(await c.req.formData()).entries()].filter((e): e is [string, string] => typeof e[1] === 'string'),
  )

function sentPage(v: View, { basket, bookings }: Sent, more: Omit<ShownSent, 'basket' | 'bookings'>) {
  const words = v.t.baskets.sent
  const [first] = bookings
  return page(
    v,
    {
      ...{
        title: words.pageTitle(first?.borrowerName ?? ''),
        door: 'agenda',
        noIndex: true,
        sheets: ['booking'],
      },
      status: more.conflict ? 409 : more.errors ? 422 : 200,
    },
    <SentPage v={v} shown={{ basket, bookings, ...more }} />,
  )
}
