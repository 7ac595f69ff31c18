import { plain } from '../support/plain'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rebuildSearch } from '../../worker/search/rebuild'
import { browsing } from '../bookings/browsing'
import { as, db, givenCluster, givenListing, givenMember, givenOrganisation, NOW } from '../support/given'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

test('from the page of a need to a basket of two offers, in one click; what was taken in between is told', async () => {
  const cluster = await givenCluster()
  const borrower = await givenOrganisation(cluster, { name: 'La Fête' })
  const chairs = { kind: 'equipment', grain: 'day', title: 'Chaises pliantes' } as const
  const need = await givenListing(cluster, borrower, {
    ...{ ...chairs, direction: 'need', quantity: 60 },
    ...{ startsAt: '2026-12-11T23:00:00.000Z', endsAt: '2026-12-13T23:00:00.000Z' },
  })
  for (const [name, quantity] of [
    ['Les Tréteaux', 40],
    ['La Salle', 35],
    ['L’Estrade', 30],
  ] as const)
    await givenListing(cluster, await givenOrganisation(cluster, { name }), { ...chairs, quantity })
  await rebuildSearch(await as(null))
  const member = await browsing(await givenMember(borrower))
  const here = `/fr/${cluster.slug}/needs/${need.id}`
  const page = await member.get(here)
  expect(plain(page.text)).toContain('À plusieurs, c’est possible : 2 offres ensemble')
  const combo = /name="combo" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const all = await member.get(`${here}/together`)
  expect(all.text.match(/type="radio"/g)).toHaveLength(3)
  const wrong = await member.post(`${here}/together`, { combo: 'garbage', note: 'Gardez-moi' })
  expect([wrong.status, wrong.text.includes('Gardez-moi')]).toEqual([422, true])
  const booked = await member.post(`${here}/together`, { combo, once: 'un' })
  expect(booked.location).toMatch(/\/baskets\/bsk_/)
  expect((await member.get(booked.location)).status).toBe(200)
  const rows = await db.selectFrom('bookings').select(['quantity', 'needId']).execute()
  expect(rows.map((r) => [r.quantity, r.needId])).toHaveLength(2)
  expect(rows.reduce((sum, r) => sum + r.quantity, 0)).toBe(60)
  // The same offers once more: they are taken.
  const again = await member.post(`${here}/together`, { combo })
  expect([again.status, plain(again.text).includes('ne suffisent plus ensemble')]).toEqual([422, true])
  for (const language of ['en', 'ar'])
    expect((await member.get(`${here.replace('/fr/', `/${language}/`)}/together`)).status).toBe(200)
})
