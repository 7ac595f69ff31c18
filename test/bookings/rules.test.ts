import { describe, expect, test } from 'vitest'
import {
  answerBy,
  isInstant,
  possible,
  problemsOfTime,
  type Status,
  TRANSITIONS,
  VERBS,
} from '../../worker/bookings/rules'
import { freeTimes, openTimes } from '../../worker/bookings/rulesOfFree'
import { holdsOf, minutesByWeek, planOf } from '../../worker/bookings/rulesOfHolds'
import { leastFree, stepsOver } from '../../worker/bookings/rulesOfSteps'
import type { Terms } from '../../worker/listings/rules'

const NOW = '2026-02-01T08:00:00.000Z'
const room: Terms = {
  ...{
    direction: 'offer',
    kind: 'space',
    quantity: 1,
    unit: 'piece',
    grain: 'hour',
    tariffMode: 'free',
    details: {},
  },
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '01:00', to: '06:00' }],
}
const thing = { id: 'cap_a', shape: 'thing' as const, quantity: 1, unit: 'piece', details: {} }
const at = (text: string) => new Date(text).toISOString()

describe('the table of transitions', () => {
  test('each state can be left, except those that end it for good', () => {
    const left = new Set(VERBS.flatMap((verb) => [...TRANSITIONS[verb].from]))
    const reached = new Set(VERBS.map((verb) => TRANSITIONS[verb].to as Status))
    const ends = [...reached].filter((status) => !left.has(status as never))
    expect(ends.sort()).toEqual(['cancelled', 'declined', 'expired'])
  })
  test('what only the clock does is open to nobody else', () => {
    for (const verb of ['expire', 'start', 'end'] as const) expect(TRANSITIONS[verb].who).toEqual(['clock'])
  })
  test('a request that has lapsed is no longer confirmed, one minute before the clock writes it', () => {
    const b = {
      status: 'requested' as const,
      startsAt: at('2026-03-01T09:00Z'),
      endsAt: at('2026-03-01T10:00Z'),
      answerBy: NOW,
      endedAt: null,
    }
    expect(possible('confirm', b, NOW)).toBe(false)
    expect(possible('expire', b, NOW)).toBe(true)
    expect(possible('confirm', { ...b, answerBy: at('2026-02-01T08:00:01Z') }, NOW)).toBe(true)
  })
})

test.each([
  ['six days after the request', '2026-03-01T09:00Z', '2026-03-01T10:00Z', '2026-02-07T08:00Z'],
  ['one day after the start', '2026-02-03T09:00Z', '2026-02-20T10:00Z', '2026-02-04T09:00Z'],
  ['at the end', '2026-02-03T09:00Z', '2026-02-03T10:00Z', '2026-02-03T10:00Z'],
])('a request lapses %s, where that comes first', (_, start, end, lapses) => {
  expect(answerBy(NOW, at(start), at(end))).toBe(at(lapses))
})

test('who needs no answer', () => {
  expect([
    isInstant('everyone', false),
    isInstant('known', true),
    isInstant('known', false),
    isInstant('nobody', true),
  ]).toEqual([true, true, false, false])
})

