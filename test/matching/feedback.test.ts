import { expect, test } from 'vitest'
import { dismissMatch } from '../../worker/matching/commands/dismissMatch'
import { dislikesOf, reasonsGiven } from '../../worker/matching/dislikes'
import { db } from '../support/given'
import { aNeed, anOffer, type Given, given, matches, told } from './support'

const scoreOf = async (offer: { id: string }) =>
  (await matches()).find((m) => m.offerId === offer.id)?.score ?? 0

/** Two vans as good as each other, of which the seeker has seen one and said why it is not for them. */
async function afterSaying(g: Given, reason: Parameters<typeof dismissMatch>[2], row: object) {
  const need = await aNeed(g, { tariffMode: 'price', referenceCents: 9000, priceUnit: 'day' })
  const seen = await anOffer(g, row)
  await told(g, need)
  const match = (await matches()).find((m) => m.offerId === seen.id)
  await dismissMatch(g.seeker, match?.id ?? '', reason)
  return { need, seen, match }
}
const priced = { tariffMode: 'price' as const, referenceCents: 4000, priceUnit: 'day' as const }

test('after "too far", what is as far is suggested no more; what is near still is', async () => {
  const g = await given()
  const { seen } = await afterSaying(g, 'too_far', { lat: 49.5, lng: 1.1 })
  const [far, near] = [await anOffer(g, { lat: 49.51, lng: 1.1 }), await anOffer(g)]
  for (const offer of [far, near]) await told(g, offer)
  expect(await scoreOf(near)).toBeGreaterThan(await scoreOf(seen))
  expect(await scoreOf(far)).toBeLessThan(await scoreOf(seen))
})

test('the wrong thing does not come back with an edit of the need, only with its own', async () => {
  const g = await given()
  const { need, seen } = await afterSaying(g, 'wrong_thing', {})
  const shown = async () => (await matches()).filter((m) => m.offerId === seen.id && m.status === 'suggested')
  const edited = (id: string) =>
    db.updateTable('listings').set({ contentVersion: 2, version: 2 }).where('id', '=', id).execute()
  await edited(need.id)
  await told(g, need)
  expect(await shown()).toEqual([])
  await edited(seen.id)
  await told(g, seen)
  expect(await shown()).toHaveLength(1)
})

test('after "price", the dearer weighs less and the cheaper does not', async () => {
  const g = await given()
  const { seen } = await afterSaying(g, 'price', priced)
  const [dear, cheap] = [await anOffer(g, priced), await anOffer(g, { ...priced, referenceCents: 2000 })]
  for (const offer of [dear, cheap]) await told(g, offer)
  expect(await scoreOf(cheap)).toBeGreaterThan(await scoreOf(dear))
  expect(await scoreOf(dear)).toBeLessThan(await scoreOf(seen))
})

test('what one organisation says changes nothing for another', async () => {
  const g = await given()
  await afterSaying(g, 'price', priced)
  const theirs = await dislikesOf(g.clock, g.cluster.id, [g.lender.id])
  expect([...theirs.keys()]).toEqual([])
})

test('the dismissal and why are one fact; the coordinator counts the reasons', async () => {
  const g = await given()
  const { seen, match } = await afterSaying(g, 'wrong_thing', priced)
  expect(await db.selectFrom('dislikes').selectAll().execute()).toMatchObject([
    {
      organisationId: g.borrower.id,
      matchId: match?.id,
      reason: 'wrong_thing',
      listingId: seen.id,
      cents: 4000,
    },
  ])
  expect(await reasonsGiven(g.clock, g.cluster.id)).toEqual({
    ...{ too_far: 0, wrong_dates: 0, wrong_thing: 1, price: 0, other: 0 },
  })
})
