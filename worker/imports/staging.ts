import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import type { Ctx } from '../platform/context'
import { mustCoordinate } from '../platform/context'
import { check } from '../platform/input'
import type { Schema } from '../platform/schema'
import { chosenColumns, type Columns, columnsOf } from './columns'
import { ImportInput } from './input'
import { decodeCsv, parseCsv } from './parse'
import type { Problem } from './rules'

// A file that waits to be accepted is a draft, not a fact: nothing here is written with an event.

export type Import = Omit<Selectable<Schema['imports']>, 'columns' | 'remarks' | 'publish'> & {
  columns: Columns
  remarks: Remark[]
  publish: boolean
}
/** What is told of one row: refused, or left alone in part. */
export interface Remark extends Problem {
  line: number
  outcome: 'refused' | 'left'
}

/** Keeps a file to look at. Throws `too_large`, or `invalid` where it is no CSV or has no row. Returns its id. */
export async function stageImport(
  ctx: Ctx,
  clusterId: string,
  given: ImportInput,
  file: ArrayBuffer,
): Promise<string> {
  const actor = mustCoordinate(ctx, clusterId)
  const { kind, source = kind, fileName, publish } = check(ImportInput, given)
  const csv = decodeCsv(file)
  const { headers, rows } = parseCsv(csv)
  const id = newId('import', Date.parse(ctx.now))
  await ctx.db
    .insertInto('imports')
    .values({
      ...{
        id,
        clusterId,
        kind,
        source: source || kind,
        fileName,
        csv,
        status: 'preview',
        total: rows.length,
      },
      columns: JSON.stringify(columnsOf(kind, headers)),
      publish: Number(publish),
      ...{ lastEventId: '', createdBy: actor.personId, createdAt: ctx.now },
    })
    .execute()
  return id
}

export async function importById(ctx: Ctx, id: string): Promise<Import> {
  const row = await ctx.db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || !ctx.actor?.coordinates.includes(row.clusterId)) throw new AppError('not_found')
  return {
    ...row,
    publish: row.publish === 1,
    columns: JSON.parse(row.columns) as Columns,
    remarks: JSON.parse(row.remarks) as Remark[],
  }
}

/** The latest imports of a cluster, newest first. */
export const importsOf = (ctx: Ctx, clusterId: string) =>
  ctx.db
    .selectFrom('imports')
    .select([
      'id',
      'kind',
      'fileName',
      'status',
      'total',
      'added',
      'updated',
      'unchanged',
      'refused',
      'createdAt',
    ])
    .where('clusterId', '=', clusterId)
    .orderBy('createdAt', 'desc')
    .limit(10)
    .execute()

/** Which column fills which field, and whether listings are shown at once, as a person chose while looking. */
export async function chooseColumns(
  ctx: Ctx,
  one: Import,
  chosen: Record<string, string>,
  publish: boolean,
): Promise<void> {
  const columns = chosenColumns(one.kind, parseCsv(one.csv).headers, chosen)
  await ctx.db
    .updateTable('imports')
    .set({ columns: JSON.stringify(columns), publish: Number(publish) })
    .where('id', '=', one.id)
    .where('status', '=', 'preview')
    .execute()
}

/** Claims the next rows for this request: [from, to), or null where another has them all. Two tabs never take the same. */
export async function claimRows(
  ctx: Ctx,
  one: Import,
  most: number,
): Promise<{ from: number; to: number } | null> {
  const claimed = await ctx.db
    .updateTable('imports')
    .set({ status: 'running', nextRow: sql<number>`min(total, next_row + cast(${most} as integer))` })
    .where('id', '=', one.id)
    .where('status', 'in', ['preview', 'running'])
    .where(sql<boolean>`next_row < total`)
    .returning('nextRow')
    .executeTakeFirst()
  if (!claimed) return null
  const size = claimed.nextRow === one.total ? one.total % most || most : most
  return { from: Math.max(0, claimed.nextRow - size), to: claimed.nextRow }
}

export interface Counts {
  added: number
  updated: number
  unchanged: number
  leftAlone: number
  refused: number
}
/** Remarks are kept up to this many; the counts are always whole. */
const MOST_REMARKS = 1000

/** Adds what became of some rows to the report. */
export async function report(
  ctx: Ctx,
  id: string,
  counts: Counts,
  remarks: readonly Remark[],
): Promise<Import> {
  await ctx.db
    .updateTable('imports')
    .set({
      added: sql`added + cast(${counts.added} as integer)`,
      updated: sql`updated + cast(${counts.updated} as integer)`,
      unchanged: sql`unchanged + cast(${counts.unchanged} as integer)`,
      leftAlone: sql`left_alone + cast(${counts.leftAlone} as integer)`,
      refused: sql`refused + cast(${counts.refused} as integer)`,
      remarks: sql`(select json_group_array(json(value)) from (select value from json_each(remarks)
        union all select value from json_each(${JSON.stringify(remarks)}) limit ${sql.lit(MOST_REMARKS)}))`,
    })
    .where('id', '=', id)
    .execute()
  return importById(ctx, id)
}
