import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** A rule is tested where no database is at hand; test/architecture.test.ts reads the tree, which a Worker cannot. */
const rules = ['test/**/rules*.test.ts', 'test/**/*.rules.test.ts', 'test/architecture.test.ts']
const journeys = ['test/journeys/**/*.test.ts']
const console = 'test/support/console.ts'

export default defineConfig(async () => ({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          environment: 'node',
          include: rules,
          exclude: journeys,
          isolate: false,
          setupFiles: [console],
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MIGRATIONS: await readD1Migrations('migrations'),
                PUBLIC_URL: 'http://localhost:8787',
                // Nothing of the machine's settings may leak into a test.
                SMTP_HOST: '',
                GEOCODER_URL: '',
                TILES_URL: '',
                AUTH_SECRET: 'a secret for the tests, of more than 32 characters',
              },
            },
          }),
        ],
        test: {
          name: 'worker',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...rules, ...journeys],
          setupFiles: [console, 'test/support/worker-setup.ts'],
          // One workerd for all files: it takes two seconds to start, the database is emptied in milliseconds.
          isolate: false,
          maxWorkers: 2,
          // A busy machine is slow, which is no fault: only what hangs fails.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'journeys',
          environment: 'node',
          include: journeys,
          globalSetup: ['test/support/node/journeysFolder.ts'],
          setupFiles: [console],
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
}))
