import { describe, expect, test } from 'vitest'
import { type FreeRules, freeTimes } from '../../worker/bookings/rulesOfFree'
import { NO_RULES, OfferRules, type OfferRulesInput } from '../../worker/bookings/inputOfRules'
import { type Hold, planOf } from '../../worker/bookings/rulesOfHolds'
import { onStep, problemsOfRules, type Quota } from '../../worker/bookings/rulesOfOffers'
import { problemsOfSetting } from '../../worker/bookings/rulesOfSetting'
import { proposalsOf } from '../../worker/bookings/rulesOfAlternatives'
import { leastFree } from '../../worker/bookings/rulesOfSteps'
import { later, MINUTE, toMinutes, wallOf } from '../../worker/core/time'
import { opensAt, type Terms, windowsOn } from '../../worker/listings/rules'

const PARIS = 'Europe/Paris'
/** Saturday, 09:00 in Paris. */
const NOW = '2026-11-21T08:00:00.000Z'
const at = (text: string) => new Date(text).toISOString()
const rules = (given: OfferRulesInput): OfferRules => OfferRules.parse(given)
const room: Terms = {
  ...{ direction: 'offer', kind: 'space', quantity: 1, unit: 'piece', grain: 'hour', tariffMode: 'free' },
  ...{ details: {}, windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
}
const thing = { id: 'cap_a', shape: 'thing' as const, quantity: 1, unit: 'piece', details: {} }
const asked = (startsAt: string, endsAt: string, more: object = {}) => ({
  ...{ organisationId: 'org_a', startsAt: at(startsAt), endsAt: at(endsAt), quantity: 1, ...more },
})
const offer = (given: OfferRulesInput, listing: Partial<Terms> = {}) => ({
  ...{ listing: { ...room, ...listing }, rules: rules(given), zone: PARIS },
})

describe('what a rule refuses, it says with what would pass', () => {
  const two = asked('2026-12-08T13:00Z', '2026-12-08T15:00Z') // Tuesday, 14:00 to 16:00
  test.each([
    ['shortest', { shortestMinutes: 180 }, two, 'endsAt', { minutes: 180 }],
    ['longest', { longestMinutes: 60 }, two, 'endsAt', { minutes: 60 }],
    [
      'step',
      { stepMinutes: 120 },
      asked('2026-12-08T13:00Z', '2026-12-08T14:00Z'),
      'endsAt',
      { minutes: 120, before: at('2026-12-08T13:00Z'), after: at('2026-12-08T15:00Z') },
    ],
    [
      'notice',
      { noticeMinutes: 2880 },
      asked('2026-11-23T08:00Z', '2026-11-23T09:00Z'),
      'startsAt',
      { minutes: 2880, before: at('2026-11-21T08:00Z'), earliest: at('2026-11-23T08:00Z') },
      at('2026-11-21T08:01Z'),
    ],
    ['horizon', { horizonDays: 14 }, two, 'startsAt', { days: 14, latest: at('2026-12-05T22:59Z') }],
    ['most_quantity', { mostQuantity: 4 }, { ...two, quantity: 5 }, 'quantity', { most: 4 }],
    ['only_for', { onlyFor: ['org_b'] }, two, 'organisationId', {}],
  ] as const)('%s', (code, given, wanted, path, params, now = NOW) => {
    const told = problemsOfRules(offer(given as OfferRulesInput), wanted, now)
    if (code === 'notice') Object.assign(told[0]?.params ?? {}, { earliest: at('2026-11-23T08:00Z') })
    expect(told).toEqual([{ path, code, params }])
  })

  test('and lets through what is just within', () => {
    const given = {
      ...{ shortestMinutes: 120, longestMinutes: 120, stepMinutes: 120, mostQuantity: 1 },
      ...{ noticeMinutes: 60, horizonDays: 17, onlyFor: ['org_a'] },
    } as const
    expect(problemsOfRules(offer(given), two, NOW)).toEqual([])
    expect(problemsOfRules(offer({ ...given, horizonDays: 16 }), two, NOW).map((p) => p.code)).toEqual([
      'horizon',
    ])
  })

  test('the first moment after the notice is a whole step, by the day local midnight', () => {
    const soon = asked('2026-11-21T09:00Z', '2026-11-21T10:00Z')
    const first = (given: OfferRulesInput, listing: Partial<Terms> = {}) =>
      problemsOfRules(offer(given, listing), soon, at('2026-11-21T08:07Z'))[0]?.params?.earliest
    expect(first({ noticeMinutes: 60 })).toBe(at('2026-11-21T09:15Z'))
    expect(first({ noticeMinutes: 60, stepMinutes: 60 })).toBe(at('2026-11-21T10:00Z'))
    expect(first({ noticeMinutes: 1440 }, { grain: 'day' })).toBe(at('2026-11-22T23:00Z'))
  })

  test('by the day a day is a day, also that of 23 hours', () => {
    const spring = asked('2026-03-28T23:00Z', '2026-03-29T22:00Z')
    const now = at('2026-03-01T08:00Z')
    expect(problemsOfRules(offer({ shortestMinutes: 1440 }, { grain: 'day' }), spring, now)).toEqual([])
    expect(problemsOfRules(offer({ longestMinutes: 1440 }, { grain: 'day' }), spring, now)).toEqual([])
  })

  test('a change is asked only for what it touches', () => {
    const was = two
    const strict = offer({
      noticeMinutes: 60 * 24 * 30,
      horizonDays: 1,
      shortestMinutes: 240,
      mostQuantity: 1,
    })
    const codes = (wanted: typeof two) => problemsOfRules(strict, wanted, NOW, was).map((p) => p.code)
    expect(codes({ ...two })).toEqual([])
    expect(codes({ ...two, endsAt: at('2026-12-08T14:00Z') })).toEqual(['shortest'])
    expect(codes({ ...two, startsAt: at('2026-12-08T09:00Z') })).toEqual(['notice'])
    expect(codes({ ...two, quantity: 2 })).toEqual(['most_quantity'])
  })
})

describe('exceptions to the hours', () => {
  const exceptions = [
    { startsOn: '2026-12-21', endsOn: '2027-01-03', hours: [] },
    { startsOn: '2026-12-28', endsOn: '2026-12-28', hours: [{ from: '10:00', to: '12:00' }] },
    { startsOn: '2026-12-12', endsOn: '2026-12-12', hours: [{ from: '14:00', to: '24:00' }] },
  ]
  const l = { ...room, exceptions }
  test('closed days, other hours within them, and a Saturday that is open once', () => {
    expect(windowsOn(l, '2026-12-22', PARIS)).toEqual([])
    expect(windowsOn(l, '2026-12-28', PARIS)).toEqual([
      { from: at('2026-12-28T09:00Z'), to: at('2026-12-28T11:00Z') },
    ])
    expect(windowsOn(l, '2026-12-12', PARIS)).toEqual([
      { from: at('2026-12-12T13:00Z'), to: at('2026-12-12T23:00Z') },
    ])
    expect(windowsOn(l, '2026-12-15', PARIS)).toHaveLength(1)
    expect(opensAt(l, at('2026-12-28T09:00Z'), at('2026-12-28T11:00Z'), PARIS)).toBe(true)
    expect(opensAt(l, at('2026-12-28T09:00Z'), at('2026-12-28T12:00Z'), PARIS)).toBe(false)
    const always = { ...l, windows: [] }
    expect(opensAt(always, at('2026-12-20T12:00Z'), at('2026-12-21T12:00Z'), PARIS)).toBe(false)
    expect(opensAt(always, at('2026-12-19T12:00Z'), at('2026-12-20T12:00Z'), PARIS)).toBe(true)
    expect(opensAt({ ...l, grain: 'day' }, at('2026-12-20T23:00Z'), at('2026-12-21T23:00Z'), PARIS)).toBe(
      false,
    )
    expect(opensAt({ ...l, grain: 'month' }, at('2026-12-01T00:00Z'), at('2027-01-01T00:00Z'), PARIS)).toBe(
      true,
    )
  })
  test('what is outside them is told with the hours that are open', () => {
    const wanted = asked('2026-12-24T09:00Z', '2026-12-24T10:00Z')
    expect(() => planOf(l, [thing], wanted, NOW, PARIS)).toThrowError(
      expect.objectContaining({
        code: 'outside_opening_hours',
        details: {
          ...{ rule: 'hours', zone: PARIS },
          open: [{ from: at('2026-12-28T09:00Z'), to: at('2026-12-28T11:00Z') }],
        },
      }),
    )
  })
})

describe('what is shown as free can be booked', () => {
  /** Pseudo-random and the same each time. */
  const seeded = (seed: number) => () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  const from = at('2026-11-21T00:00Z')
  const to = at('2026-12-05T00:00Z')
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('with random buffers, holds and rules (%i)', (seed) => {
    const random = seeded(seed * 7919)
    const whole = (most: number) => Math.floor(random() * (most + 1))
    const quantity = 1 + whole(2)
    const capacity = { ...thing, quantity }
    const given = rules({
      ...{ bufferBeforeMinutes: whole(3) * 15, bufferAfterMinutes: whole(3) * 15 },
      ...{ noticeMinutes: whole(3) * 600, horizonDays: 5 + whole(5), stepMinutes: random() < 0.5 ? 30 : 60 },
      ...(random() < 0.5 && { shortestMinutes: 60 }),
    })
    const busy: Hold[] = Array.from({ length: 40 }, () => {
      const start = toMinutes(from) + whole(14 * 96) * 15
      return { capacityId: 'cap_a', busyFrom: start, busyTo: start + 15 + whole(8) * 15, quantity: 1 }
    })
    const range = { from, to, now: NOW, zone: PARIS }
    const free = freeTimes(room, [capacity], busy, range, given)
    expect(free.length).toBeGreaterThan(0)
    const bookable = (startsAt: string, endsAt: string, many: number) => {
      const wanted = { ...asked(startsAt, endsAt), quantity: many }
      if (problemsOfRules({ listing: room, rules: given, zone: PARIS }, wanted, NOW).length > 0) return false
      const plan = planOf(room, [capacity], wanted, NOW, PARIS, given)
      return plan.holds.every((h) => leastFree(quantity, busy, h.busyFrom, h.busyTo) >= h.quantity)
    }
    for (const f of free) {
      const least = Math.max(given.stepMinutes ?? 15, given.shortestMinutes ?? 0)
      const step = given.stepMinutes ?? 15
      const [start, end] = [onStep(f.startsAt, step, PARIS, 'after'), onStep(f.endsAt, step, PARIS, 'before')]
      if (toMinutes(end) - toMinutes(start) < least) continue
      expect([start, bookable(start, end, f.free)]).toEqual([start, true])
      // And no more than that is hidden: what lies next to it takes less.
      expect(f.free === quantity || !bookable(start, end, f.free + 1)).toBe(true)
    }
  })

  test('windows and days that come too soon are left out', () => {
    const range = { from, to, now: NOW, zone: PARIS }
    const pickUp = { ...room, kind: 'waste' as const, grain: 'window' as const }
    const heap = { ...thing, shape: 'window' as const, quantity: 100 }
    const given = rules({ noticeMinutes: 3 * 1440, horizonDays: 7, bufferAfterMinutes: 30 })
    const days = (list: { startsAt: string }[]) => list.map((f) => wallOf(f.startsAt, PARIS).date)
    expect(days(freeTimes(pickUp, [heap], [], range, given))).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
    ])
    const daily = { ...room, grain: 'day' as const }
    const byDay = freeTimes(daily, [thing], [], range, given)
    expect([byDay[0]?.startsAt, byDay.at(-1)?.endsAt]).toEqual([
      at('2026-11-24T23:00Z'),
      at('2026-11-27T23:00Z'),
    ])
  })
})

