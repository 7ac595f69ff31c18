import { describe, expect, test } from 'vitest'
import { passMatches } from '../../worker/matching/commands/passMatches'
import { ideasFor } from '../../worker/matching/ideas'
import { matchesOf } from '../../worker/matching/queries'
import { rematchListing } from '../../worker/matching/reactTo'
import { indexListing } from '../../worker/search/reactTo'
import { emptySearch, rebuildSearch } from '../../worker/search/rebuild'
import { searchListings } from '../../worker/search/queries'
import { SearchInput } from '../../worker/search/input'
import { signedIn, tokenOf } from '../dashboards/session'
import { ask } from '../support/ask'
import { as, db, eventTypes, givenCluster, givenMember, givenOrganisation } from '../support/given'
import { given, listed, matches, set, told } from './support'

const WASTE = { kind: 'waste', unit: 'kg', quantity: 200, grain: 'stock', expiresAt: null } as const
const TITLE = 'Sciure de sapin très propre'

async function scene() {
  const g = await given()
  const offer = await listed(g, g.lender, { ...WASTE, title: TITLE })
  const need = await listed(g, g.borrower, { ...WASTE, direction: 'need', title: 'Litière pour chevaux' })
  const same = await listed(g, g.borrower, { ...WASTE, direction: 'need', title: 'Sciure pour un manège' })
  return { ...g, offer, need, same }
}

