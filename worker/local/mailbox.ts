import type { Mail } from '../platform/env'

export interface KeptMail extends Mail {
  id: number
  at: string
}

const TABLE = `CREATE TABLE IF NOT EXISTS dev_mails (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, mail TEXT NOT NULL
) STRICT`

/** Mails of a local run are kept here instead of being sent. */
export const toMailbox = (db: D1Database) => async (mail: Mail) => {
  const insert = db.prepare('INSERT INTO dev_mails (at, mail) VALUES (?, ?)')
  await db.batch([db.prepare(TABLE), insert.bind(new Date().toISOString(), JSON.stringify(mail))])
}

/** The latest mails, newest first. */
export async function mailsIn(db: D1Database, most = 100): Promise<KeptMail[]> {
  const latest = db.prepare('SELECT id, at, mail FROM dev_mails ORDER BY id DESC LIMIT ?').bind(most)
  const [, kept] = await db.batch<{ id: number; at: string; mail: string }>([db.prepare(TABLE), latest])
  return (kept?.results ?? []).map(({ id, at, mail }) => ({ id, at, ...(JSON.parse(mail) as Mail) }))
}
