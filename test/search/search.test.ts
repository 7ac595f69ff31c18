import { describe, expect, test } from 'vitest'
import { indexListing } from '../../worker/search/reactTo'
import { db, type givenListing, NOW } from '../support/given'
import { TUESDAY, find, given, published, titles } from './support'

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

  test('titles that say the word come first, then those that say another for the same thing, in any language', async () => {
    const g = await given()
    const van = { kind: 'equipment', grain: 'day', details: { category: 'vehicle' } } as const
    await published(g, { ...van, title: 'Fourgon avec hayon' })
    await published(g, { ...van, title: 'Camion benne de la régie, pour gravats et déchets verts du jardin' })
    await published(g, { ...van, title: 'Remorque bâchée' })
    await published(g, { ...van, title: 'شاحنة صغيرة', language: 'ar' })
    const found = await titles(g.stranger, g.cluster, { q: 'camion' })
    expect(found[0]).toContain('Camion benne')
    expect(found.slice(1, 3).sort()).toEqual(['Fourgon avec hayon', 'شاحنة صغيرة'])
    expect(found[3]).toBe('Remorque bâchée')
    expect((await titles(g.stranger, g.cluster, { q: 'شاحنة' }))[0]).toBe('شاحنة صغيرة')
  })

  test('who does it is found by what they do', async () => {
    const g = await given()
    await published(g, { title: 'Traduction de livrets', description: 'Et animations de rue.' })
    for (const q of ['traducteur', 'traductrices', 'interprète', 'animatrice', 'مترجم'])
      expect(await titles(g.stranger, g.cluster, { q }), q).toEqual(['Traduction de livrets'])
    expect(await titles(g.stranger, g.cluster, { q: 'menuisier' })).toEqual([])
  })

  test('what is called so comes before what mentions it, also by the usual word for its category', async () => {
    const g = await given()
    const van = { kind: 'equipment', grain: 'day', details: { category: 'vehicle' } } as const
    await published(g, { title: 'Halle', description: 'Accès camion par la cour.' })
    await published(g, { ...van, title: 'Utilitaire avec hayon' })
    await published(g, { ...van, title: 'Petit camion', expiresAt: null })
    for (const q of ['camion', 'camions'])
      expect((await titles(g.stranger, g.cluster, { q }))[0], q).toBe('Petit camion')
    expect(await titles(g.stranger, g.cluster, { q: 'camion' })).toEqual([
      ...['Petit camion', 'Utilitaire avec hayon', 'Halle'],
    ])
    for (const q of ['van', 'شاحنة']) expect(await titles(g.stranger, g.cluster, { q })).toHaveLength(2)
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
