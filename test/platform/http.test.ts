import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../worker/core/errors'
import { type AppEnv, problem } from '../../worker/platform/http'
import { ask } from '../support/ask'
import { db, givenCluster } from '../support/given'

describe('every answer', () => {
  test('forbids inline script and style, framing and sniffing', async () => {
    const { headers } = await ask('/fr/nowhere-at-all')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
  })

  test('sets no cookie for a reader', async () => {
    const cluster = await givenCluster()
    const { headers } = await ask(`/fr/${cluster.slug}/notices`)
    expect(headers.get('set-cookie')).toBeNull()
  })
})

describe('the language', () => {
  test.each([
    ['ar,en;q=0.5', '/ar'],
    ['de-DE, en-GB;q=0.8', '/en'],
    ['de', '/fr'],
    ['', '/fr'],
  ])('asked as %j leads to %s', async (asked, path) => {
    const answer = await ask('/', { headers: { 'accept-language': asked } })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, path])
  })

  test('is that of the path, and gives the direction', async () => {
    const page = await (await ask('/ar/nowhere-at-all', { headers: { 'accept-language': 'fr' } })).text()
    expect(page).toContain('<html lang="ar" dir="rtl">')
  })
})

describe('refusals', () => {
  test('a photo of forty megabytes is told beside its field, and what was typed stays', async () => {
    const cluster = await givenCluster()
    const form = new FormData()
    form.append('subject', 'premises')
    form.append('words', 'Un hangar vide, quai aux Bois')
    form.append('photo', new File([new Uint8Array(40_000_000)], 'IMG_1.jpg', { type: 'image/jpeg' }))
    form.append('address', '12 quai aux Bois')
    const answer = await ask(`/fr/${cluster.slug}/report-place`, {
      ...{ method: 'POST', body: form, headers: { origin: 'http://localhost:8787' } },
    })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    for (const words of [
      'Cette photo est trop lourde',
      'Un hangar vide, quai aux Bois',
      'value="12 quai aux Bois"',
    ])
      expect(html).toContain(words)
    expect(await db.selectFrom('leads').select('id').execute()).toEqual([])
  })

  test('a page that does not exist says so, with a way on', async () => {
    const answer = await ask('/fr/nowhere-at-all')
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('Cette page n’existe pas')
  })

  test('the API answers problem+json in the language asked', async () => {
    const answer = await ask('/api/v1/nothing', { headers: { 'accept-language': 'en' } })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({
      status: 404,
      code: 'not_found',
      title: expect.stringMatching(/\w+/),
    })
  })

  test('no detail of a refusal takes the place of what problem+json fixes', async () => {
    const app = new Hono<AppEnv>()
    app.get('/', (c) =>
      problem(
        c,
        new AppError('stale', { status: 'suspended', type: 'x', title: 'x', code: 'x', state: 'kept' }),
        {
          title: 'Stale',
          field: (code) => code,
        },
      ),
    )
    expect(await (await app.request('/', {}, { ...env, PUBLIC_URL: 'https://x.example' })).json()).toEqual({
      type: 'https://x.example/problems/stale',
      ...{ title: 'Stale', detail: 'Stale', status: 409, code: 'stale', state: 'kept' },
    })
  })

  test.each([['Bearer mlg_unknown'], ['Basic abc'], ['Bearer']])(
    'the token %j is refused',
    async (authorization) => {
      const answer = await ask('/api/v1/clusters', { headers: { authorization } })
      expect(answer.status).toBe(401)
    },
  )

  test('a form sent from another site is refused, and writes nothing', async () => {
    const cluster = await givenCluster()
    const answer = await ask(`/fr/${cluster.slug}/join`, {
      method: 'POST',
      body: new URLSearchParams({ name: 'x' }),
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.status).toBe(403)
    expect(await db.selectFrom('events').select('id').execute()).toEqual([])
  })

  test('writes above the limit are told when to come back', async () => {
    let answer = await ask('/fr/sign-out', { method: 'POST', headers: { origin: 'http://localhost:8787' } })
    for (let i = 0; i < 130 && answer.status !== 429; i++) {
      answer = await ask('/fr/sign-out', { method: 'POST', headers: { origin: 'http://localhost:8787' } })
    }
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
