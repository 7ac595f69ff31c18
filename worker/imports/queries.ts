import { missingIn } from './columns'
import { type ParsedRow, parseCsv } from './parse'
import { type Reading, type ReadRow, readRow } from './rows'
import type { Import, Remark } from './staging'

export interface Preview {
  headers: string[]
  /** Fields that every row needs and that no column fills. */
  missing: string[]
  good: number
  first: ParsedRow[]
  refused: Remark[]
}

/** Every row read, with the ones that repeat the key of an earlier line told apart. */
export function readRows(
  one: Import,
  cluster: Reading,
): { headers: string[]; rows: ParsedRow[]; read: ReadRow[] } {
  const { headers, rows } = parseCsv(one.csv)
  const lines = new Map<string, number>()
  const read = rows.map((row) => {
    const result = readRow(one.kind, row, one.columns, cluster)
    const before = result.key ? lines.get(result.key) : undefined
    if (before === undefined) lines.set(result.key, row.line)
    else result.problems.push({ path: keyField(one), code: 'twice_in_file', params: { line: before } })
    return result
  })
  return { headers, rows, read }
}
const keyField = (one: Pick<Import, 'kind'>) => (one.kind === 'organisations' ? 'siret' : 'externalId')

/** What accepting a file would do, before anything is written. */
export function previewOf(one: Import, cluster: Reading): Preview {
  const { headers, rows, read } = readRows(one, cluster)
  const refused = read.flatMap(({ line, problems }) =>
    problems.slice(0, 1).map((problem): Remark => ({ ...problem, line, outcome: 'refused' })),
  )
  return {
    headers,
    missing: missingIn(one.kind, one.columns),
    good: rows.length - refused.length,
    first: rows.slice(0, 5),
    refused,
  }
}
