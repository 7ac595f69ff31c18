import { beforeEach, describe, expect, test } from 'vitest'
import { toMinutes } from '../../worker/core/time'
import { acceptOccupancy } from '../../worker/occupancies/commands/acceptOccupancy'
import { draftOccupancy } from '../../worker/occupancies/commands/draftOccupancy'
import { editOccupancy } from '../../worker/occupancies/commands/editOccupancy'
import { cancelOccupancy, endOccupancy } from '../../worker/occupancies/commands/endOccupancy'
import { proposeAgreement, reviseAgreement } from '../../worker/occupancies/commands/proposeAgreement'
import { occupancyById } from '../../worker/occupancies/queries'
import { lotById } from '../../worker/premises/queries'
import { as, db, eventsOf, eventTypes, givenMember } from '../support/given'
import {
  givenAccepted,
  givenDraft,
  givenHouse,
  givenProposed,
  holdsOf,
  type House,
  leaseFor,
  refusal,
} from './house'

let m: House
beforeEach(async () => {
  m = await givenHouse()
})

describe('acceptance', () => {
  test('by both sides makes it theirs, with who, when and what', async () => {
    const o = await givenAccepted(m)
    expect(o).toMatchObject({
      ...{ status: 'accepted', landlordAcceptedBy: m.manager.id, occupantAcceptedBy: m.occupant.person.id },
      landlordAcceptedAt: '2026-11-21T08:00:00.000Z',
    })
    expect((await holdsOf(o.id)).map((h) => h.reason)).toEqual(['booking'])
    const events = (await eventsOf(o.id)).map((e) => [
      e.type,
      (e.payload as { side?: string; both?: number }).side ?? '',
    ])
    expect(events.slice(-2)).toEqual([
      ['occupancy.accepted', 'landlord'],
      ['occupancy.accepted', 'occupant'],
    ])
    expect(
      await db.selectFrom('occupancyReminders').select(['days', 'dueOn']).orderBy('days').execute(),
    ).toEqual([
      { days: -30, dueOn: '2028-07-01' },
      { days: 0, dueOn: '2028-07-31' },
    ])
    // Again changes nothing; what was accepted can not be changed behind anybody's back.
    await acceptOccupancy(await as(m.manager), o.id, { hash: o.hash ?? '' })
    expect((await eventsOf(o.id)).length).toBe(4)
    await expect(
      db.updateTable('occupancies').set({ feeCents: 1 }).where('id', '=', o.id).execute(),
    ).rejects.toThrow('transition_not_allowed')
    expect(await refusal(reviseAgreement(await as(m.manager), o.id))).toBe('transition_not_allowed')
    expect(await refusal(cancelOccupancy(await as(m.manager), o.id))).toBe('not_coordinator')
  })

  test('is for who answers, of either side, or the coordinator for a member of one', async () => {
    const o = await givenProposed(m)
    const hash = o.hash ?? ''
    const plainOccupant = await givenMember(m.occupant.organisation)
    expect(await refusal(acceptOccupancy(await as(plainOccupant), o.id, { hash }))).toBe('not_manager')
    expect(await refusal(acceptOccupancy(await as(m.plain), o.id, { hash }))).toBe('not_manager')
    expect(await refusal(acceptOccupancy(await as(m.other.person), o.id, { hash }))).toBe('not_found')
    expect(await refusal(acceptOccupancy(await as(m.coordinator), o.id, { hash }))).toBe('forbidden')
    expect(await refusal(acceptOccupancy(await as(m.manager), o.id, { hash, side: 'occupant' }))).toBe(
      'forbidden',
    )
    expect(await refusal(acceptOccupancy(await as(m.manager), o.id, { hash: 'x' }))).toBe('stale')
    const helped = await acceptOccupancy(await as(m.coordinator), o.id, {
      ...{ hash, onBehalfOf: plainOccupant.memberId },
    })
    expect(helped).toMatchObject({
      occupantAcceptedBy: m.coordinator.id,
      occupantAcceptedFor: plainOccupant.id,
    })
    expect((await eventsOf(o.id)).at(-1)).toMatchObject({
      onBehalfOf: plainOccupant.id,
      actorId: m.coordinator.id,
    })
  })

  test('by both at once is one agreement', async () => {
    const o = await givenProposed(m)
    const [one, two] = [await as(m.manager), await as(m.occupant.person)]
    await Promise.all([one, two].map((ctx) => acceptOccupancy(ctx, o.id, { hash: o.hash ?? '' })))
    expect((await occupancyById(one, o.id))?.status).toBe('accepted')
    expect((await eventTypes(o.id)).filter((type) => type === 'occupancy.accepted')).toHaveLength(2)
  })

  test('of short leases of one occupant on one lot adds up to three years, also in the database', async () => {
    const first = await givenAccepted(m, leaseFor(m, { endsOn: '2029-01-31' }))
    const term = { startsOn: '2029-02-01', endsOn: '2030-02-01' }
    const second = await draftOccupancy(await as(m.manager), m.cluster.id, leaseFor(m, term))
    expect(await refusal(proposeAgreement(await as(m.manager), second.id))).toBe(
      'invalid, endsOn lease_too_long',
    )
    // Behind the rule's back.
    const accepted = {
      ...{ status: 'accepted' as const, text: 'x', hash: 'x', textNumber: 0 },
      ...{
        landlordAcceptedAt: 'x',
        landlordAcceptedBy: 'x',
        occupantAcceptedAt: 'x',
        occupantAcceptedBy: 'x',
      },
    }
    const behind = db.updateTable('occupancies').set(accepted).where('id', '=', second.id).execute()
    await expect(behind).rejects.toThrow('lease_too_long')
    await editOccupancy(await as(m.manager), second.id, { endsOn: '2030-01-31' })
    expect((await proposeAgreement(await as(m.manager), second.id)).status).toBe('proposed')
    expect(first.form).toBe('short_lease')
    // Another occupant begins at nothing.
    const other = leaseFor(m, {
      lotId: m.lots[1]!.id,
      occupantId: m.other.organisation.id,
      endsOn: '2030-01-31',
    })
    expect((await givenAccepted(m, other)).status).toBe('accepted')
  })
})

