import { describe, expect, it } from 'vitest'
import { db, givenPerson } from '../support/given'
import { asked, browser, signedIn } from './support'

const EMAIL = 'rosa@example.org'
const isSignedIn = async (someone: ReturnType<typeof browser>) =>
  (await someone.get('/fr/account')).status === 200
const sessions = () => db.selectFrom('authSessions').selectAll().execute()

describe('the session', () => {
  it('is a cookie that scripts do not read, kept as a hash', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { link } = await asked(someone, EMAIL)
    const answer = await someone.post(link)
    const cookie = answer.headers.getSetCookie().at(-1) ?? ''
    expect(cookie).toMatch(/^session=[\w-]{43}; Max-Age=5184000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(JSON.stringify(await sessions())).not.toContain(someone.cookies.get('session'))
  })

  it('is Secure and bound to the host where the deployment has TLS', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser({ PUBLIC_URL: 'https://maillage.example.org' })
    const { link } = await asked(someone, EMAIL)
    const cookie = (await someone.post(link)).headers.getSetCookie().at(-1)
    expect(cookie).toMatch(/^__Host-session=.*; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('is renewed by use, and ends when it is not used', async () => {
    await givenPerson({ email: EMAIL })
    const someone = await signedIn(EMAIL)
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
    await db
      .updateTable('authSessions')
      .set({ lastUsedAt: ago(2), expiresAt: ago(-1) })
      .execute()
    const answer = await someone.get('/fr/account')
    expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=5184000')
    expect((await sessions())[0]?.expiresAt.slice(0, 10)).toBe(ago(-60).slice(0, 10))
    expect((await someone.get('/fr/account')).headers.getSetCookie()).toEqual([])
    await db
      .updateTable('authSessions')
      .set({ expiresAt: ago(0) })
      .execute()
    expect((await someone.get('/fr/account')).location).toBe('/fr/sign-in?next=%2Ffr%2Faccount')
  })

  it('ends by signing out', async () => {
    await givenPerson({ email: EMAIL })
    const someone = await signedIn(EMAIL)
    expect((await someone.post('/fr/sign-out')).location).toBe('/fr')
    expect(await sessions()).toEqual([])
    expect(someone.cookies.size).toBe(0)
  })

  it('of an erased person is worth nothing', async () => {
    const person = await givenPerson({ email: EMAIL })
    const someone = await signedIn(EMAIL)
    await db.updateTable('people').set({ erasedAt: 'now' }).where('id', '=', person.id).execute()
    expect(await isSignedIn(someone)).toBe(false)
  })
})