describe('ideas', () => {
  test('what an offer can become is in a second list, with why; nobody is told, nothing is stored', async () => {
    const s = await scene()
    await told(s, s.need)
    expect(await matches()).toEqual([])
    expect(await eventTypes()).toEqual([])
    const [idea] = await ideasFor(s.seeker, s.need.id)
    expect(idea).toMatchObject({ row: { id: s.offer.id }, reasons: [{ code: 'can_become' }, {}, {}] })
    expect(idea?.parts.text.via).toEqual({ from: 'sawdust', to: 'animal_bedding' })
    expect((await ideasFor(s.holder, s.offer.id)).map((one) => one.row.id)).toEqual([s.need.id])
  })

  test('a direct hit is a match and no idea, and is found in another language', async () => {
    const s = await scene()
    const english = await listed(s, s.borrower, {
      ...WASTE,
      direction: 'need',
      title: 'Clean sawdust',
      language: 'en',
    })
    const arabic = await listed(s, s.borrower, {
      ...WASTE,
      direction: 'need',
      title: 'نشارة الخشب',
      language: 'ar',
    })
    await told(s, s.offer)
    const found = (await matchesOf(s.holder, s.offer.id)).map((m) => m.need.id)
    expect(found.sort()).toEqual([s.same.id, english.id, arabic.id].sort())
    expect((await ideasFor(s.holder, s.offer.id)).map((one) => one.row.id)).toEqual([s.need.id])
    const words = (await matchesOf(s.holder, s.offer.id)).find((m) => m.need.id === arabic.id)
    expect(words?.reasons[0]).toEqual({ code: 'same_thing', good: true, concept: 'sawdust' })
  })

  test('are for its organisation and the coordinator', async () => {
    const s = await scene()
    expect(await ideasFor(s.coordinator, s.need.id)).toHaveLength(1)
    for (const other of [s.outsider, s.holder, await as(null)])
      await expect(ideasFor(other, s.need.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('are on the page and in the API', async () => {
    const s = await scene()
    const person = await givenMember(s.borrower)
    const page = (await (await signedIn(person)).get(`/fr/${s.cluster.slug}/matches?listing=${s.need.id}`))
      .text
    expect(page).toContain('Des idées')
    expect(page).toMatch(/sciure peut devenir ou servir\s: litière pour animaux/)
    expect(page).toContain(TITLE)
    const answer = await ask(`/api/v1/needs/${s.need.id}/ideas`, {
      headers: await tokenOf(person),
    })
    expect(await answer.json()).toMatchObject({
      items: [{ listing: { id: s.offer.id, title: TITLE }, reasons: [{ code: 'can_become' }, {}, {}] }],
    })
  })

  test('come out the same after the projection is made again', async () => {
    const s = await scene()
    const before = await ideasFor(s.seeker, s.need.id)
    await emptySearch(s.clock)
    expect(await db.selectFrom('listingMeanings').selectAll().execute()).toEqual([])
    await rebuildSearch(s.clock)
    expect((await ideasFor(s.seeker, s.need.id)).map((one) => one.row.id)).toEqual(
      before.map((one) => one.row.id),
    )
  })
})

/** The pages and answers of the need's side on which the offer stands. */
async function showing(s: Awaited<ReturnType<typeof scene>>): Promise<string[]> {
  const person = await givenMember(s.borrower)
  const browser = await signedIn(person)
  const headers = await tokenOf(person)
  const pages = [
    `matches?listing=${s.same.id}`,
    `matches?listing=${s.need.id}`,
    `needs/${s.same.id}`,
    `matching/preview?need=${s.same.id}`,
    'search?q=sciure',
  ]
  const api = [
    `needs/${s.same.id}/matches`,
    `needs/${s.need.id}/ideas`,
    `clusters/${s.cluster.slug}/listings?q=sciure&direction=offer`,
  ]
  const found: string[] = []
  for (const path of pages)
    if ((await browser.get(`/fr/${s.cluster.slug}/${path}`)).text.includes(TITLE)) found.push(path)
  for (const path of api)
    if ((await (await ask(`/api/v1/${path}`, { headers })).text()).includes(TITLE)) found.push(path)
  return found
}

describe('what may not be seen is nowhere', () => {
  test('and what may be is everywhere', async () => {
    const s = await scene()
    await told(s, s.same)
    expect(await showing(s)).toHaveLength(8)
  })

  const PAST = '2026-01-01T00:00:00.000Z'
  const gone: [string, (s: Awaited<ReturnType<typeof scene>>) => Promise<unknown>][] = [
    ['paused', (s) => set(s.offer.id, { status: 'paused' })],
    ['closed', (s) => set(s.offer.id, { status: 'closed', outcome: 'no_longer_needed' })],
    ['a draft again', (s) => set(s.offer.id, { status: 'draft' })],
    ['hidden', (s) => set(s.offer.id, { hiddenReason: 'other' })],
    ['expired', (s) => set(s.offer.id, { expiresAt: PAST })],
    [
      'of an organisation that was suspended',
      (s) =>
        db
          .updateTable('affiliations')
          .set({ status: 'suspended' })
          .where('organisationId', '=', s.lender.id)
          .execute(),
    ],
    [
      'of another cluster',
      async (s) => set(s.offer.id, { clusterId: (await givenCluster({ slug: 'ailleurs' })).id }),
    ],
  ]
  // Before its consumers have heard of it, and after.
  for (const heard of [false, true])
    test.each(gone)(`%s${heard ? ', and heard of' : ''}`, async (_, change) => {
      const s = await scene()
      await told(s, s.same)
      expect(await matches()).toHaveLength(1)
      await change(s)
      if (heard) {
        await indexListing(s.clock, s.offer.id)
        await rematchListing(s.clock, s.offer.id)
      }
      await rematchListing(s.clock, s.need.id)
      expect(await ideasFor(s.seeker, s.need.id)).toEqual([])
      expect(await matchesOf(s.seeker, s.same.id)).toEqual([])
      const found = await searchListings(s.seeker, s.cluster as never, SearchInput.parse({ q: 'sciure' }))
      expect(found.items).toEqual([])
      expect(await showing(s)).toEqual([])
      if (heard) expect((await matches())[0]?.status).toBe('withdrawn')
    })

  test('an erased listing leaves no meaning behind', async () => {
    const s = await scene()
    await set(s.offer.id, { status: 'closed', outcome: 'no_longer_needed' })
    await indexListing(s.clock, s.offer.id)
    const kept = await db.selectFrom('listingMeanings').select('listingId').execute()
    expect(kept.map((row) => row.listingId)).not.toContain(s.offer.id)
  })
})

describe('with time', () => {
  test('a suggestion goes stale with its dates, once', async () => {
    const s = await scene()
    await told(s, s.same)
    const ended = { startsAt: '2026-11-20T08:00:00.000Z', endsAt: '2026-11-21T07:00:00.000Z' }
    await set(s.same.id, ended)
    const clock = await as(null, { now: '2026-11-21T08:00:00.000Z' })
    expect(await passMatches(clock)).toBe(1)
    expect(await passMatches(clock)).toBe(0)
    expect((await matches())[0]?.status).toBe('withdrawn')
    expect((await eventTypes()).filter((type) => type === 'match.withdrawn')).toHaveLength(1)
  })

  test('what many were shown comes after its like', async () => {
    const g = await given()
    const offers = []
    for (const name of ['Atelier un', 'Atelier deux'])
      offers.push(
        await listed(g, await givenOrganisation(g.cluster, { name }), { ...WASTE, title: 'Sciure de bois' }),
      )
    const [one, two] = offers as unknown as [{ id: string }, { id: string }]
    const need = (title: string, organisation: { id: string }) =>
      listed(g, organisation, { ...WASTE, direction: 'need', title })
    await set(two.id, { status: 'paused' })
    for (let i = 0; i < 6; i++)
      await told(g, await need('Sciure', await givenOrganisation(g.cluster, { name: `Écurie ${i}` })))
    await set(two.id, { status: 'published' })
    await indexListing(g.clock, two.id)
    const mine = await need('Sciure', g.borrower)
    await told(g, mine)
    expect((await matchesOf(g.seeker, mine.id)).map((m) => m.offer.id)).toEqual([two.id, one.id])
    const [, shown] = await matchesOf(g.seeker, mine.id)
    expect(shown?.parts.fairness).toMatchObject({ times: 6, before: false, weight: 0.05 })
  })
})
