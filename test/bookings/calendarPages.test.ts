import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db, givenListing, givenMember, givenOrganisation, NOW } from '../support/given'
import { browsing } from './browsing'
import { capacityOf, DAYTIME, givenBooking, givenMarket, type Market } from './market'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

const at = (m: Market, query: string, language = 'fr') =>
  `/${language}/${m.cluster.slug}/offers/${m.offer.id}/calendar?${query}`
const seen = async (m: Market, query: string, who: { id: string } | null = null, language = 'fr') => {
  const { status, text } = await (await browsing(who)).get(at(m, query, language))
  return { status, text: text.replace(/[\u00a0\u202f]/g, ' ') }
}
/** The page as it is read, without its markup. */
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const rowOf = (html: string, start: string) =>
  plain(html.split('<tr').find((row) => plain(`<tr${row}`).trim().startsWith(start)) ?? '')

describe('a week', () => {
  test('is a table with a caption, days over it and hours before it', async () => {
    const m = await givenMarket()
    await givenBooking(m, { status: 'confirmed' })
    const { status, text } = await seen(m, 'view=week&date=2026-12-08')
    expect(status).toBe(200)
    expect(text).toContain('Du 7 au 13 décembre 2026')
    expect(text).toMatch(
      /<caption[^>]*>du 7 au 13 décembre 2026 : ce qui est libre, pris ou fermé chaque jour/i,
    )
    expect(text.match(/<th scope="col"/g)).toHaveLength(8)
    expect(text.match(/<th scope="row">/g)).toHaveLength(11)
    expect(text).toMatch(/<td class="cx" rowspan="2">pris<\/td>/)
    expect(text).toMatch(/<td class="cp" rowspan="11">fermé<\/td>/)
    expect(text).not.toContain('Les Jardins des Aulnes')
    expect(text).not.toContain('/web/islands/')
  })

  test('leads from a free hour into the form, the hour chosen; and back and on by a week', async () => {
    const m = await givenMarket()
    const { text } = await seen(m, 'view=week&date=2026-12-08', m.member)
    const [, href = ''] = /<td class="cf"><a href="([^"]+)">/.exec(text) ?? []
    const from = Date.parse('2026-12-07T08:00:00.000Z') / 60_000
    expect(href.replace(/&amp;/g, '&')).toBe(
      `/fr/${m.cluster.slug}/offers/${m.offer.id}/book?day=2026-12-07&h=${from}-${from + 60}#f-when`,
    )
    const form = await (await browsing(m.member)).get(href.replace(/&amp;/g, '&'))
    expect(form.text).toMatch(new RegExp(`value="${from}-${from + 60}"[^>]*checked`))
    expect(text).toContain('view=week&amp;date=2026-12-01#av" aria-label="Semaine précédente, ')
    expect(text).toContain('view=week&amp;date=2026-12-15#av" aria-label="Semaine suivante, ')
    expect(text).toMatch(/href="[^"]*view=month&amp;date=2026-12-08"[^>]*>Mois/)
    expect(text).toMatch(/aria-current="true"[^>]*>Semaine/)
  })

  test('begins with today where it is the week at hand, and says what is free only in part', async () => {
    const m = await givenMarket()
    await givenBooking(m, {
      ...{ status: 'confirmed', startsAt: '2026-11-21T10:30:00.000Z', endsAt: '2026-11-21T11:00:00.000Z' },
    })
    const { text } = await seen(m, 'view=week')
    expect(text.match(/<th scope="col"/g)).toHaveLength(3)
    expect(text).not.toContain('Semaine précédente')
    expect(rowOf(text, '11 h')).toContain('30 min libres')
  })

  test('keeps the need that a booking is to answer', async () => {
    const m = await givenMarket()
    const { text } = await seen(m, 'view=week&date=2026-12-08&need=ned_1', m.member)
    expect(text).toMatch(/<td class="cf"><a href="[^"]+book\?need=ned_1&amp;day=/)
  })

  test('has lots, or windows, as rows', async () => {
    const lots = await givenMarket({ kind: 'premises', grain: 'month', windows: [] })
    const { id } = await capacityOf(lots.offer.id)
    await db
      .updateTable('capacities')
      .set({ shape: 'lot', label: 'Atelier A1' })
      .where('id', '=', id)
      .execute()
    expect((await seen(lots, 'view=week&date=2026-12-08')).text).toMatch(
      /<th scope="row"><bdi>Atelier A1<\/bdi><\/th><td class="cf"><a href="[^"]*startsOn=2026-12-07/,
    )
    const waste = await givenMarket({
      ...{ kind: 'waste', grain: 'window', unit: 'kg', quantity: 200 },
      windows: [{ days: [5], from: '09:00', to: '11:00' }],
    })
    await givenBooking(waste, {
      ...{ status: 'confirmed', startsAt: '2026-12-11T08:00:00.000Z', endsAt: '2026-12-11T10:00:00.000Z' },
      ...{ quantity: 150, unit: 'kg' },
    })
    const { text } = await seen(waste, 'view=week&date=2026-12-08')
    expect(plain(text)).toContain('9 h – 11 h')
    expect(plain(text)).toContain('reste 50 kg')
  })
})

