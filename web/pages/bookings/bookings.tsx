import { Hono } from 'hono'
import { askedWith } from '../../../worker/baskets/queries'
import { cancelBooking } from '../../../worker/bookings/commands/cancelBooking'
import { changeBooking } from '../../../worker/bookings/commands/changeBooking'
import { completeBooking } from '../../../worker/bookings/commands/completeBooking'
import { confirmBooking } from '../../../worker/bookings/commands/confirmBooking'
import { correctBooking } from '../../../worker/bookings/commands/correctBooking'
import { declineBooking } from '../../../worker/bookings/commands/declineBooking'
import { enterSlip } from '../../../worker/bookings/commands/enterSlip'
import { declineImpossible } from '../../../worker/bookings/commands/declineImpossible'
import { markNoShow } from '../../../worker/bookings/commands/markNoShow'
import { competingWith, stillFits } from '../../../worker/bookings/competing'
import { contactsOf, journalOf, placeOf } from '../../../worker/bookings/people'
import type { BookingPatch } from '../../../worker/bookings/input'
import { type Booking, sidesOf } from '../../../worker/bookings/queries'
import { AppError } from '../../../worker/core/errors'
import { addDays, instantOf, isDate } from '../../../worker/core/time'
import { agreementOf } from '../../../worker/handovers/agreements'
import { handoversOf } from '../../../worker/handovers/queries'
import { isInside, listingById } from '../../../worker/listings/queries'
import { outageOf } from '../../../worker/outages/queries'
import { substitutesFor } from '../../../worker/outages/substitutes'
import { seriesOf } from '../../../worker/series/queries'
import { linesOf } from '../../../worker/register/queries'
import type { Ctx } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, type FormErrors, TextArea } from '../../components/Field'
import { capital } from '../../components/MonthCalendar'
import { page, type View, viewOf } from '../../view'
import { bookingHere } from '../here'
import { BookingPage, type ShownBooking } from './BookingPage'
import type { Waste } from './OfWaste'
import { isAgreed, nowOf, partyOf } from './words'

/** One booking: its page, and what its parties do with it. */
export const bookingPages = new Hono<AppEnv>()

bookingPages.get('/bookings/:id', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  const { show } = v.t.bookings
  const told = c.req.query('told')
  return bookingPage(v, b, {
    told: { changed: show.changed, asked: show.askedAgain, same: show.unchanged, slip: v.t.waste.slip.saved }[
      told ?? ''
    ],
  })
})

const ACTS: Record<string, (ctx: Ctx, id: string) => Promise<Booking>> = {
  ...{ confirm: confirmBooking, decline: declineBooking, complete: completeBooking },
  ...{ 'no-show': markNoShow, correct: correctBooking },
}
for (const [path, act] of Object.entries(ACTS))
  bookingPages.post(`/bookings/:id/${path}`, async (c) => {
    const v = viewOf(c)
    const b = await bookingHere(v)
    try {
      await act(v.ctx, b.id)
    } catch (error) {
      // Somebody was faster, or the page was old: it shows how things stand, and says why nothing was done.
      return bookingPage(v, await bookingHere(v), { errors: errorsIn(v, error) })
    }
    return c.redirect(v.href(`/bookings/${b.id}`), 303)
  })

bookingPages.get('/bookings/:id/cancel', async (c) => {
  const v = viewOf(c)
  return cancelPage(v, await bookingHere(v))
})
bookingPages.post('/bookings/:id/cancel', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  const { reason } = await c.req.parseBody()
  const given = typeof reason === 'string' ? reason : ''
  try {
    await cancelBooking(v.ctx, b.id, { reason: given })
  } catch (error) {
    return cancelPage(v, b, errorsIn(v, error), given)
  }
  return c.redirect(v.href(`/bookings/${b.id}`), 303)
})

bookingPages.post('/bookings/:id/change', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  const form = await c.req.parseBody()
  const typed = Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  )
  try {
    const after = await changeBooking(v.ctx, b.id, patchOf(b, typed, v.f.timeZone))
    // What was still a request is one as before: there is nothing to accept again.
    const asksAgain = b.status === 'confirmed' && after.status === 'requested'
    const told = after.version === b.version ? 'same' : asksAgain ? 'asked' : 'changed'
    return c.redirect(v.href(`/bookings/${b.id}?told=${told}`), 303)
  } catch (error) {
    return bookingPage(v, b, { typed, errors: errorsIn(v, error) })
  }
})

bookingPages.post('/bookings/:id/slip', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  const { number } = await c.req.parseBody()
  const typed = { number: typeof number === 'string' ? number : '' }
  try {
    await enterSlip(v.ctx, b.id, typed)
  } catch (error) {
    return bookingPage(v, await bookingHere(v), { typed, errors: errorsIn(v, error) })
  }
  return c.redirect(v.href(`/bookings/${b.id}?told=slip`), 303)
})

bookingPages.post('/bookings/:id/decline-impossible', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  try {
    await declineImpossible(v.ctx, b.id)
  } catch (error) {
    return bookingPage(v, b, { errors: errorsIn(v, error) })
  }
  return c.redirect(v.href(`/bookings/${b.id}`), 303)
})

type More = Pick<ShownBooking, 'told' | 'errors' | 'typed'>

