import type { Ctx } from '../../platform/context'
import { CLUSTER } from './seed'

// One offer that everybody books: its calendar two years deep in both directions, long closures beside it, and 300 chairs
// taken by the quarter of an hour. Run after `seedBase`. Times are whole half hours from the last midnight in UTC.

export const HALL = 'ofr_bench_hall'
export const CHAIRS = 'ofr_bench_chairs'
const LENDER = 'org_bench00000002'
const MADE = 'evt_bench'

/** Half hours that are booked ahead, every other one: 500 days. The rest of a history is past. */
const AHEAD = 12_000
/** Of the 300 chairs, so many are taken in each quarter of an hour of a working day. */
const TAKEN_CHAIRS = 290
const QUARTERS = 32

const numbers = (from: number, to: number) =>
  `WITH RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${to})`
const text = (minutes: string) => `strftime('%Y-%m-%dT%H:%M:00.000Z', (${minutes}) * 60, 'unixepoch')`

/** Midnight of today in UTC minutes: what the bench books is counted from there. */
export const midnight = (now: string) => Math.floor(Date.parse(now) / 86_400_000) * 1440

export async function seedOffers(ctx: Ctx): Promise<void> {
  const { now } = ctx
  const day = midnight(now)
  const offer = (id: string, quantity: number, windows: string) => [
    `INSERT INTO listings (id, cluster_id, organisation_id, direction, kind, status, title, language, commune, lat, lng, quantity, unit,
       grain, windows, tariff_mode, visibility, instant_for, expires_at, published_at, last_event_id, created_by, created_at)
     VALUES ('${id}', '${CLUSTER}', '${LENDER}', 'offer', 'equipment', 'published', 'Grande salle', 'fr', 'Rouen', 49.44, 1.09,
       ${quantity}, 'piece', 'hour', '${windows}', 'free', 'public', 'everyone', '2099-01-01T00:00:00.000Z', '${now}', '${MADE}', '', '${now}')`,
    `INSERT INTO capacities (id, cluster_id, organisation_id, shape, quantity, unit, last_event_id)
     VALUES ('cap_${id}', '${CLUSTER}', '${LENDER}', 'thing', ${quantity}, 'piece', '${MADE}')`,
    `INSERT INTO listing_capacities VALUES ('${id}', 'cap_${id}', 1)`,
  ]
  // Years and months, before and after everything that is booked: a scan bounded by the longest hold would read all between.
  const closures = [
    [-5 * 525_600, 3 * 525_600],
    [-900_000, 130_000],
    [-760_000, 45_000],
    [760_000, 130_000],
    [900_000, 45_000],
    [950_000, 11_000],
    [965_000, 2_000],
  ]
  await run(ctx, [
    ...offer(HALL, 1, '[]'),
    ...offer(CHAIRS, 300, '[]'),
    ...closures.map(
      ([from = 0, length = 0]) =>
        `INSERT INTO holds (capacity_id, reason, busy_from, busy_to, quantity) VALUES ('cap_${HALL}', 'closure', ${day + from}, ${day + from + length}, 1)`,
    ),
    `${numbers(0, TAKEN_CHAIRS * QUARTERS)} INSERT INTO holds (capacity_id, reason, busy_from, busy_to, quantity)
       SELECT 'cap_${CHAIRS}', 'closure', ${day} + 1440 + 15 * (i % ${QUARTERS}), ${day} + 1455 + 15 * (i % ${QUARTERS}), 1 FROM n`,
  ])
}

/** Bookings number `from` to `to` of the hall: the first ones ahead, the others further and further back. */
export async function seedBookings(ctx: Ctx, from: number, to: number): Promise<void> {
  const { now } = ctx
  const day = midnight(now)
  const start = `CASE WHEN i < ${AHEAD} THEN ${day} + 1440 + i * 60 ELSE ${day} - (i - ${AHEAD} + 1) * 30 END`
  const id = `'bkg_hall' || printf('%08d', i)`
  await run(ctx, [
    `${numbers(from, to)} INSERT INTO bookings (id, cluster_id, listing_id, capacity_id, lender_id, borrower_id, status, starts_at, ends_at,
        quantity, unit, currency, requested_by, ended_at, last_event_id, created_at)
      SELECT ${id}, '${CLUSTER}', '${HALL}', 'cap_${HALL}', '${LENDER}', 'org_bench' || printf('%08d', 3 + i % 50),
        CASE WHEN i < ${AHEAD} THEN 'confirmed' ELSE 'completed' END, ${text(start)}, ${text(`${start} + 30`)},
        1, 'piece', 'EUR', '', CASE WHEN i < ${AHEAD} THEN NULL ELSE '${now}' END, '${MADE}', '${now}' FROM n`,
    `${numbers(from, to)} INSERT INTO holds (capacity_id, booking_id, reason, busy_from, busy_to, quantity, live)
      SELECT 'cap_${HALL}', ${id}, 'booking', ${start}, ${start} + 30, 1, i < ${AHEAD} FROM n`,
  ])
}

async function run(ctx: Ctx, statements: string[]) {
  await ctx.env.DB.batch(statements.map((sql) => ctx.env.DB.prepare(sql)))
}
