import { applyD1Migrations, type D1Migration, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

/** All migrations as one: a batch each takes twice the time, before every test. */
const schema: D1Migration = {
  name: 'all',
  queries: env.MIGRATIONS.flatMap(({ name, queries }) => [
    ...queries,
    `INSERT INTO d1_migrations (name) VALUES ('${name}')`,
  ]),
}

/** An empty database, queue and photo store. */
export async function emptied(): Promise<void> {
  await reset()
  try {
    await applyD1Migrations(env.DB, [schema])
  } catch (error) {
    // A consumer of the test before was still at work and kept the old tables open: they go at the second try.
    if (!String(error).includes('already exists')) throw error
    await reset()
    await applyD1Migrations(env.DB, [schema])
  }
  await env.DB.exec(`DELETE FROM d1_migrations WHERE name = 'all'`)
}
