import { applyD1Migrations, type D1Migration, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach } from 'vitest'

// Every test begins with an empty database, queue and photo store: no order between tests, nothing to clean up.
beforeEach(async () => {
  await reset()
  const bound = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] }
  await applyD1Migrations(bound.DB, bound.MIGRATIONS)
})
