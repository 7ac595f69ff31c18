import { AppError } from '../../core/errors'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import type { Schema } from '../../platform/schema'
import type { Listing } from '../queries'
import { LIFE } from '../rulesOfLife'

interface Change {
  act: keyof typeof LIFE
  type: 'listing.published' | 'listing.paused' | 'listing.resumed' | 'listing.renewed' | 'listing.closed'
  set?: Partial<Pick<Schema['listings'], 'expiresAt' | 'publishedAt' | 'closedAt' | 'outcome'>>
  onBehalfOf: string | null
}

/** Passes a listing from one state to the next, as `LIFE` allows. Throws `transition_not_allowed`; `stale` where raced. */
export async function changeState(ctx: Ctx, l: Listing, change: Change): Promise<void> {
  const { happened, write } = stateChange(ctx, l, change)
  await commit(ctx, happened, [write])
}

/** The same, not yet written: for a command that writes more in the same batch. */
export function stateChange(ctx: Ctx, l: Listing, { act, type, set, onBehalfOf }: Change) {
  const { from, to } = LIFE[act]
  if (!(from as readonly string[]).includes(l.status))
    throw new AppError('transition_not_allowed', { state: l.status })
  const about = { organisationId: l.organisationId, direction: l.direction, kind: l.kind }
  const happened = fact(ctx, type, {
    ...{ clusterId: l.clusterId, table: 'listings', row: l.id, onBehalfOf },
    payload: type === 'listing.closed' ? { ...about, outcome: set?.outcome ?? '' } : about,
  } as never)
  const write = ctx.db
    .updateTable('listings')
    .set({ status: to, ...set, ...stamp(happened) })
    .where('id', '=', l.id)
    .where('version', '=', l.version)
  return { happened: happened as Fact, write: write as Query }
}
