import { describe, expect, test } from 'vitest'
import { noteHandover } from '../../worker/handovers/commands/noteHandover'
import { handoversOf, photoOfHandover } from '../../worker/handovers/queries'
import {
  as,
  bindings,
  db,
  eventsOf,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { jpegWithPlace, textOf } from '../support/images'
import { bookingRow, dueRow, givenLent, written } from './lent'

describe('a hand-over that is noted', () => {
  test('is a line with its event, and what is out is known', async () => {
    const { m, b } = await givenLent()
    const ctx = await as(m.answerer)
    const line = await noteHandover(ctx, b.id, {
      ...{ step: 'pick_up', condition: 'dirty', note: 'Un câble manque', quantity: 1 },
      at: '2026-11-20T13:20:30.000Z',
    })
    expect(line).toMatchObject({
      ...{ bookingId: b.id, step: 'pick_up', side: 'lender', happened: 1, condition: 'dirty', quantity: 1 },
      ...{ at: '2026-11-20T13:20:30.000Z', lateMinutes: 20, note: 'Un câble manque', corrects: null },
      ...{ photoId: null, notedBy: m.answerer.id, noterName: 'Camille Essai', createdAt: NOW },
    })
    const [event] = await eventsOf(line.id)
    expect(event).toMatchObject({
      ...{ type: 'handover.noted', clusterId: m.cluster.id, subjectVersion: 1, actorId: m.answerer.id },
      payload: {
        ...{ bookingId: b.id, listingId: m.offer.id, lenderId: m.lender.id, borrowerId: m.borrower.id },
        ...{ step: 'pick_up', side: 'lender', happened: 1, condition: 'dirty', quantity: 1, lateMinutes: 20 },
      },
    })
    expect(await dueRow(b.id)).toMatchObject({
      isOut: 1,
      dueAt: b.endsAt,
      toldAt: null,
      lenderId: m.lender.id,
    })
    expect(await bookingRow(b.id)).toMatchObject({ status: 'in_use', version: 1 })
  })

  test('is said by each side in its own name, now unless told', async () => {
    const { m, b } = await givenLent()
    for (const who of [m.member, m.coordinator, m.answerer])
      await noteHandover(await as(who), b.id, { step: 'pick_up' })
    const lines = await handoversOf(await as(m.member), b.id)
    expect(lines.map((l) => [l.side, l.at, l.quantity]).sort()).toEqual([
      ['borrower', NOW, 2],
      ['coordinator', NOW, 2],
      ['lender', NOW, 2],
    ])
    expect(await eventTypes()).toEqual(Array(3).fill('handover.noted'))
  })

  test('a return in order, while it runs, ends the booking in the same batch', async () => {
    const { m, b } = await givenLent()
    await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
    await noteHandover(await as(m.answerer), b.id, { step: 'return' })
    expect(await bookingRow(b.id)).toMatchObject({ status: 'completed', endedAt: NOW, version: 2 })
    expect(await eventTypes()).toEqual(['handover.noted', 'handover.noted', 'booking.completed'])
    expect(await dueRow(b.id)).toMatchObject({ isOut: 0 })
    const hold = await db.selectFrom('holds').select('live').where('bookingId', '=', b.id).executeTakeFirst()
    expect(hold?.live).toBe(0)
  })

  test('what comes back damaged, or in part, leaves the rest of the time as it was booked', async () => {
    for (const more of [{ condition: 'damaged' as const }, { quantity: 1 }]) {
      const { m, b } = await givenLent()
      await noteHandover(await as(m.answerer), b.id, { step: 'return', ...more })
      expect((await bookingRow(b.id)).status).toBe('in_use')
    }
  })

  test('can be late, after the clock has ended the booking', async () => {
    const { m, b } = await givenLent(
      {},
      { status: 'completed', endedAt: '2026-11-20T15:00:00.000Z', endsAt: '2026-11-20T15:00:00.000Z' },
    )
    const line = await noteHandover(await as(m.answerer), b.id, { step: 'return' })
    expect(line.lateMinutes).toBe(17 * 60)
    expect(await eventTypes()).toEqual(['handover.noted'])
  })

  test('brings a photo without its place, for the parties and the coordinator alone', async () => {
    const { m, b } = await givenLent()
    const line = await noteHandover(await as(m.member), b.id, {
      ...{ step: 'pick_up', file: { bytes: jpegWithPlace(), alt: 'Une rayure' } },
    })
    expect(line).toMatchObject({
      photoType: 'image/jpeg',
      photoWidth: 64,
      photoHeight: 48,
      photoAlt: 'Une rayure',
    })
    const stored = await bindings.PHOTOS.get(line.photoId ?? '')
    expect(textOf(new Uint8Array((await stored?.arrayBuffer()) ?? new ArrayBuffer(0)))).not.toMatch(
      /Exif|GPS|secret/,
    )
    for (const who of [m.member, m.answerer, await givenMember(m.lender), m.coordinator])
      expect((await photoOfHandover(await as(who), line.photoId ?? '')).id).toBe(line.id)
    const others = [
      await givenMember(await givenOrganisation(m.cluster)),
      await givenCoordinator(await givenCluster()),
      null,
    ]
    for (const who of others)
      await expect(photoOfHandover(await as(who), line.photoId ?? '')).rejects.toMatchObject({
        code: 'not_found',
      })
  })
})

describe('a correction', () => {
  test('is a line more, which takes the place of the one it names', async () => {
    const { m, b } = await givenLent()
    const ctx = await as(m.answerer)
    const first = await noteHandover(ctx, b.id, { step: 'pick_up' })
    const second = await noteHandover(ctx, b.id, {
      step: 'pick_up',
      corrects: first.id,
      condition: 'damaged',
    })
    expect(second).toMatchObject({ corrects: first.id, at: first.at, condition: 'damaged' })
    expect(await handoversOf(ctx, b.id)).toHaveLength(2)
    await expect(
      db
        .updateTable('handovers')
        .set({ note: 'x' } as never)
        .execute(),
    ).rejects.toThrow('handover_edited')
  })

  test('can say that it did not happen; then it can be noted again', async () => {
    const { m, b } = await givenLent()
    const ctx = await as(m.answerer)
    const first = await noteHandover(ctx, b.id, { step: 'pick_up' })
    await noteHandover(ctx, b.id, { step: 'pick_up', corrects: first.id, happened: false })
    expect((await dueRow(b.id))?.isOut).toBe(0)
    await noteHandover(ctx, b.id, { step: 'pick_up' })
    expect((await dueRow(b.id))?.isOut).toBe(1)
    expect(await handoversOf(ctx, b.id)).toHaveLength(3)
  })

  test('of two at once, one is written', async () => {
    const { m, b } = await givenLent()
    const first = await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
    const again = async () =>
      noteHandover(await as(m.answerer), b.id, { step: 'pick_up', corrects: first.id, condition: 'dirty' })
    const done = await Promise.allSettled([again(), again()])
    expect(done.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(done.find((d) => d.status === 'rejected')).toMatchObject({ reason: { code: 'already_exists' } })
    expect(await handoversOf(await as(m.answerer), b.id)).toHaveLength(2)
  })

  test('is refused of another’s line, of an old one, of one that is corrected already, and after seven days', async () => {
    const { m, b } = await givenLent()
    const ctx = await as(m.answerer)
    const first = await noteHandover(ctx, b.id, { step: 'pick_up' })
    const second = await noteHandover(ctx, b.id, { step: 'pick_up', corrects: first.id })
    const before = await written()
    const wrong = async (who: { id: string }, more: object, now = NOW) => {
      const correcting = noteHandover(await as(who, { now }), b.id, {
        step: 'pick_up',
        corrects: second.id,
        ...more,
      })
      return correcting.then(
        () => 'written',
        (e) => e.code,
      )
    }
    expect(await wrong(m.member, {})).toBe('not_found')
    expect(await wrong(m.answerer, { corrects: 'hnd_none' })).toBe('not_found')
    expect(await wrong(m.answerer, { step: 'return' })).toBe('not_found')
    expect(await wrong(m.answerer, { corrects: first.id })).toBe('already_exists')
    expect(await wrong(m.answerer, {}, '2026-11-28T08:00:00.000Z')).toBe('transition_not_allowed')
    expect(await written()).toEqual(before)
  })
})

describe('refused without a trace', () => {
  test('what does not fit', async () => {
    const { m, b } = await givenLent()
    const before = await written()
    const ctx = await as(m.answerer)
    const wrong = (input: object) =>
      noteHandover(ctx, b.id, { step: 'pick_up', ...input } as never).then(
        () => 'written',
        (e) => e.details.fields?.[0]?.code ?? e.code,
      )
    expect(await wrong({ at: '2026-11-21T08:00:00.001Z' })).toBe('in_the_future')
    expect(await wrong({ at: '2026-11-10T07:59:00.000Z' })).toBe('before_booking')
    expect(await wrong({ at: '2026-02-30T08:00:00.000Z' })).toMatch(/not_/)
    expect(await wrong({ quantity: -1 })).toBe('too_small')
    expect(await wrong({ quantity: 1.5 })).toBe('not_int')
    expect(await wrong({ step: 'return', quantity: 3 })).toBe('too_big')
    expect(await wrong({ step: 'theft' })).toBe('not_a_choice')
    expect(await wrong({ condition: 'fine' })).toBe('not_a_choice')
    expect(await wrong({ note: 'x'.repeat(1001) })).toBe('too_long')
    expect(await wrong({ happened: false })).toBe('required')
    expect(await wrong({ side: 'borrower' })).toBe('forbidden')
    expect(await wrong({ file: { bytes: new Uint8Array([1, 2, 3]) } })).toBe('wrong_media_type')
    expect(await wrong({ file: { bytes: new Uint8Array(2 * 1024 * 1024 + 1) } })).toBe('too_large')
    expect(await wrong({ photo: { base64: '***' } })).toBe('photo_type')
    expect(await written()).toEqual(before)
  })

  test('a return before its pick-up, a pick-up after its return', async () => {
    const { m, b } = await givenLent()
    const ctx = await as(m.answerer)
    const first = await noteHandover(ctx, b.id, { step: 'pick_up', at: '2026-11-20T14:00:00.000Z' })
    await expect(
      noteHandover(ctx, b.id, { step: 'return', at: '2026-11-20T13:59:00.000Z' }),
    ).rejects.toMatchObject({ details: { fields: [{ code: 'before_pick_up' }] } })
    await noteHandover(ctx, b.id, { step: 'return', condition: 'dirty', at: '2026-11-21T07:00:00.000Z' })
    await expect(
      noteHandover(ctx, b.id, { step: 'pick_up', corrects: first.id, at: '2026-11-21T07:30:00.000Z' }),
    ).rejects.toMatchObject({ details: { fields: [{ code: 'after_return' }] } })
  })

  test('in the wrong state', async () => {
    for (const [status, step] of [
      ...([
        ['requested', 'pick_up'],
        ['cancelled', 'pick_up'],
        ['no_show', 'pick_up'],
      ] as const),
      ...([
        ['declined', 'return'],
        ['expired', 'return'],
        ['confirmed', 'return'],
      ] as const),
    ]) {
      const times = { startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' }
      const { m, b } = await givenLent({}, { status, ...times })
      const before = await written()
      await expect(noteHandover(await as(m.answerer), b.id, { step })).rejects.toMatchObject({
        code: 'transition_not_allowed',
      })
      expect(await written()).toEqual(before)
    }
  })

  test('the return of material, and a hand-over of a person', async () => {
    for (const [kind, step] of [
      ['waste', 'return'],
      ['staff', 'pick_up'],
    ] as const) {
      const { m, b } = await givenLent({ kind })
      await expect(noteHandover(await as(m.answerer), b.id, { step })).rejects.toMatchObject({
        code: 'invalid',
      })
    }
  })

  test('of whoever may not', async () => {
    const { m, b } = await givenLent()
    const elsewhere = await givenCluster()
    const before = await written()
    const people = [
      [await givenMember(m.lender), 'not_manager'],
      [await givenMember(await givenOrganisation(m.cluster)), 'not_found'],
      [await givenCoordinator(elsewhere), 'not_found'],
      [await givenMember(await givenOrganisation(elsewhere), { role: 'manager' }), 'not_found'],
      [null, 'not_signed_in'],
    ] as const
    for (const [who, code] of people)
      await expect(noteHandover(await as(who), b.id, { step: 'pick_up' })).rejects.toMatchObject({ code })
    expect(await written()).toEqual(before)
  })

  test('of two who tick at once, one is written', async () => {
    const { m, b } = await givenLent()
    const other = await givenMember(m.lender, { role: 'manager' })
    const tick = async (who: { id: string }) => noteHandover(await as(who), b.id, { step: 'pick_up' })
    const done = await Promise.allSettled([tick(m.answerer), tick(other), tick(m.answerer)])
    expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(1)
    for (const d of done)
      if (d.status === 'rejected') expect(d.reason).toMatchObject({ code: 'already_exists' })
    expect(await eventTypes()).toEqual(['handover.noted'])
  })
})
