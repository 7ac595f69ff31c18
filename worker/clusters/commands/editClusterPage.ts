import { sql } from 'kysely'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { check } from '../../platform/input'
import { ClusterPageInput } from '../input'

/** The coordinator words one of the short pages, in one language; an empty text brings the original back. */
export async function editClusterPage(ctx: Ctx, clusterId: string, input: ClusterPageInput): Promise<void> {
  mustCoordinate(ctx, clusterId)
  const { page, language, body } = check(ClusterPageInput, input)
  const row = { clusterId, page, language }
  const edited = fact(ctx, 'cluster_page.edited', {
    clusterId,
    table: 'clusterPages',
    row,
    payload: { page, language },
  })
  await commit(ctx, edited, [
    ctx.db
      .insertInto('clusterPages')
      .values({ ...row, body, lastEventId: edited.id })
      .onConflict((c) =>
        c.columns(['clusterId', 'page', 'language']).doUpdateSet({
          body,
          version: sql<number>`cluster_pages.version + 1`,
          lastEventId: edited.id,
        }),
      ),
  ])
}
