import { invalid } from '../core/errors'
import type { Ctx } from '../platform/context'
import { projectImpact } from '../impact/project'
import { projectOfListings } from '../impact/projectListings'
import { emptySearch, rebuildSearch } from '../search/rebuild'
import { rebuildUnmet } from '../unmet/rebuild'
import { projectBookings } from './projectBookings'
import { projectListings } from './projectListings'

const EMPTIED = 500
const LISTINGS = 20
const BOOKINGS = 100

const LEAVES = {
  booking_weeks: 'booking_id, week',
  offer_weeks: 'listing_id, week',
  listing_facts: 'listing_id',
  impact_months: 'booking_id, month',
  impact_needs: 'listing_id',
  impact_offers: 'listing_id',
}
const LEAF_NAMES = Object.keys(LEAVES) as (keyof typeof LEAVES)[]
const SUMS = [
  'usage_of_kinds',
  'usage_of_offers',
  'usage_of_pairs',
  'usage_of_units',
  'usage_of_posters',
  'open_listings',
  'impact_sums',
  'portrait_exchanges',
  'portrait_counts',
]

const PHASES = ['empty', 'sums', 'listings', 'bookings', 'search_empty', 'search', 'unmet'] as const
type Phase = (typeof PHASES)[number]

export interface Step {
  /** How many listings and bookings this step made projections of. */
  listings: number
  bookings: number
  /** What to give to the next step; null: every projection is made. */
  next: string | null
}

/**
 * One bounded step of making every projection again from the tables: first the dashboard's, then the search index, then what almost fits a need. Sends
 * nothing and writes no event. `cursor`: the `next` of the step before; absent to begin. Throws `invalid` for any other.
 */
export async function rebuildStep(ctx: Ctx, cursor: string | null): Promise<Step> {
  const [given, after = ''] = cursor?.split(':') ?? ['empty']
  const phase = PHASES.find((one) => one === given)
  // Not taken for a beginning, which would empty what is made again.
  if (!phase) throw invalid({ path: 'cursor', code: 'not_a_choice' })
  const { done, last } = await STEPS[phase](ctx, after)
  const following = PHASES[PHASES.indexOf(phase) + 1]
  return {
    listings: phase === 'listings' ? done : 0,
    bookings: phase === 'bookings' ? done : 0,
    next: last !== null ? `${phase}:${last}` : following ? `${following}:` : null,
  }
}

type Run = (ctx: Ctx, after: string) => Promise<{ done: number; last: string | null }>

const STEPS: Record<Phase, Run> = {
  async empty(ctx, after) {
    const table = LEAF_NAMES.find((one) => one === after) ?? 'booking_weeks'
    const { meta } = await ctx.env.DB.prepare(
      `delete from ${table} where (${LEAVES[table]}) in (select ${LEAVES[table]} from ${table} limit ${EMPTIED})`,
    ).run()
    if (meta.changes > 0) return { done: 0, last: table }
    return { done: 0, last: LEAF_NAMES[LEAF_NAMES.indexOf(table) + 1] ?? null }
  },
  /** Sums that no leaf accounts for, with what consumers wrote since: all or nothing, so that both stay equal. */
  async sums(ctx) {
    await ctx.env.DB.batch(
      [...LEAF_NAMES, ...SUMS].map((table) => ctx.env.DB.prepare(`delete from ${table}`)),
    )
    return { done: 0, last: null }
  },
  async listings(ctx, after) {
    const rows = await ctx.db
      .selectFrom('listings')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(LISTINGS)
      .execute()
    const ids = rows.map((row) => row.id)
    await projectListings(ctx, ids)
    await projectOfListings(ctx, ids, true)
    return { done: rows.length, last: rows.length < LISTINGS ? null : (rows.at(-1)?.id ?? null) }
  },
  async bookings(ctx, after) {
    const rows = await ctx.db
      .selectFrom('bookings')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(BOOKINGS)
      .execute()
    const ids = rows.map((row) => row.id)
    await projectBookings(ctx, ids)
    await projectImpact(ctx, ids)
    return { done: rows.length, last: rows.length < BOOKINGS ? null : (rows.at(-1)?.id ?? null) }
  },
  async search_empty(ctx) {
    await emptySearch(ctx)
    return { done: 0, last: null }
  },
  async search(ctx, after) {
    return { done: 0, last: await rebuildSearch(ctx, after) }
  },
  /** After the index, by which what almost fits is found. */
  async unmet(ctx, after) {
    return { done: 0, last: await rebuildUnmet(ctx, after) }
  },
}

/** All steps, one after the other: for a local run and for tests. */
export async function rebuildAll(ctx: Ctx): Promise<Omit<Step, 'next'>> {
  const total = { listings: 0, bookings: 0 }
  let cursor: string | null = null
  do {
    const step: Step = await rebuildStep(ctx, cursor)
    total.listings += step.listings
    total.bookings += step.bookings
    cursor = step.next
  } while (cursor !== null)
  return total
}