describe('when the clocks change', () => {
  // Europe/Paris: 29 March 2026 has 23 hours, 25 October 25. Africa/Casablanca: back at the start of Ramadan, 15
  // February 2026, and forward on 22 March.
  test.each([
    ['Europe/Paris', '2026-03-29', 23],
    ['Europe/Paris', '2026-10-25', 25],
    ['Africa/Casablanca', '2026-02-15', 25],
    ['Africa/Casablanca', '2026-03-22', 23],
  ])('%s, %s has %i hours, and is one day', (zone, date, hours) => {
    const open = openTimes({ ...room, windows: [] }, at(`${date}T00:00Z`), at(`${date}T12:00Z`), zone)
    expect(open).toHaveLength(1)
    const [day] = freeTimes({ ...room, grain: 'day', windows: [] }, [thing], [], {
      ...{ from: new Date(Date.parse(`${date}T00:00Z`) - 7_200_000).toISOString(), now: NOW, zone },
      to: new Date(Date.parse(`${date}T00:00Z`) + 26 * 3_600_000).toISOString(),
    })
    expect(day && (Date.parse(day.endsAt) - Date.parse(day.startsAt)) / 3_600_000).toBe(hours)
    expect(problemsOfTime('day', day!.startsAt, day!.endsAt, NOW, zone)).toEqual([])
    const week = minutesByWeek(day!.startsAt, day!.endsAt, zone)
    expect(week.map((w) => [(w.busyTo - w.busyFrom) / 60, w.quantity / 60])).toEqual([
      [24 * 7 + hours - 24, hours],
    ])
  })

  test('a window that runs over the change is as long as the clock shows, less or more the hour', () => {
    const [spring] = openTimes(room, at('2026-03-28T23:00Z'), at('2026-03-29T22:00Z'), 'Europe/Paris')
    expect(spring && spring.to - spring.from).toBe(240) // 01:00 to 06:00, without 02:00 to 03:00
    const [autumn] = openTimes(room, at('2026-10-24T22:00Z'), at('2026-10-25T23:00Z'), 'Europe/Paris')
    expect(autumn && autumn.to - autumn.from).toBe(360)
    const [ramadan] = openTimes(room, at('2026-02-14T23:00Z'), at('2026-02-16T00:00Z'), 'Africa/Casablanca')
    expect(ramadan && ramadan.to - ramadan.from).toBe(360)
  })

  test('over the change, a booking of the hours that the clock shows is inside the opening hours', () => {
    const plan = planOf(
      room,
      [thing],
      { startsAt: at('2026-03-29T00:30Z'), endsAt: at('2026-03-29T03:30Z'), quantity: 1 },
      NOW,
      'Europe/Paris',
    )
    expect(plan.holds[0]).toMatchObject({ busyTo: plan.holds[0]!.busyFrom + 180 })
    // 00:30 in Paris is before 01:00, on the day of the change as on any other.
    expect(() =>
      planOf(
        room,
        [thing],
        { startsAt: at('2026-03-28T23:30Z'), endsAt: at('2026-03-29T03:30Z'), quantity: 1 },
        NOW,
        'Europe/Paris',
      ),
    ).toThrow('outside_opening_hours')
  })
})

describe('what is left', () => {
  const hold = (busyFrom: number, busyTo: number, quantity = 1) => ({
    capacityId: 'cap_a',
    busyFrom,
    busyTo,
    quantity,
  })
  test('step by step, half-open, equal neighbours joined', () => {
    expect(
      stepsOver(3, [hold(10, 20), hold(20, 30), hold(15, 25, 2), hold(0, 5), hold(90, 99)], 0, 40),
    ).toEqual([
      { from: 0, to: 5, free: 2 },
      { from: 5, to: 10, free: 3 },
      { from: 10, to: 15, free: 2 },
      { from: 15, to: 25, free: 0 },
      { from: 25, to: 30, free: 2 },
      { from: 30, to: 40, free: 3 },
    ])
    expect(leastFree(3, [hold(10, 20), hold(20, 30)], 0, 40)).toBe(2)
    expect(stepsOver(2, [], 5, 9)).toEqual([{ from: 5, to: 9, free: 2 }])
  })
  test('the same as counting minute by minute', () => {
    let seed = 7
    const dice = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed % n
    }
    for (let round = 0; round < 200; round++) {
      const holds = Array.from({ length: dice(8) }, () => {
        const from = dice(50)
        return hold(from, from + 1 + dice(30), 1 + dice(3))
      })
      const load = (t: number) =>
        holds.reduce((n, h) => n + (h.busyFrom <= t && t < h.busyTo ? h.quantity : 0), 0)
      const steps = stepsOver(6, holds, 10, 60)
      for (let t = 10; t < 60; t++)
        expect(steps.find((s) => s.from <= t && t < s.to)?.free).toBe(Math.max(0, 6 - load(t)))
    }
  })
})

test('a stock is held for ever, a lot only for its months', () => {
  const stock = { ...thing, shape: 'stock' as const, quantity: 40 }
  expect(
    holdsOf(stock, [stock], at('2026-03-01T09:00Z'), at('2026-03-01T10:00Z'), 5, 'Europe/Paris')[0]?.busyTo,
  ).toBe(2147483647)
})
