import { describe, expect, it } from 'vitest'
import { db, eventTypes, givenPerson } from '../support/given'
import { takeConsole } from '../support/console'
import { asked, browser } from './support'

const EMAIL = 'rosa@example.org'
const isSignedIn = async (someone: ReturnType<typeof browser>) =>
  (await someone.get('/fr/account')).status === 200
const challenges = () => db.selectFrom('authChallenges').selectAll().execute()
const sessions = () => db.selectFrom('authSessions').selectAll().execute()

describe('asking to sign in', () => {
  it('answers the same for a known and an unknown address, and writes to both', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const known = await asked(someone, EMAIL)
    const unknown = await asked(someone, 'nobody@example.org')
    expect(known.answer.status).toBe(303)
    expect(unknown.answer.status).toBe(303)
    const shape = (path: string) => path.replace(/[^/]+$/, '…')
    expect(shape(known.codePage)).toBe(shape(unknown.codePage))
    const pageOf = async (path: string, email: string) =>
      (await someone.get(path)).text.replaceAll(path.split('/').at(-1) ?? '', '…').replaceAll(email, '…')
    expect(await pageOf(known.codePage, EMAIL)).toBe(await pageOf(unknown.codePage, 'nobody@example.org'))
    expect(someone.mails.map((m) => m.to)).toEqual([EMAIL, 'nobody@example.org'])
  })

  it('keeps neither code nor link, only hashes', async () => {
    const someone = browser()
    const { code, link } = await asked(someone, EMAIL)
    const kept = JSON.stringify(await challenges())
    expect(kept).not.toContain(code)
    expect(kept).not.toContain(link.split('/').at(-1))
  })

  it('refuses what is no address, beside the field, and keeps what was typed', async () => {
    const someone = browser()
    const { answer } = await asked(someone, 'rosa@')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('adresse e-mail complète')
    expect(answer.text).toContain('value="rosa@"')
    expect(someone.mails).toEqual([])
    expect(await challenges()).toEqual([])
  })

  it('writes in the language of the page', async () => {
    const someone = browser()
    await someone.post('/ar/sign-in', { email: EMAIL })
    expect(someone.mails[0]?.html).toContain('dir="rtl"')
    expect(someone.mails[0]?.text).toContain('/ar/sign-in/link/')
  })

  it('sends at most five mails an hour to an address, whoever asks', async () => {
    for (let i = 0; i < 5; i++) {
      const { answer } = await asked(browser(), EMAIL)
      expect(answer.status).toBe(303)
    }
    const someone = browser()
    const { answer } = await asked(someone, ' ROSA@example.org ')
    expect(answer.status).toBe(429)
    expect(answer.text).toContain('Attendez un peu')
    expect(someone.mails).toEqual([])
  })

  it('sends at most sixty mails an hour for one sender, and keeps no address in the counters', async () => {
    const someone = browser()
    const headers = { 'cf-connecting-ip': '192.0.2.7' }
    for (let i = 0; i < 60; i++) await someone.post('/fr/sign-in', { email: `p${i}@example.org` }, headers)
    const answer = await someone.post('/fr/sign-in', { email: 'p60@example.org' }, headers)
    expect(answer.status).toBe(429)
    expect(someone.mails).toHaveLength(60)
    const other = await someone.post(
      '/fr/sign-in',
      { email: 'p60@example.org' },
      { 'cf-connecting-ip': '192.0.2.8' },
    )
    expect(other.status).toBe(303)
    const keys = (
      await db.selectFrom('rateLimits').select('key').where('key', 'like', 'sign-in:%').execute()
    ).join(' ')
    expect(keys).not.toContain('192.0.2')
    expect(keys).not.toContain('@')
  })

  it('says that the mail could not leave, without writing the address down', async () => {
    const failing = async () => {
      throw new Error('Mail was not sent: 451')
    }
    const { answer } = await asked(browser({ deliver: failing }), EMAIL)
    expect(answer.status).toBe(503)
    expect(await challenges()).toEqual([])
    expect(takeConsole()).toEqual([JSON.stringify({ at: 'sign-in', error: 'Error: Mail was not sent: 451' })])
  })
})

describe('where one goes after', () => {
  it('comes back to the page asked for', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { link } = await asked(someone, EMAIL, '/fr/pole-seine/agenda?day=2026-12-08')
    expect((await someone.post(link)).location).toBe('/fr/pole-seine/agenda?day=2026-12-08')
  })

  it('is still known when a second mail is asked for', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { codePage } = await asked(someone, EMAIL, '/fr/pole-seine/join')
    const { text } = await someone.get(codePage)
    const next = /name="next" value="([^"]+)"/.exec(text)?.[1]
    const { link } = await asked(someone, EMAIL, next)
    expect((await someone.post(link)).location).toBe('/fr/pole-seine/join')
  })

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/..//elsewhere.example',
  ])('does not go to %s', async (next) => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { link } = await asked(someone, EMAIL, next)
    expect((await someone.post(link)).location).toBe('/fr')
  })
})

describe('someone new', () => {
  it('tells name and language once, and is registered with one event', async () => {
    const someone = browser()
    const { codePage, code } = await asked(someone, EMAIL, '/fr/invitations/abc')
    const proved = await someone.post(codePage, { code })
    expect(proved.location).toBe('/fr/sign-in/welcome?next=%2Ffr%2Finvitations%2Fabc')
    expect(await db.selectFrom('people').selectAll().execute()).toEqual([])
    expect(await isSignedIn(someone)).toBe(false)
    expect((await someone.get(proved.location)).text).toContain(EMAIL)
    const nameless = await someone.post('/fr/sign-in/welcome', { name: ' ', language: 'ar' })
    expect(nameless.status).toBe(422)
    expect(await db.selectFrom('people').selectAll().execute()).toEqual([])
    const form = { name: 'Rosa Essai', language: 'ar', next: '/fr/invitations/abc' }
    const made = await someone.post('/fr/sign-in/welcome', form)
    expect(made.location).toBe('/fr/invitations/abc')
    const [person] = await db.selectFrom('people').selectAll().execute()
    expect(person).toMatchObject({
      name: 'Rosa Essai',
      email: EMAIL,
      language: 'ar',
      mailRhythm: 'now',
      version: 1,
    })
    expect(await eventTypes(person?.id)).toEqual(['person.registered'])
    expect(await sessions()).toMatchObject([{ personId: person?.id, email: null }])
    expect(await isSignedIn(someone)).toBe(true)
  })

  it('is one person when the form is sent twice', async () => {
    const someone = browser()
    const { link } = await asked(someone, EMAIL)
    await someone.post(link)
    const again = browser()
    for (const [name, value] of someone.cookies) again.cookies.set(name, value)
    const form = { name: 'Rosa Essai', language: 'fr' }
    await Promise.all([someone.post('/fr/sign-in/welcome', form), again.post('/fr/sign-in/welcome', form)])
    expect(await db.selectFrom('people').selectAll().execute()).toHaveLength(1)
    expect(await eventTypes()).toEqual(['person.registered'])
  })

  it('cannot make an account without having proved an address', async () => {
    const answer = await browser().post('/fr/sign-in/welcome', { name: 'Rosa', language: 'fr', email: EMAIL })
    expect(answer.location).toBe('/fr/sign-in')
    expect(await db.selectFrom('people').selectAll().execute()).toEqual([])
  })
})
