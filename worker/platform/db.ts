import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import type { Schema } from './schema'

export type Db = Kysely<Schema>
/** Anything Kysely can compile: what `commit` takes and `together` runs. */
export interface Query<O = unknown> {
  compile(): CompiledQuery<O>
}

/** Kysely over D1. There are no interactive transactions there: writes go through `commit`, one batch each. */
export function openDb(d1: D1Database): Db {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createDriver: () => new D1Driver(d1),
    },
    plugins: [camelCase],
  })
}

const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })

class D1Driver implements Driver {
  readonly d1: D1Database
  constructor(d1: D1Database) {
    this.d1 = d1
  }
  async init() {}
  async destroy() {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return new D1Connection(this.d1)
  }
  async releaseConnection() {}
  async beginTransaction(): Promise<void> {
    throw new Error('D1 has no interactive transactions: use commit()')
  }
  async commitTransaction() {}
  async rollbackTransaction() {}
}

class D1Connection implements DatabaseConnection {
  readonly d1: D1Database
  constructor(d1: D1Database) {
    this.d1 = d1
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await prepare(this.d1, query).all<R>()
    return { rows: result.results, numAffectedRows: BigInt(result.meta.changes ?? 0) }
  }
  // biome-ignore lint/correctness/useYield: D1 has no cursors
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('D1 does not stream')
  }
}

/** A list as the right side of IN: a statement takes 100 parameters, and this is one. */
export const among = (values: readonly (string | number)[]) =>
  sql<string>`(select value from json_each(${JSON.stringify(values)}))`

/** A compiled query as a D1 statement. Booleans become 0 and 1; undefined becomes NULL. */
export function prepare(d1: D1Database, query: CompiledQuery): D1PreparedStatement {
  const values = query.parameters.map((v) => (typeof v === 'boolean' ? Number(v) : (v ?? null)))
  return d1.prepare(query.sql).bind(...values)
}

/** The rows of each of several queries. */
export type Rows<Q> = { [K in keyof Q]: Q[K] extends Query<infer O> ? O[] : never }

/** Runs several reads in one round trip, and returns their rows in the same order. */
export async function together<const Q extends readonly Query[]>(
  d1: D1Database,
  ...queries: Q
): Promise<Rows<Q>> {
  const results = await d1.batch<Record<string, unknown>>(queries.map((q) => prepare(d1, q.compile())))
  return (await Promise.all(results.map(rowsOf))) as Rows<Q>
}

/** The rows of one result of a batch, by the names that the code has for columns. */
export async function rowsOf({ results }: D1Result<Record<string, unknown>>) {
  const named = await camelCase.transformResult({ result: { rows: results }, queryId: { queryId: 'batch' } })
  return named.rows
}