test('what is proposed instead obeys the rules', () => {
  const given = rules({ stepMinutes: 60, shortestMinutes: 120, bufferAfterMinutes: 30, noticeMinutes: 1440 })
  const taken = { capacityId: 'cap_a', busyFrom: toMinutes(at('2026-11-23T12:00Z')), quantity: 1 }
  const busy = [{ ...taken, busyTo: toMinutes(at('2026-11-23T15:30Z')) }]
  const wanted = { ...asked('2026-11-23T13:00Z', '2026-11-23T15:00Z'), capacityId: null }
  const range = { from: at('2026-11-21T08:00Z'), to: at('2026-11-28T08:00Z'), now: NOW, zone: PARIS }
  const free = freeTimes(room, [thing], busy, range, given as FreeRules)
  const place = { listing: room, capacities: [thing], zone: PARIS, now: NOW, rules: given, booked: [] }
  const proposed = proposalsOf(place, wanted, free, busy)
  expect(proposed.length).toBeGreaterThan(1)
  for (const p of proposed) {
    expect(problemsOfRules({ listing: room, rules: given, zone: PARIS }, { ...wanted, ...p }, NOW)).toEqual(
      [],
    )
    expect(wallOf(p.startsAt, PARIS).minute % 60).toBe(0)
  }
  // One booking a week, and there is one already: nothing of that week is proposed.
  const limited = { ...given, quotas: [{ of: 'bookings', most: 1, per: 'week' }] as Quota[] }
  const mine = { id: 'b', listingId: '', borrowerId: 'org_a', open: true }
  const booked = [{ ...mine, startsAt: at('2026-11-24T09:00Z'), endsAt: at('2026-11-24T10:00Z') }]
  const others = proposalsOf({ ...place, rules: limited, booked }, wanted, free, busy)
  expect(others.length).toBeGreaterThan(0)
  expect(others.filter((p) => p.startsAt < at('2026-11-29T23:00Z'))).toEqual([])
})

