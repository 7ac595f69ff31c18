import { expect, test } from 'vitest'
import { dueAt, retryAt } from '../../worker/notifications/rules'

test.each([
  ['at once', 'now', '2026-11-21T08:00:00.000Z', 'Europe/Paris', '2026-11-21T08:00:00.000Z'],
  ['the same morning', 'daily', '2026-11-21T05:30:00.000Z', 'Europe/Paris', '2026-11-21T06:00:00.000Z'],
  ['the next morning', 'daily', '2026-11-21T06:00:00.000Z', 'Europe/Paris', '2026-11-22T06:00:00.000Z'],
  [
    '7:00 after the clocks changed',
    'daily',
    '2026-10-24T20:00:00.000Z',
    'Europe/Paris',
    '2026-10-25T06:00:00.000Z',
  ],
  [
    '7:00 in Casablanca, UTC since 2026-09-20',
    'daily',
    '2026-11-21T20:00:00.000Z',
    'Africa/Casablanca',
    '2026-11-22T07:00:00.000Z',
  ],
] as const)('a mail leaves %s', (_, rhythm, at, zone, expected) => {
  expect(dueAt(rhythm, at, zone)).toBe(expected)
})

test('a mail that could not leave waits longer each time', () => {
  const now = '2026-11-21T08:00:00.000Z'
  expect([0, 1, 2, 3].map((n) => retryAt(now, n).slice(11, 16))).toEqual(['08:01', '08:05', '08:25', '10:05'])
})
