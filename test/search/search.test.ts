import { describe, expect, test } from 'vitest'
import { check } from '../../worker/platform/input'
import { SearchInput } from '../../worker/search/input'
import { searchListings } from '../../worker/search/queries'
import { index, indexListing } from '../../worker/search/reactTo'
import { emptySearch, rebuildSearch } from '../../worker/search/rebuild'
import type { Ctx } from '../../worker/platform/context'
import { as, db, givenCluster, givenListing, givenMember, givenOrganisation, NOW } from '../support/given'

const CLUSTER = { timeZone: 'Europe/Paris' }
const TUESDAY = { from: '2026-11-24T08:00:00.000Z', to: '2026-11-24T17:00:00.000Z' } // 9:00 to 18:00 in Paris

const ROOM = {
  ...{ title: 'Salle de réunion claire', description: 'Au rez-de-chaussée.' },
  details: { seats: 20 },
  windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
}

async function given() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const stranger = await as(null)
  return { cluster, organisation, stranger, member: await as(await givenMember(organisation)) }
}
const find = (ctx: Ctx, cluster: { id: string }, filters: Record<string, unknown> = {}) =>
  searchListings(ctx, { ...CLUSTER, id: cluster.id }, check(SearchInput, filters))
const titles = async (ctx: Ctx, cluster: { id: string }, filters: Record<string, unknown> = {}) =>
  (await find(ctx, cluster, filters)).items.map((one) => one.title)

async function published(g: Awaited<ReturnType<typeof given>>, row: Parameters<typeof givenListing>[2] = {}) {
  const listing = await givenListing(g.cluster, g.organisation, { ...ROOM, ...row })
  await indexListing(g.stranger, listing.id)
  const held = await db
    .selectFrom('listingCapacities')
    .select('capacityId')
    .where('listingId', '=', listing.id)
    .executeTakeFirst()
  return { ...listing, capacityId: held?.capacityId ?? '' }
}
const hold = (capacityId: string, from: string, to: string, quantity = 1) =>
  db
    .insertInto('holds')
    .values({
      capacityId,
      reason: 'closure',
      bookingId: null,
      busyFrom: Date.parse(from) / 60_000,
      busyTo: Date.parse(to) / 60_000,
      quantity,
    })
    .execute()

describe('words', () => {
  test('finds by stem, without accents, by the beginning of a word and by the name of the organisation', async () => {
    const g = await given()
    await published(g, { title: 'Atelier de couture', description: 'Quatre machines, surjeteuse.' })
    await published(g, { title: 'Grande salle sur les quais' })
    for (const q of ['ateliers', 'COUTURES', 'machine', 'surjet', 'l’atelier', 'jardins aulnes'])
      expect(await titles(g.stranger, g.cluster, { q }), q).toContain('Atelier de couture')
    expect(await titles(g.stranger, g.cluster, { q: 'couture' })).toEqual(['Atelier de couture'])
  })

  test('finds Arabic whatever sticks to the word', async () => {
    const g = await given()
    await published(g, { title: 'قاعة هادئة قرب المحيط', language: 'ar', description: 'ثلاث طاولات وسبورة' })
    await published(g, { title: 'Salle de réunion' })
    for (const q of ['القاعة الهادئة', 'والقاعة', 'طاولة', 'بالسبورة', 'الْمُحِيط'])
      expect(await titles(g.stranger, g.cluster, { q }), q).toContain('قاعة هادئة قرب المحيط')
  })

  test('a waste is found by the words of its code, in both languages', async () => {
    const g = await given()
    await published(g, {
      kind: 'waste',
      unit: 'kg',
      grain: 'stock',
      title: 'Chutes d’atelier',
      details: { lowCode: '030105' },
    })
    expect(await titles(g.stranger, g.cluster, { q: 'sawdust' })).toEqual(['Chutes d’atelier'])
    expect(await titles(g.stranger, g.cluster, { q: 'sciure' })).toEqual(['Chutes d’atelier'])
  })

  test('what FTS5 would read as syntax is only words', async () => {
    const g = await given()
    await published(g, { title: 'Salle "NEAR" AND' })
    const odd = [
      '"',
      '""',
      "'",
      '*',
      'salle*',
      '(',
      ')',
      'a AND',
      'NOT',
      'near(',
      '^salle',
      'title:salle',
      '{x}',
      '-',
      '+',
      ':',
      'salle OR',
      '\\',
      '\u0000',
      '%',
      ';--',
      '٪',
    ]
    for (const q of odd) await expect(find(g.stranger, g.cluster, { q }), q).resolves.toBeDefined()
    expect(await titles(g.stranger, g.cluster, { q: '"near" AND (salle*' })).toEqual(['Salle "NEAR" AND'])
    expect(await titles(g.stranger, g.cluster, { q: 'salle '.repeat(1700) })).toEqual(['Salle "NEAR" AND'])
    await expect(find(g.stranger, g.cluster, { q: 'x'.repeat(10_000) })).resolves.toMatchObject({ items: [] })
  })
})

