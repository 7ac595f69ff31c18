import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Miniflare } from 'miniflare'
import { build } from './build.ts'
import { isBeingLoaded } from './halfDemo.ts'
import { type Holder, holderOf, markReady, release, take } from './lock.ts'
import { migrateFolder, openBuild } from './miniflare.ts'
import { settle, tick } from './queue.ts'
import { localSettings } from './settings.ts'
import { dataFolder, defaultPort, Stop } from './project.ts'
import { stopOnSignals } from './signals.ts'

/** What a command needs to talk to the local Worker: its address, and the key of the doors under /dev. */
export type Server = { url: string; key: string }

export type StartedServer = Server & {
  port: number
  /** No cluster yet. */
  empty: boolean
  worker: Miniflare
  stop: () => Promise<void>
}

export type StartOptions = {
  /** Where the database and the photos are; created when it does not exist. */
  data: string
  /** 0 for any free one. */
  port: number
  /** The address in mails and links; the server's own unless told. */
  publicUrl?: string
  /** Settings beside the usual ones. */
  settings?: Record<string, string>
}

/** Serves the local build over a data folder, with its cron. The caller stops it. */
export async function startServer({ data, port, publicUrl, settings }: StartOptions): Promise<StartedServer> {
  const chosen = port === 0 ? await freePort() : port
  const key = randomBytes(24).toString('hex')
  const url = `http://localhost:${chosen}`
  const present = take(data, { port: chosen, key })
  if (present) throw new Stop(alreadyRuns(present))
  try {
    await refuseBusyPort(chosen)
    const built = await build('local')
    const { empty } = await migrateFolder(data)
    // A copy, because a build may replace dist/local while this server still reads its files.
    const served = join(data, 'served')
    rmSync(served, { recursive: true, force: true })
    mkdirSync(served, { recursive: true })
    cpSync(built, served, { recursive: true })
    const worker = await openBuild(served, {
      data,
      port: chosen,
      bindings: { ...localSettings(data, publicUrl ?? url, key), ...settings },
    })
    const stopTicking = tickEachMinute(worker, data)
    markReady(data, { port: chosen, key })
    const stop = async () => {
      stopTicking()
      await closed(worker)
      rmSync(served, { recursive: true, force: true })
      release(data)
      forget()
    }
    const forget = stopOnSignals(stop)
    return { url, key, port: chosen, empty, worker, stop }
  } catch (error) {
    release(data)
    throw error
  }
}

/**
 * Calls back with the server that runs over the project's data, or with one started for the occasion. A command that
 * works while the server runs and when it does not is one that goes through here.
 */
export async function withServer<T>(
  action: (server: Server) => Promise<T>,
  data: string = dataFolder,
): Promise<T> {
  const running = await untilReady(data)
  if (running) return action({ url: `http://localhost:${running.port}`, key: running.key })
  const port = process.env.PORT ?? defaultPort
  const started = await startServer({ data, port: 0, publicUrl: `http://localhost:${port}` })
  try {
    const result = await action(started)
    await settle(started.worker)
    return result
  } finally {
    await started.stop()
  }
}

export function alreadyRuns(holder: Holder): string {
  return `Maillage already runs over this data on http://localhost:${holder.port} (process ${holder.pid}): stop it first.`
}

/** A server that has begun to start, once it answers; null when there is none. */
async function untilReady(data: string): Promise<Holder | null> {
  for (let tenths = 0; tenths < 900; tenths++) {
    const holder = holderOf(data)
    if (!holder || holder.ready) return holder
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Stop(
    'Maillage has been starting for more than a minute: stop it, then run the same command again.',
  )
}

/** Ctrl-C reaches workerd too, and Miniflare then waits for an answer that never comes. */
async function closed(worker: Miniflare): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise((resolve) => {
    timer = setTimeout(resolve, 2_000)
  })
  await Promise.race([worker.dispose().catch(() => undefined), enough])
  clearTimeout(timer)
}

function tickEachMinute(worker: Miniflare, data: string): () => void {
  const once = () => void (isBeingLoaded(data) || tick(worker))
  const first = setTimeout(once, 2_000)
  const others = setInterval(once, 60_000)
  return () => {
    clearTimeout(first)
    clearInterval(others)
  }
}

export async function refuseBusyPort(port: number): Promise<void> {
  if (await canListen(port)) return
  throw new Stop(
    `Port ${port} is taken by another program: stop it, or choose another port with PORT=${port + 1} npm start.`,
  )
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
