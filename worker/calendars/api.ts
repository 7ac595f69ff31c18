import { capacityToRule } from '../bookings/closures'
import { AppError } from '../core/errors'
import { capacitiesOf, visibleListing } from '../listings/queries'
import { body, documented, json, newApi, z } from '../platform/api'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { addressesOf, createAddress, revokeAddress } from './addresses'
import { addFeed } from './commands/addFeed'
import { refreshFeed } from './commands/refreshFeed'
import { removeFeed } from './commands/removeFeed'
import { type Feed, feedsOf } from './feeds'
import { AddressInput, FeedInput, SCOPES } from './input'

const tags = ['calendars']
const params = z.object({ id: z.string().max(60) })
const Instant = z.iso.datetime()

const Address = z
  .object({
    id: z.string(),
    scope: z.enum(SCOPES),
    subjectId: z.string(),
    clusterId: z.string().nullable(),
    createdAt: Instant,
    lastReadAt: Instant.nullable(),
  })
  .openapi('CalendarAddress')
const NewAddress = z
  .object({
    id: z.string(),
    address: z.string().openapi({ description: 'The secret address, told this once: an .ics file' }),
  })
  .openapi('NewCalendarAddress')

const FeedJson = z
  .object({
    id: z.string(),
    offerId: z.string(),
    capacityId: z.string(),
    name: z.string(),
    host: z.string().nullable().openapi({ description: 'Of its address, which stays secret; null: a file' }),
    dueAt: Instant.nullable().openapi({ description: 'When it is read next; null: never, it is a file' }),
    readAt: Instant.nullable(),
    failures: z.int(),
    problem: z.string().nullable().openapi({ description: 'Why the last reading failed, as a code' }),
    report: z.object({
      events: z.int().default(0),
      ignored: z
        .int()
        .default(0)
        .openapi({ description: 'Events that take no time: transparent, cancelled' }),
      closures: z.int().default(0),
      collisions: z.int().default(0),
      left: z
        .array(z.object({ startsAt: Instant, endsAt: Instant }))
        .default([])
        .openapi({ description: 'Where it falls on what is booked, and closes nothing: the first 20' }),
      remarks: z.array(z.object({ code: z.string(), value: z.string() })).default([]),
      until: Instant.nullable().default(null),
    }),
  })
  .openapi('CalendarFeed')

const asJson = (f: Feed): z.input<typeof FeedJson> => ({
  ...{ id: f.id, offerId: f.listingId, capacityId: f.capacityId, name: f.name },
  host: f.address && URL.canParse(f.address) ? new URL(f.address).hostname : f.address && null,
  ...{ dueAt: f.dueAt, readAt: f.readAt, failures: f.failures, problem: f.problem },
  report: f.report,
})
const feedJson = (feed: Feed) => FeedJson.parse(asJson(feed))

/** What may be closed of an offer by who may: others do not learn of its calendars. */
async function ruledCapacities(ctx: Ctx, offerId: string): Promise<string[]> {
  const offer = await visibleListing(ctx, offerId)
  if (offer.direction !== 'offer') throw new AppError('not_found')
  const ids = (await capacitiesOf(ctx, offer.id)).map((c) => c.id)
  if (ids[0]) await capacityToRule(ctx, ids[0])
  return ids
}

export const calendarsApi = newApi()

calendarsApi.openapi(
  documented({
    ...{ method: 'get', path: '/calendars', tags },
    summary: 'Your addresses of calendars, newest first: never the secrets',
    responses: { 200: json(z.object({ items: z.array(Address) }), 'At most 100') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const rows = await addressesOf(ctx, mustBeSignedIn(ctx).personId)
    return c.json({ items: rows.map(({ organisation: _, title: __, slug: ___, ...row }) => row) }, 200)
  },
)

calendarsApi.openapi(
  documented({
    ...{ method: 'post', path: '/calendars', tags },
    summary:
      'A secret address of a calendar, in place of the one before: yours, an organisation’s, an offer’s',
    request: { ...body(AddressInput) },
    responses: { 201: json(NewAddress, 'Told once') },
  }),
  async (c) => c.json(await createAddress(c.get('ctx'), c.req.valid('json')), 201),
)

calendarsApi.openapi(
  documented({
    ...{ method: 'post', path: '/calendars/{id}/revoke', tags },
    summary: 'The address shows nothing any more',
    request: { params },
    responses: { 200: json(z.object({ id: z.string() }), 'Revoked') },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    await revokeAddress(c.get('ctx'), id)
    return c.json({ id }, 200)
  },
)

calendarsApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/feeds', tags },
    summary: 'Calendars from elsewhere that close an offer, for those who answer for it',
    request: { params },
    responses: { 200: json(z.object({ items: z.array(FeedJson) }), 'Oldest first') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const feeds = await feedsOf(ctx, await ruledCapacities(ctx, c.req.valid('param').id))
    return c.json({ items: feeds.map(feedJson) }, 200)
  },
)

calendarsApi.openapi(
  documented({
    ...{ method: 'post', path: '/offers/{id}/feeds', tags },
    summary: 'A calendar from elsewhere closes the offer: an https address, or the text of an .ics file',
    request: { params, ...body(FeedInput) },
    responses: { 201: json(FeedJson, 'Read, with what it closes and what falls on bookings') },
  }),
  async (c) => {
    const feed = await addFeed(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
    return c.json(feedJson(feed), 201)
  },
)

calendarsApi.openapi(
  documented({
    ...{ method: 'post', path: '/feeds/{id}/refresh', tags },
    summary: 'Read it now; what its server does is told by `problem`',
    request: { params },
    responses: { 200: json(FeedJson, 'As it is now') },
  }),
  async (c) => c.json(feedJson(await refreshFeed(c.get('ctx'), c.req.valid('param').id)), 200),
)

calendarsApi.openapi(
  documented({
    ...{ method: 'post', path: '/feeds/{id}/remove', tags },
    summary: 'Its closures are lifted, its address is forgotten',
    request: { params },
    responses: { 200: json(z.object({ id: z.string() }), 'Removed') },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    await removeFeed(c.get('ctx'), id)
    return c.json({ id }, 200)
  },
)
