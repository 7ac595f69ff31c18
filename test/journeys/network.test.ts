import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4MiniflareOptions } from 'miniflare'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { publicInternet } from '../../scripts/lib/miniflare.ts'
import { forget } from '../support/console.ts'

/** Asks for what it is told to, and says what came of it. */
const SCRIPT = `
import { connect } from 'cloudflare:sockets'
export default {
  async fetch(request) {
    const asked = new URL(request.url).searchParams
    try {
      if (asked.has('port')) {
        const socket = connect({ hostname: '127.0.0.1', port: Number(asked.get('port')) })
        return new Response(await new Response(socket.readable).text())
      }
      return new Response(await (await fetch(asked.get('url'), { redirect: 'manual' })).text())
    } catch {
      return new Response('refused')
    }
  },
}`

describe('what the local server lets out', () => {
  let asked = 0
  let http: HttpServer
  let tcp: Server
  let worker: Miniflare
  const portOf = (server: Server | HttpServer) => (server.address() as AddressInfo).port
  const listening = <S extends Server | HttpServer>(server: S) =>
    new Promise<S>((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))

  beforeAll(async () => {
    http = await listening(
      createHttpServer((_, answer) => {
        asked++
        answer.end('private')
      }),
    )
    tcp = await listening(createServer((socket) => socket.end('220 mail.example.org')))
    const main = { name: 'main', modules: true, compatibilityDate: '2026-10-01', script: SCRIPT }
    worker = new Miniflare(
      convertV4MiniflareOptions({
        ...{ cf: false, log: new Log(LogLevel.NONE), host: '127.0.0.1', telemetry: { enabled: false } },
        workers: [
          { ...main, compatibilityFlags: ['nodejs_compat'], outboundService: 'outside' },
          publicInternet([`http://127.0.0.1:${portOf(http)}/geocode`, undefined, 'nothing']),
        ],
      } as V4MiniflareOptions),
    )
    await worker.ready
  })
  afterAll(async () => {
    await worker.dispose()
    http.close()
    tcp.close()
  })
  // The runtime notes each refusal.
  afterEach(() => forget(/restrictPeers|DNS lookup failed|^stack:/))
  const ask = async (query: Record<string, string>) =>
    (await worker.dispatchFetch(`http://main/?${new URLSearchParams(query)}`)).text()

  it.each(['localhost', hostname(), '[::1]', '0.0.0.0'])(
    'is nothing that resolves to this machine: %s',
    async (name) => {
      const before = asked
      expect(await ask({ url: `http://${name}:${portOf(http)}/` })).toBe('refused')
      expect(asked).toBe(before)
    },
  )

  it('is what a setting names', async () => {
    expect(await ask({ url: `http://127.0.0.1:${portOf(http)}/geocode?q=rouen` })).toBe('private')
  })

  it('is mail, wherever its server is', async () => {
    expect(await ask({ port: String(portOf(tcp)) })).toBe('220 mail.example.org')
  })
})
