import { expect, test } from 'vitest'
import { matchesOf, visibleMatch } from '../../worker/matching/queries'
import { rematchListing } from '../../worker/matching/reactTo'
import { indexListing } from '../../worker/search/reactTo'
import { browsing } from '../bookings/browsing'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'

async function given(offers = 1) {
  const cluster = await givenCluster()
  const [lender, borrower] = [await givenOrganisation(cluster), await givenOrganisation(cluster)]
  const row = { kind: 'equipment' as const, grain: 'day' as const, expiresAt: null }
  const clock = await as(null, { now: new Date().toISOString() })
  const need = await givenListing(cluster, borrower, { ...row, direction: 'need', title: 'Un fourgon' })
  const found = []
  for (let i = 0; i < offers; i++) {
    const offer = await givenListing(cluster, lender, { ...row, title: `Fourgon ${i + 1}` })
    await indexListing(clock, offer.id)
    found.push(offer)
  }
  await indexListing(clock, need.id)
  await rematchListing(clock, need.id)
  const [holder, seeker] = [await givenMember(lender), await givenMember(borrower)]
  return { cluster, need, offers: found, holder, seeker, at: `/fr/${cluster.slug}` }
}

test('on its own page a listing shows its owner the three best, and the way to the others', async () => {
  const g = await given(5)
  const own = await (await browsing(g.seeker)).get(`${g.at}/needs/${g.need.id}`)
  expect(own.text.match(/<li class="card mt /g)).toHaveLength(3)
  expect(own.text).toContain(`/matches?listing=${g.need.id}`)
  expect(own.text).toContain(`/book?need=${g.need.id}`)
  const offer = await (await browsing(g.holder)).get(`${g.at}/offers/${g.offers[0]?.id}`)
  expect(offer.text.match(/<li class="card mt /g)).toHaveLength(1)
  expect(offer.text).toContain('?open=propose#propose')
  for (const who of [g.holder, null, await givenMember(await givenOrganisation(g.cluster))])
    expect((await (await browsing(who)).get(`${g.at}/needs/${g.need.id}`)).text).not.toContain('card mt ')
})

test('a match is seen once somebody of the other side has opened it; that is no event', async () => {
  const g = await given()
  const [match] = await matchesOf(await as(g.seeker), g.need.id)
  const id = match?.id ?? ''
  const status = async (who: { id: string }) => (await visibleMatch(await as(who), id)).match.status
  const [seeker, holder] = [await browsing(g.seeker), await browsing(g.holder)]
  await seeker.get(`${g.at}/matches/${id}`)
  expect([await status(g.seeker), await status(g.holder)]).toEqual(['suggested', 'seen'])
  expect((await holder.get(`${g.at}/offers/${g.offers[0]?.id}`)).text).toContain(
    'L’autre structure l’a ouverte.',
  )
  await holder.get(`${g.at}/matches/${id}`)
  await holder.get(`${g.at}/matches/${id}`)
  expect(await status(g.seeker)).toBe('seen')
  expect((await holder.post(`${g.at}/matches/${id}/dismiss`, { reason: 'price' })).status).toBe(303)
  expect(await status(g.seeker)).toBe('dismissed')
  expect(await eventTypes(id)).toEqual(['match.suggested', 'match.dismissed'])
  expect(await db.selectFrom('readMarks').select('personId').execute()).toHaveLength(2)
  const stranger = await givenMember(await givenOrganisation(g.cluster))
  expect((await (await browsing(stranger)).get(`${g.at}/matches/${id}`)).status).toBe(404)
  expect(await db.selectFrom('readMarks').select('personId').execute()).toHaveLength(2)
})
