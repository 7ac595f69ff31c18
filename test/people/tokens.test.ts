import { describe, expect, it } from 'vitest'
import {
  as,
  db,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
  givenPerson,
} from '../support/given'
import { createToken, revokeToken } from '../../worker/people/tokens'
import { browser, signedIn } from './support'

const EMAIL = 'rosa@example.org'
const me = (token: string, scheme = 'Bearer') =>
  browser().get('/api/v1/me', { authorization: `${scheme} ${token}` })
const kept = () => db.selectFrom('apiTokens').selectAll().execute()

describe('API tokens', () => {
  it('are shown once and kept as a hash', async () => {
    await givenPerson({ email: EMAIL })
    const someone = await signedIn(EMAIL)
    const made = await someone.post('/fr/account/tokens', { tokenName: 'Notre agenda' })
    const token = /mlg_[\w-]{43}/.exec(made.text)?.[0] ?? ''
    expect(made.headers.get('cache-control')).toBe('no-store')
    expect(JSON.stringify(await kept())).not.toContain(token.slice(4))
    const account = (await someone.get('/fr/account')).text
    expect(account).toContain('Notre agenda')
    expect(account).not.toContain('mlg_')
    expect((await me(token)).status).toBe(200)
    expect((await kept())[0]?.lastUsedAt).not.toBeNull()
  })

  it('stop working when revoked', async () => {
    const person = await givenPerson()
    const { id, token } = await createToken(await as(person), 'Notre site')
    await revokeToken(await as(person), id)
    expect((await me(token)).status).toBe(401)
    await expect(revokeToken(await as(person), id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('are nobody else’s to revoke', async () => {
    const { id, token } = await createToken(await as(await givenPerson()), 'Notre site')
    await expect(revokeToken(await as(await givenPerson()), id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await me(token)).status).toBe(200)
  })

  it('need a name, and are twenty at most', async () => {
    const ctx = await as(await givenPerson({ email: EMAIL }))
    await expect(createToken(ctx, ' ')).rejects.toMatchObject({ code: 'invalid' })
    const nameless = await (await signedIn(EMAIL)).post('/fr/account/tokens', { tokenName: '' })
    expect(nameless.status).toBe(422)
    expect(nameless.text).toContain('href="#f-tokenName"')
    for (let i = 0; i < 20; i++) await createToken(ctx, `n° ${i}`)
    await expect(createToken(ctx, 'n° 20')).rejects.toMatchObject({ code: 'too_many_tokens' })
    await expect(createToken(await as(null), 'x')).rejects.toMatchObject({ code: 'not_signed_in' })
  })

  it('do not open pages, and sessions do not open the API', async () => {
    await givenPerson({ email: EMAIL })
    const someone = await signedIn(EMAIL)
    expect((await someone.get('/api/v1/me')).status).toBe(401)
    const { token } = await createToken(await as(await givenPerson()), 'x')
    const answer = await browser().get('/fr/account', { authorization: `Bearer ${token}` })
    expect(answer.status).toBe(303)
  })
})

describe('GET /api/v1/me', () => {
  it('tells who the token is, with organisations, clusters and roles', async () => {
    const cluster = await givenCluster({ slug: 'pole-essai' })
    const other = await givenCluster({ slug: 'autre-pole' })
    const organisation = await givenOrganisation(cluster)
    const person = await givenMember(
      organisation,
      { mayAnswer: 1 as never },
      { email: EMAIL, language: 'ar' },
    )
    await db
      .insertInto('coordinators')
      .values({ clusterId: other.id, personId: person.id, since: '', until: null, lastEventId: 'evt_given' })
      .execute()
    const { token } = await createToken(await as(person), 'x')
    const answer = await me(token, 'bearer')
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toEqual({
      ...{ id: person.id, name: person.name, email: EMAIL, language: 'ar', isOperator: false },
      organisations: [
        {
          ...{ id: organisation.id, name: organisation.name, memberId: person.memberId },
          ...{ role: 'member', mayAnswer: true, clusters: ['pole-essai'] },
        },
      ],
      clusters: expect.arrayContaining([
        {
          id: cluster.id,
          slug: 'pole-essai',
          name: cluster.name,
          timeZone: 'Europe/Paris',
          currency: 'EUR',
          role: 'member',
        },
        {
          id: other.id,
          slug: 'autre-pole',
          name: other.name,
          timeZone: 'Europe/Paris',
          currency: 'EUR',
          role: 'coordinator',
        },
      ]),
    })
  })

  it.each(['', 'mlg_wrong', 'x'.repeat(5000)])('refuses %.12s', async (token) => {
    const answer = await me(token)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'not_signed_in', status: 401 })
  })

  it('knows nobody of an erased account', async () => {
    const someone = await givenCoordinator(await givenCluster())
    const { token } = await createToken(await as(someone), 'x')
    await db.updateTable('people').set({ erasedAt: 'now' }).where('id', '=', someone.id).execute()
    expect((await me(token)).status).toBe(401)
  })
})
