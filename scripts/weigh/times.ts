import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export const slowProfile = '400 kbit/s, 400 ms, CPU ÷ 6, 360 × 740, empty cache, median of five'

/** Largest contentful paint and total blocking time, in milliseconds. */
export type Times = { paint: number; blocked: number }

/** Stands before the server and compresses what it sends, as the edge does: the local runtime sends texts as they are. */
export async function compressingProxy(target: string): Promise<{ url: string; close: () => void }> {
  const { port } = new URL(target)
  const proxy = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const options = { host: '127.0.0.1', port, path: incoming.url, method: incoming.method }
    const onward = request(
      { ...options, headers: { ...incoming.headers, host: `localhost:${port}` } },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers
          const body = Buffer.concat(parts)
          const isText = /^(text\/|application\/|image\/svg)/.test(headers['content-type'] ?? '')
          const sent = isText && body.length > 0 ? gzipSync(body, { level: 9 }) : body
          if (sent !== body) headers['content-encoding'] = 'gzip'
          outgoing.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': String(sent.length) })
          outgoing.end(sent)
        })
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return { url: `http://localhost:${(proxy.address() as AddressInfo).port}`, close: () => proxy.close() }
}

/** The same page five times, each in a browser context that has never seen it. */
export async function timesOf(
  browser: Browser,
  url: string,
  storageState: BrowserContextOptions['storageState'],
): Promise<Times> {
  const all: Times[] = []
  for (let run = 0; run < 5; run++) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, storageState })
    try {
      all.push(await once(await context.newPage(), url))
    } finally {
      await context.close()
    }
  }
  return { paint: median(all.map(({ paint }) => paint)), blocked: median(all.map(({ blocked }) => blocked)) }
}

async function once(page: Page, url: string): Promise<Times> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 400 },
    ...{ downloadThroughput: 50_000, uploadThroughput: 50_000 },
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  await page.addInitScript(() => {
    const seen = { paint: 0, blocked: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.paint = entry.startTime
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.blocked += Math.max(0, entry.duration - 50)
    }).observe({ type: 'longtask', buffered: true })
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  const seen = await page.evaluate(() => (window as unknown as { seen: Times }).seen)
  return { paint: Math.round(seen.paint), blocked: Math.round(seen.blocked) }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
