import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sha256 } from '../../worker/platform/crypto'
import { ask } from '../support/ask'
import { db, givenMember, givenOrganisation, NOW } from '../support/given'
import { ADDRESS, calendar, closures, event, server } from './elsewhere'
import { given, givenBooking, timeIs } from './market'

beforeEach(timeIs(NOW))
afterEach(() => void vi.restoreAllMocks())

/** A person's browser. */
async function browserOf(person: { id: string }) {
  const session = { id: `ses_${person.id}`, personId: person.id, email: null, device: '', createdAt: NOW }
  const tokenHash = await sha256(person.id)
  const row = { ...session, tokenHash, lastUsedAt: NOW, expiresAt: '2026-12-20T08:00:00.000Z' }
  await db.insertInto('authSessions').values(row).execute()
  const headers = { cookie: `session=${person.id}`, origin: 'http://localhost:8787' }
  return async (path: string, form?: Record<string, string | File>) => {
    const body = form && new FormData()
    for (const [name, value] of Object.entries(form ?? {})) body?.append(name, value)
    const answer = await ask(path, { method: form ? 'POST' : 'GET', headers, ...(body && { body }) })
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
  }
}
const addressIn = (html: string) => /<code class="token" dir="ltr">\s*([^<\s]+)\s*</.exec(html)?.[1] ?? ''

describe('the pages of addresses', () => {
  it('make an address, show it once, make another in its place, and revoke it', async () => {
    const { borrower, cluster, offer } = await given()
    const go = await browserOf(borrower.person)
    for (const path of [
      '/fr/account/calendars',
      `/fr/${cluster.slug}/organisations/${borrower.id}/calendars`,
      `/fr/${cluster.slug}/offers/${offer.id}/calendars`,
    ]) {
      expect((await go(path)).html).toContain('Créer mon adresse')
      const first = addressIn((await go(path, {})).html)
      expect(first).toMatch(/^http:\/\/localhost:8787\/calendars\/[\w-]{43}\.ics$/)
      const shown = await go(path)
      expect([shown.html.includes(first), shown.html.includes('jamais lue')]).toEqual([false, true])
      expect((await ask(new URL(first).pathname)).status).toBe(200)
      const second = addressIn((await go(path, {})).html)
      expect((await ask(new URL(first).pathname)).status).toBe(404)
      expect((await go(path)).html).toContain('Créer une autre adresse')
      const revoked = await go(`${path}/revoke`, {})
      expect(revoked).toMatchObject({ status: 303, location: expect.stringContaining('?done=revoked') })
      expect((await ask(new URL(second).pathname)).status).toBe(404)
      expect((await go(`${path}?done=revoked`)).html).toContain('L’adresse est révoquée')
      expect((await go(`${path}/revoke`, {})).status).toBe(404)
    }
  })

  it('list all of one’s own, each to be revoked, and no one else’s', async () => {
    const { borrower, lender, cluster, offer } = await given()
    const go = await browserOf(borrower.person)
    await go(`/fr/${cluster.slug}/offers/${offer.id}/calendars`, {})
    await go(`/fr/${cluster.slug}/organisations/${borrower.id}/calendars`, {})
    const { html } = await go('/fr/account/calendars')
    expect(html).toContain('Offre\u00a0: Salle des Aulnes')
    expect(html).toContain('Structure\u00a0: Le Fournil')
    const id = /account\/calendars\/(cal_\w+)\/revoke/.exec(html)?.[1] ?? ''
    const other = await browserOf(lender.person)
    expect((await other(`/fr/account/calendars/${id}/revoke`, {})).status).toBe(404)
    expect((await other('/fr/account/calendars')).html).not.toContain('Salle des Aulnes')
    expect((await go(`/fr/account/calendars/${id}/revoke`, {})).status).toBe(303)
  })
})

