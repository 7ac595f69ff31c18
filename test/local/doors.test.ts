import { env } from 'cloudflare:workers'
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import production from '../../worker/index'
import local from '../../worker/local'
import type { LocalEnv } from '../../worker/local/env'
import { sendMail } from '../../worker/platform/mail'
import { withMailbox } from '../../worker/local/env'
import { db, givenCluster, givenMember, givenOrganisation } from '../support/given'

const KEY = 'the key of this run'
const bound = { ...(env as unknown as LocalEnv), LOCAL_KEY: KEY }
const EMAIL = 'member@pole-essai.example'

async function ask(
  path: string,
  init: RequestInit = {},
  entry: Pick<typeof production, 'fetch'> = local as never,
  host = 'localhost:8787',
) {
  const execution = createExecutionContext()
  const request = new Request(`http://${host}${path}`, { redirect: 'manual', ...init })
  const answer = await entry.fetch(request as never, bound, execution)
  await waitOnExecutionContext(execution)
  return answer
}
const post = (body: unknown, key: string | null = KEY): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...(key && { 'x-local-key': key }) },
})
const form = {
  method: 'POST',
  headers: { origin: 'http://localhost:8787', 'content-type': 'application/x-www-form-urlencoded' },
}

async function givenSomeone() {
  const cluster = await givenCluster({ slug: 'pole-essai', name: 'Pôle Essai' })
  return givenMember(await givenOrganisation(cluster), {}, { email: EMAIL })
}

const DOORS: [string, RequestInit][] = [
  ['/dev', {}],
  ['/dev/mail', {}],
  ['/dev/mail.json', {}],
  ['/dev/sign-in', {}],
  [`/dev/sign-in/${EMAIL}`, {}],
  [`/dev/sign-in/${EMAIL}`, form],
  ['/dev/token', post({ email: EMAIL })],
  ['/dev/tick', post({})],
  ['/dev/rebuild', post({})],
  ['/dev/import', post({})],
  ['/dev/demo', post({})],
]

describe('in production', () => {
  it.each(DOORS)('there is no %s', async (path, init) => {
    await givenSomeone()
    const answer = await ask(path, init, production)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('set-cookie')).toBeNull()
    await answer.body?.cancel()
  })
})

describe('on a machine of one’s own', () => {
  it('lists the demo people with who they are, and signs them in as often as one likes', async () => {
    await givenSomeone()
    const list = await (await ask('/dev/sign-in')).text()
    expect(list).toContain(`/dev/sign-in/${encodeURIComponent(EMAIL)}`)
    expect(list).toContain('member of Les Jardins des Aulnes')
    for (let i = 0; i < 2; i++) {
      expect((await ask(`/dev/sign-in/${encodeURIComponent(EMAIL)}`)).status).toBe(200)
      const answer = await ask(`/dev/sign-in/${encodeURIComponent(EMAIL)}`, form)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/fr/pole-essai'])
      expect(answer.headers.get('set-cookie')).toContain('session=')
    }
    expect((await ask('/dev/sign-in/nobody@example.org', form)).status).toBe(404)
  })

  it('keeps mails in the mailbox, newest first, to be read with their links', async () => {
    const mails = withMailbox(bound)
    await sendMail(mails, {
      to: 'a@example.org',
      subject: 'Premier',
      text: 'Voir http://localhost:8787/fr/x',
    })
    await sendMail(mails, { to: 'b@example.org', subject: 'Second', text: '<script>', html: '<p>é</p>' })
    const told = (await (await ask('/dev/mail.json')).json()) as { subject: string; links: string[] }[]
    expect(told.map((m) => [m.subject, m.links])).toEqual([
      ['Second', []],
      ['Premier', ['http://localhost:8787/fr/x']],
    ])
    const page = await (await ask('/dev/mail')).text()
    expect(page).toContain('href="http://localhost:8787/fr/x"')
    expect(page).not.toContain('<script>')
  })

  it('makes tokens for who has the key', async () => {
    await givenSomeone()
    const { token } = (await (await ask('/dev/token', post({ email: EMAIL }))).json()) as { token: string }
    const me = await ask('/api/v1/me', { headers: { authorization: `Bearer ${token}` } })
    expect(await me.json()).toMatchObject({ email: EMAIL })
    const nobody = await ask('/dev/token', post({ email: 'nobody@example.org' }))
    expect([nobody.status, await nobody.json()]).toMatchObject([
      404,
      { detail: 'Nobody here has the address nobody@example.org' },
    ])
    expect((await ask('/dev/token', post({ email: 'x' }))).status).toBe(422)
  })

  it.each([null, 'another key'])('keeps the doors of the commands shut with the key %s', async (key) => {
    await givenSomeone()
    expect((await ask('/dev/token', post({ email: EMAIL }, key))).status).toBe(404)
    expect((await ask('/dev/tick', post({}, key))).status).toBe(404)
    expect(await db.selectFrom('apiTokens').selectAll().execute()).toEqual([])
  })

  it('passes time as the clock does, also as if it were another instant', async () => {
    await db
      .insertInto('rateLimits')
      .values({ key: 'x', windowStart: Math.floor(Date.now() / 1000), hits: 1 })
      .execute()
    expect((await ask('/dev/tick', post({}))).status).toBe(200)
    expect(await db.selectFrom('rateLimits').selectAll().execute()).toHaveLength(1)
    const now = new Date(Date.now() + 3 * 86_400_000).toISOString()
    expect(await (await ask('/dev/tick', post({ now }))).json()).toEqual({ now })
    expect(await db.selectFrom('rateLimits').selectAll().execute()).toEqual([])
    expect((await ask('/dev/tick', post({ now: 'yesterday' }))).status).toBe(422)
  })

  it('answers to this machine’s names only', async () => {
    const answer = await ask('/dev/mail', {}, local as never, 'maillage.example.org')
    expect(answer.status).toBe(404)
    await answer.body?.cancel()
  })
})
