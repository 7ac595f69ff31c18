import type { Events } from '../core/events'
import { type Fact, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Application } from './queriesOfApplications'

type Of = Pick<Application, 'id' | 'clusterId' | 'callId'> & { onBehalfOf: string | null }

/** Whose application it is, is in no event. */
export const applicationFact = (
  ctx: Ctx,
  type: keyof Events & `application.${string}`,
  a: Of,
  more: Record<string, number> = {},
): Fact =>
  fact(ctx, type, {
    ...{ clusterId: a.clusterId, table: 'applications', row: a.id, onBehalfOf: a.onBehalfOf },
    payload: { callId: a.callId, ...more } as Events['application.submitted'],
  }) as Fact

/** A change of an application, if nobody was faster. */
export const setApplication = (
  ctx: Ctx,
  a: Application,
  happened: Fact,
  set: Record<string, unknown>,
): Query =>
  ctx.db
    .updateTable('applications')
    .set({ ...set, ...stamp(happened) })
    .where('id', '=', a.id)
    .where('status', '=', a.status)
    .where('version', '=', a.version)
