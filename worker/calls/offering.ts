import { sql } from 'kysely'
import type { Events } from '../core/events'
import { newId } from '../core/ids'
import { DAY, type Instant, later } from '../core/time'
import { type Fact, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { published } from './allocation'
import type { Call } from './queries'
import { type CallOffer, offersOfCall } from './queriesOfOffers'
import { nextInLine } from './rulesOfAllocation'
import { problemOf } from './rulesOfReplay'
import { query } from './writing'

export interface Made {
  applicationId: string
  lotId: string
  capacityId: string
  turn: number
}

/** What a batch says to offer lots, all at once. */
export function offering(ctx: Ctx, call: Call, made: readonly Made[]): { facts: Fact[]; writes: Query[] } {
  if (made.length === 0) return { facts: [], writes: [] }
  const until: Instant = later(ctx.now, call.answerDays * DAY)
  const rows = made.map((m) => {
    const id = newId('callOffer', Date.parse(ctx.now))
    const happened = fact(ctx, 'call_offer.made', {
      ...{ clusterId: call.clusterId, table: 'callOffers', row: id },
      payload: { callId: call.id, ...m, until },
    }) as Fact
    return { ...m, id, happened }
  })
  const values = rows.map(({ happened, ...row }) => ({ ...row, event: happened.id }))
  return {
    facts: rows.map((r) => r.happened),
    writes: [
      query(
        ctx,
        sql`insert into call_offers (id, cluster_id, call_id, application_id, lot_id, capacity_id, turn, answer_by, last_event_id, created_at)
          select value->>'id', ${call.clusterId}, ${call.id}, value->>'applicationId', value->>'lotId', value->>'capacityId',
            value->>'turn', ${until}, value->>'event', ${ctx.now} from json_each(${JSON.stringify(values)})`,
      ),
    ],
  }
}

/** The next in line for a lot that its winner does not take; nothing where nobody is left. Read anew: see `nextInLine`. */
export async function offerToNext(
  ctx: Ctx,
  call: Call,
  left: CallOffer,
): Promise<{ facts: Fact[]; writes: Query[] }> {
  const [out, offers] = await Promise.all([published(ctx, call.id), offersOfCall(ctx, call.id)])
  const { problem } = await problemOf(out)
  const others = offers.filter((o) => o.id !== left.id)
  const given = new Map(
    others
      .filter((o) => o.status === 'offered' || o.status === 'accepted')
      .map((o) => [o.applicationId, o.lotId]),
  )
  const gone = new Set(offers.filter((o) => !given.has(o.applicationId)).map((o) => o.applicationId))
  const next = nextInLine(problem, left.lotId, given, gone, out.result.least)
  if (next === null) return { facts: [], writes: [] }
  const { lotId, capacityId, turn } = left
  return offering(ctx, call, [{ applicationId: next, lotId, capacityId, turn: turn + 1 }])
}

/** An answer to an offer, if nobody was faster. */
export function answered(
  ctx: Ctx,
  o: CallOffer,
  status: 'accepted' | 'declined' | 'lapsed',
  more: Record<string, string> = {},
): { happened: Fact; write: Query } {
  const { callId, applicationId, lotId, capacityId, turn } = o
  const happened = fact(ctx, `call_offer.${status}`, {
    ...{
      clusterId: o.clusterId,
      table: 'callOffers',
      row: o.id,
      onBehalfOf: ctx.actor ? o.onBehalfOf : null,
    },
    payload: { callId, applicationId, lotId, capacityId, turn, ...more } as Events['call_offer.accepted'],
  }) as Fact
  const write = ctx.db
    .updateTable('callOffers')
    .set({ status, answeredAt: ctx.now, ...stamp(happened) })
    .where('id', '=', o.id)
    .where('status', '=', 'offered')
    .where('version', '=', o.version)
  return { happened, write }
}
