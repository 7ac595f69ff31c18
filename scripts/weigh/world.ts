import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { browserProgram } from '../lib/browser.ts'
import { loadDemoWhenEmpty } from '../lib/demo.ts'
import { settle } from '../lib/queue.ts'
import { type StartedServer, startServer } from '../lib/server.ts'

/** The built Worker over a folder of its own with the demo in it, and a browser. */
export type World = {
  server: StartedServer
  browser: Browser
  /** The cookies of a person who has signed in; nobody: none. */
  signedIn: (email: string | undefined) => Promise<BrowserContextOptions['storageState']>
  /** The first column of the first row. */
  value: (sql: string) => Promise<string | undefined>
  end: () => Promise<void>
}

/** `kept`: a folder whose demo is loaded once and found again by the next run. */
export async function makeWorld(kept?: string): Promise<World> {
  const data = kept ?? mkdtempSync(join(tmpdir(), 'maillage-weigh-'))
  const server = await startServer({ data, port: 0 })
  const end = async () => {
    await browser?.close()
    await server.stop()
    if (!kept) rmSync(data, { recursive: true, force: true })
  }
  let browser: Browser | undefined
  try {
    await loadDemoWhenEmpty(server, server.empty, data)
    await settle(server.worker, 300)
    const program = await browserProgram()
    const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync']
    browser = await chromium.launch({ ...program, args: [...(program.args ?? []), ...quiet] })
    const db = await server.worker.getD1Database('DB')
    const value = async (sql: string) => {
      const row = await db.prepare(sql).first<Record<string, string>>()
      return row ? String(Object.values(row)[0]) : undefined
    }
    return { server, browser, signedIn: signIns(browser, server), value, end }
  } catch (error) {
    await end()
    throw error
  }
}

function signIns(browser: Browser, server: StartedServer): World['signedIn'] {
  const known = new Map<string, BrowserContextOptions['storageState']>()
  return async (email) => {
    if (!email) return undefined
    if (!known.has(email)) {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(`${server.url}/dev/sign-in/${encodeURIComponent(email)}`)
      await page.click('button')
      known.set(email, await context.storageState())
      await context.close()
    }
    return known.get(email)
  }
}
