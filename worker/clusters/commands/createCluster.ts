import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustOperate } from '../../platform/context'
import { check } from '../../platform/input'
import { ClusterInput } from '../input'

/** The operator opens a cluster; its first coordinator is then invited. Throws `already_exists` where the slug is taken. */
export async function createCluster(ctx: Ctx, input: ClusterInput): Promise<string> {
  mustOperate(ctx)
  const { languages, isDemo, helperName, helperPhone, ...cluster } = check(ClusterInput, input)
  const id = newId('cluster', Date.parse(ctx.now))
  const created = fact(ctx, 'cluster.created', { clusterId: id, table: 'clusters', row: id, payload: {} })
  await commit(ctx, created, [
    ctx.db.insertInto('clusters').values({
      ...cluster,
      id,
      languages: JSON.stringify(languages),
      helperName: helperName || null,
      helperPhone: helperPhone || null,
      isDemo: Number(isDemo),
      lastEventId: created.id,
      createdAt: ctx.now,
    }),
  ])
  return id
}
