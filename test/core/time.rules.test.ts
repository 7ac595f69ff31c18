import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  daysBetween,
  instantOf,
  mondayOf,
  toInstant,
  wallOf,
  weekdayOf,
} from '../../worker/core/time'

const ZONES = [
  ...['Europe/Paris', 'America/Martinique', 'Indian/Reunion', 'Africa/Casablanca', 'Australia/Lord_Howe'],
  ...['America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Chatham', 'Africa/Cairo', 'America/Nuuk', 'UTC'],
]
/** Every 7 h 35 min of two years: all hours of the day, all days on which some clock changes. */
const STEP = (7 * 60 + 35) * 60_000
const FROM = Date.parse('2025-12-30T00:00:00.000Z')
const times = Array.from({ length: 2400 }, (_, i) => FROM + i * STEP)

describe('wall clocks', () => {
  it.each(ZONES)('are those of the zone: %s', (zone) => {
    const wrong = times.flatMap((ms) => {
      const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
      const date = local.toPlainDate().toString()
      const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
      const wall = { date, time, weekday: local.dayOfWeek, minute: local.hour * 60 + local.minute }
      const at = local
        .toPlainDate()
        .toPlainDateTime(Temporal.PlainTime.from(time))
        .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
      const found = { wall: wallOf(toInstant(ms), zone), at: Date.parse(instantOf(date, time, zone)) }
      return JSON.stringify(found) === JSON.stringify({ wall, at }) ? [] : [{ ms, found, wall, at }]
    })
    expect(wrong).toEqual([])
  })

  it('go forward over the hour that does not exist, and take the first of the one that is there twice', () => {
    expect(instantOf('2026-03-29', '02:30', 'Europe/Paris')).toBe('2026-03-29T01:30:00.000Z')
    expect(instantOf('2026-10-25', '02:30', 'Europe/Paris')).toBe('2026-10-25T00:30:00.000Z')
    expect(wallOf('2026-10-25T01:30:00.000Z', 'Europe/Paris').time).toBe('02:30')
    expect(instantOf('2026-03-29', '00:00', 'Europe/Paris')).toBe('2026-03-28T23:00:00.000Z')
    expect(instantOf('2026-03-30', '00:00', 'Europe/Paris')).toBe('2026-03-29T22:00:00.000Z')
  })

  it('know no date that does not exist, and no time', () => {
    for (const date of ['2026-02-30', '2026-13-01', '2026-1-1', 'tomorrow', ''])
      expect(() => instantOf(date, '10:00', 'Europe/Paris'), date).toThrow(RangeError)
    expect(() => instantOf('2026-02-03', '25:00', 'Europe/Paris')).toThrow(RangeError)
    expect(() => wallOf('never', 'Europe/Paris')).toThrow(RangeError)
    expect(() => instantOf('2026-02-03', '10:00', 'Europe/Nowhere')).toThrow(RangeError)
  })
})

describe('local dates', () => {
  it('are counted over months, years and changes of clocks', () => {
    expect(addDays('2026-03-28', 1)).toBe('2026-03-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
    // Whoever asks for the last day of all asks for the day after it as well.
    expect(instantOf(addDays('9999-12-31', 1), '00:00', 'Europe/Paris')).toBe('9999-12-31T23:00:00.000Z')
    expect(wallOf('9999-12-31T23:30:00.000Z', 'Europe/Paris')).toMatchObject({ time: '00:30', minute: 30 })
    expect(mondayOf('9999-12-31')).toBe('9999-12-27')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(daysBetween('2026-12-08', '2026-12-01')).toBe(-7)
    expect(mondayOf('2026-11-22')).toBe('2026-11-16')
    expect(mondayOf('2026-11-16')).toBe('2026-11-16')
    expect([weekdayOf('2026-11-16'), weekdayOf('2026-11-22')]).toEqual([1, 7])
  })
})