describe('who sees what', () => {
  test('strangers see public listings, members also those of the cluster, nobody those of another cluster', async () => {
    const g = await given()
    await published(g, { title: 'Salle publique' })
    await published(g, { title: 'Salle du pôle', visibility: 'cluster' })
    const elsewhere = await given()
    await published(elsewhere, { title: 'Salle ailleurs' })
    for (const q of [undefined, 'salle']) {
      expect(await titles(g.stranger, g.cluster, { q })).toEqual(['Salle publique'])
      expect((await titles(g.member, g.cluster, { q })).sort()).toEqual(['Salle du pôle', 'Salle publique'])
      expect(await titles(elsewhere.member, g.cluster, { q })).toEqual(['Salle publique'])
    }
  })

  const gone: [string, Parameters<typeof givenListing>[2]][] = [
    ['a draft', { status: 'draft' }],
    ['a paused one', { status: 'paused' }],
    ['a closed one', { status: 'closed', outcome: 'met_here' }],
    ['a hidden one', { hiddenReason: 'doublon' }],
    ['an expired one', { expiresAt: NOW }],
  ]
  test.each(gone)('%s never shows, even before the index has heard of it', async (_, change) => {
    const g = await given()
    const listing = await published(g, { title: 'Salle retirée' })
    await db
      .updateTable('listings')
      .set(change as object)
      .where('id', '=', listing.id)
      .execute()
    const near = { near: '49.44,1.09', radiusKm: 5 }
    for (const filters of [{}, { q: 'salle' }, near, { ...near, q: 'salle' }, TUESDAY]) {
      expect(await titles(g.stranger, g.cluster, filters)).toEqual([])
      expect(await titles(g.member, g.cluster, filters)).toEqual([])
    }
    await indexListing(g.stranger, listing.id)
    expect(await titles(g.member, g.cluster, { q: 'salle' })).toEqual([])
  })

  test('what a suspended organisation posted does not show', async () => {
    const g = await given()
    await published(g)
    await db
      .updateTable('affiliations')
      .set({ status: 'suspended' })
      .where('organisationId', '=', g.organisation.id)
      .execute()
    for (const filters of [{}, { q: 'salle' }, { near: '49.44,1.09', radiusKm: 5 }, TUESDAY])
      expect(await titles(g.stranger, g.cluster, filters)).toEqual([])
  })

  test('strangers learn a place and a distance only to a kilometre', async () => {
    const g = await given()
    await published(g, { lat: 49.44123, lng: 1.09456 })
    const asked = { near: '49.44,1.09' }
    expect((await find(g.stranger, g.cluster, asked)).items[0]?.point).toEqual({ lat: 49.44, lng: 1.09 })
    expect((await find(g.stranger, g.cluster, asked)).items[0]?.km).toBe(0)
    expect((await find(g.member, g.cluster, asked)).items[0]?.point).toEqual({ lat: 49.44123, lng: 1.09456 })
  })
})

