import { describe, expect, test } from 'vitest'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { bookingById } from '../../worker/bookings/queries'
import { type Agreement, agreementOf } from '../../worker/handovers/agreements'
import { acceptAgreement } from '../../worker/handovers/commands/acceptAgreement'
import { askAgain } from '../../worker/handovers/reactTo'
import { hashOf, TEXT_VERSION, textOf } from '../../worker/handovers/terms'
import { sha256 } from '../../worker/platform/crypto'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { givenLent, written } from './lent'

const COMING = {
  status: 'confirmed',
  startsAt: '2026-12-08T13:00:00.000Z',
  endsAt: '2026-12-08T15:00:00.000Z',
}
const given = (listing: Parameters<typeof givenLent>[0] = {}, booking: object = {}) =>
  givenLent(
    { details: { deposit: '100 € en chèque', condition: 'good' }, ...listing },
    { ...COMING, ...booking },
  )

async function shown(who: { id: string } | null, bookingId: string): Promise<Agreement | null> {
  const ctx = await as(who)
  const b = await bookingById(ctx, bookingId)
  return b && agreementOf(ctx, b)
}
const rows = () => db.selectFrom('agreements').selectAll().orderBy('number').execute()

/** Both sides accept what they are shown. */
async function bothAccept({ m, b }: Awaited<ReturnType<typeof given>>) {
  for (const who of [m.answerer, m.member])
    await acceptAgreement(await as(who), b.id, { hash: (await shown(who, b.id))?.hash ?? '' })
}

describe('the agreement of a free loan', () => {
  test('is filled in from the booking, and accepted by both with time, person and fingerprint', async () => {
    const { m, b } = await given()
    const before = await shown(m.member, b.id)
    expect(before).toMatchObject({
      id: null,
      status: 'offered',
      isOpen: true,
      mayAccept: ['borrower'],
      lapsed: false,
    })
    const words = JSON.stringify(before?.text)
    for (const word of [
      'La Fabrique des Quais',
      'Les Jardins des Aulnes',
      'Écrans',
      '2 pièces',
      '8 décembre 2026',
      '100 € en chèque',
      'bon état',
      '12 rue du Port',
      '1875',
      'Europe/Paris',
    ])
      expect(words).toContain(word)
    expect(words).not.toContain('Camille')

    const hash = before?.hash ?? ''
    const open = await acceptAgreement(await as(m.member), b.id, { hash })
    expect(open).toMatchObject({
      status: 'open',
      hash,
      acceptances: { lender: null, borrower: { at: NOW, name: 'Camille Essai' } },
    })
    const done = await acceptAgreement(await as(m.answerer), b.id, { hash })
    expect(done).toMatchObject({ status: 'accepted', mayAccept: [] })
    expect(await rows()).toMatchObject([
      {
        ...{ number: 1, status: 'accepted', textVersion: TEXT_VERSION, hash, version: 2, bookingId: b.id },
        ...{ lenderAcceptedBy: m.answerer.id, borrowerAcceptedBy: m.member.id, lenderAcceptedAt: NOW },
      },
    ])
    expect(hash).toBe(await hashOf(done.terms))
    const events = await eventsOf(done.id ?? '')
    expect(events.map((e) => [e.type, e.payload])).toMatchObject([
      ['agreement.accepted', { side: 'borrower', both: 0, bookingId: b.id, hash, textVersion: TEXT_VERSION }],
      ['agreement.accepted', { side: 'lender', both: 1 }],
    ])
  })

  test('keeps the text that was read, whatever the lender then writes in the listing', async () => {
    const { m, b } = await given()
    const hash = (await shown(m.member, b.id))?.hash ?? ''
    await acceptAgreement(await as(m.member), b.id, { hash })
    await db.updateTable('listings').set({ terms: 'Mille euros' }).where('id', '=', m.offer.id).execute()
    expect(await shown(m.answerer, b.id)).toMatchObject({ hash, terms: { special: '' } })
    await acceptAgreement(await as(m.answerer), b.id, { hash })
    expect((await rows())[0]?.status).toBe('accepted')
  })

  test('accepted again, or by both in the same moment, is one agreement', async () => {
    const { m, b } = await given()
    const hash = (await shown(m.member, b.id))?.hash ?? ''
    const [lender, borrower, twice] = [await as(m.answerer), await as(m.member), await as(m.member)]
    await Promise.all([lender, borrower, twice].map((ctx) => acceptAgreement(ctx, b.id, { hash })))
    expect(await rows()).toMatchObject([{ status: 'accepted', number: 1 }])
    expect(await eventTypes()).toEqual(['agreement.accepted', 'agreement.accepted'])
  })

  test('is accepted by the coordinator for a member, and says so', async () => {
    const { m, b } = await given()
    const hand = await givenMember(m.borrower, {}, { email: null, name: 'Ali Essai' })
    const hash = (await shown(m.coordinator, b.id))?.hash ?? ''
    const done = await acceptAgreement(await as(m.coordinator), b.id, { hash, onBehalfOf: hand.memberId })
    expect(done.acceptances.borrower).toEqual({ at: NOW, name: 'Camille Essai', forName: 'Ali Essai' })
    expect((await eventsOf(done.id ?? ''))[0]).toMatchObject({
      actorId: m.coordinator.id,
      onBehalfOf: hand.id,
    })
  })

  test('without the name of who erased their account', async () => {
    const { m, b } = await given()
    await bothAccept({ m, b })
    await db.updateTable('people').set({ name: '' }).where('id', '=', m.member.id).execute()
    expect((await shown(m.answerer, b.id))?.acceptances.borrower).toEqual({
      at: NOW,
      name: '',
      forName: null,
    })
  })
})

