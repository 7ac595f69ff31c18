import { sql } from 'kysely'
import { during, heldOver } from '../bookings/held'
import { AppError } from '../core/errors'
import { fromMinutes, type Instant, toMinutes } from '../core/time'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { notCalendar } from './moments'
import { BOUNDS, type Reading, type Remark, spansOf } from './occurrences'
import { type Closing, fitting, type Span } from './rulesOfFitting'

/** What was read of a calendar, for its lender: kept as JSON. */
export interface Report {
  events: number
  ignored: number
  /** How often it closes the thing. */
  closures: number
  /** How often, and when, it falls on what is booked; the first 20. */
  collisions: number
  left: { startsAt: Instant; endsAt: Instant }[]
  /** What could not be made out; the first 10. */
  remarks: Remark[]
  until: Instant
}

const MOST_LEFT = 20
const MOST_REMARKS = 10

/** Reads the text of an .ics file. Throws `invalid` on `file` as `spansOf` does. */
export async function readCalendar(text: string, zone: string, now: Instant): Promise<Reading> {
  // Loaded when a calendar is read: most requests read none.
  const { default: ical } = await import('ical.js')
  const end = Date.now() + BOUNDS.milliseconds
  let parsed: unknown
  try {
    parsed = ical.parse(text)
  } catch {
    throw notCalendar()
  }
  return spansOf(parsed, { zone, now, expired: () => Date.now() > end })
}

/** More than these are not looked at: the time after the last is not closed. */
const MOST_HOLDS = 10_000

/** What of a reading can be held beside what is held already by others, and the report of it. */
export async function fitted(
  ctx: Ctx,
  reading: Reading,
  capacity: { id: string; quantity: number },
  feedId: string,
): Promise<{ holds: Closing[]; report: Report }> {
  const first = reading.spans[0]
  const last = reading.spans.at(-1)
  const taken =
    first && last && capacity.quantity > 0
      ? await takenByOthers(ctx, capacity.id, feedId, first.from, last.to)
      : []
  const beyond = taken.length === MOST_HOLDS ? (taken.at(-1)?.from ?? 0) : Number.POSITIVE_INFINITY
  const spans = reading.spans.filter((span) => span.to <= beyond)
  const { holds, collisions } = fitting(
    spans,
    taken.map((t) => ({ ...t, promised: t.reason === 'booking' || t.reason === 'waitlist' })),
    capacity.quantity,
  )
  const until = spans.length < reading.spans.length ? fromMinutes(beyond) : reading.until
  const remarks =
    until === reading.until ? reading.remarks : [...reading.remarks, { code: 'cut', value: until } as const]
  return { holds, report: reportOf(reading, remarks, until, collisions) }
}

interface Taken extends Span {
  quantity: number
  reason: 'booking' | 'closure' | 'maintenance' | 'waitlist'
}

/** What holds a capacity over [from, to), in order of its start, save what the feed itself has closed. */
const takenByOthers = async (ctx: Ctx, capacityId: string, feedId: string, from: number, to: number) =>
  (
    await sql<Taken>`select h.busy_from as "from", h.busy_to as "to", h.quantity, h.reason
      from ${heldOver(during([capacityId], from, to))} where h.source_id is not ${feedId}
      order by h.busy_from limit ${MOST_HOLDS}`.execute(ctx.db)
  ).rows

const reportOf = (
  { events, ignored, spans }: Reading,
  remarks: readonly Remark[],
  until: Instant,
  collisions: readonly Span[],
): Report => ({
  ...{ events, ignored, until, collisions: collisions.length, closures: spans.length },
  left: collisions
    .slice(0, MOST_LEFT)
    .map(({ from, to }) => ({ startsAt: fromMinutes(from), endsAt: fromMinutes(to) })),
  remarks: remarks.slice(0, MOST_REMARKS),
})

/** Whether the feed's closures that are not over are just these. */
export async function isHeld(ctx: Ctx, feedId: string, holds: readonly Closing[]): Promise<boolean> {
  const rows = await ctx.db
    .selectFrom('holds')
    .select(['busyFrom as from', 'busyTo as to', 'quantity'])
    .where('sourceId', '=', feedId)
    .where('live', '=', 1)
    .where('busyTo', '>', toMinutes(ctx.now))
    .orderBy('busyFrom')
    .execute()
  // What runs now was begun by an earlier reading: its start is behind us in both.
  const now = toMinutes(ctx.now)
  const text = (all: readonly Closing[]) =>
    all.map(({ from, to, quantity }) => `${Math.max(from, now)} ${to} ${quantity}`).join()
  return text(rows) === text(holds)
}

/** The feed's closures from now on, in place of those before: together in one batch, or not at all. */
export const replaced = (
  ctx: Ctx,
  feedId: string,
  capacityId: string,
  holds: readonly Closing[],
): Query[] => [
  ctx.db.deleteFrom('holds').where('sourceId', '=', feedId).where('reason', '=', 'closure'),
  ...(holds.length > 0 ? [inserted(ctx, feedId, capacityId, holds)] : []),
]

const inserted = (ctx: Ctx, feedId: string, capacityId: string, holds: readonly Closing[]): Query => ({
  compile: () =>
    sql`insert into holds (capacity_id, reason, source_id, busy_from, busy_to, quantity)
      select ${capacityId}, 'closure', ${feedId}, value->>'from', value->>'to', value->>'quantity'
      from json_each(${JSON.stringify(holds)})`.compile(ctx.db),
})

/** Of a refusal, why the calendar can not be read: its first code. */
export function problemOf(error: unknown): string {
  if (!(error instanceof AppError)) throw error
  return error.details.fields?.[0]?.code ?? error.code
}
