import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Asked, askAs } from '../rights/asking'
import { recorded } from '../rights/facts'
import { TABLE } from '../rights/table'
import { givenWorld, type Role } from '../rights/world'
import { NOW } from '../support/given'

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) })
  await givenWorld()
})
afterEach(() => void vi.useRealTimers())

const get = (role: Role, path: string, headers?: Record<string, string>) =>
  askAs(role, { method: 'GET', path: `/api/v1${path}`, headers })
const post = (role: Role, path: string, json: unknown, headers?: Record<string, string>) =>
  askAs(role, { method: 'POST', path: `/api/v1${path}`, json, headers })
const codeOf = (text: string) => (JSON.parse(text) as { code?: string }).code
const BOOKING = {
  organisationId: 'org_borrower_a',
  startsAt: '2026-12-11T13:00:00Z',
  endsAt: '2026-12-11T15:00:00Z',
}

describe('paging', () => {
  /** All ids of a list, `limit` at a time. */
  async function all(role: Role, path: string, limit: number): Promise<string[]> {
    const ids: string[] = []
    let cursor: string | null = null
    for (let pages = 0; pages < 50; pages++) {
      const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
      const { text } = await get(role, `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${more}`)
      const page = JSON.parse(text) as { items: { id: string }[]; nextCursor: string | null }
      ids.push(...page.items.map((one) => one.id))
      cursor = page.nextCursor
      if (!cursor) return ids
    }
    throw new Error('The pages never end')
  }

  test.each([
    ['bystander', '/clusters/pole-a/listings'],
    ['bystander', '/clusters/pole-a/listings?direction=need'],
    ['bystander', '/clusters/pole-a/listings?q=salle'],
    ['borrower', '/bookings?role=borrower'],
    ['manager', '/bookings?role=lender'],
    ['stranger', '/clusters/pole-a/organisations'],
    ['stranger', '/clusters'],
  ] as const)('%s reads %s by one, by two and whole: the same things, each once', async (role, path) => {
    const whole = await all(role, path, 100)
    expect(whole.length).toBeGreaterThan(1)
    expect(await all(role, path, 1)).toEqual(whole)
    expect(await all(role, path, 2)).toEqual(whole)
    expect(new Set(whole).size).toBe(whole.length)
  })

  test('the feed goes on where it was left, and loses nothing', async () => {
    for (const hour of ['08', '10', '12'])
      await post('borrower', '/offers/ofr_public_a/bookings', {
        ...BOOKING,
        startsAt: `2026-12-11T${hour}:00:00Z`,
        endsAt: `2026-12-11T${hour}:30:00Z`,
      })
    const read = async (after: number, limit: number) =>
      JSON.parse((await get('manager', `/clusters/pole-a/events?after=${after}&limit=${limit}`)).text) as {
        items: { id: string }[]
        next: number
        more: boolean
      }
    const whole = (await read(0, 100)).items.map((one) => one.id)
    expect(whole).toHaveLength(3)
    const first = await read(0, 2)
    expect(first.more).toBe(true)
    expect([...first.items, ...(await read(first.next, 2)).items].map((one) => one.id)).toEqual(whole)
  })
})

describe('versions', () => {
  test.each([
    ...['/clusters/pole-a', '/clusters/pole-a/listings', '/clusters/pole-a/organisations/org_lender_a'],
    ...['/offers/ofr_public_a', '/needs/ned_public_a', '/clusters', '/clusters/pole-a/organisations'],
    ...['/clusters/pole-a/pages/help/fr', '/openapi.json'],
  ])('%s, read again with its ETag, is not sent again', async (path) => {
    const first = await get('stranger', path)
    const etag = first.headers.get('etag') ?? ''
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^(W\/)?".+"$/)])
    const again = await get('stranger', path, { 'if-none-match': etag })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await get('stranger', path, { 'if-none-match': '"another"' })).status).toBe(200)
  })

  test.each([
    ['borrower', '/needs/ned_quiet_a', { title: 'Un bureau au calme' }],
    ['member', '/offers/ofr_quiet_a', { title: 'Salle au calme' }],
    ['coordinator', '/clusters/pole-a', { charter: 'Nous prêtons.' }],
    ['manager', '/clusters/pole-a/organisations/org_lender_a', { description: 'Des salles' }],
  ] as const)('%s changes %s only over the version that was read', async (role, path, json) => {
    const patch = (headers?: Record<string, string>) =>
      askAs(role, { method: 'PATCH', path: `/api/v1${path}`, json, headers })
    const read = (await get(role, path)).headers.get('etag') ?? ''
    expect((await patch({ 'if-match': read })).status).toBe(200)
    const late = await patch({ 'if-match': read })
    expect([late.status, codeOf(late.text)]).toEqual([412, 'version_mismatch'])
    expect(await recorded()).toHaveLength(1)
  })

  test.each([
    ['borrower', '/needs/ned_quiet_a'],
    ['member', '/offers/ofr_quiet_a'],
    ['coordinator', '/clusters/pole-a'],
    ['manager', '/clusters/pole-a/organisations/org_lender_a'],
  ] as const)('%s says over which version %s is changed', async (role, path) => {
    const patch = (headers?: Record<string, string>) =>
      askAs(role, { method: 'PATCH', path: `/api/v1${path}`, json: {}, headers })
    const without = await patch()
    expect([without.status, codeOf(without.text)]).toEqual([428, 'version_required'])
    for (const odd of ['*', 'W/"', '"v1"', '1e3']) {
      const { status, text } = await patch({ 'if-match': odd })
      expect([odd, status, codeOf(text)]).toEqual([odd, 412, 'version_mismatch'])
    }
    expect(await recorded()).toEqual([])
  })
})

