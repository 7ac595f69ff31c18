import { sql } from 'kysely'
import { AppError } from '../core/errors'
import { addDays, fromMinutes, wallOf } from '../core/time'
import { isInside, type Listing, listingsById } from '../listings/queries'
import { organisationIn } from '../organisations/queries'
import { belongsTo, type Ctx } from '../platform/context'
import { mustBeNear } from './calendar'
import type { Entry } from './entries'
import { offersOfMany, seenOfMany } from './offersOfMany'
import type { Offer } from './queries'
import { DAYS_AHEAD } from './rules'
import { type Bounds, boundsOf, type DayOf, datesOf, dayOf, type Known, turned } from './rulesOfDays'

/** Things on one page of a calendar of many. */
export const THINGS_A_PAGE = 20

/** A week of the things of an organisation: for each thing its days, and who has it for those who may know. */
export interface CalendarOfMany {
  date: string
  today: string
  previous: string | null
  next: string | null
  bounds: Bounds[]
  things: { offer: Offer; days: DayOf[]; entries: Entry[] }[]
  nextCursor: string | null
}

interface Here {
  id: string
  timeZone: string
  currency: string
}

/**
 * The week of a date for all things that an organisation offers in a cluster, newest first, 20 at a time. Its members and
 * the coordinator see what is paused as well, and who has what. Throws `not_found`, and `invalid` for a date too far away.
 */
export async function calendarOfOrganisation(
  ctx: Ctx,
  cluster: Here,
  organisationId: string,
  date: string,
  cursor?: string,
): Promise<CalendarOfMany & { name: string }> {
  const one = await organisationIn(ctx, cluster.id, organisationId)
  const inside = isInside(ctx, { organisationId, clusterId: cluster.id })
  // Whoever is not in, or no longer, is nobody's business but their own.
  if (!one || (one.standing !== 'active' && !inside)) throw new AppError('not_found')
  const today = wallOf(ctx.now, cluster.timeZone).date
  mustBeNear(date, today)
  const { listings, nextCursor } = await thingsOf(ctx, cluster.id, organisationId, inside, cursor)
  const offers = await offersOfMany(ctx, cluster, listings)
  const bounds = boundsOf(datesOf('week', date), cluster.timeZone)
  const [first, last] = [bounds[0] as Bounds, bounds[6] as Bounds]
  const { known, entries } = await seenOfMany(ctx, offers, fromMinutes(first.from), fromMinutes(last.to))
  return {
    ...{ name: one.name, date, today, bounds, nextCursor },
    previous: first.date > today ? turned('week', date, -1) : null,
    next: last.date < addDays(today, DAYS_AHEAD) ? turned('week', date, 1) : null,
    things: offers.map((offer) => ({
      offer,
      days: bounds.map((day) => dayOf(offer, known.get(offer.listing.id) as Known, day)),
      entries: entries.filter((e) => offer.capacities.some((c) => c.id === e.capacityId)),
    })),
  }
}

async function thingsOf(
  ctx: Ctx,
  clusterId: string,
  organisationId: string,
  inside: boolean,
  cursor?: string,
): Promise<{ listings: Listing[]; nextCursor: string | null }> {
  const [at, id] = cursor?.split('~') ?? []
  if (cursor !== undefined && (!at || !id))
    throw new AppError('invalid', { fields: [{ path: 'cursor', code: 'wrong' }] })
  let query = ctx.db
    .selectFrom('listings')
    .select(['id', 'createdAt'])
    .where('organisationId', '=', organisationId)
    .where('clusterId', '=', clusterId)
    .where('status', 'in', inside ? ['published', 'paused'] : ['published'])
    .where('direction', '=', 'offer')
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(THINGS_A_PAGE + 1)
  if (!inside) query = query.where('hiddenReason', 'is', null)
  if (!inside && !belongsTo(ctx.actor, clusterId)) query = query.where('visibility', '=', 'public')
  if (at && id) query = query.where(sql<boolean>`(created_at, id) < (${at}, ${id})`)
  const rows = await query.execute()
  const shown = rows.slice(0, THINGS_A_PAGE)
  const last = shown.at(-1)
  const found = new Map(
    (
      await listingsById(
        ctx,
        shown.map((row) => row.id),
      )
    ).map((l) => [l.id, l]),
  )
  return {
    listings: shown.flatMap((row) => found.get(row.id) ?? []),
    nextCursor: rows.length > shown.length && last ? `${last.createdAt}~${last.id}` : null,
  }
}
