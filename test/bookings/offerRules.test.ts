import { describe, expect, test } from 'vitest'
import { alternatives } from '../../worker/bookings/alternatives'
import { availability } from '../../worker/bookings/availability'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { setOfferRules } from '../../worker/bookings/commands/setOfferRules'
import type { OfferRulesInput } from '../../worker/bookings/inputOfRules'
import { rulesOf } from '../../worker/bookings/offers'
import { visibleOffer } from '../../worker/bookings/queries'
import type { BookingInput } from '../../worker/bookings/input'
import { newCtx } from '../../worker/platform/context'
import {
  as,
  bindings,
  eventsOf,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { asking, givenBooking, givenMarket, left } from './market'
import { ask, at, givenRules, refusal, time } from './ruled'

describe('setting the rules of an offer', () => {
  test('is one fact, whole, with a version; the coordinator may as well', async () => {
    const m = await givenMarket()
    const set = await givenRules(m, {
      shortestMinutes: 60,
      quotas: [{ of: 'bookings', most: 2, per: 'week' }],
    })
    expect(set).toMatchObject({
      version: 1,
      rules: { shortestMinutes: 60, noticeMinutes: 0, requests: 'hold' },
    })
    const again = await setOfferRules(await as(m.coordinator), m.offer.id, { longestMinutes: 120 }, 1)
    expect(again.version).toBe(2)
    const kept = await rulesOf(await as(null), m.offer.id)
    expect(kept).toEqual(again)
    expect(kept.rules).toMatchObject({ longestMinutes: 120, quotas: [] })
    expect(kept.rules.shortestMinutes).toBeUndefined()
    expect((await eventsOf(m.offer.id)).map((e) => [e.type, e.subjectVersion, e.payload])).toEqual([
      ['offer_rules.changed', 1, { listingId: m.offer.id }],
      ['offer_rules.changed', 2, { listingId: m.offer.id }],
    ])
  })

  test('is refused to others, to what nobody could book under, and to who read an older version', async () => {
    const m = await givenMarket({ quantity: 3 })
    const elsewhere = await givenCluster()
    const foreign = await givenOrganisation(elsewhere)
    const need = await givenListing(m.cluster, m.lender, { direction: 'need' })
    const far = await givenListing(elsewhere, foreign)
    const theirs = await givenListing(m.cluster, m.borrower, { status: 'draft' })
    const before = await left()
    const cases = [
      [null, m.offer.id, {}, 'not_signed_in'],
      [m.member, m.offer.id, {}, 'not_member'],
      [await givenMember(m.lender), m.offer.id, {}, 'not_manager'],
      [await givenCoordinator(elsewhere), m.offer.id, {}, 'not_member'],
      [m.answerer, need.id, {}, 'not_found'],
      [m.answerer, 'ofr_nothing', {}, 'not_found'],
      [m.answerer, m.offer.id, { shortestMinutes: -1 }, 'invalid'],
      [m.answerer, m.offer.id, { shortestMinutes: 120, longestMinutes: 60 }, 'invalid'],
      [m.answerer, m.offer.id, { stepMinutes: 7 }, 'invalid'],
      [m.answerer, m.offer.id, { mostQuantity: 4 }, 'invalid'],
      [m.answerer, m.offer.id, { onlyFor: [foreign.id] }, 'invalid'],
      [m.answerer, m.offer.id, { bundle: [{ offerId: theirs.id }] }, 'invalid'],
      [m.answerer, m.offer.id, { bundle: [{ offerId: m.offer.id }] }, 'invalid'],
      [m.answerer, m.offer.id, { bundle: [{ offerId: far.id }] }, 'invalid'],
      [m.answerer, m.offer.id, { releaseHours: 12 }, 'invalid'],
      [m.answerer, m.offer.id, { exceptions: [{ startsOn: '2026-02-30', endsOn: '2026-03-01' }] }, 'invalid'],
      [m.answerer, m.offer.id, { exceptions: [{ startsOn: '9999-12-30', endsOn: '9999-12-31' }] }, 'invalid'],
      [m.answerer, m.offer.id, { exceptions: [{ startsOn: '2026-03-02', endsOn: '2026-03-01' }] }, 'invalid'],
    ] as const
    for (const [who, id, rules, code] of cases)
      expect([code, await refusal(setOfferRules(await as(who), id, rules as never))]).toMatchObject([
        code,
        { code },
      ])
    expect(await left()).toEqual(before)
    await givenRules(m, {})
    const late = setOfferRules(await as(m.answerer), m.offer.id, {}, 0)
    expect(await refusal(late)).toMatchObject({ code: 'version_mismatch' })
  })

  test('by two at once, for the first time: one of them', async () => {
    const m = await givenMarket()
    const [one, two] = [await as(m.answerer), await as(m.coordinator)]
    const told = await Promise.all([
      refusal(setOfferRules(one, m.offer.id, { shortestMinutes: 60 })),
      refusal(setOfferRules(two, m.offer.id, { shortestMinutes: 90 })),
    ])
    const refused = told.filter((t) => t !== 'accepted')
    expect(refused.every((t) => (t as { code: string }).code === 'stale')).toBe(true)
    const { version } = await rulesOf(one, m.offer.id)
    expect(version).toBe(2 - refused.length)
    expect(await eventsOf(m.offer.id)).toHaveLength(version)
  })
})

describe('a booking that breaks a rule', () => {
  const cases: [string, OfferRulesInput, Partial<BookingInput>, object][] = [
    [
      'too short',
      { shortestMinutes: 180 },
      {},
      {
        rule: 'shortest',
        minutes: 180,
        fields: [{ path: 'endsAt', code: 'shortest', params: { minutes: 180 } }],
      },
    ],
    ['too long', { longestMinutes: 60 }, {}, { rule: 'longest', minutes: 60 }],
    [
      'not on a step',
      { stepMinutes: 240 },
      {},
      { rule: 'step', before: at(11), after: at(15), fields: [{ path: 'startsAt' }] },
    ],
    [
      'too late to ask',
      { noticeMinutes: 30 * 1440 },
      {},
      { rule: 'notice', before: '2026-11-08T13:00:00.000Z', earliest: '2026-12-21T08:00:00.000Z' },
    ],
    ['too far ahead', { horizonDays: 7 }, {}, { rule: 'horizon', latest: '2026-11-28T22:59:00.000Z' }],
    ['too many', { mostQuantity: 2 }, { quantity: 3 }, { rule: 'most_quantity', most: 2 }],
  ]
  test.each(cases)('%s leaves no row and no event', async (_, rules, more, told) => {
    const m = await givenMarket({ quantity: 5 })
    await givenRules(m, rules)
    const before = await left()
    expect(await refusal(ask(m, more))).toMatchObject({ code: 'invalid', zone: 'Europe/Paris', ...told })
    expect(await left()).toEqual(before)
  })

  test('for another organisation than those it is kept for', async () => {
    const m = await givenMarket()
    const friend = await givenOrganisation(m.cluster)
    const theirs = await givenMember(friend)
    await givenRules(m, { onlyFor: [friend.id] })
    expect(await refusal(ask(m, {}))).toMatchObject({
      code: 'invalid',
      fields: [{ path: 'organisationId', code: 'only_for' }],
    })
    const asked = asking(m, { organisationId: friend.id })
    expect(await refusal(requestBooking(await as(theirs), m.offer.id, asked))).toBe('accepted')
  })

  test('on a day closed by an exception, with the hours that are open; nothing is shown as free then', async () => {
    const m = await givenMarket()
    await givenRules(m, {
      exceptions: [
        { startsOn: '2026-12-07', endsOn: '2026-12-09', hours: [] },
        { startsOn: '2026-12-13', endsOn: '2026-12-13', hours: [{ from: '10:00', to: '12:00' }] },
      ],
    })
    expect(await refusal(ask(m, {}))).toMatchObject({
      code: 'outside_opening_hours',
      open: [{ from: at(8, 10), to: at(19, 10) }],
    })
    const free = await availability(await as(m.member), m.offer.id, at(0, 7), at(0, 14))
    expect(free.map((f) => [f.startsAt, f.endsAt])).toEqual([
      [at(8, 10), at(19, 10)],
      [at(8, 11), at(19, 11)],
      [at(8, 12), at(19, 12)],
      [at(9, 13), at(11, 13)],
    ])
    expect(await refusal(ask(m, time(9, 11, 13)))).toBe('accepted') // a Sunday
  })
})

describe('notice to change and to cancel', () => {
  const rules = { changeNoticeMinutes: 2880, cancelNoticeMinutes: 1440 }
  const late = async (who: { id: string }, when: string) => ({ ...(await as(who)), now: when })

  test('holds the borrower, not the lender nor the coordinator, nor a request', async () => {
    const m = await givenMarket()
    await givenRules(m, rules)
    const b = await givenBooking(m, { status: 'confirmed', answerBy: null })
    const before = await left()
    const change = async (who: { id: string }, when: string) =>
      refusal(changeBooking(await late(who, when), b.id, { endsAt: at(14) }))
    expect(await change(m.member, at(13, 7))).toMatchObject({
      ...{ code: 'too_late', rule: 'change_notice', minutes: 2880, before: at(13, 6), zone: 'Europe/Paris' },
    })
    const cancel = async (who: { id: string }, when: string) =>
      refusal(cancelBooking(await late(who, when), b.id))
    expect(await cancel(m.member, at(14, 7))).toMatchObject({
      ...{ code: 'too_late', rule: 'cancel_notice', before: at(13, 7) },
    })
    expect(await left()).toEqual(before)
    expect(await change(m.coordinator, at(13, 7))).toBe('accepted')
    expect(await cancel(m.answerer, at(14, 7))).toBe('accepted')
    const asked = await givenBooking(m, { ...time(16, 17), answerBy: at(17, 8) })
    expect(await refusal(cancelBooking(await late(m.member, at(15, 8)), asked.id))).toBe('accepted')
  })

  test('the note can still be changed', async () => {
    const m = await givenMarket()
    await givenRules(m, rules)
    const b = await givenBooking(m, { status: 'confirmed', answerBy: null })
    const ctx = await late(m.member, at(12, 8))
    expect(await refusal(changeBooking(ctx, b.id, { note: 'Avec un chien' }))).toBe('accepted')
  })
})

test('buffers keep bookings apart, in what is shown, what is proposed and what is written', async () => {
  const m = await givenMarket({ instantFor: 'everyone' })
  await givenRules(m, { bufferBeforeMinutes: 30, bufferAfterMinutes: 60 })
  await ask(m, time(11, 13))
  const free = await availability(await as(m.member), m.offer.id, at(0), at(23))
  expect(free.map((f) => [f.startsAt, f.endsAt])).toEqual([
    [at(8), '2026-12-08T09:30:00.000Z'],
    ['2026-12-08T14:30:00.000Z', at(19)],
  ])
  expect(await refusal(ask(m, { startsAt: at(14), endsAt: at(15) }))).toMatchObject({
    code: 'capacity_taken',
  })
  const ctx = await as(m.member)
  const wanted = { organisationId: m.borrower.id, ...time(13, 15), quantity: 1, capacityId: null }
  const proposed = await alternatives(ctx, await visibleOffer(ctx, m.offer.id), wanted)
  expect(proposed[0]).toMatchObject({ why: 'later', startsAt: '2026-12-08T14:30:00.000Z' })
  for (const { startsAt, endsAt } of proposed.filter((p) => p.offerId === m.offer.id).slice(0, 1))
    expect(await refusal(ask(m, { startsAt, endsAt }))).toBe('accepted')
})

test('what is still free some hours before goes at the solidarity tariff for everyone', async () => {
  const priced = {
    tariffMode: 'price',
    referenceCents: 1000,
    solidarityCents: 400,
    supportCents: 1500,
  } as const
  const m = await givenMarket({ ...priced, priceUnit: 'hour', instantFor: 'everyone' })
  await givenRules(m, { releaseHours: 24 })
  const ctx = newCtx(bindings, { ...(await as(m.member)), now: at(9, 7) })
  const book = (from: number, to: number, day: number, tariff: 'reference' | 'support') =>
    requestBooking(ctx, m.offer.id, asking(m, { ...time(from, to, day), tariff }))
  expect(await book(8, 9, 8, 'reference')).toMatchObject({ priceCents: 400, tariff: 'solidarity' })
  expect(await book(9, 10, 8, 'support')).toMatchObject({ priceCents: 400, tariff: 'solidarity' })
  const early = await book(11, 13, 8, 'reference')
  expect(early).toMatchObject({ priceCents: 2000, tariff: 'reference' })
  // What was booked before stays at its price, also where it gets shorter within those hours.
  const later = { ...ctx, now: at(10, 8) }
  expect(await changeBooking(later, early.id, { endsAt: at(12) })).toMatchObject({ priceCents: 1000 })
})
