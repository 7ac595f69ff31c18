import { describe, expect, it } from 'vitest'
import { db, givenPerson } from '../support/given'
import { asked, browser } from './support'

const EMAIL = 'rosa@example.org'
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const isSignedIn = async (someone: ReturnType<typeof browser>) =>
  (await someone.get('/fr/account')).status === 200
const challenges = () => db.selectFrom('authChallenges').selectAll().execute()
const sessions = () => db.selectFrom('authSessions').selectAll().execute()

describe('the code', () => {
  it('signs in once', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { codePage, code } = await asked(someone, EMAIL)
    const answer = await someone.post(codePage, { code })
    expect([answer.status, answer.location]).toEqual([303, '/fr'])
    expect(await isSignedIn(someone)).toBe(true)
    const other = browser()
    const replayed = await other.post(codePage, { code })
    expect([replayed.status, replayed.text.includes('Ce code a expiré')]).toEqual([410, true])
    expect(await isSignedIn(other)).toBe(false)
    // Its own browser sent it twice: it is where the first led.
    expect((await someone.post(codePage, { code })).location).toBe('/fr')
  })

  it('is used up by two at once only once', async () => {
    await givenPerson({ email: EMAIL })
    const { codePage, code } = await asked(browser(), EMAIL).then((a) => a)
    const two = [browser(), browser()]
    await Promise.all(two.map((b) => b.post(codePage, { code })))
    expect(await sessions()).toHaveLength(1)
  })

  it('takes digits as people type them', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { codePage, code } = await asked(someone, EMAIL)
    const arabic = code.replace(/\d/g, (d) => String.fromCodePoint(0x660 + Number(d)))
    expect((await someone.post(codePage, { code: `${arabic} ` })).status).toBe(303)
  })

  it('is refused beside its field, as it was typed', async () => {
    const someone = browser()
    const { codePage, code } = await asked(someone, EMAIL)
    const { text } = await someone.post(codePage, { code: wrong(code) })
    expect(text).toMatch(/id="f-code-e">.*Ce code n’est pas le bon/)
    expect(text).toContain(`value="${wrong(code)}"`)
  })

  it('is worthless after three wrong tries', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { codePage, code } = await asked(someone, EMAIL)
    const statuses = []
    for (const typed of ['12', wrong(code), wrong(code), wrong(code), code]) {
      statuses.push((await someone.post(codePage, { code: typed })).status)
    }
    expect(statuses).toEqual([422, 422, 422, 410, 410])
    expect(await isSignedIn(someone)).toBe(false)
  })

  it('lets thirty guesses at once be three', async () => {
    await givenPerson({ email: EMAIL })
    const { codePage, code } = await asked(browser(), EMAIL)
    await Promise.all(Array.from({ length: 30 }, () => browser().post(codePage, { code: wrong(code) })))
    expect((await challenges())[0]?.tries).toBe(3)
    expect((await browser().post(codePage, { code })).status).toBe(410)
  })

  it('still works on the third try', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { codePage, code } = await asked(someone, EMAIL)
    await someone.post(codePage, { code: wrong(code) })
    await someone.post(codePage, { code: wrong(code) })
    expect((await someone.post(codePage, { code })).status).toBe(303)
  })

  it('expires', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { codePage, code } = await asked(someone, EMAIL)
    await db
      .updateTable('authChallenges')
      .set({ codeExpiresAt: new Date(Date.now() - 1).toISOString() })
      .execute()
    const answer = await someone.post(codePage, { code })
    expect(answer.status).toBe(410)
    expect(answer.text).toContain('Ce code a expiré')
  })

  it('lives ten minutes, its link thirty', async () => {
    const before = Date.now()
    await asked(browser(), EMAIL)
    const [row] = await challenges()
    const minutes = (at = '') => Math.round((Date.parse(at) - before) / 60_000)
    expect([minutes(row?.codeExpiresAt), minutes(row?.linkExpiresAt)]).toEqual([10, 30])
  })
})

describe('the link', () => {
  it('is not used up by being opened, and signs in once by its button', async () => {
    await givenPerson({ email: EMAIL })
    const someone = browser()
    const { link, codePage, code } = await asked(someone, EMAIL)
    for (let scan = 0; scan < 3; scan++) {
      const opened = await browser().get(link)
      expect(opened.status).toBe(200)
      expect(opened.text).toContain(EMAIL)
    }
    expect(await sessions()).toEqual([])
    expect((await someone.post(link)).status).toBe(303)
    expect(await isSignedIn(someone)).toBe(true)
    const replayed = await browser().post(link)
    expect(replayed.status).toBe(410)
    expect(replayed.text).toContain('Ce lien ne sert plus')
    expect((await browser().get(link)).status).toBe(410)
    expect((await browser().post(codePage, { code })).status).toBe(410)
  })

  it('expires', async () => {
    const someone = browser()
    const { link } = await asked(someone, EMAIL)
    await db
      .updateTable('authChallenges')
      .set({ linkExpiresAt: new Date(Date.now() - 1).toISOString() })
      .execute()
    expect((await someone.post(link)).status).toBe(410)
  })

  it('needs a form of ours', async () => {
    const someone = browser()
    const { link } = await asked(someone, EMAIL)
    expect((await someone.post(link, {}, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect(await challenges()).toHaveLength(1)
  })
})
