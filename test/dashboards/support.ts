import { project } from '../../worker/dashboards/reactTo'
import { newId } from '../../worker/core/ids'
import { commit, fact } from '../../worker/platform/commit'
import type { Ctx } from '../../worker/platform/context'
import { as, db, eventsOf } from '../support/given'

/** Delivers events to the consumer, from the one after `seq`, in the order they were written or another. */
export async function delivered(after = 0, order: <T>(all: T[]) => T[] = (all) => all): Promise<number> {
  const events = await eventsOf()
  const ctx = await as(null)
  for (const event of order(events.filter((e) => e.seq > after))) await project(ctx, event)
  return events.at(-1)?.seq ?? after
}

export const PROJECTIONS = [
  ...(['listingFacts', 'offerWeeks', 'bookingWeeks'] as const),
  ...([
    'usageOfKinds',
    'usageOfOffers',
    'usageOfPairs',
    'usageOfUnits',
    'usageOfPosters',
    'openListings',
  ] as const),
] as const

/** Everything that is projected, without lines that say nothing. */
export async function projected() {
  const all: Record<string, object[]> = {}
  for (const table of PROJECTIONS) {
    const rows: object[] = await db.selectFrom(table).selectAll().execute()
    all[table] = rows
      .filter(
        (row) =>
          Object.values(row).some((value) => typeof value === 'number' && value !== 0) ||
          table === 'listingFacts',
      )
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  return all
}

/** A match as the matching consumer writes it, with its event. */
export async function suggested(ctx: Ctx, clusterId: string, offerId: string, needId: string) {
  const id = newId('match', Date.parse(ctx.now))
  const happened = fact(ctx, 'match.suggested', {
    clusterId,
    table: 'matches',
    row: id,
    payload: { offerId, needId, score: 0.8 },
  })
  await commit(ctx, happened, [
    db.insertInto('matches').values({
      ...{
        id,
        clusterId,
        offerId,
        needId,
        offerContent: 1,
        needContent: 1,
        status: 'suggested',
        score: 0.8,
        parts: '{}',
      },
      ...{ dismissedReason: null, dismissedBy: null, proposedStartsAt: null, proposedEndsAt: null },
      ...{ lastEventId: happened.id, createdAt: ctx.now },
    }),
  ])
  return id
}
