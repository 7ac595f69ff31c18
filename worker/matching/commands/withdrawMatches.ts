import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'

const STEP = 40

/**
 * Takes back the suggestions of a listing: all of them, or those whose other side is not in `except`. What was accepted or
 * dismissed stays as it is. Returns how many were taken back.
 */
export async function withdrawMatches(
  ctx: Ctx,
  listingId: string,
  except: readonly string[] = [],
): Promise<number> {
  const side = listingId.startsWith('ofr') ? ('offerId' as const) : ('needId' as const)
  const other = side === 'offerId' ? ('needId' as const) : ('offerId' as const)
  const kept = new Set(except)
  let withdrawn = 0
  let after = ''
  for (;;) {
    const rows = await ctx.db
      .selectFrom('matches')
      .select(['id', 'clusterId', 'offerId', 'needId', 'version'])
      .where(side, '=', listingId)
      .where('status', 'in', ['suggested', 'seen'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(STEP)
      .execute()
    const gone = rows.filter((row) => !kept.has(row[other]))
    const facts = gone.map((row) =>
      fact(ctx, 'match.withdrawn', {
        ...{ clusterId: row.clusterId, table: 'matches', row: row.id },
        payload: { offerId: row.offerId, needId: row.needId },
      }),
    )
    const writes = gone.map((row, i) =>
      ctx.db
        .updateTable('matches')
        .set({ status: 'withdrawn', ...stamp(facts[i] as { id: string }) })
        .where('id', '=', row.id)
        .where('version', '=', row.version),
    )
    if (facts.length > 0) await commit(ctx, facts, writes)
    withdrawn += gone.length
    after = rows.at(-1)?.id ?? ''
    if (rows.length < STEP) return withdrawn
  }
}