describe('place, quantity and dates', () => {
  test('within the radius, the nearest first', async () => {
    const g = await given()
    await published(g, { title: 'Salle à Elbeuf', lat: 49.286, lng: 1.009 })
    await published(g, { title: 'Salle à Sotteville', lat: 49.409, lng: 1.09 })
    await published(g, { title: 'Salle à Rouen', lat: 49.443, lng: 1.099 })
    const near = '49.443,1.099'
    expect(await titles(g.stranger, g.cluster, { near, radiusKm: 10 })).toEqual([
      'Salle à Rouen',
      'Salle à Sotteville',
    ])
    expect(await titles(g.stranger, g.cluster, { near, radiusKm: 400 })).toHaveLength(3)
    expect(await titles(g.stranger, g.cluster, { near, radiusKm: 10, q: 'salle' })).toEqual([
      'Salle à Rouen',
      'Salle à Sotteville',
    ])
    const { items } = await find(g.member, g.cluster, { near, radiusKm: 10 })
    expect(items[1]?.km).toBeCloseTo(3.84, 1)
  })

  test('what is free then comes first, what is taken last with when it is free again, what is closed not at all', async () => {
    const g = await given()
    const taken = await published(g, { title: 'Prise', instantFor: 'everyone' })
    await published(g, { title: 'Sur demande' })
    await published(g, { title: 'Libre', instantFor: 'everyone' })
    await published(g, { title: 'Fermée le mardi', windows: [{ days: [3], from: '09:00', to: '18:00' }] })
    await published(g, { title: 'Finie', endsAt: '2026-11-23T00:00:00.000Z' })
    await hold(taken.capacityId, TUESDAY.from, TUESDAY.to)
    const { items, states } = await find(g.stranger, g.cluster, TUESDAY)
    expect(items.map((one) => [one.title, one.availability?.state])).toEqual([
      ['Libre', 'free'],
      ['Sur demande', 'ask'],
      ['Prise', 'taken'],
    ])
    expect(states).toEqual({ free: 1, ask: 1, taken: 1 })
    expect(items[2]?.availability?.next?.from).toBe(Date.parse('2026-11-25T08:00:00.000Z'))
  })

  test('an hour asked for must be free from end to end; several of a thing are counted', async () => {
    const g = await given()
    const chairs = await published(g, {
      title: 'Chaises',
      kind: 'equipment',
      quantity: 50,
      details: {},
      instantFor: 'everyone',
    })
    await hold(chairs.capacityId, '2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z', 30)
    const asked = { from: '2026-11-24T08:30:00.000Z', to: '2026-11-24T09:30:00.000Z' }
    const state = async (quantity: number) =>
      (await find(g.stranger, g.cluster, { ...asked, quantity })).items[0]?.availability?.state
    expect(await state(20)).toBe('free')
    expect(await state(21)).toBe('taken')
    expect(await state(51)).toBeUndefined()
    expect(
      await titles(g.stranger, g.cluster, {
        from: '2026-11-24T16:30:00.000Z',
        to: '2026-11-24T17:30:00.000Z',
      }),
    ).toEqual([])
  })

  test('seats, free of charge, wheelchair', async () => {
    const g = await given()
    await published(g, { title: 'Petite', details: { seats: 8 } })
    await published(g, {
      title: 'Grande',
      details: { seats: 40, wheelchair: 'yes' },
      tariffMode: 'price',
      referenceCents: 1200,
      priceUnit: 'hour',
    })
    expect(await titles(g.stranger, g.cluster, { quantity: '20' })).toEqual(['Grande'])
    expect(await titles(g.stranger, g.cluster, { free: 'true' })).toEqual(['Petite'])
    expect(await titles(g.stranger, g.cluster, { wheelchair: 'true' })).toEqual(['Grande'])
  })
})