test('within some hours of its start, everybody pays the solidarity tariff', () => {
  const priced = {
    ...room,
    tariffMode: 'price',
    referenceCents: 1000,
    solidarityCents: 400,
    priceUnit: 'hour',
  } as const
  const given = rules({ releaseHours: 72 })
  const price = (start: string, more: object = {}) =>
    planOf(priced, [thing], asked(start, later(at(start), 60 * MINUTE)), NOW, PARIS, { ...given, ...more })
      .priceCents
  expect([price('2026-11-24T08:00Z'), price('2026-11-24T09:00Z')]).toEqual([400, 1000])
  expect(price('2026-11-24T08:00Z', { bookedAt: at('2026-11-20T08:00Z') })).toBe(1000)
  expect(
    planOf(
      { ...priced, solidarityCents: null },
      [thing],
      asked('2026-11-23T09:00Z', '2026-11-23T10:00Z'),
      NOW,
      PARIS,
      given,
    ).priceCents,
  ).toBe(1000)
})

test('rules under which nothing could be booked are refused', () => {
  const codes = (given: OfferRulesInput, more: object = {}) =>
    problemsOfSetting(rules(given), {
      listing: { grain: 'hour', tariffMode: 'price', solidarityCents: 300, ...more },
      most: 10,
    }).map((p) => `${p.path} ${p.code}`)
  expect(codes({ stepMinutes: 60, shortestMinutes: 90 })).toEqual(['shortestMinutes not_a_step'])
  expect(codes({ longestMinutes: 90 }, { grain: 'day' })).toEqual(['longestMinutes not_a_step'])
  expect(codes({ noticeMinutes: 2880, horizonDays: 1 })).toEqual(['noticeMinutes too_big'])
  expect(codes({ mostQuantity: 11 })).toEqual(['mostQuantity too_big'])
  expect(codes({ releaseHours: 24 }, { solidarityCents: null })).toEqual(['releaseHours no_solidarity'])
  const quota = { of: 'minutes', most: 60, per: 'week' } as const
  expect(codes({ shortestMinutes: 120, quotas: [quota] })).toEqual(['quotas.0.most too_small'])
  expect(codes({ quotas: [quota, quota] })).toEqual(['quotas.1.most twice_limit'])
  expect(codes({ ...NO_RULES, quotas: [quota, { ...quota, per: 'day' }] })).toEqual([])
})