describe('a key is used once', () => {
  const key = { 'idempotency-key': 'key-1' }
  const path = '/offers/ofr_public_a/bookings'

  test('the same again gets the same answer and books once; something else with it is refused', async () => {
    const first = await post('borrower', path, BOOKING, key)
    const again = await post('borrower', path, BOOKING, key)
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text])
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    const other = await post('borrower', path, { ...BOOKING, note: 'Autre' }, key)
    expect([other.status, codeOf(other.text)]).toEqual([422, 'idempotency_key_reused'])
    expect(await recorded()).toEqual(['booking.requested'])
  })

  test('eight at once book once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('borrower', path, BOOKING, key)))
    expect(answers.filter((one) => one.status === 201).length).toBeGreaterThan(0)
    expect(answers.filter((one) => one.status !== 201).map((one) => codeOf(one.text))).toEqual(
      answers.filter((one) => one.status !== 201).map(() => 'idempotency_in_progress'),
    )
    expect(await recorded()).toEqual(['booking.requested'])
  })

  test('the key of one person is not another’s', async () => {
    await post('borrower', path, BOOKING, key)
    const { status } = await post(
      'bystander',
      path,
      {
        ...BOOKING,
        organisationId: 'org_bystander_a',
        startsAt: '2026-12-11T09:00:00Z',
        endsAt: '2026-12-11T10:00:00Z',
      },
      key,
    )
    expect(status).toBe(201)
  })

  test('every POST that writes takes one', async () => {
    const wrong: string[] = []
    for (const [route, entry] of Object.entries(TABLE).filter(
      ([one, e]) => one.startsWith('POST /api/') && (e.events?.length ?? 0) > 0,
    )) {
      await entry.given?.()
      const role = entry.may.find((one) => one !== 'stranger') ?? 'stranger'
      const asked: Asked = {
        method: 'POST',
        path: entry.path as string,
        json: entry.json,
        raw: entry.raw,
        headers: { ...entry.headers, 'idempotency-key': route },
      }
      const [first, again] = [await askAs(role, asked), await askAs(role, asked)]
      if (first.status < 300 && (again.status !== first.status || again.text !== first.text))
        wrong.push(`${route}: ${first.status}, then ${again.status}`)
    }
    expect(wrong).toEqual([])
  }, 60_000)
})

describe('what can not be read', () => {
  test.each([
    [
      'no JSON',
      { json: undefined, raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'wrong_media_type',
    ],
    [
      'broken JSON',
      { json: undefined, raw: '{', headers: { 'content-type': 'application/json' } },
      400,
      'malformed',
    ],
    ['more than a megabyte', { json: { ...BOOKING, note: 'a'.repeat(1_100_000) } }, 413, 'too_large'],
  ])('%s', async (_, request, status, code) => {
    const answer = await askAs('borrower', {
      method: 'POST',
      path: '/api/v1/offers/ofr_public_a/bookings',
      ...request,
    })
    expect([answer.status, codeOf(answer.text)]).toEqual([status, code])
  })

  test('a method that a path does not have', async () => {
    const answer = await askAs('manager', { method: 'DELETE', path: '/api/v1/offers/ofr_public_a' })
    expect([answer.status, codeOf(answer.text), answer.headers.get('allow')]).toEqual([
      405,
      'method_not_allowed',
      'GET, PATCH',
    ])
  })

  test('a token that is not known, or no bearer', async () => {
    for (const authorization of ['Bearer mlg_nobody', 'Basic abc', 'Bearer'])
      expect((await get('stranger', '/clusters', { authorization })).status).toBe(401)
  })
})
