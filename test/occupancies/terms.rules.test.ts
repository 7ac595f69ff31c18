import { expect, test } from 'vitest'
import {
  addMonths,
  daysInMonth,
  leaseDays,
  mayPass,
  remindersOf,
  STATUSES,
  statusOn,
} from '../../worker/occupancies/rulesOfTerms'

test('months later, and the last day of shorter ones', () => {
  expect(addMonths('2027-01-31', 1)).toBe('2027-02-28')
  expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
  expect(addMonths('2026-11-21', 36)).toBe('2029-11-21')
  expect(addMonths('2026-12-01', 1)).toBe('2027-01-01')
  expect(['2027-02', '2028-02', '2027-04', '2027-12'].map(daysInMonth)).toEqual([28, 29, 30, 31])
})

test('leases with time between them add up', () => {
  const earlier = [
    { startsOn: '2024-01-01', endsOn: '2024-12-31' },
    { startsOn: '2026-01-01', endsOn: '2026-12-31' },
  ]
  const third = leaseDays({ startsOn: '2027-06-01', endsOn: '2028-05-30' }, earlier, 0, 36)
  expect(third).toEqual({ used: 366 + 365 + 365, left: 1096 })
})

test('reminders: a short lease three times, the last after its term; others before it and on the day', () => {
  expect(remindersOf('short_lease', '2028-07-31')).toEqual([
    { days: -90, on: '2028-05-02' },
    { days: -30, on: '2028-07-01' },
    { days: 25, on: '2028-08-25' },
  ])
  expect(remindersOf('precarious', '2028-07-31').map((r) => r.on)).toEqual(['2028-07-01', '2028-07-31'])
})

test('the state follows the day, whatever the clock has done', () => {
  const term = { startsOn: '2027-02-01', endsOn: '2028-07-31' }
  const on = (day: string, status: 'accepted' | 'in_force' | 'proposed') => statusOn({ ...term, status }, day)
  expect(on('2027-01-31', 'accepted')).toBe('accepted')
  expect(on('2027-02-01', 'accepted')).toBe('in_force')
  expect(on('2028-07-31', 'in_force')).toBe('in_force')
  expect(on('2028-08-01', 'in_force')).toBe('ended')
  expect(on('2028-08-01', 'accepted')).toBe('ended')
  expect(on('2028-08-01', 'proposed')).toBe('proposed')
})

test('what may be done in which state', () => {
  const may = (verb: Parameters<typeof mayPass>[0]) => STATUSES.filter((s) => mayPass(verb, s))
  expect(may('edit')).toEqual(['draft'])
  expect(may('accept')).toEqual(['proposed'])
  expect(may('end')).toEqual(['in_force'])
  expect(may('cancel')).toEqual(['draft', 'proposed', 'accepted'])
})
