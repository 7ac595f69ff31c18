import { again } from '../../bookings/racing'
import { later } from '../../core/time'
import { commit, type Fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { capacityOf, closuresFact, type Feed, feedFact, keepText, textOf, touched } from '../feeds'
import { fetchCalendar } from '../fetching'
import { fitted, isHeld, problemOf, readCalendar, type Report, replaced } from '../reading'
import { nextOfFile, nextRead, TOLD_AFTER, WHOLE_EVERY } from '../rules'

/**
 * Reads a calendar from elsewhere again and puts its closures in the place of those before, in one batch; a file from what is
 * kept of it. Where nothing has changed, nothing is written but when it was read. The lender is told of what newly falls on
 * bookings, and once of the third failure in a row; each failure puts the next try off. Never throws for what the other
 * side does.
 */
export async function readFeed(ctx: Ctx, feed: Feed): Promise<void> {
  if (!feed.address) return readKept(ctx, feed)
  try {
    // What could not be held may fit now, whatever the calendar says.
    const isWhole = feed.wholeAt && feed.wholeAt > later(ctx.now, -WHOLE_EVERY) && !feed.report.collisions
    const { etag, lastModified } = feed
    const fetched = await fetchCalendar(feed.address, isWhole ? { etag, lastModified } : undefined)
    if (fetched.same) return await keep(ctx, feed, {})
    await close(ctx, feed, fetched.text, fetched.validators)
    await keepText(ctx, feed.id, fetched.text).execute()
  } catch (error) {
    await failed(ctx, feed, problemOf(error))
  }
}

/** The same from what was last read, without asking anybody: what recurs moves on, and what fits now is closed. */
export async function readKept(ctx: Ctx, feed: Feed): Promise<void> {
  const text = await textOf(ctx, feed.id)
  if (text === null) return
  try {
    await close(ctx, feed, text, null)
  } catch (error) {
    await failed(ctx, feed, problemOf(error))
  }
}

/** `fetched`: what the server said with it; null where it was not asked. */
async function close(ctx: Ctx, feed: Feed, text: string, fetched: Read | null): Promise<void> {
  const { timeZone } = await capacityOf(ctx, feed.capacityId)
  const reading = await readCalendar(text, timeZone, ctx.now)
  await again(async () => {
    const capacity = await capacityOf(ctx, feed.capacityId)
    const { holds, report } = await fitted(ctx, reading, capacity, feed.id)
    const facts: Fact[] = []
    const writes = []
    if (!(await isHeld(ctx, feed.id, holds))) {
      const closed = closuresFact(ctx, feed, report)
      facts.push(closed)
      writes.push(touched(ctx, capacity, closed), ...replaced(ctx, feed.id, feed.capacityId, holds))
    }
    if (isNews(report, feed.report)) {
      const told = feedFact(ctx, 'feed.collided', feed, { collisions: report.collisions })
      facts.push(told)
      writes.push(stamped(ctx, feed, told))
    }
    if (facts.length > 0) await commit(ctx, facts, writes)
    const read = { ...fetched, wholeAt: ctx.now, report: JSON.stringify(report) }
    // Of a server that was not asked nothing is known: when it is asked next, and how often it failed, stay.
    if (fetched || !feed.address) await keep(ctx, feed, read)
    else await ctx.db.updateTable('feedReads').set(read).where('feedId', '=', feed.id).execute()
  })
}

/** Whether something falls on a booking that did not when it was last read. */
function isNews(now: Report, before: Partial<Report>): boolean {
  const known = new Set((before.left ?? []).map((span) => `${span.startsAt} ${span.endsAt}`))
  return now.left.some((span) => !known.has(`${span.startsAt} ${span.endsAt}`))
}

/** As it was when it was read, and not removed since. */
const stamped = (ctx: Ctx, feed: Feed, happened: Fact) =>
  ctx.db
    .updateTable('calendarFeeds')
    .set(stamp(happened))
    .where('id', '=', feed.id)
    .where('removedAt', 'is', null)

type Read = { etag?: string | null; lastModified?: string | null; wholeAt?: string; report?: string }

const keep = async (ctx: Ctx, feed: Feed, read: Read): Promise<void> => {
  const dueAt = feed.address ? nextRead(ctx.now, 0) : nextOfFile(ctx.now)
  await ctx.db
    .updateTable('feedReads')
    .set({ ...read, dueAt, failures: 0, problem: null, readAt: ctx.now })
    .where('feedId', '=', feed.id)
    .where('dueAt', 'is not', null)
    .execute()
}

async function failed(ctx: Ctx, feed: Feed, problem: string): Promise<void> {
  const failures = feed.failures + 1
  await ctx.db
    .updateTable('feedReads')
    .set({ failures, problem, dueAt: nextRead(ctx.now, failures) })
    .where('feedId', '=', feed.id)
    .where('dueAt', 'is not', null)
    .execute()
  if (failures !== TOLD_AFTER) return
  const told = feedFact(ctx, 'feed.failed', feed, { failures })
  await commit(ctx, told, [stamped(ctx, feed, told)])
}
