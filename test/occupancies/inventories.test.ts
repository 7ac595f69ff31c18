import { beforeEach, describe, expect, test } from 'vitest'
import { addInventoryPhoto, removeInventoryPhoto } from '../../worker/occupancies/commands/inventoryPhotos'
import { agreeInventory, saveInventory } from '../../worker/occupancies/commands/saveInventory'
import type { InventoryInput } from '../../worker/occupancies/input'
import { inventoriesOf, visiblePhoto } from '../../worker/occupancies/inventories'
import { as, bindings, db, eventTypes, givenMember } from '../support/given'
import { browsing } from '../bookings/browsing'
import { jpegWithPlace } from '../support/images'
import { givenAccepted, givenHouse, givenProposed, type House, refusal } from './house'

let m: House
let id: string
beforeEach(async () => {
  m = await givenHouse()
  id = (await givenAccepted(m)).id
})
const entry = (more: Partial<InventoryInput> = {}): InventoryInput => ({
  madeOn: '2026-11-21',
  rooms: [
    {
      name: 'Atelier',
      items: [
        { name: 'Sol', state: 'good' },
        { name: 'Murs', state: 'worn', note: 'taches' },
      ],
    },
    { name: 'Réserve', note: 'Humide' },
  ],
  ...{ meters: 'Électricité 1234', keys: 3, ...more },
})

describe('an inventory', () => {
  test('is written by either side, agreed by both, and then never changes', async () => {
    const saved = await saveInventory(await as(m.occupant.person), id, 'entry', entry())
    expect(saved).toMatchObject({ kind: 'entry', keys: 3, agreed: false })
    expect(saved.rooms.map((r) => r.name)).toEqual(['Atelier', 'Réserve'])
    const { hash } = saved
    await agreeInventory(await as(m.occupant.person), saved.id, { hash })
    // A change takes it back.
    const rooms = saved.rooms.map((room) => ({ ...room, note: 'Vu ensemble' }))
    const again = await saveInventory(await as(m.manager), id, 'entry', entry({ rooms }))
    expect(again).toMatchObject({ id: saved.id, occupantAgreedAt: null })
    expect(again.rooms.map((r) => r.id)).toEqual(saved.rooms.map((r) => r.id))
    expect(await refusal(agreeInventory(await as(m.occupant.person), saved.id, { hash }))).toBe('stale')
    for (const who of [m.manager, m.occupant.person])
      await agreeInventory(await as(who), saved.id, { hash: again.hash })
    expect((await inventoriesOf(await as(m.manager), id))[0]).toMatchObject({ agreed: true })
    expect(await refusal(saveInventory(await as(m.manager), id, 'entry', entry()))).toBe(
      'transition_not_allowed',
    )
    await expect(db.updateTable('inventories').set({ note: 'x' }).execute()).rejects.toThrow(
      'transition_not_allowed',
    )
    expect(await eventTypes(saved.id)).toEqual([
      ...['inventory.saved', 'inventory.agreed', 'inventory.saved', 'inventory.agreed', 'inventory.agreed'],
    ])
  })

  test('is refused without rooms, to come, with two rooms of one name, too soon, and to others', async () => {
    const write = async (who: { id: string } | null, given = entry(), occupancy = id) =>
      refusal(saveInventory(await as(who), occupancy, 'entry', given))
    expect(await write(m.manager, entry({ rooms: [] }))).toBe('invalid, rooms too_small')
    expect(await write(m.manager, entry({ madeOn: '2026-11-22' }))).toBe('invalid, madeOn in_the_future')
    expect(await write(m.manager, entry({ rooms: [{ name: 'A' }, { name: 'a' }] }))).toBe(
      'invalid, rooms.1.name room_twice',
    )
    const proposed = await givenProposed(m, { lotId: m.lots[1]!.id })
    expect(await write(m.manager, entry(), proposed.id)).toBe('transition_not_allowed')
    expect(await write(m.other.person)).toBe('not_found')
    expect(await write(null)).toBe('not_signed_in')
    const plain = await givenMember(m.occupant.organisation)
    expect(await write(plain)).toBe('not_manager')
    expect(await db.selectFrom('inventories').selectAll().execute()).toEqual([])
  })

  test('tells on paper who agreed in which year, whose lot it is, and at the exit a key or a remark that differs', async () => {
    const rooms = Array.from({ length: 20 }, (_, i) => ({ name: `Pièce ${i + 1}` }))
    const saved = await saveInventory(await as(m.manager), id, 'entry', entry({ rooms }))
    for (const who of [m.manager, m.occupant.person])
      await agreeInventory(await as(who), saved.id, { hash: saved.hash })
    const left = [{ ...saved.rooms[0]!, note: 'Vitre fêlée' }, ...saved.rooms.slice(1)]
    await saveInventory(await as(m.manager), id, 'exit', entry({ keys: 1, rooms: left }))
    const { get } = await browsing(m.manager)
    const { text: html } = await get(`/fr/${m.cluster.slug}/occupancies/${id}/inventories`)
    for (const words of [' le 21 novembre 2026, ', '2 clés manquent', m.occupant.organisation.name])
      expect(html).toContain(words)
    expect(html.match(/Vitre fêlée/g)).toHaveLength(2)
    // The form holds every room there is.
    const form = await get(`/fr/${m.cluster.slug}/occupancies/${id}/inventories/exit`)
    expect(form.text).toContain('value="Pièce 20"')
  })

  test('has photos by room, which only the two sides and the coordinator see', async () => {
    const saved = await saveInventory(await as(m.manager), id, 'entry', entry())
    const room = saved.rooms[0]!.id
    const photo = await addInventoryPhoto(await as(m.manager), saved.id, room, {
      bytes: jpegWithPlace(),
      alt: 'Une fissure',
    })
    const now = (await inventoriesOf(await as(m.manager), id))[0]!
    expect(now.photos).toMatchObject([{ id: photo, roomId: room, alt: 'Une fissure' }])
    expect(now.hash).not.toBe(saved.hash)
    expect((await bindings.PHOTOS.head(photo))?.size).toBe(now.photos[0]?.bytes)
    for (const who of [m.occupant.person, m.coordinator, m.plain])
      expect((await visiblePhoto(await as(who), photo)).id).toBe(photo)
    expect(await refusal(as(m.other.person).then((c) => visiblePhoto(c, photo)))).toBe('not_found')
    const add = async (bytes: Uint8Array, roomId = room) =>
      refusal(addInventoryPhoto(await as(m.manager), saved.id, roomId, { bytes }))
    expect(await add(new Uint8Array(3_000_000))).toBe('too_large, photo photo_size')
    expect(await add(new Uint8Array([1, 2, 3]))).toBe('wrong_media_type, photo photo_type')
    expect(await add(jpegWithPlace(), 'room_x')).toBe('invalid, roomId not_a_choice')
    // A room that goes takes its photos along.
    await saveInventory(await as(m.manager), id, 'entry', entry({ rooms: [saved.rooms[1]!] }))
    expect(await bindings.PHOTOS.head(photo)).toBeNull()
    expect(await refusal(removeInventoryPhoto(await as(m.manager), saved.id, photo))).toBe('not_found')
  })
})
