import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Miniflare } from 'miniflare'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'
import { root, Stop, say } from './project.ts'

type Database = Awaited<ReturnType<Miniflare['getD1Database']>>

/** The table wrangler keeps, written the same way, so that `wrangler d1 migrations` and this agree. */
const table = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`

/** Applies what is missing, each migration in one batch with its record. Refuses a database this version does not know. */
export async function migrate(db: Database): Promise<void> {
  await db.prepare(table).run()
  const applied = await db.prepare('SELECT name FROM d1_migrations ORDER BY id').all<{ name: string }>()
  const done = new Set(applied.results.map((row) => row.name))
  const known = migrationFiles()
  const unknown = [...done].filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new Stop(
      `The database comes from a newer version of Maillage (it has ${unknown[0]}, this folder does not): ` +
        'update the code (git pull), or empty the data with npm run reset.',
    )
  }
  const missing = known.filter((name) => !done.has(name))
  if (missing.length > 0) say(`Migrating the database (${missing.length} of ${known.length})…`)
  for (const name of missing) {
    const statements = splitSql(readFileSync(join(root, 'migrations', name), 'utf8')).map((sql) =>
      db.prepare(sql),
    )
    try {
      await db.batch([...statements, db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)])
    } catch (error) {
      throw new Stop(
        `The migration ${name} failed and changed nothing: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
}

function migrationFiles(): string[] {
  return readdirSync(join(root, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
}
