import { describe, expect, test } from 'vitest'
import { createApp } from '../../worker/app'
import { setOfferRules } from '../../worker/bookings/commands/setOfferRules'
import { createToken } from '../../worker/people/tokens'
import { as, bindings } from '../support/given'
import { givenMarket } from './market'
import { ALWAYS, soon } from './pagesTime'

describe('the API of rules', () => {
  const app = createApp()
  const after: Promise<unknown>[] = []
  const waiting = {
    waitUntil: (work: Promise<unknown>) => after.push(work),
    passThroughOnException: () => {},
    props: {},
  }
  async function call(
    who: { id: string } | null,
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ) {
    const token = who && (await createToken(await as(who), 'essai')).token
    const headers: Record<string, string> = {
      'accept-language': 'fr',
      'content-type': 'application/json',
      ...more,
    }
    if (token) headers.authorization = `Bearer ${token}`
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const answer = await app.request(`/api/v1${path}`, init, bindings, waiting as never)
    await Promise.all(after.splice(0))
    return {
      status: answer.status,
      etag: answer.headers.get('etag'),
      body: (await answer.json()) as Record<string, never>,
    }
  }

  test('reads for anyone, writes against the version that was read', async () => {
    const m = await givenMarket(ALWAYS)
    const path = `/offers/${m.offer.id}/rules`
    const none = await call(null, 'GET', path)
    expect([none.status, none.etag, none.body]).toMatchObject([200, '"0"', { noticeMinutes: 0, quotas: [] }])
    const put = (rules: object, match?: string) =>
      call(m.answerer, 'PUT', path, rules, match ? { 'if-match': match } : {})
    expect((await put({})).status).toBe(428)
    const set = await put({ longestMinutes: 60 }, '"0"')
    expect([set.status, set.etag, set.body]).toMatchObject([200, '"1"', { longestMinutes: 60 }])
    expect((await put({}, '"0"')).status).toBe(412)
    expect((await put({}, 'x')).status).toBe(412)
    const wrong = await put({ stepMinutes: 7, quotas: [{ of: 'bookings', most: -2, per: 'week' }] }, '"1"')
    expect([wrong.status, wrong.body]).toMatchObject([422, { code: 'invalid' }])
    expect((await call(m.member, 'PUT', path, {}, { 'if-match': '"1"' })).status).toBe(403)
  })

  test('a refusal says in words and in fields which rule it is, and when it would pass', async () => {
    const m = await givenMarket({ ...ALWAYS, instantFor: 'everyone' })
    await setOfferRules(await as(m.answerer), m.offer.id, { longestMinutes: 60, gapMinutes: 60 })
    const ask = (startsAt: string, endsAt: string) =>
      call(m.member, 'POST', `/offers/${m.offer.id}/bookings`, {
        organisationId: m.borrower.id,
        startsAt,
        endsAt,
      })
    const long = await ask(soon(3, 10), soon(3, 12))
    expect(long.body).toMatchObject({
      ...{ code: 'invalid', rule: 'longest', minutes: 60, zone: 'Europe/Paris' },
      errors: [{ path: 'endsAt', code: 'longest', message: expect.stringContaining('au plus') }],
    })
    expect((await ask(soon(3, 10), soon(3, 11))).status).toBe(201)
    const close = await ask(soon(3, 11), soon(3, 12))
    expect([close.status, close.body]).toMatchObject([
      409,
      {
        code: 'too_close',
        rule: 'gap',
        after: soon(3, 12),
        detail: expect.stringContaining('entre deux réservations'),
      },
    ])
  })
})