describe('the end', () => {
  const during = '2027-06-15T10:00:00.000Z'
  test('before its term frees the lot from the next day on', async () => {
    const o = await givenAccepted(m)
    expect(await refusal(endOccupancy(await as(m.manager), o.id, { leftOn: '2026-11-21' }))).toBe(
      'transition_not_allowed',
    )
    const ctx = await as(m.manager, { now: during })
    expect(await refusal(endOccupancy(ctx, o.id, { leftOn: '2027-06-16' }))).toBe(
      'invalid, leftOn in_the_future',
    )
    expect(await refusal(endOccupancy(ctx, o.id, { leftOn: '2027-01-31' }))).toBe(
      'invalid, leftOn before_start',
    )
    const after = await endOccupancy(ctx, o.id, { leftOn: '2027-06-14', words: 'Parti plus tôt' })
    expect(after).toMatchObject({ status: 'ended', leftOn: '2027-06-14', endWords: 'Parti plus tôt' })
    expect((await holdsOf(o.id)).map((h) => h.busyTo)).toEqual([toMinutes('2027-06-14T22:00:00.000Z')])
    expect((await lotById(ctx, o.lotId))?.occupation).toBe('free')
    expect((await eventsOf(o.id)).at(-1)).toMatchObject({ type: 'occupancy.ended', payload: { early: 1 } })
    await givenDraft(m, { startsOn: '2027-06-15', endsOn: '2027-12-31' })
  })

  test('of a draft frees its lot; nobody else may', async () => {
    const o = await givenProposed(m)
    expect(await refusal(cancelOccupancy(await as(m.occupant.person), o.id))).toBe('forbidden')
    expect((await cancelOccupancy(await as(m.manager), o.id)).status).toBe('cancelled')
    expect(await holdsOf(o.id)).toEqual([])
    await givenDraft(m)
  })
})
