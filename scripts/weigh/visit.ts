import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page, Response } from 'playwright-core'
import { tool } from '../lib/project.ts'
import type { Weight } from './budgets.ts'

/** How bytes are counted: every text as gzip -9 makes it, every picture as it is. The edge's Brotli sends a little less. */
export const compressed =
  'bodies after gzip -9 (the edge compresses: Brotli sends a little less), pictures as they are'

const axe = readFileSync(tool('axe-core', 'axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

/** Milliseconds after its load in which the islands of a page have done what they do. */
const SETTLED = 200

/** What a page tells of itself while it loads. */
type Told = { shift: number; violations: string[] }
declare global {
  interface Window {
    told: Told
    axe: { run: (root: Document, options: object) => Promise<{ violations: AxeFinding[] }> }
  }
}
type AxeFinding = { id: string; nodes: { target: unknown[] }[] }

/** A tab that writes down what happens in it, from before its first page. */
export async function watchedPage(context: BrowserContext) {
  const page = await context.newPage()
  const responses: Response[] = []
  const errors: string[] = []
  page.on('response', (response) => void responses.push(response))
  page.on('pageerror', (error) => void errors.push(`error in a script: ${error.message}`))
  page.on('console', (message) => {
    // A refused form answers 422: Chromium says so of every document that is not a 200.
    const ownStatus =
      message.text().startsWith('Failed to load resource') && message.location().url === page.url()
    if (message.type() === 'error' && !ownStatus) errors.push(`console: ${message.text().slice(0, 200)}`)
  })
  await page.addInitScript(() => {
    window.told = { shift: 0, violations: [] }
    document.addEventListener('securitypolicyviolation', (event) =>
      window.told.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    )
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      })[])
        if (!entry.hadRecentInput) window.told.shift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const forget = () => {
    responses.length = 0
    errors.length = 0
  }
  return { page, responses, errors, forget }
}
export type Watched = Awaited<ReturnType<typeof watchedPage>>

/** Weighs the page that is open: what came for it, how it stood and, where asked, what axe finds. */
export async function weigh(
  { page, responses, errors }: Watched,
  origin: string,
  withAxe: boolean,
): Promise<Weight> {
  await page.waitForLoadState('load')
  await page.waitForTimeout(SETTLED)
  const parts = await Promise.all(responses.filter((one) => one.request().method() !== 'OPTIONS').map(sized))
  const sum = (...types: string[]) =>
    parts.filter(({ type }) => types.includes(type)).reduce((total, { bytes }) => total + bytes, 0)
  const told = await page.evaluate(() => window.told)
  const first = new Set(await page.evaluate(imagesOfFirstScreen))
  const html = sum('document')
  const css = sum('stylesheet')
  return {
    ...{ html, css, page: html + css, js: sum('script'), images: sum('image') },
    firstImages: parts.filter(({ url }) => first.has(url)).reduce((total, { bytes }) => total + bytes, 0),
    requests: parts.filter(({ type }) => type !== 'icon' && type !== 'manifest').length,
    shift: Math.round(told.shift * 1_000) / 1_000,
    faults: [
      ...parts.filter(({ url }) => !url.startsWith(origin)).map(({ url }) => `a third party: ${url}`),
      ...parts.filter(({ type }) => type === 'font').map(({ url }) => `a font: ${url}`),
      ...(await page.context().cookies()).filter(isNotSession).map(({ name }) => `a cookie: ${name}`),
      ...told.violations.map((violation) => `the security policy refused ${violation}`),
      ...errors,
      ...(await sideways(page)),
      ...(withAxe ? await findings(page) : []),
    ],
  }
}

const isNotSession = ({ name }: { name: string }) => !['session', '__Host-session'].includes(name)

async function sized(response: Response) {
  const url = response.url()
  const resource = response.request().resourceType()
  // Asked for when the browser sees fit, once for all pages: counted with no screen.
  const type = url.endsWith('/icon.svg') ? 'icon' : url.endsWith('.webmanifest') ? 'manifest' : resource
  const body = await response.body().catch(() => Buffer.alloc(0))
  const isText = /^(text\/|application\/(json|javascript|manifest|ld\+json)|image\/svg)/.test(
    response.headers()['content-type'] ?? '',
  )
  return { url, type, bytes: isText && body.length > 0 ? gzipSync(body, { level: 9 }).length : body.length }
}

function imagesOfFirstScreen(): string[] {
  return [...document.images]
    .filter((image) => {
      const { top, bottom, width } = image.getBoundingClientRect()
      return width > 0 && bottom > 0 && top < window.innerHeight
    })
    .map((image) => image.currentSrc)
}

/** The page itself never scrolls sideways; a table or a row of filters may, inside it. */
async function sideways(page: Page): Promise<string[]> {
  const size = page.viewportSize()
  const faults: string[] = []
  for (const width of size && size.width < 400 ? [320, size.width] : [size?.width ?? 0]) {
    await page.setViewportSize({ width, height: size?.height ?? 740 })
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (excess > 0) faults.push(`scrolls sideways by ${excess} px at ${width} px`)
  }
  return faults
}

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    rules,
  )
  return violations.map(
    ({ id, nodes }) => `axe ${id} (${nodes.length}): ${String(nodes[0]?.target).slice(0, 120)}`,
  )
}
