import { capacityToRule } from '../../bookings/closures'
import { again } from '../../bookings/racing'
import { choices } from '../../bookings/rulesOfHolds'
import { AppError, type FieldError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { capacitiesOf, visibleListing } from '../../listings/queries'
import { commit } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { limit } from '../../platform/limits'
import { capacityOf, closuresFact, type Feed, feedById, feedFact, feedsOf, keepText, touched } from '../feeds'
import { fetchCalendar } from '../fetching'
import { FeedInput } from '../input'
import { fitted, readCalendar, replaced } from '../reading'
import { MOST_BY_HAND, MOST_FEEDS, nextOfFile, nextRead } from '../rules'

/**
 * A calendar from elsewhere closes a thing of an offer when it says it is taken: an address, read again every two hours, or
 * a file, gone through again each week from what is kept of it. What falls on bookings closes nothing and stands in the report. Throws `not_found`, `not_manager`,
 * `invalid` on the fields `name`, `address`, `file`, `capacityId`, `too_many_requests`.
 */
export async function addFeed(ctx: Ctx, listingId: string, input: FeedInput): Promise<Feed> {
  const actor = mustBeSignedIn(ctx)
  const offer = await visibleListing(ctx, listingId)
  if (offer.direction !== 'offer') throw new AppError('not_found')
  const closable = choices(await capacitiesOf(ctx, listingId)).filter((c) => c.shape !== 'stock')
  const one = closable[0]
  if (!one) throw new AppError('not_found')
  await capacityToRule(ctx, one.id)
  const { name, address = null, file = null, capacityId } = check(FeedInput, input)
  const capacity = capacityId
    ? closable.find((c) => c.id === capacityId)
    : closable.length === 1
      ? one
      : undefined
  if (!capacity) throw invalid({ path: 'capacityId', code: capacityId ? 'not_a_choice' : 'required' })
  if ((await feedsOf(ctx, [capacity.id])).length >= MOST_FEEDS)
    throw invalid({ path: 'address', code: 'too_many_feeds' })
  await limit(ctx, `feed:${actor.personId}`, MOST_BY_HAND, 3600)

  const fetched = address ? await fetchCalendar(address) : null
  const text = fetched && !fetched.same ? fetched.text : (file ?? '')
  const { timeZone } = await capacityOf(ctx, capacity.id)
  const reading = await readCalendar(text, timeZone, ctx.now).catch(named(address ? 'address' : 'file'))
  const row = {
    ...{
      id: newId('feed', Date.parse(ctx.now)),
      clusterId: offer.clusterId,
      listingId,
      capacityId: capacity.id,
    },
    ...{ organisationId: offer.organisationId, name, address: address || null },
    ...{ createdBy: actor.personId, removedAt: null, createdAt: ctx.now },
  }
  await again(async () => {
    const now = await capacityOf(ctx, capacity.id)
    const { holds, report } = await fitted(ctx, reading, now, row.id)
    const added = feedFact(ctx, 'feed.added', row, {
      closures: report.closures,
      collisions: report.collisions,
    })
    const closed = closuresFact(ctx, row, report)
    await commit(
      ctx,
      [added, closed],
      [
        ctx.db.insertInto('calendarFeeds').values({ ...row, lastEventId: added.id }),
        ctx.db.insertInto('feedReads').values({
          ...{ feedId: row.id, dueAt: address ? nextRead(ctx.now, 0) : nextOfFile(ctx.now), problem: null },
          ...(fetched && !fetched.same ? fetched.validators : { etag: null, lastModified: null }),
          ...{ readAt: ctx.now, wholeAt: ctx.now, report: JSON.stringify(report) },
        }),
        keepText(ctx, row.id, text),
        touched(ctx, now, closed),
        ...replaced(ctx, row.id, capacity.id, holds),
      ],
    )
  })
  return (await feedById(ctx, row.id)) as Feed
}

/** What is wrong with the text is told at the field it came by. */
const named = (path: string) => (error: unknown) => {
  if (!(error instanceof AppError)) throw error
  const fields = (error.details.fields ?? []).map((field): FieldError => ({ ...field, path }))
  throw fields.length > 0 ? invalid(...fields) : error
}
