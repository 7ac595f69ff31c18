import { describe, expect, test } from 'vitest'
import { changeSearch } from '../../worker/alerts/commands/changeSearch'
import { removeSearch } from '../../worker/alerts/commands/removeSearch'
import { saveSearch } from '../../worker/alerts/commands/saveSearch'
import { tellFound } from '../../worker/alerts/commands/tellFound'
import { alertSearches } from '../../worker/alerts/reactTo'
import { searchesOf } from '../../worker/alerts/queries'
import type { StoredEvent } from '../../worker/core/events'
import { chooseMails } from '../../worker/notifications/settings'
import { TOPICS } from '../../worker/notifications/topics'
import {
  as,
  db,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
  givenPerson,
  NOW,
} from '../support/given'
import { counting } from '../support/rows'

async function givenSeeker() {
  const cluster = await givenCluster()
  const [mine, theirs] = [await givenOrganisation(cluster), await givenOrganisation(cluster)]
  const person = await givenMember(mine)
  return { cluster, mine, theirs, person, ctx: await as(person) }
}
const appeared = async (listing: { id: string }, now = NOW) =>
  alertSearches(await as(null, { now }), { subjectId: listing.id, type: 'listing.published' } as StoredEvent)
const notices = (channel: 'app' | 'mail') =>
  db
    .selectFrom('notices')
    .select(['personId', 'subjectId', 'type', 'dueAt', 'state'])
    .where('channel', '=', channel)
    .orderBy('createdAt')
    .execute()
const room = { kind: 'space' as const, title: 'Salle de réunion, douze places' }

