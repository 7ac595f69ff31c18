import { describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import type { BookingInput } from '../../worker/bookings/input'
import {
  as,
  givenAffiliation,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { asking, capacityOf, givenMarket, left, type Market, TUESDAY } from './market'

describe('what is refused leaves no row and no event', () => {
  const cases: [
    string,
    (m: Market) => Partial<BookingInput> | Promise<Partial<BookingInput>>,
    object,
    Parameters<typeof givenMarket>[0]?,
  ][] = [
    [
      'an end before the start',
      () => ({ endsAt: TUESDAY.startsAt }),
      { code: 'invalid', details: { fields: [{ path: 'endsAt', code: 'end_before_start' }] } },
    ],
    [
      'a time gone by',
      () => ({ startsAt: '2026-11-20T13:00:00.000Z', endsAt: '2026-11-20T15:00:00.000Z' }),
      { code: 'in_the_past' },
    ],
    [
      'three years ahead',
      () => ({ startsAt: '2029-12-04T13:00:00.000Z', endsAt: '2029-12-04T15:00:00.000Z' }),
      { code: 'invalid', details: { fields: [{ path: 'startsAt', code: 'too_far_ahead' }] } },
    ],
    ['the year 9999', () => ({ endsAt: '9999-12-31T23:59:00.000Z' }), { code: 'invalid' }],
    [
      'half minutes',
      () => ({ startsAt: '2026-12-08T13:00:30.000Z' }),
      { code: 'invalid', details: { fields: [{ path: 'startsAt', code: 'not_whole_minute' }] } },
    ],
    [
      'more than there is',
      () => ({ quantity: 2 }),
      { code: 'invalid', details: { fields: [{ path: 'quantity', code: 'too_big', params: { max: 1 } }] } },
    ],
    ['nothing at all', () => ({ quantity: 0 }), { code: 'invalid' }],
    [
      'a note without end',
      () => ({ note: 'a'.repeat(1001) }),
      { code: 'invalid', details: { fields: [{ path: 'note', code: 'too_long', params: { max: 1000 } }] } },
    ],
    [
      'Sunday, when it is closed',
      () => ({ startsAt: '2026-12-13T13:00:00.000Z', endsAt: '2026-12-13T15:00:00.000Z' }),
      { code: 'outside_opening_hours' },
    ],
    [
      'an hour after closing',
      () => ({ startsAt: '2026-12-08T18:00:00.000Z', endsAt: '2026-12-08T20:00:00.000Z' }),
      { code: 'outside_opening_hours' },
    ],
    [
      'half a day by the day',
      () => ({}),
      {
        code: 'invalid',
        details: {
          fields: [
            { path: 'startsAt', code: 'not_whole_day' },
            { path: 'endsAt', code: 'not_whole_day' },
          ],
        },
      },
      { grain: 'day' },
    ],
    [
      'a tariff the offer has not',
      () => ({ tariff: 'support' }),
      { code: 'invalid', details: { fields: [{ path: 'tariff', code: 'not_a_choice' }] } },
    ],
    [
      'another offer’s capacity',
      async (m) => ({ capacityId: (await capacityOf((await givenListing(m.cluster, m.lender)).id)).id }),
      { code: 'invalid', details: { fields: [{ path: 'capacityId', code: 'not_a_choice' }] } },
    ],
    [
      'somebody else’s need',
      async (m) => ({ needId: (await givenListing(m.cluster, m.lender, { direction: 'need' })).id }),
      { code: 'invalid', details: { fields: [{ path: 'needId', code: 'not_a_choice' }] } },
    ],
    [
      'an organisation one is not of',
      async (m) => ({ organisationId: (await givenOrganisation(m.cluster)).id }),
      { code: 'not_member' },
    ],
    [
      'acting for a member without coordinating',
      (m) => ({ onBehalfOf: m.member.memberId }),
      { code: 'not_coordinator' },
    ],
    ['a draft, which is not theirs to see', () => ({}), { code: 'not_found' }, { status: 'draft' }],
    ['a paused offer', () => ({}), { code: 'listing_not_open' }, { status: 'paused' }],
    ['a lapsed offer', () => ({}), { code: 'listing_not_open' }, { expiresAt: '2026-11-21T08:00:00.000Z' }],
    [
      'a hidden offer, which is not theirs to see',
      () => ({}),
      { code: 'not_found' },
      { hiddenReason: 'Signalée' },
    ],
    [
      'dangerous waste that would be agreed at once, without its slip',
      () => ({}),
      { code: 'hazardous_needs_slip' },
      { kind: 'waste', instantFor: 'everyone', details: { hazardous: true } },
    ],
  ]
  for (const [name, more, refusal, listing] of cases)
    test(name, async () => {
      const m = await givenMarket(listing)
      const wanted = asking(m, await more(m))
      const before = await left()
      await expect(requestBooking(await as(m.member), m.offer.id, wanted)).rejects.toMatchObject(refusal)
      expect(await left()).toEqual(before)
    })

  test('one’s own offer', async () => {
    const m = await givenMarket()
    await expect(
      requestBooking(await as(m.answerer), m.offer.id, asking(m, { organisationId: m.lender.id })),
    ).rejects.toMatchObject({ code: 'own_offer' })
  })

  test('nobody signed in, a stranger, a suspended organisation, a need', async () => {
    const m = await givenMarket()
    await expect(requestBooking(await as(null), m.offer.id, asking(m))).rejects.toMatchObject({
      code: 'not_signed_in',
    })
    const elsewhere = await givenCluster()
    const foreign = await givenOrganisation(elsewhere)
    const stranger = await givenMember(foreign)
    await expect(
      requestBooking(await as(stranger), m.offer.id, asking(m, { organisationId: foreign.id })),
    ).rejects.toMatchObject({ code: 'not_member' })
    const private_ = await givenListing(m.cluster, m.lender, { visibility: 'cluster' })
    await expect(
      requestBooking(await as(stranger), private_.id, asking(m, { organisationId: foreign.id })),
    ).rejects.toMatchObject({ code: 'not_found' })
    const suspended = await givenOrganisation(elsewhere)
    await givenAffiliation(m.cluster, suspended, { status: 'suspended' })
    const theirs = await givenMember(suspended)
    await expect(
      requestBooking(await as(theirs), m.offer.id, asking(m, { organisationId: suspended.id })),
    ).rejects.toMatchObject({ code: 'organisation_suspended' })
    const need = await givenListing(m.cluster, m.lender, { direction: 'need' })
    await expect(requestBooking(await as(m.member), need.id, asking(m))).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(requestBooking(await as(m.member), 'ofr_nothing', asking(m))).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await left()).toEqual({ bookings: 0, holds: 0, events: 0 })
  })
})
