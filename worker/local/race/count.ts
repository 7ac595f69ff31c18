import type { Ctx } from '../../platform/context'

/** What a race left behind, counted by brute force and not by the rules that are on trial. */
export interface Counted {
  bookings: number
  /** Instants at which more is held of a capacity than there is. */
  overlaps: number
  /** Organisations and weeks with more than the quota allows. */
  overQuota: number
  /** Bookings that hold nothing though they take part, or hold something though they do not. */
  unheld: number
  /** Facts that are not one for each version of their row: something was written without its event, or an event without it. */
  strayEvents: number
}

const LIVE = new Set(['confirmed', 'in_use', 'completed'])

export async function countRace(
  ctx: Ctx,
  clusterId: string,
  quotaOffer: string,
  most: number,
): Promise<Counted> {
  const all = async <T>(text: string, ...given: unknown[]) =>
    (
      await ctx.env.DB.prepare(text)
        .bind(...given)
        .all<T>()
    ).results
  const capacities = await all<{ id: string; quantity: number }>(
    'SELECT id, quantity FROM capacities WHERE cluster_id = ?',
    clusterId,
  )
  const holds = await all<{
    capacity: string
    booking: string | null
    f: number
    t: number
    quantity: number
  }>(
    `SELECT h.capacity_id AS capacity, h.booking_id AS booking, h.busy_from AS f, h.busy_to AS t, h.quantity
       FROM capacities c JOIN holds h ON h.capacity_id = c.id WHERE c.cluster_id = ? AND h.live = 1`,
    clusterId,
  )
  const bookings = await all<{
    id: string
    listing: string
    borrower: string
    status: string
    competing: number
    at: string
  }>(
    `SELECT id, listing_id AS listing, borrower_id AS borrower, status, competing, starts_at AS at
       FROM bookings WHERE cluster_id = ?`,
    clusterId,
  )
  const [stray] = await all<{ n: number }>(
    `SELECT (SELECT count(*) FROM bookings b WHERE cluster_id = ?1
        AND b.version <> (SELECT count(*) FROM events e WHERE e.subject_id = b.id))
      + (SELECT count(*) FROM events e WHERE cluster_id = ?1 AND e.subject_id LIKE 'bkg_%'
        AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.id = e.subject_id)) AS n`,
    clusterId,
  )
  const held = new Set(holds.map((h) => h.booking))
  const takes = (b: (typeof bookings)[number]) =>
    LIVE.has(b.status) || (b.status === 'requested' && b.competing === 0)
  const used = new Map<string, number>()
  for (const b of bookings) {
    if (b.listing !== quotaOffer || !['requested', ...LIVE].includes(b.status)) continue
    const key = `${b.borrower} ${weekOf(b.at)}`
    used.set(key, (used.get(key) ?? 0) + 1)
  }
  return {
    bookings: bookings.length,
    overlaps: capacities.reduce(
      (sum, c) =>
        sum +
        over(
          c.quantity,
          holds.filter((h) => h.capacity === c.id),
        ),
      0,
    ),
    overQuota: [...used.values()].filter((n) => n > most).length,
    unheld: bookings.filter((b) => takes(b) !== held.has(b.id)).length,
    strayEvents: stray?.n ?? -1,
  }
}

/** At how many starts the sum of all that runs then is above the quantity. */
function over(quantity: number, holds: readonly { f: number; t: number; quantity: number }[]): number {
  const changes = holds.flatMap((h) => [
    { at: h.f, by: h.quantity },
    { at: h.t, by: -h.quantity },
  ])
  changes.sort((a, b) => a.at - b.at || a.by - b.by)
  let [load, found] = [0, 0]
  for (const { by } of changes) {
    load += by
    if (by > 0 && load > quantity) found++
  }
  return found
}

/** Days are counted in Paris, an hour or two ahead of UTC; the race books in the middle of the day, so UTC gives the same. */
const weekOf = (at: string) => Math.floor((Date.parse(at) / 86_400_000 + 3) / 7)