export async function bookingPage(v: View, b: Booking, more: More = {}) {
  const isOut = b.outOfOrder === 1 && !['completed', 'cancelled'].includes(nowOf(v, b))
  const chooses = ['requested', 'confirmed'].includes(nowOf(v, b)) && answers(v, b)
  const [place, contacts, journal, need, competing, fits, lines, agreement, series, together] =
    await Promise.all([
      placeOf(v.ctx, b.listingId),
      isAgreed(nowOf(v, b)) ? contactsOf(v.ctx, b) : [],
      journalOf(v.ctx, b),
      b.needId && nowOf(v, b) === 'completed' ? listingById(v.ctx, b.needId) : null,
      chooses ? competingWith(v.ctx, b) : [],
      chooses ? stillFits(v.ctx, b) : true,
      handoversOf(v.ctx, b.id),
      agreementOf(v.ctx, b),
      seriesOf(v.ctx, b),
      askedWith(v.ctx, b),
    ])
  const [outage, substitutes] = isOut
    ? await Promise.all([
        outageOf(v.ctx, b.id),
        partyOf(v, b) === 'borrower' || v.isCoordinator ? substitutesFor(v.ctx, b) : [],
      ])
    : [null, []]
  const waste = b.kind === 'waste' ? await wasteOf(v, b) : null
  const open = need && isInside(v.ctx, need) && (need.status === 'published' || need.status === 'paused')
  const title = `${v.t.bookings.show.title[nowOf(v, b)][partyOf(v, b)]} : ${b.listingTitle}`
  return page(
    v,
    {
      title,
      door: 'agenda',
      noIndex: true,
      status: more.errors ? 422 : 200,
      sheets: competing.length > 0 ? ['booking'] : [],
    },
    <BookingPage
      v={v}
      shown={{
        b,
        place,
        contacts,
        journal,
        need: open ? need : null,
        competing,
        fits,
        outage,
        substitutes,
        lines,
        agreement,
        series,
        together,
        waste,
        ...more,
      }}
    />,
  )
}

/** Whether it has the status of waste, and its line in the register, for who may read that. */
async function wasteOf(v: View, b: Booking): Promise<Waste> {
  const listing = await listingById(v.ctx, b.listingId)
  const lines = await linesOf(v.ctx, b.id)
  const last = lines.at(-1)
  const reads =
    v.isCoordinator || v.actor?.organisations.some((m) => m.organisationId === b.lenderId) === true
  return {
    isWaste: last !== undefined || listing?.details.materialStatus === 'waste',
    lineId: reads ? (last?.id ?? null) : null,
  }
}

/** Those who see requests side by side: who answers for the lender, and the coordinator. */
const answers = (v: View, b: Booking) =>
  sidesOf(v.ctx, b).some((side) => side === 'lender' || side === 'coordinator')

function cancelPage(v: View, b: Booking, errors?: FormErrors, reason = '') {
  const words = v.t.bookings.cancel
  return page(
    v,
    { title: words.title, door: 'agenda', noIndex: true, status: errors ? 422 : 200 },
    <div class={`w sec narrow ${b.kind}`}>
      <form class="st" method="post">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead">
          <bdi>{b.listingTitle}</bdi>
        </p>
        <p>{words.lead(capital(v.f.span(b.startsAt, b.endsAt, v.ctx.now)))}</p>
        <ErrorSummary v={v} errors={errors} />
        <TextArea
          name="reason"
          rows={3}
          maxlength={500}
          label={words.reason}
          hint={words.reasonHint}
          value={reason}
          error={errors?.fields.reason}
        />
        <p class="row">
          <button class="b" type="submit">
            {words.act}
          </button>
          <a class="b b2" href={v.href(`/bookings/${b.id}`)}>
            {words.keep}
          </a>
        </p>
      </form>
    </div>,
  )
}

/** The form's local dates and times as a change; what is not in the form stays. */
export function patchOf(
  b: Pick<Booking, 'grain'>,
  typed: Record<string, string>,
  zone: string,
): BookingPatch {
  const { startsOn, endsOn, startsTime, endsTime, quantity, note } = typed
  const at = (path: string, date: string, time: string) => {
    if (!isDate(date)) throw new AppError('invalid', { fields: [{ path, code: 'not_date' }] })
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
      throw new AppError('invalid', { fields: [{ path, code: 'not_time' }] })
    return instantOf(date, time, zone)
  }
  const rest = {
    ...(note !== undefined && { note }),
    ...(quantity !== undefined && { quantity: Number(quantity) }),
  }
  if (startsOn === undefined) return rest
  if (b.grain === 'day' || b.grain === 'month') {
    const last = isDate(endsOn ?? '') ? addDays(endsOn ?? '', 1) : ''
    return { ...rest, startsAt: at('startsAt', startsOn, '00:00'), endsAt: at('endsAt', last, '00:00') }
  }
  const startsAt = at('startsAt', startsOn, startsTime ?? '')
  // An end at or before the start is on the next day: a night's work.
  const same = at('endsAt', startsOn, endsTime ?? '')
  return {
    ...rest,
    startsAt,
    endsAt: same > startsAt ? same : at('endsAt', addDays(startsOn, 1), endsTime ?? ''),
  }
}
