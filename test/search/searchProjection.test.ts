import { describe, expect, test } from 'vitest'
import { index } from '../../worker/search/reactTo'
import { emptySearch, rebuildSearch } from '../../worker/search/rebuild'
import { db, givenListing } from '../support/given'
import { TUESDAY, find, given, published, titles } from './support'

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
