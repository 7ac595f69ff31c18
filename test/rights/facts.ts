import { bindings } from '../support/given'
import { putPhotos } from './world'

// Counters of requests say nothing of what is so; the shadow tables of the search index follow from search_docs; what the
// migrations fill is written by nothing else.
const NOT_FACTS =
  /^(_cf_|sqlite_|d1_|rate_limits$|search_index|meaning_index|low_|rome_|carried_factors$|exit_acts$)/
/** Events are never taken back: they are counted instead. */
const FOR_EVER = 'events'
/** What their rows name is in the store. */
const HAVE_FILES = ['photos', 'plans', 'site_documents', 'leads', 'inventory_photos']
/** A need that is posted is in it at once, by a trigger. */
const FILLED_BY_TRIGGERS = ['unmet_needs']

type Rows = Record<string, unknown>[]
/** Refuses to be emptied for good reason: it is taken away and put back with the rows. */
const KEPT_BY: Record<string, string> = {
  waste_lines: 'waste_lines_are_never_deleted',
  stream_entries: 'stream_entries_never_go',
  stream_batches: 'stream_batches_never_go',
  stream_ends: 'stream_ends_never_go',
}

/** Every row of every table; of the events, how many there are. */
export type Facts = Record<string, Rows>

let tables: string[] | undefined
/** "table.column" of what the database reckons by itself. */
let generated: Set<string> | undefined

export async function facts(): Promise<Facts> {
  tables ??= await tablesInOrder()
  const rows = await bindings.DB.batch<Record<string, unknown>>(
    tables.map((name) =>
      bindings.DB.prepare(name === FOR_EVER ? 'SELECT count(*) FROM events' : `SELECT * FROM ${name}`),
    ),
  )
  return Object.fromEntries(tables.map((name, i) => [name, rows[i]?.results ?? []]))
}

/** The tables in which anything is different. */
export const changed = (before: Facts, after: Facts): string[] =>
  Object.keys(after).filter((table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]))

/** Puts back what has changed since: a hundred times faster than to make the world anew. Events stay. */
export async function restore(before: Facts): Promise<void> {
  const different = changed(before, await facts()).filter((table) => table !== FOR_EVER)
  if (different.length === 0) return
  const { DB } = bindings
  generated ??= await generatedColumns()
  const isGiven = (column: string) => !generated?.has(column)
  const emptied = different.map((table) => DB.prepare(`DELETE FROM ${table}`))
  const filled = different.flatMap((table) => {
    const rows = before[table] ?? []
    const columns = Object.keys(rows[0] ?? {}).filter((name) => isGiven(`${table}.${name}`))
    if (rows.length === 0) return []
    const values = columns.map((name) => `json_extract(value, '$.${name}')`)
    const verb = FILLED_BY_TRIGGERS.includes(table) ? 'INSERT OR REPLACE' : 'INSERT'
    const insert = `${verb} INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM json_each(?)`
    return [DB.prepare(insert).bind(JSON.stringify(rows))]
  })
  const kept = await triggersOf(different.flatMap((table) => KEPT_BY[table] ?? []))
  await DB.batch([
    DB.prepare('PRAGMA defer_foreign_keys = on'),
    ...kept.map(({ name }) => DB.prepare(`DROP TRIGGER ${name}`)),
    ...emptied.reverse(),
    ...filled,
    ...kept.map(({ sql }) => DB.prepare(sql)),
  ])
  if (different.some((table) => HAVE_FILES.includes(table))) await putPhotos()
}

/** The types of the facts recorded in this world, oldest first. */
export async function recorded(): Promise<string[]> {
  const { results } = await bindings.DB.prepare('SELECT type FROM events ORDER BY seq').all<{
    type: string
  }>()
  return results.map((r) => r.type)
}

/** Those that others refer to first: SQLite lists tables as they were made. */
async function tablesInOrder() {
  const all = `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid`
  const { results } = await bindings.DB.prepare(all).all<{ name: string }>()
  return results.map((r) => r.name).filter((name) => !NOT_FACTS.test(name))
}

async function generatedColumns() {
  const { results } = await bindings.DB.prepare(
    `SELECT m.name || '.' || c.name AS name FROM sqlite_master m, pragma_table_xinfo(m.name) c
      WHERE m.type = 'table' AND m.name NOT LIKE '\\_cf%' ESCAPE '\\' AND c.hidden IN (2, 3)`,
  ).all<{ name: string }>()
  return new Set(results.map((r) => r.name))
}

async function triggersOf(names: readonly string[]): Promise<{ name: string; sql: string }[]> {
  if (names.length === 0) return []
  const { results } = await bindings.DB.prepare(
    `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN (SELECT value FROM json_each(?))`,
  )
    .bind(JSON.stringify(names))
    .all<{ name: string; sql: string }>()
  return results
}
