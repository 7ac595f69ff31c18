import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4MiniflareOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler'
import { buildConfig } from './build.ts'
import { dropHalfDemo } from './halfDemo.ts'
import { migrate } from './migrations.ts'
import { root, Stop } from './project.ts'
import { sendLatestAgain } from './queue.ts'
import { withoutItsSignals } from './signals.ts'

export type OpenOptions = { data: string; port: number; bindings: Record<string, string> }

/** Where wrangler and the Vite plugin would keep it too, under the same folder: all show the same data. */
export function stateIn(data: string): string {
  return join(data, 'state', 'v3')
}

/** A built Worker with its database, queue, photos and assets, listening on the loopback. */
export async function openBuild(folder: string, { data, port, bindings }: OpenOptions): Promise<Miniflare> {
  const { workerOptions, main } = workerOptionsOf(buildConfig(folder))
  if (!main)
    throw new Stop('The build has no entry: delete the folder dist, then run the same command again.')
  const { modulesRules: _, ...options } = workerOptions
  return listening({
    ...shared(data),
    port,
    workers: [
      {
        ...options,
        outboundService: OUTSIDE,
        bindings: { ...(options.bindings as Record<string, string>), ...bindings },
        modulesRoot: dirname(main),
        modules: modulesOf(main),
      },
      publicInternet([bindings.GEOCODER_URL]),
    ],
  } as V4MiniflareOptions)
}

const OUTSIDE = 'outside'

/**
 * What requests of the Worker leave through, as on Cloudflare: whatever a name resolves to, nothing but public addresses is
 * reached, save the origins that settings name. Sockets (mail by SMTP) pass: where they go is a setting too.
 */
export function publicInternet(settings: readonly (string | undefined)[]) {
  const origins = settings.flatMap((url) => (url && URL.canParse(url) ? [new URL(url).origin] : []))
  return {
    ...{ name: OUTSIDE, modules: true, compatibilityDate: '2026-10-01' },
    compatibilityFlags: ['connect_pass_through', 'experimental'],
    bindings: { ORIGINS: origins },
    serviceBindings: { PUBLIC: { network: { allow: ['public'], tlsOptions: { trustBrowserCas: true } } } },
    script: `export default {
      fetch: (request, env) =>
        env.ORIGINS.includes(new URL(request.url).origin) ? fetch(request) : env.PUBLIC.fetch(request),
    }`,
  }
}

/**
 * Applies the migrations before anything serves, by a Worker that has the database and nothing else. Says whether the
 * database has no cluster yet.
 */
export async function migrateFolder(data: string): Promise<{ empty: boolean }> {
  dropHalfDemo(data)
  const { workerOptions } = workerOptionsOf(join(root, 'wrangler.toml'))
  const worker = await listening({
    ...shared(data),
    modules: true,
    script: 'export default {}',
    compatibilityDate: workerOptions.compatibilityDate,
    d1Databases: workerOptions.d1Databases,
  } as V4MiniflareOptions)
  try {
    const db = await worker.getD1Database('DB')
    await migrate(db)
    await sendLatestAgain(db)
    return { empty: (await db.prepare('SELECT 1 FROM clusters LIMIT 1').first()) === null }
  } finally {
    await worker.dispose()
  }
}

async function listening(options: V4MiniflareOptions): Promise<Miniflare> {
  const worker = withoutItsSignals(() => new Miniflare(convertV4MiniflareOptions(options)))
  try {
    await worker.ready
    return worker
  } catch (error) {
    await worker.dispose().catch(() => undefined)
    throw error
  }
}

function shared(data: string) {
  return {
    host: '127.0.0.1',
    cf: false,
    log: new Log(LogLevel.ERROR),
    logRequests: false,
    resourcePersistencePath: stateIn(data),
    telemetry: { enabled: false },
  }
}

/** The entry first, then every other module of the build, whatever imports it and when. */
function modulesOf(main: string) {
  const folder = dirname(main)
  const others = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.m?js$/.test(path) && path !== main)
  return [main, ...others].map((path) => ({ type: 'ESModule' as const, path }))
}