describe('the lender’s page of an offer', () => {
  const MORNING = event('a', '20261209T090000', '20261209T120000')

  it('takes a file or an address, says what it closes and what falls on bookings, reads it again, removes it', async () => {
    const { lender, borrower, cluster, offer } = await given()
    await givenBooking(offer, borrower, {
      startsAt: '2026-12-09T09:00:00.000Z',
      endsAt: '2026-12-09T10:00:00.000Z',
    })
    const go = await browserOf(lender.person)
    const path = `/fr/${cluster.slug}/offers/${offer.id}/calendars`
    const file = new File([calendar(MORNING)], 'a.ics', { type: 'text/calendar' })
    expect(await go(`${path}/feeds`, { name: 'Papier', file })).toMatchObject({
      status: 303,
      location: `${path}?done=added`,
    })
    const shown = (await go(`${path}?done=added`)).html
    for (const words of [
      'L’agenda est ajouté.',
      'Papier',
      'Il ferme une fois.',
      'Une fois, il tombe sur ce qui est réservé.',
      'Mercredi 9 décembre, 10\u00a0h – 11\u00a0h',
    ])
      expect(shown).toContain(words)

    let status = 200
    server(
      () =>
        new Response(status === 200 ? calendar(event('b', '20261210T090000', '20261210T120000')) : null, {
          status,
        }),
    )
    await go(`${path}/feeds`, { name: 'Accueil', address: ADDRESS })
    const [feed] = await db.selectFrom('calendarFeeds').select('id').where('name', '=', 'Accueil').execute()
    status = 500
    expect(await go(`${path}/feeds/${feed?.id}/refresh`, {})).toMatchObject({
      status: 303,
      location: `${path}?done=refreshed`,
    })
    const failing = (await go(path)).html
    expect(failing).toContain('La dernière lecture n’a pas abouti.')
    expect(failing).toContain('calendars.example.org')
    expect(failing).not.toContain(ADDRESS)
    expect(await closures()).toHaveLength(3)
    expect(await go(`${path}/feeds/${feed?.id}/remove`, {})).toMatchObject({
      status: 303,
      location: `${path}?done=removed`,
    })
    expect(await closures()).toHaveLength(2)
    expect((await go(path)).html).not.toContain('Accueil</bdi>')
  })

  it('says what is wrong beside its field and keeps what was typed', async () => {
    const { lender, cluster, offer } = await given()
    const go = await browserOf(lender.person)
    const path = `/fr/${cluster.slug}/offers/${offer.id}/calendars`
    const private_ = await go(`${path}/feeds`, { name: 'Interne', address: 'https://192.168.1.1/a.ics' })
    expect(private_.status).toBe(422)
    for (const words of [
      'Cette adresse n’est pas celle d’un site public.',
      'value="Interne"',
      'value="https://192.168.1.1/a.ics"',
    ])
      expect(private_.html).toContain(words)
    const nothing = await go(`${path}/feeds`, { name: '' })
    for (const field of ['name', 'address']) expect(nothing.html).toContain(`href="#f-${field}"`)
    const wrong = await go(`${path}/feeds`, { name: 'x', file: new File(['rien'], 'a.ics') })
    expect(wrong.html).toContain('Ce n’est pas un calendrier (.ics) que nous savons lire.')
  })

  it('refuses more than a megabyte, and twenty without losing what was typed', async () => {
    const { lender, cluster, offer } = await given()
    const go = await browserOf(lender.person)
    const path = `/fr/${cluster.slug}/offers/${offer.id}/calendars/feeds`
    const tooMuch = await go(path, { name: 'x', file: new File(['a'.repeat(1_050_000)], 'a.ics') })
    expect([tooMuch.status, tooMuch.html.includes('un mégaoctet au plus')]).toEqual([422, true])
    let sent = 0
    const heavy = (first: string) => {
      sent = 0
      const body = new ReadableStream({
        pull: (out) => {
          out.enqueue(sent === 0 ? new TextEncoder().encode(first) : new Uint8Array(100_000))
          if (++sent < 200) return
          out.enqueue(new TextEncoder().encode('\r\n--x--\r\n'))
          out.close()
        },
      })
      const headers = {
        cookie: `session=${lender.person.id}`,
        origin: 'http://localhost:8787',
        'content-type': 'multipart/form-data; boundary=x',
      }
      return ask(path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    }
    // Twenty megabytes: read to the end, of which little is kept, so that what was typed beside them stays.
    const part = (name: string, more: string, text: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}`
    const kept = await heavy(
      `${part('name', '', 'Planning %22A%22')}\r\n${part('file', '; filename="a.ics"', '')}`,
    )
    const html = await kept.text()
    expect([kept.status, html.includes('un mégaoctet au plus'), html.includes('Planning %22A%22')]).toEqual([
      ...[422, true, true],
    ])
  })

  it('has nothing of this for who borrows', async () => {
    const { cluster, borrower, offer } = await given()
    const path = `/fr/${cluster.slug}/offers/${offer.id}/calendars`
    const other = await givenMember(await givenOrganisation(cluster))
    for (const person of [borrower.person, other]) {
      const go = await browserOf(person)
      expect((await go(path)).html).not.toContain('Vos autres agendas')
      expect(
        (await go(`${path}/feeds`, { name: 'x', file: new File([calendar(MORNING)], 'a.ics') })).status,
      ).toBe(404)
    }
  })
})
