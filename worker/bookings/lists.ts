import { cursorIn } from '../platform/cursor'
import type { Instant } from '../core/time'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { together } from '../platform/db'
import { type Booking, readBookings } from './queries'
import type { Status } from './rules'

export interface Asked {
  role: 'borrower' | 'lender'
  /** Of one cluster only. */
  clusterId?: string
  statuses?: readonly Status[]
  /** Bookings that start in [from, to). */
  from?: Instant
  to?: Instant
  order?: 'first' | 'latest'
  /** Of a series only its first date in these states: what is answered together is listed once. */
  oncePerSeries?: true
  limit?: number
  /** The key after which the page begins: start and id of the last one shown. */
  cursor?: string | null
}

export interface Page {
  items: Booking[]
  nextCursor: string | null
}

const MOST_ORGANISATIONS = 30

/**
 * The bookings of all organisations of the actor on one side, in order of their start, paged by key. One statement for
 * each organisation, each along its index and no further than the page.
 */
export async function bookingsOf(ctx: Ctx, asked: Asked): Promise<Page> {
  const actor = mustBeSignedIn(ctx)
  const { limit = 20, order = 'first' } = asked
  const mine = actor.organisations.slice(0, MOST_ORGANISATIONS)
  if (mine.length === 0) return { items: [], nextCursor: null }
  const queries = mine.map((m) => ofOrganisation(ctx, m.organisationId, asked))
  const pages = await together(ctx.env.DB, ...queries)
  const key = (b: Booking) => `${b.startsAt}_${b.id}`
  const sign = order === 'first' ? 1 : -1
  // Two of one's own organisations may be the two sides of one booking: each side has its own list.
  const found = (pages.flat() as Booking[]).sort((a, b) => (key(a) < key(b) ? -sign : sign))
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: found.length > limit && last ? key(last) : null }
}

function ofOrganisation(ctx: Ctx, organisationId: string, asked: Asked) {
  const { role, order = 'first', limit = 20 } = asked
  const side = role === 'borrower' ? ('bookings.borrowerId' as const) : ('bookings.lenderId' as const)
  const way = order === 'first' ? 'asc' : 'desc'
  let query = readBookings(ctx)
    .where(side, '=', organisationId)
    .orderBy('bookings.startsAt', way)
    .orderBy('bookings.id', way)
    .limit(limit + 1)
  if (asked.clusterId) query = query.where('bookings.clusterId', '=', asked.clusterId)
  if (asked.statuses) query = query.where('bookings.status', 'in', asked.statuses)
  if (asked.from) query = query.where('bookings.startsAt', '>=', asked.from)
  if (asked.to) query = query.where('bookings.startsAt', '<', asked.to)
  if (asked.oncePerSeries)
    query = query.where(({ eb, or, not, exists, selectFrom }) =>
      or([
        eb('bookings.seriesId', 'is', null),
        not(
          exists(
            selectFrom('bookings as sooner')
              .select('sooner.id')
              .whereRef('sooner.seriesId', '=', 'bookings.seriesId')
              .whereRef('sooner.lenderId', '=', 'bookings.lenderId')
              .whereRef('sooner.startsAt', '<', 'bookings.startsAt')
              .where('sooner.status', 'in', asked.statuses ?? []),
          ),
        ),
      ]),
    )
  const after = cursorIn(asked.cursor, 'bkg')
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('bookings.startsAt', 'bookings.id'),
        order === 'first' ? '>' : '<',
        tuple(after.at, after.id),
      ),
    )
  return query
}