describe('a day', () => {
  test('is a table of hours, each with a link that says what it books', async () => {
    const m = await givenMarket({ tariffMode: 'price', priceUnit: 'hour', referenceCents: 1200 })
    await givenBooking(m, { status: 'confirmed' })
    const { text } = await seen(m, 'view=day&date=2026-12-08')
    expect(text).toContain('Mardi 8 décembre')
    expect(plain(text)).toContain('libre, 12 €')
    expect(text).toContain('aria-label="Réserver 9 h – 10 h"')
    expect(rowOf(text, '14 h – 16 h')).toContain('pris')
  })

  test('of 25 hours names the two that are called the same, of 23 says so', async () => {
    vi.setSystemTime(Date.parse('2026-10-01T08:00:00.000Z'))
    const m = await givenMarket({ windows: [] })
    const long = await seen(m, 'view=day&date=2026-10-25')
    expect(long.text.match(/aria-label="Réserver \d/g)).toHaveLength(25)
    expect(plain(long.text)).toContain('il a 25 heures')
    expect(long.text).toContain('1re fois')
    expect(long.text).toContain('2e fois')
    const short = await seen(m, 'view=day&date=2027-03-28')
    expect(short.text.match(/aria-label="Réserver \d/g)).toHaveLength(23)
    expect(plain(short.text)).toContain('il a 23 heures')
  })

  test('that can not be had says when it begins', async () => {
    const m = await givenMarket({ startsAt: '2027-01-04T08:00:00.000Z' })
    const { text } = await seen(m, 'view=day&date=2026-12-08')
    expect(plain(text)).toContain('Disponible à partir du 4 janvier 2027.')
    expect(text).toContain('view=day&amp;date=2027-01-04')
  })
})

describe('who has it', () => {
  test('is told to the lender, the coordinator and the borrower, and to nobody else', async () => {
    const m = await givenMarket()
    await givenBooking(m)
    const other = await givenMember(await givenOrganisation(m.cluster, { name: 'Le Comité' }))
    for (const query of [
      'view=month&date=2026-12-08',
      'view=week&date=2026-12-08',
      'view=day&date=2026-12-08',
    ]) {
      const lender = await seen(m, query, m.answerer)
      expect(plain(lender.text), query).toContain('Les Jardins des Aulnes')
      expect(lender.text, query).toContain('À vous de répondre')
      expect(plain((await seen(m, query, m.coordinator)).text), query).toContain('Les Jardins des Aulnes')
      expect((await seen(m, query, m.member)).text, query).toContain('Vos réservations')
      for (const who of [other, null]) {
        const { text } = await seen(m, query, who)
        expect(text, query).not.toContain('Les Jardins des Aulnes')
        expect(text, query).not.toContain('/bookings/')
      }
    }
    expect(plain((await seen(m, 'date=2026-12-08', m.answerer)).text)).toContain('1 rés.')
  })

  test('their own offer is theirs to block, not to book', async () => {
    const m = await givenMarket()
    const { text } = await seen(m, 'view=day&date=2026-12-08', m.answerer)
    expect(text).toContain('aria-label="Bloquer 9 h – 10 h"')
    expect(text).not.toContain('aria-label="Réserver 9 h')
  })
})

describe('addresses', () => {
  test('of another cluster, of a need, of a draft are not there', async () => {
    const [m, away] = [await givenMarket(), await givenMarket()]
    const need = await givenListing(m.cluster, m.lender, { direction: 'need' })
    const draft = await givenListing(m.cluster, m.lender, { status: 'draft' })
    for (const id of [away.offer.id, need.id, draft.id]) {
      const path = `/fr/${m.cluster.slug}/offers/${id}/calendar?view=day`
      expect((await (await browsing(null)).get(path)).status, id).toBe(404)
    }
    const elsewhere = `/fr/${away.cluster.slug}/organisations/${m.lender.id}/calendar`
    expect((await (await browsing(null)).get(elsewhere)).status).toBe(404)
  })

  test('that can not be read are those of today; too far away is refused', async () => {
    const m = await givenMarket()
    for (const query of ['view=year', 'date=2026-02-30', 'date=2001-01-01', 'view=day&date=x'])
      expect((await seen(m, query)).status, query).toBe(200)
    expect((await seen(m, 'date=2040-01-01')).status).toBe(422)
  })

  test('in Arabic are mirrored and in words', async () => {
    const m = await givenMarket()
    const { text } = await seen(m, 'view=week&date=2026-12-08', null, 'ar')
    expect(text).toContain('dir="rtl"')
    expect(plain(text)).toContain('متاح')
    expect(text).not.toContain('libre')
  })
})

test('the calendar of an organisation has its things before and the days over', async () => {
  const m = await givenMarket({ title: 'Salle des Aulnes' })
  await givenListing(m.cluster, m.lender, { title: 'Fourgon', grain: 'day', kind: 'equipment', quantity: 3 })
  await givenBooking(m)
  const path = `/fr/${m.cluster.slug}/organisations/${m.lender.id}/calendar?date=2026-12-08`
  const lender = await (await browsing(m.answerer)).get(path)
  expect(lender.text).toMatch(/<caption[^>]*>Du 7 au 13 décembre 2026/)
  expect(lender.text.match(/<th scope="row">/g)).toHaveLength(2)
  expect(plain(lender.text)).toContain('1 demande')
  const stranger = await (await browsing(null)).get(path)
  expect(stranger.text).not.toContain('1 demande')
  expect(stranger.text).toContain(`/offers/${m.offer.id}/calendar?view=day&amp;date=2026-12-08`)
})

test('what is free over given dates leads into the form with them', async () => {
  const m = await givenMarket({ title: 'Salle des Aulnes', windows: DAYTIME })
  const path = (query: string) => `/fr/${m.cluster.slug}/free?${query}`
  const browser = await browsing(m.member)
  expect((await browser.get(path(''))).text).toContain('name="from"')
  const { text } = await browser.get(path('from=2026-12-08&at=14%3A00&until=16%3A00'))
  expect(plain(text)).toContain('Libre mardi 8 décembre, 14 h – 16 h')
  const from = Date.parse('2026-12-08T13:00:00.000Z') / 60_000
  expect(text).toContain(
    `/offers/${m.offer.id}/book?day=2026-12-08&amp;h=${from}-${from + 60}&amp;h=${from + 60}-${from + 120}"`,
  )
  const kinds = /href="([^"]*kind=space[^"]*)"/.exec(text)?.[1]?.replace(/&amp;/g, '&') ?? ''
  expect(kinds).toContain('from=2026-12-08')
  expect((await browser.get(kinds)).text).toContain('Salle des Aulnes')
  expect(plain((await browser.get(path('from=2026-12-13'))).text)).toContain('Rien n’est libre')
  const wrong = await browser.get(path('from=2026-12-08&to=2026-12-01'))
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('value="2026-12-01"')
})
