import { expect, test } from 'vitest'
import { quarterOf } from '../../worker/impact/rulesOfPortrait'
import { db, givenCluster, givenOrganisation } from '../support/given'
import { random } from '../support/random'

const FORMS = ['association', 'company', 'public'] as const
const MONTHS = ['2025-12', '2026-01', '2026-03', '2026-04', '2026-09', '2026-10']

/** Everything that is counted by quarter, counted here from the leaves. */
async function countedAgain(clusterId: string) {
  const leaves = await db.selectFrom('impactMonths').selectAll().where('begins', '=', 1).execute()
  const organisations = await db.selectFrom('organisations').select(['id', 'legalForm']).execute()
  const formOf = new Map(organisations.map((one) => [one.id, one.legalForm]))
  const seen = new Map<string, Set<string>>()
  const see = (quarter: string, what: string, key: string, id: string) => {
    const at = JSON.stringify({ clusterId, quarter, what, key })
    seen.set(at, (seen.get(at) ?? new Set()).add(id))
  }
  const firsts = new Map<string, string>()
  for (const leaf of leaves) {
    const quarter = quarterOf(leaf.month).name
    const tie = [leaf.lenderId, leaf.borrowerId].sort().join(' ')
    see(quarter, 'ties', '', tie)
    see(quarter, 'exchanged', leaf.resource, leaf.bookingId)
    firsts.set(tie, [firsts.get(tie) ?? quarter, quarter].sort()[0] ?? quarter)
    for (const id of [leaf.lenderId, leaf.borrowerId]) see(quarter, 'actors', formOf.get(id) ?? '', id)
  }
  for (const [tie, quarter] of firsts) see(quarter, 'new_ties', '', tie)
  return [...seen].map(([at, ids]) => JSON.stringify({ ...JSON.parse(at), n: ids.size })).sort()
}

test('what is counted by quarter is what the exchanges say, whatever comes, goes and changes', async () => {
  const cluster = await givenCluster()
  const organisations = await Promise.all(
    Array.from({ length: 5 }, (_, i) =>
      givenOrganisation(cluster, { legalForm: FORMS[i % FORMS.length] ?? 'other' }),
    ),
  )
  const { next, one: any } = random(57)
  const there = new Set<string>()
  for (let step = 0; step < 160; step++) {
    const act = next()
    if (act < 0.08) {
      const legalForm = any(FORMS)
      await db
        .updateTable('organisations')
        .set({ legalForm })
        .where('id', '=', any(organisations).id)
        .execute()
    } else if (act < 0.45 && there.size > 0) {
      const bookingId = any([...there])
      there.delete(bookingId)
      await db.deleteFrom('impactMonths').where('bookingId', '=', bookingId).execute()
    } else {
      const lender = any(organisations)
      const borrower = any(organisations.filter((one) => one !== lender))
      there.add(`bkg_${step}`)
      await db
        .insertInto('impactMonths')
        .values({
          ...{ bookingId: `bkg_${step}`, month: any(MONTHS), clusterId: cluster.id, listingId: 'ofr_1' },
          ...{ capacityId: 'cap_1', lenderId: lender.id, borrowerId: borrower.id, kind: 'space' },
          ...{
            resource: any(['room', 'desk']),
            commune: 'Rouen',
            begins: next() < 0.9 ? 1 : 0,
            minutes: 60,
            kg: 0,
            measured: 0,
          },
          ...{ surfaceM2: 0, co2Low: 0, co2High: 0, vacancyLow: 0, vacancyHigh: 0, disposalLow: 0 },
          ...{ disposalHigh: 0, marketCents: 0, paidCents: 0, hasCo2: 0, hasVacancy: 0, hasDisposal: 0 },
          ...{ hasMarket: 0, factors: '[]' },
        })
        .execute()
    }
    if (step % 20 < 19) continue
    const counts = await db.selectFrom('portraitCounts').selectAll().execute()
    expect(
      counts
        .map(({ clusterId, quarter, what, key, n }) => JSON.stringify({ clusterId, quarter, what, key, n }))
        .sort(),
    ).toEqual(await countedAgain(cluster.id))
  }
  await db.deleteFrom('impactMonths').execute()
  expect(await db.selectFrom('portraitExchanges').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('portraitCounts').selectAll().execute()).toEqual([])
})
