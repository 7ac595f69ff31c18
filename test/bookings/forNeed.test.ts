import { expect, test } from 'vitest'
import { db, givenListing, givenOrganisation } from '../support/given'
import { browsing } from './browsing'
import { givenMarket, type Market } from './market'

// Pages have the real clock: everything lies in the days to come.
const soon = (days: number, hour: number) => {
  const at = new Date(Date.now() + days * 86_400_000)
  at.setUTCHours(hour, 0, 0, 0)
  return at.toISOString()
}
const ALWAYS = { windows: [], expiresAt: soon(100, 0) }
const needOf = (m: Market, organisation: { id: string } = m.borrower) =>
  givenListing(m.cluster, organisation, {
    ...{ direction: 'need', title: 'Une salle pour le conseil', expiresAt: soon(100, 0) },
    ...{ startsAt: soon(3, 13), endsAt: soon(3, 15) },
  })
const ticked = (from: string) => `${Date.parse(from) / 60_000}-${Date.parse(from) / 60_000 + 60}`

test('from a need, the form holds its hours, and the booking knows what it answers', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const need = await needOf(m)
  const browser = await browsing(m.member)
  for (const path of ['', '/book']) {
    const { text } = await browser.get(`/fr/${m.cluster.slug}/offers/${m.offer.id}${path}?need=${need.id}`)
    expect(text).toContain(`name="needId" value="${need.id}"`)
    for (const hour of [13, 14])
      expect(text).toMatch(new RegExp(`value="${ticked(soon(3, hour))}"[^>]*checked`))
    expect(text).not.toMatch(new RegExp(`value="${ticked(soon(3, 15))}"[^>]*checked`))
  }
  const at = `/fr/${m.cluster.slug}/offers/${m.offer.id}/book`
  const answer = await browser.post(at, {
    ...{ once: crypto.randomUUID(), organisationId: m.borrower.id, needId: need.id },
    h: [ticked(soon(3, 13)), ticked(soon(3, 14))],
  })
  expect(answer.status).toBe(303)
  expect(await db.selectFrom('bookings').select(['needId', 'startsAt', 'endsAt']).execute()).toEqual([
    { needId: need.id, startsAt: soon(3, 13), endsAt: soon(3, 15) },
  ])
})

test('another’s need is not carried, and not accepted where it is sent all the same', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const theirs = await needOf(m, await givenOrganisation(m.cluster))
  const at = `/fr/${m.cluster.slug}/offers/${m.offer.id}/book`
  expect((await (await browsing(m.member)).get(`${at}?need=${theirs.id}`)).text).not.toContain('needId')
  const refused = await (await browsing(m.member)).post(at, {
    ...{ once: crypto.randomUUID(), organisationId: m.borrower.id, needId: theirs.id },
    h: [ticked(soon(3, 13))],
  })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Ce besoin est celui d’une autre structure')
  expect(await db.selectFrom('bookings').select('id').execute()).toEqual([])
})
