import { describe, expect, test } from 'vitest'
import { leastFree } from '../../worker/bookings/rulesOfSteps'
import { type Held, type Part, partsBeside } from '../../worker/outages/rules'

let id = 0
const held = (busyFrom: number, busyTo: number, more: Partial<Held> = {}): Held => ({
  ...{ id: ++id, reason: 'booking', bookingId: `bkg_${id}`, madeAt: `2026-11-0${(id % 9) + 1}` },
  ...{ busyFrom, busyTo, quantity: 1 },
  ...more,
})
const brief = (parts: readonly Part[]) =>
  parts.map((p) => [p.holdId, p.busyFrom, p.busyTo, p.quantity, p.suspended])

describe('what gives way to an outage', () => {
  test('of one thing, all that overlaps, and no more of it than that', () => {
    const [before, over, after] = [held(0, 10), held(5, 30), held(40, 50)]
    const parts = partsBeside([before, over, after], 1, { out: 1, from: 10, to: 20 })
    expect(brief(parts)).toEqual([
      [over.id, 5, 10, 1, false],
      [over.id, 10, 20, 1, true],
      [over.id, 20, 30, 1, false],
    ])
  })

  test('of several, the booking made last, if they do not fit', () => {
    const first = held(0, 10, { madeAt: '1' })
    const last = held(0, 10, { madeAt: '3' })
    const second = held(0, 10, { madeAt: '2' })
    expect(brief(partsBeside([first, last, second], 3, { out: 1, from: 0, to: 10 }))).toEqual([
      [last.id, 0, 10, 1, true],
    ])
    expect(partsBeside([first, second], 3, { out: 1, from: 0, to: 10 })).toEqual([])
  })

  test('of a booking of several, as many as are missing', () => {
    const [first, last] = [
      held(0, 10, { madeAt: '1', quantity: 2 }),
      held(0, 10, { madeAt: '2', quantity: 3 }),
    ]
    expect(brief(partsBeside([first, last], 5, { out: 1, from: 4, to: 20 }))).toEqual([
      [last.id, 0, 4, 3, false],
      [last.id, 4, 10, 1, true],
      [last.id, 4, 10, 2, false],
    ])
  })

  test('places that are only offered give way before bookings, closures after them', () => {
    const offered = held(0, 10, { reason: 'waitlist', bookingId: null, madeAt: '' })
    const booked = held(0, 10)
    const closed = held(0, 10, { reason: 'closure', bookingId: null, madeAt: '' })
    const given = (out: number) => brief(partsBeside([closed, booked, offered], 3, { out, from: 0, to: 10 }))
    expect(given(1).map(([one]) => one)).toEqual([offered.id])
    expect(given(2).map(([one]) => one)).toEqual([offered.id, booked.id])
    expect(given(3).map(([one]) => one)).toEqual([offered.id, booked.id, closed.id])
  })

  test('whatever is there, what is left fits beside the outage, and everything fits again without it', () => {
    let seed = 7
    const upTo = (most: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
      return seed % (most + 1)
    }
    for (let round = 0; round < 400; round++) {
      const all = 1 + upTo(5)
      const there: Held[] = []
      for (let i = 0; i < 12; i++) {
        const from = upTo(40)
        const one = held(from, from + 1 + upTo(15), { quantity: 1 + upTo(all - 1) })
        if (free(all, there, one.busyFrom, one.busyTo) >= one.quantity) there.push(one)
      }
      const from = upTo(30)
      const outage = { out: 1 + upTo(all - 1), from, to: from + 1 + upTo(20) }
      const parts = partsBeside(there, all, outage)
      const live = [
        ...there.filter((h) => parts.every((p) => p.holdId !== h.id)),
        ...parts.filter((p) => !p.suspended),
      ]
      expect(free(all, live, outage.from, outage.to)).toBeGreaterThanOrEqual(outage.out)
      // What is suspended is never more than what the outage holds.
      const gone = parts.filter((p) => p.suspended)
      expect(free(outage.out, gone, 0, 100)).toBeGreaterThanOrEqual(0)
      expect(leastFree(1000, asHolds(gone), 0, 100)).toBeGreaterThanOrEqual(1000 - outage.out)
      // The parts of a hold are the hold.
      for (const h of there) {
        const own = parts.filter((p) => p.holdId === h.id)
        if (own.length === 0) continue
        const area = own.reduce((sum, p) => sum + (p.busyTo - p.busyFrom) * p.quantity, 0)
        expect(area).toBe((h.busyTo - h.busyFrom) * h.quantity)
      }
    }
  })
})

const asHolds = (of: readonly { busyFrom: number; busyTo: number; quantity: number }[]) =>
  of.map((h) => ({ ...h, capacityId: '' }))
const free = (all: number, of: Parameters<typeof asHolds>[0], from: number, to: number) =>
  leastFree(all, asHolds(of), from, to)
