import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'
import { SAVED, SET_ASIDE } from '../../worker/local/saved.ts'
import { type Copy, typeOf } from './copy.ts'
import { runNode } from './process.ts'
import { Stop, say, tool } from './project.ts'

// The same copy, of the deployed database: through wrangler, with the account it is signed in to.

const database = 'maillage'
const bucket = 'maillage-photos'

/**
 * `wrangler d1 export` refuses a database that has a virtual table (the search index), unless it is told the tables:
 * those named here are exported as they are at one instant.
 */
export async function backupRemote(folder: string): Promise<{ copy: Copy; photos: number }> {
  const [migrations, trigger, photos] = await ask(
    'SELECT name AS v FROM d1_migrations ORDER BY name',
    `SELECT sql AS v FROM sqlite_schema WHERE type = 'trigger' AND name = '${SET_ASIDE}'`,
    `SELECT id AS v FROM photos UNION ALL SELECT photo_id FROM handovers WHERE photo_id IS NOT NULL
     UNION ALL SELECT picture_id FROM plans WHERE picture_id IS NOT NULL UNION ALL SELECT id FROM site_documents
     UNION ALL SELECT photo_id FROM leads WHERE photo_id IS NOT NULL UNION ALL SELECT id FROM application_files`,
  )
  const work = mkdtempSync(join(tmpdir(), 'maillage-backup-'))
  try {
    const output = join(work, 'tables.sql')
    const tables = SAVED.flatMap((table) => ['--table', table])
    await wrangler('d1', 'export', database, '--remote', '--no-schema', '--output', output, ...tables)
    const rows = splitSql(readFileSync(output, 'utf8')).map((statement) => `${statement};`)
    const statements = [`DROP TRIGGER ${SET_ASIDE};`, ...rows, `${trigger?.[0]};`]
    const ids = photos ?? []
    if (ids.length > 0) mkdirSync(folder, { recursive: true })
    for (const id of ids)
      await wrangler('r2', 'object', 'get', `${bucket}/${id}`, '--remote', '--file', join(folder, id))
    return { copy: { migrations: migrations ?? [], statements }, photos: ids.length }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Into a database that has its migrations and nobody in it. Consumers then recompute every listing and booking. */
export async function restoreRemote(path: string, copy: Copy, folder: string): Promise<void> {
  const [migrations, people] = await ask(
    'SELECT name AS v FROM d1_migrations ORDER BY name',
    'SELECT id AS v FROM people LIMIT 1',
  )
  if ((people?.length ?? 0) > 0)
    throw new Stop('The database is not empty: create another one, name it in wrangler.toml, and migrate it.')
  if (migrations?.join(' ') !== copy.migrations.join(' '))
    throw new Stop(
      'The copy was made by another version of Maillage: restore it with that version, then update.',
    )
  await wrangler('d1', 'execute', database, '--remote', '--yes', '--file', path)
  const ids = existsSync(folder) ? readdirSync(folder) : []
  for (const id of ids) {
    const file = join(folder, id)
    const type = typeOf(readFileSync(file))
    await wrangler(
      ...['r2', 'object', 'put', `${bucket}/${id}`, '--remote', '--file', file, '--content-type', type],
    )
  }
  // The newest event that search and figures follow, of each listing and booking: the clock sends it to them again.
  await ask(`UPDATE events SET relayed_at = NULL WHERE seq IN (SELECT max(seq) FROM events
    WHERE (type GLOB 'listing.*' OR type GLOB 'booking.*') AND type NOT IN ('listing.drafted', 'listing.photos_changed')
    GROUP BY subject_id)`)
  say(
    `Restored, with ${ids.length} photos. Search and figures fill up by themselves, 100 listings or bookings a minute.`,
  )
}

/** The column `v` of each statement's rows. */
async function ask(...statements: string[]): Promise<string[][]> {
  const output = await wrangler(
    'd1',
    'execute',
    database,
    '--remote',
    '--json',
    '--command',
    statements.join(';'),
  )
  const answers = JSON.parse(output.slice(output.indexOf('['))) as { results: { v: string }[] }[]
  return answers.map(({ results }) => results.map(({ v }) => v))
}

async function wrangler(...args: string[]): Promise<string> {
  const { code, output } = await runNode([tool('wrangler', 'bin', 'wrangler.js'), ...args], { quiet: true })
  if (code !== 0)
    throw new Stop(
      `${output.trim()}\nwrangler refused: correct what it says above, then run the same command again.`,
    )
  return output
}
