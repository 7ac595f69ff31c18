import { Hono } from 'hono'
import { choices } from '../../../worker/bookings/rulesOfHolds'
import { addressOf, createAddress, revokeAddress } from '../../../worker/calendars/addresses'
import { addFeed } from '../../../worker/calendars/commands/addFeed'
import { refreshFeed } from '../../../worker/calendars/commands/refreshFeed'
import { removeFeed } from '../../../worker/calendars/commands/removeFeed'
import { feedsOf, feedToRule } from '../../../worker/calendars/feeds'
import { MOST_LETTERS } from '../../../worker/calendars/input'
import { AppError, invalid } from '../../../worker/core/errors'
import { capacitiesOf, isInside, visibleListing } from '../../../worker/listings/queries'
import { answersFor, mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { AddressPanel, CopyScript, How, NewAddress } from './Address'
import { Told } from '../../components/Told'
import { Feeds, type TypedFeed } from './Feeds'

/** The calendars of an offer: its own, for whoever sees it; those from elsewhere that close it, for its lender. */
export const offerCalendars = new Hono<AppEnv>()

offerCalendars.get('/offers/:id/calendars', (c) => show(c))
offerCalendars.post('/offers/:id/calendars', async (c) => {
  const { offer } = await asked(c)
  const { address } = await createAddress(c.get('ctx'), { scope: 'offer', subjectId: offer.id })
  return show(c, { address })
})
offerCalendars.post('/offers/:id/calendars/revoke', async (c) => {
  const v = viewOf(c)
  const { offer } = await asked(c)
  const known = await addressOf(v.ctx, 'offer', offer.id, offer.clusterId)
  if (!known) throw new AppError('not_found')
  await revokeAddress(v.ctx, known.id)
  return done(c, 'revoked')
})

offerCalendars.post('/offers/:id/calendars/feeds', async (c) => {
  const v = viewOf(c)
  const { offer } = await asked(c)
  const form = await c.req.parseBody()
  const typed = typedIn(form)
  try {
    await addFeed(v.ctx, offer.id, { ...typed, file: await textOf(form.file) })
  } catch (error) {
    return show(c, { typed, errors: errorsIn(v, error) })
  }
  return done(c, 'added')
})
for (const [act, run, told] of [
  ['refresh', refreshFeed, 'refreshed'],
  ['remove', removeFeed, 'removed'],
] as const)
  offerCalendars.post(`/offers/:id/calendars/feeds/:feed/${act}`, async (c) => {
    const v = viewOf(c)
    const { offer } = await asked(c)
    const feed = await feedToRule(v.ctx, c.req.param('feed'))
    if (feed.clusterId !== offer.clusterId) throw new AppError('not_found')
    try {
      await run(v.ctx, feed.id)
    } catch (error) {
      return show(c, { errors: errorsIn(v, error) })
    }
    return done(c, told)
  })

const typedIn = (form: Record<string, unknown>): TypedFeed => {
  const one = (name: string) => (typeof form[name] === 'string' ? (form[name] as string) : '')
  return { name: one('name'), address: one('address') || null, capacityId: one('capacityId') || null }
}

/** The text of a file that was sent; one that is too heavy is not made into text. */
async function textOf(file: unknown): Promise<string | null> {
  if (!(file instanceof File) || file.size === 0) return null
  if (file.size > MOST_LETTERS) throw invalid({ path: 'file', code: 'feed_too_large' })
  return file.text()
}

const done = (c: AppContext, what: string) =>
  c.redirect(viewOf(c).href(`/offers/${c.req.param('id')}/calendars?done=${what}`), 303)

/** The offer, in this cluster, for whoever has signed in and may see it. */
async function asked(c: AppContext) {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const offer = await visibleListing(v.ctx, c.req.param('id') ?? '')
  if (offer.clusterId !== v.cluster?.id || offer.direction !== 'offer') throw new AppError('not_found')
  return { v, offer }
}

/** Whether the reader may rule what closes the offer. */
const rules = (v: View, organisationId: string): boolean =>
  v.isCoordinator || answersFor(v.actor, organisationId)

interface Just {
  address?: string
  typed?: TypedFeed
  errors?: FormErrors
}

async function show(c: AppContext, { address, typed, errors }: Just = {}) {
  const { v, offer } = await asked(c)
  const t = v.t.calendars
  const mayRule = rules(v, offer.organisationId)
  const capacities = mayRule
    ? choices(await capacitiesOf(v.ctx, offer.id)).filter((one) => one.shape !== 'stock')
    : []
  const [known, feeds] = await Promise.all([
    addressOf(v.ctx, 'offer', offer.id, offer.clusterId),
    feedsOf(
      v.ctx,
      capacities.map((one) => one.id),
    ),
  ])
  const told = c.req.query('done') ?? ''
  const said =
    told === 'revoked' ? t.revoked : Object.hasOwn(t.feeds.done, told) ? t.feeds.done[told] : undefined
  const back = v.href(`/offers/${offer.id}`)
  c.header('cache-control', 'no-store')
  return page(
    v,
    { title: t.title, noIndex: true, status: errors ? 422 : 200, scripts: address && <CopyScript /> },
    <div class={`w sec st ${offer.kind}`}>
      <p>
        <a href={back}>
          <bdi lang={offer.language === v.language ? undefined : offer.language}>{offer.title}</bdi>
        </a>
      </p>
      <h1 class="h1s">{t.title}</h1>
      <Told words={errors ? undefined : said} />
      <p class="lead q">{isInside(v.ctx, offer) ? t.leads.offerInside : t.leads.offerOutside}</p>
      {address && <NewAddress v={v} address={address} />}
      <div class="side">
        <div class="st">
          <AddressPanel v={v} known={known} path={`${back}/calendars`} />
          {capacities.length > 0 && (
            <Feeds v={v} path={`${back}/calendars/feeds`} {...{ feeds, capacities, typed, errors }} />
          )}
        </div>
        <How v={v} />
      </div>
    </div>,
  )
}
