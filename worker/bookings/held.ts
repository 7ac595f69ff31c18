import { type RawBuilder, sql } from 'kysely'
import type { Hold } from './rulesOfHolds'

/** Whose holds are wanted, and when: rows of capacity_id, since and until, in UTC minutes. */
export type Wanted = RawBuilder<unknown>

/** The same interval of some capacities. */
export const during = (capacityIds: readonly string[], from: number, to: number): Wanted =>
  sql`(select value as capacity_id, ${from} as since, ${to} as until from json_each(${JSON.stringify(capacityIds)}))`

/** An interval of each. */
export const duringEach = (wanted: readonly Pick<Hold, 'capacityId' | 'busyFrom' | 'busyTo'>[]): Wanted => {
  const asked = wanted.map(({ capacityId, busyFrom, busyTo }) => ({ capacityId, busyFrom, busyTo }))
  return sql`(select value->>'capacityId' as capacity_id, value->>'busyFrom' as since, value->>'busyTo' as until
    from json_each(${JSON.stringify(asked)}))`
}

/**
 * Live holds that overlap what is wanted, as the table `h` of a FROM: the one way to look for them. They are found by bands of
 * length (migration 0022): the history before, and what comes after, is not read. Where intervals overlap each other, a
 * hold comes once for each.
 */
export const heldOver = (wanted: Wanted): RawBuilder<unknown> =>
  sql`${wanted} as w cross join length_bands as l
    cross join holds as h on h.capacity_id = w.capacity_id and h.live = 1 and h.length_band = l.band
      and h.busy_to > w.since and h.busy_to < w.until + l.longest and h.busy_from < w.until`
