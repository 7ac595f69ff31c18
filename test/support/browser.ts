import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { browserProgram } from '../../scripts/lib/browser.ts'
import { type StartedServer, startServer } from '../../scripts/lib/server.ts'
import { forget } from './console.ts'

export type Journey = {
  /** The built Worker over an empty database, with its queue. */
  readonly server: StartedServer
  readonly browser: Browser
  /** A page in a browser of its own: no cookie of another page, the links relative to the server. */
  open(options?: Parameters<Browser['newContext']>[0]): Promise<{ page: Page; context: BrowserContext }>
}

/** For the top of a journey's file: one server and one Chromium for its tests. */
export function useJourney(): Journey {
  let server: StartedServer | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    server = await startServer({ data: mkdtempSync(join(inject('journeysFolder'), 'data-')), port: 0 })
    browser = await chromium.launch(await browserProgram())
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  // A page that is left hangs up on what it still asked for; workerd notes it.
  afterEach(() => forget(/^kj::getCaughtExceptionAsKj\(\) = .*disconnected/))
  return {
    get server() {
      return started(server)
    },
    get browser() {
      return started(browser)
    },
    async open(options) {
      const context = await started(browser).newContext({
        baseURL: started(server).url,
        locale: 'fr-FR',
        ...options,
      })
      return { page: await context.newPage(), context }
    },
  }
}

function started<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('The server and the browser exist inside tests only')
  return thing
}
