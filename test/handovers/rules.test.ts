import { describe, expect, test } from 'vitest'
import {
  dueAt,
  endsEarly,
  isOut,
  lastOf,
  type Line,
  mayBeNoted,
  mayCorrect,
  minutesLate,
  standing,
  stepsOf,
} from '../../worker/handovers/rules'

const PARIS = 'Europe/Paris'
const slot = (grain: 'hour' | 'day' | 'window' | 'stock', startsAt: string, endsAt: string) => ({
  ...{ grain, startsAt, endsAt },
})
const line = (more: Partial<Line> = {}): Line => ({
  ...{ id: 'hnd_1', step: 'pick_up', side: 'lender', happened: 1, at: '2026-12-08T13:00:00.000Z' },
  ...{ condition: 'ok', quantity: 1, lateMinutes: 0, corrects: null, createdAt: '2026-12-08T13:00:00.000Z' },
  ...more,
})

test('a person is never handed over, material does not come back', () => {
  expect(stepsOf('staff')).toEqual([])
  expect(stepsOf('waste')).toEqual(['pick_up'])
  for (const kind of ['space', 'equipment', 'premises'] as const)
    expect(stepsOf(kind)).toEqual(['pick_up', 'return'])
})

describe('when it is late', () => {
  const hours = slot('hour', '2026-12-08T13:00:00.000Z', '2026-12-08T15:00:00.000Z')
  const days = slot('day', '2026-12-07T23:00:00.000Z', '2026-12-09T23:00:00.000Z') // 8 and 9 December in Paris

  test('by the hour, from the time that was booked', () => {
    expect(dueAt('pick_up', hours, PARIS)).toBe(hours.startsAt)
    expect(dueAt('return', hours, PARIS)).toBe(hours.endsAt)
  })
  test('by the day, after the first day and from noon of the day after the last', () => {
    expect(dueAt('pick_up', days, PARIS)).toBe('2026-12-08T23:00:00.000Z')
    expect(dueAt('return', days, PARIS)).toBe('2026-12-10T11:00:00.000Z')
  })
  test('noon is noon on the clock, on the day the clocks change', () => {
    const winter = slot('day', '2026-10-23T22:00:00.000Z', '2026-10-24T22:00:00.000Z')
    expect(dueAt('return', winter, PARIS)).toBe('2026-10-25T11:00:00.000Z')
    const summer = slot('day', '2026-03-27T23:00:00.000Z', '2026-03-28T23:00:00.000Z')
    expect(dueAt('return', summer, PARIS)).toBe('2026-03-29T10:00:00.000Z')
  })
  test('any time in a window or an hour of collection will do', () => {
    for (const grain of ['window', 'stock'] as const)
      expect(dueAt('pick_up', { ...hours, grain }, PARIS)).toBe(hours.endsAt)
  })
  test('in whole minutes, never less than none', () => {
    expect(minutesLate(hours.endsAt, '2026-12-08T15:19:59.000Z')).toBe(19)
    expect(minutesLate(hours.endsAt, '2026-12-08T14:00:00.000Z')).toBe(0)
  })
})

describe('what counts', () => {
  test('the lender’s word, else the coordinator’s, else the borrower’s', () => {
    const lines = [
      line({ id: 'b', side: 'borrower' }),
      line({ id: 'c', side: 'coordinator' }),
      line({ id: 'l', side: 'lender' }),
    ]
    expect(standing(lines, 'pick_up')?.id).toBe('l')
    expect(standing(lines.slice(0, 2), 'pick_up')?.id).toBe('c')
    expect(standing(lines.slice(0, 1), 'pick_up')?.id).toBe('b')
    expect(standing(lines, 'return')).toBeNull()
  })
  test('the last of a chain, and nothing where the last says it was a mistake', () => {
    const lines = [line({ id: '1' }), line({ id: '2', corrects: '1', quantity: 2 })]
    expect(standing(lines, 'pick_up')?.quantity).toBe(2)
    const taken = [...lines, line({ id: '3', corrects: '2', happened: 0 })]
    expect(standing(taken, 'pick_up')).toBeNull()
    expect(lastOf(taken, 'pick_up', 'lender')?.id).toBe('3')
  })
  test('what was fetched and has not come back is out', () => {
    const out = [line()]
    expect(isOut([])).toBe(false)
    expect(isOut(out)).toBe(true)
    expect(isOut([...out, line({ id: '2', step: 'return', side: 'borrower' })])).toBe(false)
  })
})

test('a pick-up may be noted from the confirmation on, a return once it runs; what is out always comes back', () => {
  expect(
    ['requested', 'confirmed', 'in_use', 'completed', 'cancelled', 'no_show'].map((s) =>
      mayBeNoted('pick_up', s as 'confirmed', []),
    ),
  ).toEqual([false, true, true, true, false, false])
  expect(
    ['confirmed', 'in_use', 'completed', 'cancelled'].map((s) => mayBeNoted('return', s as 'confirmed', [])),
  ).toEqual([false, true, true, false])
  expect(mayBeNoted('return', 'cancelled', [line()])).toBe(true)
})

test('a line is put right for seven days after the first of its chain', () => {
  const first = line({ id: '1' })
  const second = line({ id: '2', corrects: '1', createdAt: '2026-12-14T13:00:00.000Z' })
  expect(mayCorrect(second, [first, second], '2026-12-15T12:59:00.000Z')).toBe(true)
  expect(mayCorrect(second, [first, second], '2026-12-15T13:00:00.000Z')).toBe(false)
})

test('a return ends the booking early only with everything back, in order', () => {
  const back = line({ step: 'return', quantity: 2 })
  expect(endsEarly(back, 2, 'in_use')).toBe(true)
  expect(endsEarly(back, 2, 'completed')).toBe(false)
  expect(endsEarly({ ...back, quantity: 1 }, 2, 'in_use')).toBe(false)
  expect(endsEarly({ ...back, condition: 'dirty' }, 2, 'in_use')).toBe(false)
  expect(endsEarly({ ...back, happened: 0 }, 2, 'in_use')).toBe(false)
  expect(endsEarly({ ...back, step: 'pick_up' }, 2, 'in_use')).toBe(false)
})