describe('pages', () => {
  test.each([{}, { q: 'salle' }, { near: '49.44,1.09' }, TUESDAY])(
    'go through everything once: %j',
    async (filters) => {
      const g = await given()
      for (let i = 0; i < 7; i++)
        await published(g, { title: `Salle ${i}`, publishedAt: `2026-11-2${i % 2}T08:00:00.000Z` })
      const seen: string[] = []
      let cursor: string | null | undefined
      for (let i = 0; i < 9 && cursor !== null; i++) {
        const page = await find(g.stranger, g.cluster, { ...filters, limit: '2', ...(cursor && { cursor }) })
        seen.push(...page.items.map((one) => one.title))
        cursor = page.nextCursor
      }
      expect(seen).toHaveLength(7)
      expect(new Set(seen).size).toBe(7)
    },
  )

  test('counts each kind, and a cursor that is not ours is refused', async () => {
    const g = await given()
    await published(g)
    await published(g, { kind: 'staff', unit: 'minute', title: 'Comptable' })
    expect((await find(g.stranger, g.cluster, { kind: 'staff' })).counts).toMatchObject({
      space: 1,
      staff: 1,
      waste: 0,
    })
    for (const cursor of ['x', 'bnVsbA==', '%%%'])
      await expect(find(g.stranger, g.cluster, { q: 'salle', cursor })).rejects.toMatchObject({
        code: 'invalid',
      })
  })
})

describe('the consumer', () => {
  const told = (subjectId: string, type = 'listing.edited') => ({ type, subjectId }) as never
  test('delivered twice, or with an older reading late, leaves one document: the newest', async () => {
    const g = await given()
    const listing = await published(g, { title: 'Tréteaux' })
    const late = await db
      .selectFrom('listings')
      .selectAll()
      .where('id', '=', listing.id)
      .executeTakeFirstOrThrow()
    await db
      .updateTable('listings')
      .set({ title: 'Échafaudage', version: 2 })
      .where('id', '=', listing.id)
      .execute()
    await index(g.stranger, told(listing.id))
    await index(g.stranger, told(listing.id))
    // A consumer that read version 1 and writes after all others.
    await db
      .updateTable('listings')
      .set({ title: late.title, version: 1 })
      .where('id', '=', listing.id)
      .execute()
    await index(g.stranger, told(listing.id))
    await db
      .updateTable('listings')
      .set({ title: 'Échafaudage', version: 2 })
      .where('id', '=', listing.id)
      .execute()
    expect(await titles(g.stranger, g.cluster, { q: 'tréteaux' })).toEqual([])
    expect(await titles(g.stranger, g.cluster, { q: 'échafaudage' })).toEqual(['Échafaudage'])
  })

  test('an organisation that changes its name is found by the new one', async () => {
    const g = await given()
    await published(g)
    await db
      .updateTable('organisations')
      .set({ name: 'Coopérative Bergamote' })
      .where('id', '=', g.organisation.id)
      .execute()
    await index(g.stranger, told(g.organisation.id, 'organisation.updated'))
    expect(await titles(g.stranger, g.cluster, { q: 'bergamote' })).toHaveLength(1)
    expect(await titles(g.stranger, g.cluster, { q: 'aulnes' })).toHaveLength(0)
  })

  test('rebuilding gives the same index, step by step', async () => {
    const g = await given()
    for (let i = 0; i < 60; i++) await givenListing(g.cluster, g.organisation, { title: `Atelier ${i}` })
    await emptySearch(g.stranger)
    let after: string | null = ''
    let steps = 0
    for (; after !== null; steps++) after = await rebuildSearch(g.stranger, after)
    expect(steps).toBe(2)
    expect((await find(g.stranger, g.cluster, { q: 'atelier', limit: '100' })).items).toHaveLength(60)
  })
})
