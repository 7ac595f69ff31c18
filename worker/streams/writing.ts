import type { Insertable } from 'kysely'
import { type Fact, fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Schema } from '../platform/schema'

type About = { id: string; clusterId: string; listingId: string }
export type NewEnd = Pick<
  Insertable<Schema['streamEnds']>,
  'id' | 'act' | 'fromAccount' | 'quantity' | 'toName' | 'note' | 'happenedOn' | 'slipNumber' | 'onBehalfOf'
> & { toListingId?: string; corrects?: string }

/** The fact that some of a batch came to an end, or that this was taken back. */
export const endFact = (ctx: Ctx, batch: About, end: NewEnd): Fact =>
  fact(ctx, end.act === 'corrected' ? 'stream_end.corrected' : 'stream_end.recorded', {
    ...{ clusterId: batch.clusterId, table: 'streamEnds', row: end.id, onBehalfOf: end.onBehalfOf },
    payload: {
      ...{ batchId: batch.id, listingId: batch.listingId, act: end.act, quantity: end.quantity },
      ...(end.toListingId && { toListingId: end.toListingId }),
      ...(end.corrects && { corrects: end.corrects }),
    },
  }) as Fact

/** Its row; the line of the ledger follows in the same statement (0064). */
export const insertEnd = (ctx: Ctx, batch: About, end: NewEnd, happened: Fact): Query =>
  ctx.db.insertInto('streamEnds').values({
    ...{ toListingId: null, corrects: null },
    ...end,
    ...{ clusterId: batch.clusterId, listingId: batch.listingId, batchId: batch.id },
    ...{ notedBy: ctx.actor?.personId ?? '', lastEventId: happened.id, createdAt: ctx.now },
  })
