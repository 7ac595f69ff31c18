import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchCalendar } from '../../worker/calendars/fetching'
import { AppError } from '../../worker/core/errors'
import { ADDRESS, server } from './elsewhere'

afterEach(() => void vi.restoreAllMocks())

const refusal = async (address: string, validators?: Parameters<typeof fetchCalendar>[1]) => {
  const error = await fetchCalendar(address, validators).catch((e: unknown) => e)
  return error instanceof AppError ? error.details.fields : error
}
const wrong = (code: string) => [{ path: 'address', code }]
const to = (location: string, status = 302) => new Response(null, { status, headers: { location } })

describe('fetching a calendar', () => {
  it('follows three redirects, from https to https', async () => {
    const steps = ['/b', 'https://other.example.org/c', '../d?x=1#y']
    const asked = server(() => {
      const next = steps.shift()
      return next ? to(next, 301) : new Response('text')
    })
    expect(await fetchCalendar('webcal://calendars.example.org/a')).toMatchObject({
      same: false,
      text: 'text',
    })
    expect(asked.map((one) => one.url)).toEqual([
      'https://calendars.example.org/a',
      'https://calendars.example.org/b',
      'https://other.example.org/c',
      'https://other.example.org/d?x=1',
    ])
  })

  it('gives up at the fourth', async () => {
    const asked = server(({ url }) => to(`${url}x`))
    expect(await refusal(ADDRESS)).toEqual(wrong('feed_redirects'))
    expect(asked).toHaveLength(4)
  })

  it.each([
    ['https://127.0.0.1/', 'not_public'],
    ['https://[::1]/', 'not_public'],
    ['https://2852039166/latest/meta-data', 'not_public'],
    ['https://localhost/', 'not_public'],
    ['https://user@example.org/', 'not_public'],
    ['https://example.org:22/', 'not_public'],
    ['http://calendars.example.org/', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
  ])('is never led to %s', async (location, code) => {
    const asked = server(() => to(location))
    expect(await refusal(ADDRESS)).toEqual(wrong(code))
    expect(asked).toHaveLength(1)
  })

  it.each([204, 401, 403, 404, 410, 500, 304, 302])('says what a status %i means', async (status) => {
    server(() => new Response(null, { status }))
    expect(await refusal(ADDRESS)).toEqual(wrong('feed_status'))
  })

  it('refuses ten megabytes by their length, unread', async () => {
    const pull = vi.fn()
    server(
      () =>
        new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), {
          headers: { 'content-length': '10000000' },
        }),
    )
    expect(await refusal(ADDRESS)).toEqual(wrong('feed_too_large'))
    expect(pull).not.toHaveBeenCalled()
  })

  it('hangs up after one megabyte where no length was told, or a wrong one', async () => {
    for (const length of [null, '5']) {
      const headers = new Headers(length ? { 'content-length': length } : {})
      let sent = 0
      const cancel = vi.fn()
      const pull = (out: ReadableStreamDefaultController<Uint8Array>) => {
        out.enqueue(new Uint8Array(100_000))
        if (++sent === 100) out.close()
      }
      server(() => new Response(new ReadableStream({ pull, cancel }), { headers }))
      expect(await refusal(ADDRESS)).toEqual(wrong('feed_too_large'))
      expect(sent).toBeLessThan(20)
      expect(cancel).toHaveBeenCalled()
    }
  })

  it('reads a megabyte, letters cut between two parts included', async () => {
    const bytes = new TextEncoder().encode('é'.repeat(500_000))
    const parts = [bytes.slice(0, 333_333), bytes.slice(333_333)]
    const pull = (out: ReadableStreamDefaultController<Uint8Array>) => {
      const part = parts.shift()
      if (part) out.enqueue(part)
      else out.close()
    }
    server(() => new Response(new ReadableStream({ pull })))
    expect(await fetchCalendar(ADDRESS)).toMatchObject({ text: 'é'.repeat(500_000) })
  })

  it('calls a network that fails, at once or midway, unreachable', async () => {
    server(() => Promise.reject(new TypeError('failed')))
    expect(await refusal(ADDRESS)).toEqual(wrong('feed_unreachable'))
    const broken = () => new ReadableStream({ pull: (out) => out.error(new TypeError('lost')) })
    vi.restoreAllMocks()
    server(() => new Response(broken()))
    expect(await refusal(ADDRESS)).toEqual(wrong('feed_unreachable'))
  })

  it('sends nothing of ours along, and forgets headers that are too long', async () => {
    const asked = server(
      () => new Response('x', { headers: { etag: `"${'a'.repeat(400)}"`, 'last-modified': 'Sat' } }),
    )
    const read = await fetchCalendar(ADDRESS, { etag: '"a"', lastModified: null })
    expect(Object.keys(asked[0]?.headers ?? {}).sort()).toEqual(['accept', 'if-none-match', 'user-agent'])
    expect(read).toMatchObject({ validators: { etag: null, lastModified: 'Sat' } })
  })
})
