import { sql } from 'kysely'
import { AppError } from '../../core/errors'
import type { Events } from '../../core/events'
import { commit, type Fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Booking } from '../queries'
import { TRANSITIONS } from '../rules'
import { bookingFact } from '../writes'

const BATCH = 50
const ROUNDS = 20

/** What time does to bookings, in this order: what begins and ends between two ticks passes through both states. */
const PASSES = [
  { verb: 'expire', due: 'answerBy' },
  { verb: 'start', due: 'startsAt' },
  { verb: 'lapse', due: 'endsAt' },
  { verb: 'end', due: 'endsAt' },
] as const

/**
 * The clock: requests whose answer time is over lapse, confirmed bookings begin, those in use are completed. Each with its
 * event, fifty at a time; whatever a person changed in between is left to the next look. Returns how many passed.
 */
export async function passBookings(ctx: Ctx): Promise<number> {
  let passed = 0
  for (const pass of PASSES) {
    for (let round = 0; round < ROUNDS; round++) {
      const rows = await due(ctx, pass)
      passed += await write(ctx, pass.verb, rows)
      if (rows.length < BATCH) break
    }
  }
  return passed
}

type Due = Pick<
  Booking,
  | 'id'
  | 'clusterId'
  | 'listingId'
  | 'lenderId'
  | 'borrowerId'
  | 'startsAt'
  | 'endsAt'
  | 'quantity'
  | 'version'
  | 'seriesId'
> & {
  /** Nothing of it could be had until its end: why, in the words of the lender; null where something could. */
  outOfOrder: string | null
}

/** Each of the three has an index of its own (0004), which holds only what may still pass. */
const due = (ctx: Ctx, { verb, due }: (typeof PASSES)[number]): Promise<Due[]> =>
  ctx.db
    .selectFrom('bookings')
    .select([
      'id',
      'clusterId',
      'listingId',
      'lenderId',
      'borrowerId',
      'startsAt',
      'endsAt',
      'quantity',
      'version',
      'seriesId',
    ])
    .select(outOfOrder.as('outOfOrder'))
    .where('status', '=', TRANSITIONS[verb].from[0])
    .where(due, '<=', ctx.now)
    .$if(verb === 'start', (q) => q.where(({ not }) => not(withoutSlip)))
    .$if(verb === 'lapse', (q) => q.where('startsAt', '<=', ctx.now).where(withoutSlip))
    .orderBy(due)
    .limit(BATCH)
    .execute()

/** Hazardous waste does not leave without its slip: it waits for it until its end, then comes to nothing. */
const withoutSlip = sql<boolean>`exists (select 1 from bookings_without_slip w where w.id = bookings.id)`

const outOfOrder = sql<string | null>`(select o.reason from holds h join outages o on o.id = h.suspended_by
  where h.booking_id = bookings.id and not exists (select 1 from holds l
    where l.booking_id = bookings.id and l.capacity_id = bookings.capacity_id and l.live = 1) limit 1)`

/** All in one batch; where somebody was faster with one of them, one by one without that one. */
async function write(ctx: Ctx, verb: (typeof PASSES)[number]['verb'], rows: readonly Due[]): Promise<number> {
  if (rows.length === 0) return 0
  const passes = rows.map(
    (row) => TRANSITIONS[verb === 'end' && row.outOfOrder !== null ? ('fail' as const) : verb],
  )
  const facts = rows.map((row, i) => {
    const { to, event } = passes[i] as (typeof passes)[number]
    return bookingFact(ctx, event, row, null, to === 'cancelled' ? 'lender' : undefined)
  })
  if (verb === 'expire') toldOnce(facts)
  const writes = rows.map((row, i) =>
    ctx.db
      .updateTable('bookings')
      .set({
        status: (passes[i] as (typeof passes)[number]).to,
        ...(verb === 'end' && { endedAt: ctx.now }),
        ...(passes[i]?.to === 'cancelled' && { cancelledSide: 'lender', cancelReason: row.outOfOrder }),
        ...stamp(facts[i] as (typeof facts)[number]),
      })
      .where('id', '=', row.id)
      .where('version', '=', row.version)
      .where('status', '=', TRANSITIONS[verb].from[0]),
  )
  try {
    await commit(ctx, facts, writes)
    return rows.length
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stale') throw error
    if (rows.length === 1) return 0
  }
  let passed = 0
  for (const row of rows) passed += await write(ctx, verb, [row])
  return passed
}

/** Dates of one series that lapse at once are told by the first of them. */
function toldOnce(facts: readonly Fact[]): void {
  const seen = new Set<string>()
  for (const { payload } of facts) {
    const told = payload as Events['booking.expired']
    if (told.seriesId && seen.has(told.seriesId)) told.toldWith = told.seriesId
    if (told.seriesId) seen.add(told.seriesId)
  }
}
