import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { projectBookings } from './projectBookings'
import { projectListings } from './projectListings'

/** More listings of one organisation, or of one capacity, than this wait for their own next event. */
const MOST = 500
const STEP = 25

/**
 * Keeps what the dashboard reads as the tables are: what an event is about is recomputed, never counted up, so that it may
 * come twice or late.
 */
export const project: Consumer = async (ctx, event) => {
  const [noun] = event.type.split('.')
  switch (noun) {
    case 'booking': {
      const needs = await projectBookings(ctx, [event.subjectId])
      return projectListings(ctx, needs)
    }
    case 'listing':
      return projectListings(ctx, [event.subjectId])
    case 'match':
      if (event.type === 'match.suggested' && (await hadMatch(ctx, event.payload.needId, event.occurredAt)))
        return
      return projectListings(ctx, [(event.payload as { needId: string }).needId])
    case 'message':
      return projectListings(ctx, await needOfMatch(ctx, (event.payload as { aboutId: string }).aboutId))
    case 'capacity':
      return inSteps(ctx, await listingsOfCapacity(ctx, event.subjectId))
    case 'affiliation': {
      const { organisationId } = event.payload as { organisationId: string }
      return inSteps(ctx, await listingsOfOrganisation(ctx, event.clusterId ?? '', organisationId))
    }
  }
}

async function inSteps(ctx: Ctx, ids: string[]) {
  for (let i = 0; i < ids.length; i += STEP) await projectListings(ctx, ids.slice(i, i + STEP))
}

/** A need has one first match, and often twenty more that change no figure. */
async function hadMatch(ctx: Ctx, needId: string, at: string): Promise<boolean> {
  const need = await ctx.db
    .selectFrom('listingFacts')
    .select('firstMatchAt')
    .where('listingId', '=', needId)
    .executeTakeFirst()
  return need?.firstMatchAt != null && need.firstMatchAt <= at
}

async function needOfMatch(ctx: Ctx, aboutId: string): Promise<string[]> {
  if (!aboutId.startsWith('mat_')) return []
  const match = await ctx.db
    .selectFrom('matches')
    .select('needId')
    .where('id', '=', aboutId)
    .executeTakeFirst()
  return match ? [match.needId] : []
}

async function listingsOfCapacity(ctx: Ctx, capacityId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('listingCapacities')
    .select('listingId')
    .where('capacityId', '=', capacityId)
    .limit(MOST)
    .execute()
  return rows.map((row) => row.listingId)
}

async function listingsOfOrganisation(
  ctx: Ctx,
  clusterId: string,
  organisationId: string,
): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('listings')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('status', '=', 'published')
    .where('clusterId', '=', clusterId)
    .limit(MOST)
    .execute()
  return rows.map((row) => row.id)
}
