/** What the statements of one action cost, as D1 tells it. */
export interface Cost {
  statements: number
  roundTrips: number
  rowsRead: number
  rowsWritten: number
  /** Of the rows read, those of the statements of batches that write: what the moment of writing costs. */
  rowsToWrite: number
  /** Time in SQLite, in ms: where full-text search hides its rows, this is what grows. */
  sqlMs: number
  /** The statements that read most, all their times together. */
  heaviest: { rowsRead: number; times: number; sql: string }[]
}

const TOLD = 3

/** A database that counts, so that real pages and commands can be measured as they are. */
export function counted(d1: D1Database): { db: D1Database; cost: Cost } {
  const cost: Cost = {
    statements: 0,
    roundTrips: 0,
    rowsRead: 0,
    rowsWritten: 0,
    rowsToWrite: 0,
    sqlMs: 0,
    heaviest: [],
  }
  const each = new Map<string, { rowsRead: number; times: number; sql: string }>()
  const add = <R extends D1Result<unknown>>(sql: string, result: R): R => {
    const known = each.get(sql) ?? { rowsRead: 0, times: 0, sql: sql.replace(/\s+/g, ' ').slice(0, 300) }
    each.set(sql, { ...known, rowsRead: known.rowsRead + result.meta.rows_read, times: known.times + 1 })
    cost.heaviest = [...each.values()].sort((a, b) => b.rowsRead - a.rowsRead).slice(0, TOLD)
    cost.statements++
    cost.rowsRead += result.meta.rows_read
    cost.rowsWritten += result.meta.rows_written
    cost.sqlMs += result.meta.duration
    return result
  }
  const originals = new WeakMap<object, { statement: D1PreparedStatement; sql: string }>()
  const wrap = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const trip = async <R extends D1Result<unknown>>(result: Promise<R>) => {
      cost.roundTrips++
      return add(sql, await result)
    }
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values), sql),
      all: () => trip(statement.all()),
      run: () => trip(statement.run()),
      // `first` and `raw` tell no cost: what they read is read through `all`.
      first: async (column?: string) => {
        const row = ((await trip(statement.all())).results[0] ?? null) as Record<string, unknown> | null
        return column === undefined ? row : (row?.[column] ?? null)
      },
      raw: async () =>
        (await trip(statement.all<Record<string, unknown>>())).results.map((row) => Object.values(row)),
    } as unknown as D1PreparedStatement
    originals.set(wrapped, { statement, sql })
    return wrapped
  }
  const db = {
    prepare: (text: string) => wrap(d1.prepare(text), text),
    batch: async (statements: D1PreparedStatement[]) => {
      cost.roundTrips++
      const known = statements.map((s) => originals.get(s) ?? { statement: s, sql: '' })
      const results = await d1.batch(known.map((one) => one.statement))
      results.forEach(({ meta }, i) => {
        if (!/^\s*select/i.test(known[i]?.sql ?? '')) cost.rowsToWrite += meta.rows_read
      })
      return results.map((result, i) => add(known[i]?.sql ?? '', result))
    },
    exec: (text: string) => d1.exec(text),
  } as unknown as D1Database
  return { db, cost }
}
