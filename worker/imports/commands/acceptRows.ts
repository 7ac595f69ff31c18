import { clusterById } from '../../clusters/queries'
import { AppError, invalid } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { sql } from 'kysely'
import { importOrganisation } from '../../organisations/commands/importOrganisation'
import { importLead } from '../../leads/commands/importLead'
import { importListing } from '../importListing'
import { missingIn, titlesOf } from '../columns'
import { readRows } from '../queries'
import type { ReadRow } from '../rows'
import { claimRows, type Counts, type Import, importById, type Remark, report } from '../staging'

/** Rows taken in by one request: some ten statements each, within what one invocation may ask of D1. */
export const ROWS_AT_ONCE = 25

/**
 * Takes in the next rows of an import, each wholly or not at all, and says how far it is; called again until `accepted`.
 * A row that is refused holds up no other; a file without a column that every row needs is refused whole. When the last row is done the file is forgotten and the fact recorded.
 */
export async function acceptRows(ctx: Ctx, importId: string): Promise<Import> {
  const one = await importById(ctx, importId)
  mustCoordinate(ctx, one.clusterId)
  if (one.status === 'accepted') return one
  const missing = one.status === 'preview' ? missingIn(one.kind, one.columns) : []
  if (missing.length > 0) {
    const columns = missing.map((field) => titlesOf(one.kind, field)).join(', ')
    throw invalid({ path: 'file', code: 'missing_columns', params: { columns } })
  }
  const cluster = await clusterById(ctx, one.clusterId)
  if (!cluster) throw new AppError('not_found')
  const claim = await claimRows(ctx, one, ROWS_AT_ONCE)
  if (!claim) return finish(ctx, await importById(ctx, importId))
  const counts: Counts = { added: 0, updated: 0, unchanged: 0, leftAlone: 0, refused: 0 }
  const remarks: Remark[] = []
  for (const row of readRows(one, cluster).read.slice(claim.from, claim.to)) {
    const { line } = row
    try {
      if (row.problems.length > 0) throw new AppError('invalid', { fields: row.problems })
      const { outcome, leftAlone } = await takeIn(ctx, one, cluster, row)
      counts[outcome]++
      if (leftAlone.length > 0) counts.leftAlone++
      for (const path of leftAlone) remarks.push({ line, path, code: 'changed_by_hand', outcome: 'left' })
    } catch (error) {
      counts.refused++
      remarks.push({ line, outcome: 'refused', ...reasonOf(error) })
    }
  }
  return finish(ctx, await report(ctx, importId, counts, remarks))
}

function takeIn(
  ctx: Ctx,
  one: Import,
  cluster: { id: string; slug: string; languages: string[] },
  row: ReadRow,
) {
  if (row.kind === 'organisations') return importOrganisation(ctx, one.clusterId, row.value)
  if (row.kind === 'sites') return importLead(ctx, one.clusterId, one.source, row.value)
  return importListing(ctx, cluster, one, row.value)
}

function reasonOf(error: unknown): Pick<Remark, 'path' | 'code' | 'params'> {
  if (error instanceof AppError) {
    const [field] = error.details.fields ?? []
    return field ?? { path: '', code: error.code }
  }
  console.error(JSON.stringify({ at: 'import', error: String((error as Error)?.stack ?? error) }))
  return { path: '', code: 'unavailable' }
}

/** The last rows done: one fact, by whichever request reported last. */
async function finish(ctx: Ctx, one: Import): Promise<Import> {
  const done = one.added + one.updated + one.unchanged + one.refused
  if (one.status !== 'running' || done < one.total) return one
  const accepted = fact(ctx, 'import.accepted', {
    clusterId: one.clusterId,
    table: 'imports',
    row: one.id,
    payload: { kind: one.kind, added: one.added, updated: one.updated, left: one.leftAlone },
  })
  const update = ctx.db
    .updateTable('imports')
    .set({ status: 'accepted', csv: '', ...stamp(accepted) })
    .where('id', '=', one.id)
    .where('status', '=', 'running')
    .where(sql<boolean>`added + updated + unchanged + refused >= total`)
  try {
    await commit(ctx, accepted, [update])
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stale') throw error
  }
  return importById(ctx, one.id)
}
