import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from './context'
import type { Query } from './db'
import type { Schema } from './schema'

/** Of a column that the database works out: from what each row carries under other names, which is no column itself. */
type Computed = Record<string, (given: (name: string) => RawBuilder<unknown>) => RawBuilder<unknown>>

/**
 * Rows into one table in one statement, in their order. One row goes as its values: that reads two rows less than a list, which
 * SQLite first copies where triggers look at each row. Several go as one JSON list, for a statement takes 100 parameters.
 */
export function insertRows<R extends object>(
  ctx: Ctx,
  table: keyof Schema | 'ruleChecks',
  rows: readonly R[],
  columns: readonly (keyof R & string)[],
  computed: Computed = {},
): Query {
  const names = sql.join([...columns, ...Object.keys(computed)].map((name) => sql.ref(name)))
  const values = (given: (name: string) => RawBuilder<unknown>) =>
    sql.join([...columns.map(given), ...Object.values(computed).map((of) => of(given))])
  const [first] = rows as readonly Record<string, unknown>[]
  return {
    compile: () =>
      (rows.length === 1 && first
        ? sql`insert into ${sql.table(table)} (${names}) values (${values((name) => sql`${first[name] ?? null}`)})`
        : sql`insert into ${sql.table(table)} (${names}) select ${values((name) => sql`r.value->>${sql.lit(name)}`)}
            from json_each(${JSON.stringify(rows)}) r`
      ).compile(ctx.db),
  }
}