describe('a booking that changes', () => {
  test('asks both again, once, and keeps what was accepted before', async () => {
    const { m, b } = await given({ instantFor: 'everyone' })
    await bothAccept({ m, b })
    await changeBooking(await as(m.member), b.id, { endsAt: '2026-12-08T14:00:00.000Z' })
    expect(await shown(m.member, b.id)).toMatchObject({
      status: 'offered',
      lapsed: true,
      mayAccept: ['borrower'],
    })
    const changed = (await eventsOf(b.id)).find((e) => e.type === 'booking.changed')
    if (!changed) throw new Error('no event')
    await askAgain(await as(null), changed)
    await askAgain(await as(null), changed)
    expect((await eventTypes()).filter((t) => t === 'agreement.lapsed')).toHaveLength(1)
    expect(await rows()).toMatchObject([{ number: 1, status: 'lapsed', lenderAcceptedBy: m.answerer.id }])
    await bothAccept({ m, b })
    expect((await rows()).map((r) => [r.number, r.status])).toEqual([
      [1, 'lapsed'],
      [2, 'accepted'],
    ])
  })

  test('in its note alone asks nobody', async () => {
    const { m, b } = await given()
    await bothAccept({ m, b })
    await changeBooking(await as(m.member), b.id, { note: 'Nous venons à trois' })
    const changed = (await eventsOf(b.id)).at(-1)
    if (changed) await askAgain(await as(null), changed)
    expect((await rows())[0]?.status).toBe('accepted')
  })

  test('and one whose agreement was never accepted does nothing', async () => {
    const { m, b } = await given()
    await changeBooking(await as(m.member), b.id, { endsAt: '2026-12-08T14:00:00.000Z' })
    for (const event of await eventsOf(b.id)) await askAgain(await as(null), event)
    expect(await rows()).toEqual([])
  })
})

describe('refused without a trace', () => {
  test('where none is offered: not free, not such a thing, not under French law, not yet agreed', async () => {
    const price = { tariffMode: 'price' as const, referenceCents: 1000, priceUnit: 'hour' as const }
    const cases: [Parameters<typeof given>[0], object][] = [
      [price, { priceCents: 2000 }],
      [{ tariffMode: 'exchange' }, {}],
      [{ kind: 'waste' }, {}],
      [{}, { status: 'requested' }],
      [{}, { status: 'cancelled' }],
    ]
    for (const [listing, booking] of cases) {
      const { m, b } = await given(listing, booking)
      expect(await shown(m.member, b.id)).toBeNull()
      const before = await written()
      await expect(acceptAgreement(await as(m.member), b.id, { hash: 'h' })).rejects.toMatchObject({
        code: 'not_found',
      })
      expect(await written()).toEqual(before)
    }
    const { m, b } = await given()
    await db.updateTable('organisations').set({ country: 'MA' }).where('id', '=', m.lender.id).execute()
    expect(await shown(m.member, b.id)).toBeNull()
  })

  test('once it is over, and of a text that was not read', async () => {
    const { m, b } = await given()
    const before = await written()
    await expect(acceptAgreement(await as(m.member), b.id, { hash: 'another' })).rejects.toMatchObject({
      code: 'stale',
    })
    await expect(acceptAgreement(await as(m.member), b.id, {} as never)).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(await written()).toEqual(before)
    const over = await given({}, { status: 'completed' })
    await expect(
      acceptAgreement(await as(over.m.member), over.b.id, {
        hash: (await shown(over.m.member, over.b.id))?.hash ?? '',
      }),
    ).rejects.toMatchObject({ code: 'transition_not_allowed' })
  })

  test('of whoever may not', async () => {
    const { m, b } = await given()
    const hash = (await shown(m.member, b.id))?.hash ?? ''
    const elsewhere = await givenCluster()
    const stranger = await givenMember(await givenOrganisation(m.cluster))
    const before = await written()
    for (const [who, code, more] of [
      [await givenMember(m.lender), 'not_manager', {}],
      [m.member, 'forbidden', { side: 'lender' }],
      [m.coordinator, 'forbidden', {}],
      [m.coordinator, 'invalid', { onBehalfOf: stranger.memberId }],
      [m.member, 'not_coordinator', { onBehalfOf: m.member.memberId }],
      [stranger, 'not_found', {}],
      [await givenCoordinator(elsewhere), 'not_found', {}],
      [null, 'not_signed_in', {}],
    ] as const)
      await expect(acceptAgreement(await as(who), b.id, { hash, ...more })).rejects.toMatchObject({ code })
    expect(await written()).toEqual(before)
  })
})

test('a text that was accepted is never changed: another version is added', async () => {
  const party = { name: 'A', siret: '12345678901234', seat: '1 rue B, 76000 Rouen' }
  const terms = {
    ...{
      textVersion: '2026-11',
      kind: 'equipment' as const,
      lender: party,
      borrower: party,
      thing: 'T',
      lot: 'L',
    },
    ...{
      capacityId: 'cap',
      quantity: 1,
      unit: 'piece' as const,
      timeZone: 'UTC',
      currency: 'EUR',
      place: 'P',
    },
    ...{ startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' },
    ...{ condition: 'good' as const, vehicle: true, deposit: 'D', special: 'S' },
  }
  expect(await sha256(JSON.stringify(textOf(terms, 'fr')).replace(/\s/g, ''))).toMatchInlineSnapshot(
    `"23952049e0115e91552f5a60aac41f1d08ab84541646b25f2b570b747781d9e8"`,
  )
  for (const language of ['en', 'ar'] as const)
    expect(textOf(terms, language).parts).toHaveLength(textOf(terms, 'fr').parts.length)
})
