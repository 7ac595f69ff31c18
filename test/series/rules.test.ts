import { describe, expect, test } from 'vitest'
import { AppError } from '../../worker/core/errors'
import { rruleOf, timesOn } from '../../worker/series/rules'
import { datesOf } from '../../worker/series/recurrence'

const start = { startsOn: '2026-12-01', time: '14:00', zone: 'Europe/Paris' }
const refusalOf = (rrule: string) => {
  try {
    return datesOf(rrule, start).length
  } catch (error) {
    return error instanceof AppError ? error.details.fields?.[0]?.code : error
  }
}

describe('a rule', () => {
  test('is refused with what is wrong with it', () => {
    const wrong: Record<string, string[]> = {
      series_endless: ['FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO'],
      series_never: [
        ...['FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3', 'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31;COUNT=2'],
        ...['FREQ=WEEKLY;UNTIL=20261130', 'FREQ=DAILY;BYDAY=MO;BYSETPOS=2;UNTIL=20271201'],
        'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYSETPOS=7;UNTIL=20280101',
      ],
      series_too_many: ['FREQ=DAILY;COUNT=105', 'FREQ=DAILY;UNTIL=20270401', 'FREQ=DAILY;COUNT=999999'],
      series_too_long: [
        ...['FREQ=YEARLY;COUNT=4', 'FREQ=WEEKLY;UNTIL=20281203', 'FREQ=MONTHLY;INTERVAL=999;COUNT=2'],
        'FREQ=YEARLY;UNTIL=99991231T000000Z',
      ],
      rrule_part: [
        'FREQ=DAILY;BYHOUR=9;COUNT=2',
        'FREQ=YEARLY;BYYEARDAY=1;COUNT=2',
        'RSCALE=HEBREW;FREQ=YEARLY',
      ],
      not_rrule: [
        ...[
          '',
          'x',
          'FREQ=',
          'COUNT=3',
          'FREQ=HOURLY;COUNT=3',
          'FREQ=SECONDLY;COUNT=3',
          'FREQ=DAILY;COUNT=0',
        ],
        ...['FREQ=DAILY;COUNT=-1', 'FREQ=DAILY;COUNT=2;UNTIL=20261205', 'FREQ=DAILY;COUNT=2;COUNT=3'],
        ...['FREQ=DAILY;UNTIL=20260230', 'FREQ=DAILY;UNTIL=20261332', 'FREQ=DAILY;UNTIL=20261201T250000Z'],
        ...['FREQ=DAILY;INTERVAL=0;COUNT=2', 'FREQ=WEEKLY;BYDAY=1MO;COUNT=2', 'FREQ=WEEKLY;BYDAY=XX;COUNT=2'],
        ...[
          'FREQ=WEEKLY;BYMONTHDAY=3;COUNT=2',
          'FREQ=MONTHLY;BYMONTHDAY=32;COUNT=2',
          'FREQ=MONTHLY;BYMONTHDAY=0;COUNT=2',
        ],
        ...[
          'FREQ=YEARLY;BYMONTH=13;COUNT=2',
          'FREQ=YEARLY;BYMONTH=-1;COUNT=2',
          'FREQ=MONTHLY;BYDAY=54MO;COUNT=2',
        ],
        ...[
          'FREQ=DAILY;BYSETPOS=1;COUNT=2',
          'FREQ=DAILY;WKST=MONDAY;COUNT=2',
          'FREQ=DAILY;COUNT=2;X=1',
          'FREQ=DAILY=;COUNT=2',
        ],
        ...['FREQ=DAILY;COUNT=2\nRRULE:FREQ=DAILY', `FREQ=MONTHLY;COUNT=2;BYMONTHDAY=${'1,'.repeat(70)}1`],
      ],
    }
    for (const [code, rules] of Object.entries(wrong))
      expect(rules.map((rule) => [rule, refusalOf(rule)])).toEqual(rules.map((rule) => [rule, code]))
  })

  test('is read with its name, in small letters, with spaces around', () => {
    expect(datesOf(' rrule:freq=weekly;count=2 ', start)).toEqual(['2026-12-01', '2026-12-08'])
  })

  test('begins with its first date from the start on, and may be as long as two years', () => {
    expect(datesOf('FREQ=WEEKLY;BYDAY=FR;COUNT=2', start)).toEqual(['2026-12-04', '2026-12-11'])
    expect(datesOf('FREQ=WEEKLY;COUNT=104', start)).toHaveLength(104)
    expect(datesOf('FREQ=YEARLY;COUNT=3', start)).toEqual(['2026-12-01', '2027-12-01', '2028-12-01'])
  })
})

describe('the hours of a date', () => {
  const on = (date: string, startsTime: string | null, endsTime: string | null, days: number) => {
    const { startsAt, endsAt } = timesOn(date, { startsTime, endsTime, days }, 'Europe/Paris')
    return [startsAt.slice(0, 16), endsAt.slice(0, 16)]
  }
  test('are wall time: a night over a change is an hour shorter or longer', () => {
    expect(on('2027-03-27', '22:00', '06:00', 1)).toEqual(['2027-03-27T21:00', '2027-03-28T04:00'])
    expect(on('2026-10-24', '22:00', '06:00', 1)).toEqual(['2026-10-24T20:00', '2026-10-25T05:00'])
  })
  test('that do not exist move forward by the gap and keep their length', () => {
    expect(on('2027-03-28', '02:30', '03:00', 0)).toEqual(['2027-03-28T01:30', '2027-03-28T02:00'])
    expect(on('2027-03-28', '02:15', '02:45', 0)).toEqual(['2027-03-28T01:15', '2027-03-28T01:45'])
    expect(on('2027-10-31', '02:30', '03:30', 0)).toEqual(['2027-10-31T00:30', '2027-10-31T02:30'])
  })
  test('of whole days run from midnight to midnight', () => {
    expect(on('2027-03-28', null, null, 1)).toEqual(['2027-03-27T23:00', '2027-03-28T22:00'])
    expect(on('2026-12-31', null, null, 2)).toEqual(['2026-12-30T23:00', '2027-01-01T23:00'])
  })
})

describe('the choices of the form', () => {
  const end = { until: null, count: 5 }
  test.each([
    ['weekly', [], '2026-12-08', 'FREQ=WEEKLY;COUNT=5'],
    ['fortnightly', [], '2026-12-08', 'FREQ=WEEKLY;INTERVAL=2;COUNT=5'],
    ['monthly', [], '2026-12-08', 'FREQ=MONTHLY;BYDAY=2TU;COUNT=5'],
    ['monthly', [], '2026-12-29', 'FREQ=MONTHLY;BYDAY=-1TU;COUNT=5'],
    ['days', [5, 2, 2], '2026-12-08', 'FREQ=WEEKLY;BYDAY=TU,FR;COUNT=5'],
    ['days', [], '2026-12-06', 'FREQ=WEEKLY;BYDAY=SU;COUNT=5'],
  ] as const)('%s %s from %s', (repeat, days, startsOn, rrule) => {
    expect(rruleOf({ repeat, days, ...end }, startsOn)).toBe(rrule)
  })
  test('end on a day, or not at all', () => {
    const asked = { repeat: 'weekly' as const, days: [], count: null }
    expect(rruleOf({ ...asked, until: '2027-06-15' }, '2026-12-08')).toBe('FREQ=WEEKLY;UNTIL=20270615')
    expect(rruleOf({ ...asked, until: null }, '2026-12-08')).toBe('FREQ=WEEKLY')
  })
})
