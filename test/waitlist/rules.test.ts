import { expect, test } from 'vitest'
import { later, MINUTE } from '../../worker/core/time'
import { offeredUntil, placeAt } from '../../worker/waitlist/rules'

const NOW = '2026-11-21T08:00:00.000Z'
const hours = (n: number) => later(NOW, n * 60 * MINUTE)

test('a place is kept for twelve hours, less where it begins soon, never past the lender’s notice', () => {
  expect(offeredUntil(NOW, hours(100))).toBe(hours(12))
  expect(offeredUntil(NOW, hours(14))).toBe(hours(12))
  expect(offeredUntil(NOW, hours(8))).toBe(hours(6))
  expect(offeredUntil(NOW, hours(4))).toBe(hours(2))
  expect(offeredUntil(NOW, hours(1))).toBe(hours(0.5))
  expect(offeredUntil(NOW, later(NOW, 20 * MINUTE))).toBe(later(NOW, 10 * MINUTE))
  expect(offeredUntil(NOW, later(NOW, 19 * MINUTE))).toBeNull()
  expect(offeredUntil(NOW, NOW)).toBeNull()
  expect(offeredUntil(NOW, hours(50), 48 * 60)).toBe(hours(2))
  expect(offeredUntil(NOW, hours(48), 48 * 60)).toBeNull()
})

test('a place lapses with its deadline, or with the time that was waited for', () => {
  const place = { status: 'offered' as const, offeredUntil: hours(2), startsAt: hours(9) }
  expect([placeAt(place, hours(1)), placeAt(place, hours(2))]).toEqual(['offered', 'lapsed'])
  const waiting = { status: 'waiting' as const, offeredUntil: null, startsAt: hours(9) }
  expect([placeAt(waiting, hours(8)), placeAt(waiting, hours(9))]).toEqual(['waiting', 'lapsed'])
})