describe('a saved search', () => {
  test('is kept once, by its person alone; at most twenty', async () => {
    const { cluster, ctx, person } = await givenSeeker()
    const wish = { kind: 'space' as const, q: 'réunion', lat: 49.44, lng: 1.1, radiusKm: 5 }
    const id = await saveSearch(ctx, cluster.id, wish)
    await changeSearch(ctx, id, { status: 'paused' })
    expect(await saveSearch(ctx, cluster.id, wish)).toBe(id)
    expect(await searchesOf(ctx, cluster.id)).toMatchObject([
      { id, personId: person.id, q: 'réunion', radiusKm: 5, status: 'active', rhythm: 'now', found: 0 },
    ])
    const other = await as(await givenPerson())
    await expect(changeSearch(other, id, { q: 'bois' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeSearch(other, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(saveSearch(ctx, cluster.id, {})).rejects.toMatchObject({ code: 'invalid' })
    await expect(saveSearch(await as(null), cluster.id, wish)).rejects.toMatchObject({
      code: 'not_signed_in',
    })
    for (let n = 1; n < 20; n++) await saveSearch(ctx, cluster.id, { q: `mot${n}` })
    await expect(saveSearch(ctx, cluster.id, { q: 'encore' })).rejects.toMatchObject({
      code: 'too_many_searches',
    })
    await removeSearch(ctx, id)
    expect(
      await db.selectFrom('savedSearchTerms').select('term').where('searchId', '=', id).execute(),
    ).toEqual([])
  })

  test('alerts of what appears and answers it, once for each content, however often it is delivered', async () => {
    const { cluster, theirs, person, ctx } = await givenSeeker()
    const id = await saveSearch(ctx, cluster.id, { q: 'réunion' })
    await saveSearch(ctx, cluster.id, { kind: 'space', q: 'salle' })
    const listing = await givenListing(cluster, theirs, room)
    await appeared(listing)
    await appeared(listing)
    expect(await notices('app')).toEqual([
      { personId: person.id, subjectId: listing.id, type: 'search.found', dueAt: NOW, state: 'unread' },
    ])
    expect(await tellFound(await as(null))).toBe(2)
    expect(await tellFound(await as(null))).toBe(0)
    expect(await notices('mail')).toMatchObject([{ personId: person.id, state: 'due', dueAt: NOW }])
    await appeared(listing)
    expect(await tellFound(await as(null))).toBe(0)
    await db.updateTable('listings').set({ contentVersion: 2 }).where('id', '=', listing.id).execute()
    await appeared(listing)
    await tellFound(await as(null))
    expect(await notices('mail')).toHaveLength(2)
    expect(await searchesOf(ctx, cluster.id)).toMatchObject([{}, {}])
    expect((await searchesOf(ctx, cluster.id)).find((s) => s.id === id)?.found).toBe(2)
  })

  test('says nothing of what does not answer it, of one’s own, of what is hidden, paused, elsewhere or not for them', async () => {
    const { cluster, mine, theirs, ctx } = await givenSeeker()
    const stranger = await as(await givenPerson())
    const elsewhere = await givenCluster()
    await saveSearch(ctx, cluster.id, { q: 'réunion', lat: 49.44, lng: 1.1, radiusKm: 5 })
    await saveSearch(stranger, cluster.id, { q: 'réunion' })
    const silent = [
      await givenListing(cluster, theirs, { kind: 'space', title: 'Cuisine agréée' }),
      await givenListing(cluster, mine, { ...room, visibility: 'cluster' }),
      await givenListing(cluster, theirs, { ...room, hiddenReason: 'non', visibility: 'cluster' }),
      await givenListing(cluster, theirs, { ...room, status: 'paused' }),
      await givenListing(cluster, theirs, { ...room, expiresAt: '2026-11-01T00:00:00.000Z' }),
      await givenListing(elsewhere, await givenOrganisation(elsewhere), room),
      await givenListing(cluster, theirs, { ...room, lat: 49.9, visibility: 'cluster' }),
      await givenListing(cluster, theirs, { ...room, direction: 'need' }),
      await givenListing(cluster, await givenOrganisation(elsewhere), room),
    ]
    for (const listing of silent) await appeared(listing)
    expect(await notices('app')).toEqual([])
  })

  test('that is paused says nothing, and what it had found is not told', async () => {
    const { cluster, theirs, ctx } = await givenSeeker()
    const id = await saveSearch(ctx, cluster.id, { q: 'réunion' })
    await appeared(await givenListing(cluster, theirs, room))
    await changeSearch(ctx, id, { status: 'paused' })
    await appeared(await givenListing(cluster, theirs, room))
    expect(await tellFound(await as(null))).toBe(0)
    expect(await notices('app')).toHaveLength(1)
    expect(await notices('mail')).toEqual([])
  })

  test('is told of what can still be had when the mail leaves, and not of the rest', async () => {
    const { cluster, theirs, ctx } = await givenSeeker()
    await saveSearch(ctx, cluster.id, { q: 'réunion' })
    const [gone, stays] = [
      await givenListing(cluster, theirs, room),
      await givenListing(cluster, theirs, room),
    ]
    for (const listing of [gone, stays]) await appeared(listing)
    await db.updateTable('listings').set({ status: 'paused' }).where('id', '=', gone.id).execute()
    expect(await tellFound(await as(null))).toBe(1)
    expect(await notices('mail')).toMatchObject([{ subjectId: stays.id }])
  })
})

describe('when it is told', () => {
  test('what is found at night waits for the end of the quiet hours', async () => {
    const { cluster, theirs, ctx } = await givenSeeker()
    await saveSearch(ctx, cluster.id, { q: 'réunion' })
    const night = '2026-11-21T21:30:00.000Z'
    await appeared(await givenListing(cluster, theirs, room), night)
    expect(await tellFound(await as(null, { now: night }))).toBe(0)
    expect(await notices('mail')).toEqual([])
    expect(await tellFound(await as(null, { now: '2026-11-22T06:00:00.000Z' }))).toBe(1)
    expect(await notices('mail')).toHaveLength(1)
  })

  test('a digest waits for three things and two days, or for one and seven', async () => {
    const { cluster, theirs, ctx } = await givenSeeker()
    await saveSearch(ctx, cluster.id, { q: 'réunion', rhythm: 'digest' })
    const after = async (days: number) =>
      tellFound(await as(null, { now: new Date(Date.parse(NOW) + days * 86_400_000 + 60_000).toISOString() }))
    for (let n = 0; n < 2; n++) await appeared(await givenListing(cluster, theirs, room))
    expect([await after(0), await after(2)]).toEqual([0, 0])
    const day3 = '2026-11-24T08:00:00.000Z'
    await appeared(await givenListing(cluster, theirs, room), day3)
    expect(await after(3)).toBe(3)
    expect(await notices('mail')).toHaveLength(3)
    await appeared(await givenListing(cluster, theirs, room), day3)
    expect([await after(4), await after(9)]).toEqual([0, 0])
    expect(await after(10)).toBe(1)
    expect(await notices('mail')).toHaveLength(4)
  })

  test('who wants no mails about saved searches reads them in the application', async () => {
    const { cluster, theirs, ctx } = await givenSeeker()
    await saveSearch(ctx, cluster.id, { q: 'réunion' })
    const quiet = { from: '08:00', to: '08:00' }
    await chooseMails(ctx, { topics: TOPICS.filter((t) => t !== 'searches'), quiet })
    await appeared(await givenListing(cluster, theirs, room))
    await tellFound(await as(null))
    expect(await notices('app')).toHaveLength(1)
    expect(await notices('mail')).toEqual([])
  })
})

test('a listing reads the searches of its own words, however many there are', async () => {
  const { cluster, theirs, ctx } = await givenSeeker()
  for (let n = 0; n < 19; n++) await saveSearch(ctx, cluster.id, { q: `objet${n}` })
  await saveSearch(ctx, cluster.id, { q: 'réunion' })
  const listing = await givenListing(cluster, theirs, room)
  const reading = async () => {
    const { ctx: counted, rows } = counting(await as(null))
    await alertSearches(counted, { subjectId: listing.id, type: 'listing.published' } as StoredEvent)
    return rows.read
  }
  await reading()
  const few = await reading()
  for (let p = 0; p < 5; p++) {
    const other = await as(await givenPerson())
    for (let n = 0; n < 20; n++) await saveSearch(other, cluster.id, { q: `chose${n} ${p}` })
  }
  expect(await reading()).toBe(few)
})
