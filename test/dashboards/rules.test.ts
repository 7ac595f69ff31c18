import { describe, expect, it } from 'vitest'
import type { Kind } from '../../worker/core/kinds'
import * as rules from '../../worker/dashboards/rules'

const none = rules.addUp([])
const used = (parts: Partial<Record<Kind, [number, number]>>) =>
  Object.fromEntries(
    ['space', 'equipment', 'staff', 'waste', 'premises'].map((kind) => {
      const [minutesBooked, minutesOpen] = parts[kind as Kind] ?? [0, 0]
      return [kind, { minutesBooked, minutesOpen }]
    }),
  ) as Record<Kind, { minutesBooked: number; minutesOpen: number }>
const open = (offer: Partial<Record<Kind, number>>, need: Partial<Record<Kind, number>>) => {
  const zero = { space: 0, equipment: 0, staff: 0, waste: 0, premises: 0 }
  return { offer: { ...zero, ...offer }, need: { ...zero, ...need } }
}

describe('what is used and what is not', () => {
  it.each([
    ['nothing booked', used({ space: [0, 600] }), { is: 'nothing' }],
    [
      'one busy, one asleep',
      used({ premises: [60, 100], space: [5, 100], staff: [30, 100] }),
      { is: 'busy_and_asleep', busy: 'premises', asleep: 'space' },
    ],
    ['the only kind asleep', used({ space: [5, 100] }), { is: 'asleep', kind: 'space' }],
    [
      'one asleep beside another',
      used({ equipment: [30, 100], space: [5, 100] }),
      { is: 'asleep', kind: 'space' },
    ],
    ['all asleep', used({ equipment: [10, 100], space: [5, 100] }), { is: 'all_asleep' }],
    [
      'busy, none asleep',
      used({ equipment: [80, 100], space: [40, 100] }),
      { is: 'busy', kind: 'equipment' },
    ],
    [
      'what is lent beyond its end is used whole',
      used({ premises: [80, 0] }),
      { is: 'busy', kind: 'premises' },
    ],
    ['even', used({ equipment: [30, 100], space: [40, 100] }), { is: 'even' }],
    [
      'what is never open has no part in it',
      used({ waste: [0, 0], space: [5, 100] }),
      { is: 'asleep', kind: 'space' },
    ],
  ])('%s', (_, kinds, finding) => expect(rules.useFinding(kinds)).toEqual(finding))
})

describe('what lacks', () => {
  it.each([
    ['nothing', open({}, {}), { is: 'nothing' }],
    ['one more is no finding', open({ waste: 1 }, { waste: 2 }), { is: 'balanced' }],
    [
      'the widest gap, both ways',
      open({ space: 62, equipment: 94, waste: 38 }, { space: 21, equipment: 57, waste: 64 }),
      { is: 'lacking_and_plenty', lacking: 'waste', plenty: 'space' },
    ],
    ['only lacking', open({ waste: 2 }, { waste: 6 }), { is: 'lacking', kind: 'waste' }],
    ['only plenty', open({ waste: 6 }, {}), { is: 'plenty', kind: 'waste' }],
  ])('%s', (_, counts, finding) => expect(rules.supplyFinding(counts)).toEqual(finding))
})

describe('bookings against as many weeks before', () => {
  it.each([
    [0, 0, { is: 'nothing' }],
    [7, 0, { is: 'first', bookings: 7 }],
    [61, 31, { is: 'times', times: 2 }],
    [616, 9, { is: 'from_few', bookings: 616, earlier: 9 }],
    [12, 10, { is: 'more', part: 0.2 }],
    [11, 10, { is: 'same' }],
    [9, 10, { is: 'same' }],
    [5, 10, { is: 'fewer', part: 0.5 }],
  ])('%i after %i', (now, then, finding) => {
    const { part, ...rest } = { part: undefined, ...rules.trendFinding(now, then) } as { part?: number }
    const { part: wanted, ...others } = finding as { part?: number }
    expect(rest).toEqual(others)
    if (wanted !== undefined) expect(part).toBeCloseTo(wanted)
  })
})

describe('the other titles', () => {
  it('name the fewest offers that carry half of the hours', () => {
    expect(rules.offersFinding([50, 20, 10], 100)).toEqual({ is: 'few', offers: 1, part: 0.5 })
    expect(rules.offersFinding([30, 25, 10], 100)).toEqual({ is: 'few', offers: 2, part: 0.55 })
    expect(rules.offersFinding([10, 10, 10, 10, 5], 400)).toEqual({ is: 'spread' })
    expect(rules.offersFinding([], 0)).toEqual({ is: 'nothing' })
  })
  it('say how bookings end', () => {
    expect(rules.endsFinding(none)).toEqual({ is: 'nothing' })
    expect(rules.endsFinding({ ...none, kept: 9, cancelled: 1 })).toEqual({ is: 'kept', part: 0.9 })
    expect(rules.endsFinding({ ...none, kept: 6, cancelled: 1, declined: 3 })).toEqual({
      is: 'lost',
      reason: 'declined',
      part: 0.3,
    })
  })
  it('say how many needs were met, of those not withdrawn', () => {
    expect(rules.needsFinding({ ...none, needsPosted: 2, needsDropped: 2 })).toEqual({ is: 'nothing' })
    expect(rules.needsFinding({ ...none, needsPosted: 5, needsDropped: 2, needsMet: 2 })).toEqual({
      is: 'most_met',
      met: 2,
      of: 3,
    })
    expect(rules.needsFinding({ ...none, needsPosted: 5, needsMet: 1 })).toEqual({
      is: 'some_met',
      met: 1,
      of: 5,
    })
    expect(rules.needsFinding({ ...none, needsPosted: 4 })).toEqual({ is: 'none_met', of: 4 })
  })
  it('say on whom sharing hangs, or who shares both ways', () => {
    const pair = (lenderId: string, borrowerId: string, bookings: number) => ({
      lenderId,
      borrowerId,
      bookings,
      minutes: 0,
    })
    expect(rules.pairsFinding([], 0)).toEqual({ is: 'nothing' })
    expect(rules.pairsFinding([pair('a', 'b', 4), pair('b', 'c', 2)], 6)).toEqual({
      is: 'one_lends',
      lenderId: 'a',
      part: 4 / 6,
    })
    const spread = [pair('a', 'b', 1), pair('b', 'a', 1), pair('c', 'd', 1), pair('d', 'e', 1)]
    expect(rules.pairsFinding(spread, 4)).toEqual({ is: 'both_ways', pairs: 1 })
    expect(rules.pairsFinding(spread.slice(1).concat(pair('e', 'a', 1)), 4)).toEqual({ is: 'one_way' })
  })
  it('heat in quarters of the largest', () => {
    expect([0, 1, 3, 6, 12].map((n) => rules.heat(n, 12))).toEqual([0, 1, 1, 2, 4])
  })
})
