import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { browsing } from '../bookings/browsing'
import { givenBooking, type Market } from '../bookings/market'
import { givenCluster, givenListing, givenMember, givenOrganisation, NOW } from '../support/given'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

test('a round by page: numbered, with what to load, on a map, without a script', async () => {
  const cluster = await givenCluster()
  const borrower = await givenOrganisation(cluster, { name: 'Les Ramasseurs' })
  const member = await givenMember(borrower)
  for (const [name, north] of [
    ['La Scierie', 0.1],
    ['La Menuiserie', 0.05],
  ] as const) {
    const lender = await givenOrganisation(cluster, { name })
    const offer = await givenListing(cluster, lender, {
      ...{ kind: 'waste', unit: 'kg', grain: 'window', quantity: 500, title: 'Sciure' },
      ...{ lat: 49.44 + north, lng: 1.09, details: { packaging: 'Sacs de 25 kg' } },
    })
    await givenBooking({ cluster, lender, borrower, offer, member } as unknown as Market, {
      ...{ status: 'confirmed', quantity: 120, unit: 'kg' },
      ...{ startsAt: '2026-12-08T08:00:00.000Z', endsAt: '2026-12-08T11:00:00.000Z' },
    })
  }
  const browser = await browsing(member)
  const path = `/fr/${cluster.slug}/me/round?date=2026-12-08&organisation=${borrower.id}`
  const page = await browser.get(path)
  const text = page.text.replace(/<[^>]*>/g, ' ').replace(/[\u00a0\u202f]/g, ' ')
  for (const words of [
    '2 arrêts, 22 km en tout',
    'Départ à 8 h',
    'Charger',
    '120 kg',
    'Sacs de 25 kg',
    'ouvre à 9 h',
  ])
    expect(text).toContain(words)
  // There and back on one road: the map has a way and two numbered stops.
  expect(page.text.match(/class="stn"/g)).toHaveLength(2)
  expect(page.text).toMatch(/<path class="rt" d="M\d+ \d+L/)
  const late = await browser.get(`${path}&departs=11:50`)
  expect(late.text).toContain('Tout ne peut pas être fait à l’heure')
  const wrong = await browser.get(`${path}&departs=26:00`)
  expect([wrong.status, wrong.text.includes('f-departs-e')]).toEqual([422, true])
  const none = await browser.get(path.replace('2026-12-08', '2026-12-09'))
  expect(none.text).toContain('Rien à aller chercher ce jour-là')
  expect((await browser.get(path.replace('/fr/', '/ar/'))).text).toContain('dir="rtl"')
})
