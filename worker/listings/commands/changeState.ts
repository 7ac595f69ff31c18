import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Schema } from '../../platform/schema'
import type { Listing } from '../queries'
import { LIFE } from '../rules'

interface Change {
  act: keyof typeof LIFE
  type: 'listing.published' | 'listing.paused' | 'listing.resumed' | 'listing.renewed' | 'listing.closed'
  set?: Partial<Pick<Schema['listings'], 'expiresAt' | 'publishedAt' | 'closedAt' | 'outcome'>>
  onBehalfOf: string | null
}

/** Passes a listing from one state to the next, as `LIFE` allows. Throws `transition_not_allowed`; `stale` where raced. */
export async function changeState(
  ctx: Ctx,
  l: Listing,
  { act, type, set, onBehalfOf }: Change,
): Promise<void> {
  const { from, to } = LIFE[act]
  if (!(from as readonly string[]).includes(l.status))
    throw new AppError('transition_not_allowed', { state: l.status })
  const about = { organisationId: l.organisationId, direction: l.direction, kind: l.kind }
  const happened = fact(ctx, type, {
    ...{ clusterId: l.clusterId, table: 'listings', row: l.id, onBehalfOf },
    payload: type === 'listing.closed' ? { ...about, outcome: set?.outcome ?? '' } : about,
  } as never)
  await commit(ctx, happened, [
    ctx.db
      .updateTable('listings')
      .set({ status: to, ...set, ...stamp(happened) })
      .where('id', '=', l.id)
      .where('version', '=', l.version),
  ])
}
