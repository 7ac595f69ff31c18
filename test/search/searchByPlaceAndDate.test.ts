import { describe, expect, test } from 'vitest'
import { db } from '../support/given'
import { TUESDAY, find, given, hold, published, titles } from './support'

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

  test('days closed by an exception, too soon or too far ahead are not offered; a day opened by one is', async () => {
    const g = await given()
    const ruled = async (title: string, rules: object, more: object = {}) => {
      const { id } = await published(g, { title, instantFor: 'everyone', ...more })
      const row = {
        listingId: id,
        clusterId: g.cluster.id,
        rules: JSON.stringify(rules),
        lastEventId: 'evt_x',
      }
      await db.insertInto('offerRules').values(row).execute()
    }
    const day = { startsOn: '2026-11-24', endsOn: '2026-11-24' }
    await ruled('Sans règle qui compte', { gapMinutes: 30 })
    await ruled('En congés', { exceptions: [{ ...day, hours: [] }] })
    await ruled('Toujours ouverte, sauf ce jour', { exceptions: [{ ...day, hours: [] }] }, { windows: [] })
    await ruled(
      'Ouverte ce mardi',
      { exceptions: [{ ...day, hours: [{ from: '09:00', to: '18:00' }] }] },
      {
        windows: [{ days: [3], from: '09:00', to: '18:00' }],
      },
    )
    await ruled('Une semaine avant', { noticeMinutes: 7 * 1440 })
    await ruled('Deux jours à l’avance au plus', { horizonDays: 2 })
    const { items } = await find({ ...g.stranger, now: '2026-11-21T08:00:00.000Z' }, g.cluster, TUESDAY)
    expect(items.map((one) => one.title).sort()).toEqual(['Ouverte ce mardi', 'Sans règle qui compte'])
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
