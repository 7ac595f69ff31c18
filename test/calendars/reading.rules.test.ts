import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../worker/core/errors'
import { fromMinutes } from '../../worker/core/time'
import { spansOf } from '../../worker/calendars/occurrences'

const NOW = '2026-11-21T08:00:00.000Z'

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Essai//FR', ...lines, 'END:VCALENDAR'].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT']
const read = (text: string, zone = 'Europe/Paris', now = NOW) => spansOf(ICAL.parse(text), { zone, now })
const times = (text: string, zone?: string, now?: string) =>
  read(text, zone, now).spans.map(({ from, to }) => `${short(from)} ${short(to)}`)
const short = (minutes: number) => fromMinutes(minutes).slice(0, 16)
const refusal = (text: string) => {
  try {
    read(text)
  } catch (error) {
    if (error instanceof AppError) return error.details.fields
    throw error
  }
}

describe('a time', () => {
  it.each([
    [
      'of a zone',
      'DTSTART;TZID=Europe/Paris:20261208T140000',
      'DTEND;TZID=Europe/Paris:20261208T160000',
      '13:00 2026-12-08T15:00',
    ],
    ['in UTC', 'DTSTART:20261208T140000Z', 'DTEND:20261208T160000Z', '14:00 2026-12-08T16:00'],
    ['that names no zone is local', 'DTSTART:20261208T140000', 'DURATION:PT90M', '13:00 2026-12-08T14:30'],
    [
      'of a zone behind the name of its program',
      'DTSTART;TZID=/mozilla.org/20050126_1/America/Martinique:20261208T140000',
      'DURATION:PT1H',
      '18:00 2026-12-08T19:00',
    ],
  ])('%s', (_, start, end, is) => {
    expect(times(calendar(...event(start, end)))).toEqual([`2026-12-08T${is}`])
  })

  it('of a day is the whole local day, also where the clocks change', () => {
    expect(times(calendar(...event('DTSTART;VALUE=DATE:20261208')))).toEqual([
      '2026-12-07T23:00 2026-12-08T23:00',
    ])
    const change = event('DTSTART;VALUE=DATE:20270328', 'DTEND;VALUE=DATE:20270329')
    expect(times(calendar(...change))).toEqual(['2027-03-27T23:00 2027-03-28T22:00'])
  })

  it('in Casablanca after its last change is UTC', () => {
    const noon = event('DTSTART;TZID=Africa/Casablanca:20261208T120000', 'DURATION:PT1H')
    expect(times(calendar(...noon))).toEqual(['2026-12-08T12:00 2026-12-08T13:00'])
  })

  it('of a zone only the calendar knows is what the calendar says', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Romance Standard Time',
      ...['BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100'],
      ...['RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD'],
      ...['BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200'],
      ...['RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT'],
      'END:VTIMEZONE',
    ]
    const at = (wall: string) => event(`DTSTART;TZID=Romance Standard Time:${wall}`, 'DURATION:PT1H')
    expect(times(calendar(...zone, ...at('20261208T140000'), ...at('20270708T140000')))).toEqual([
      '2026-12-08T13:00 2026-12-08T14:00',
      '2027-07-08T12:00 2027-07-08T13:00',
    ])
    // The hour that is missing, and the first of the two that are the same.
    expect(times(calendar(...zone, ...at('20270328T023000'), ...at('20271031T023000')))).toEqual([
      '2027-03-28T01:30 2027-03-28T02:30',
      '2027-10-31T00:30 2027-10-31T01:30',
    ])
  })

  it('of a zone nobody knows is refused, with its name', () => {
    const text = calendar(...event('DTSTART;TZID=Mars/Olympus:20261208T140000', 'DURATION:PT1H'))
    expect(refusal(text)).toEqual([{ path: 'file', code: 'unknown_zone', params: { zone: 'Mars/Olympus' } }])
  })

  it.each([
    ['20260230T140000', 'no_such_date'],
    ['20261208T250000', 'no_such_date'],
    ['20261308T140000', 'no_such_date'],
  ])('%s that does not exist is remarked, and the rest is read', (wall, code) => {
    const { spans, remarks } = read(
      calendar(
        ...event(`DTSTART:${wall}`, 'DURATION:PT1H'),
        ...event('DTSTART:20261209T100000', 'DURATION:PT1H'),
      ),
    )
    expect(spans).toHaveLength(1)
    expect(remarks.map((r) => r.code)).toEqual([code])
  })

  it('that ends before it begins is remarked; one without length takes none', () => {
    const back = event('DTSTART:20261208T160000', 'DTEND:20261208T140000')
    expect(read(calendar(...back, ...event('DTSTART:20261208T160000')))).toMatchObject({
      ...{ spans: [], events: 2, remarks: [{ code: 'reversed', value: '2026-12-08T16:00:00' }] },
    })
  })
})

describe('what takes no time', () => {
  it.each(['TRANSP:TRANSPARENT', 'STATUS:CANCELLED'])('%s', (line) => {
    const { spans, ignored } = read(calendar(...event('DTSTART:20261208T140000', 'DURATION:PT1H', line)))
    expect({ spans, ignored }).toEqual({ spans: [], ignored: 1 })
  })

  it('is what is past, or more than a year away', () => {
    const past = event('DTSTART:20261101T140000', 'DURATION:PT1H')
    const far = event('DTSTART:20290101T140000', 'DURATION:PT1H')
    const running = event('DTSTART:20261120T140000', 'DTEND:20261122T140000')
    expect(times(calendar(...past, ...far, ...running))).toEqual(['2026-11-21T08:00 2026-11-22T13:00'])
  })
})

describe('a series', () => {
  it('keeps its wall time where the clocks change, and ends as it says', () => {
    const weekly = event(
      ...['DTSTART;TZID=Europe/Paris:20270322T090000', 'DTEND;TZID=Europe/Paris:20270322T100000'],
      'RRULE:FREQ=WEEKLY;UNTIL=20270405T070000Z',
    )
    expect(times(calendar(...weekly))).toEqual([
      '2027-03-22T08:00 2027-03-22T09:00',
      '2027-03-29T07:00 2027-03-29T08:00',
      '2027-04-05T07:00 2027-04-05T08:00',
    ])
  })

  it('that began long ago is read from now on', () => {
    const daily = event('DTSTART;TZID=Europe/Paris:20000103T090000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY')
    const { spans } = read(calendar(...daily))
    expect(spans).toHaveLength(366)
    expect(spans[0]).toEqual({ from: Date.parse(NOW) / 60_000, to: Date.parse('2026-11-21T09:00Z') / 60_000 })
  })

  it('is without what is taken out, with what is added, and changed where one date was', () => {
    const series = event(
      ...['DTSTART;TZID=Europe/Paris:20261207T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=4'],
      ...['EXDATE;TZID=Europe/Paris:20261214T090000', 'RDATE;TZID=Europe/Paris:20261216T090000'],
    )
    const moved = event(
      'RECURRENCE-ID;TZID=Europe/Paris:20261221T090000',
      'DTSTART:20261221T150000Z',
      'DURATION:PT1H',
    )
    const gone = event(
      'RECURRENCE-ID:20261228T080000Z',
      'DTSTART:20261228T080000Z',
      'DURATION:PT1H',
      'STATUS:CANCELLED',
    )
    expect(times(calendar(...series, ...moved, ...gone))).toEqual([
      '2026-12-07T08:00 2026-12-07T09:00',
      '2026-12-16T08:00 2026-12-16T09:00',
      '2026-12-21T15:00 2026-12-21T16:00',
    ])
  })

  it('of days in Casablanca stays on local days with and without Ramadan', () => {
    const days = event('DTSTART;VALUE=DATE:20260214', 'RRULE:FREQ=DAILY;COUNT=3')
    expect(times(calendar(...days), 'Africa/Casablanca', '2026-02-01T00:00:00.000Z')).toEqual([
      '2026-02-13T23:00 2026-02-17T00:00',
    ])
  })

  it.each([
    ['FREQ=SECONDLY', 'endless_rule'],
    ['FREQ=MINUTELY', 'endless_rule'],
    ['FREQ=SECONDLY;COUNT=999999999', 'endless_rule'],
    ['FREQ=DAILY;COUNT=30000', 'too_many_rules'],
    ['FREQ=DAILY;RSCALE=HEBREW', 'unreadable_rule'],
  ])('without an end that can be reached is refused: %s', (rule, code) => {
    const text = calendar(...event('DTSTART:20000101T090000Z', 'DURATION:PT1H', `RRULE:${rule}`))
    expect(refusal(text)).toEqual([{ path: 'file', code }])
  })

  it('that never comes counts where it begins', () => {
    const never = event(
      'DTSTART:20261208T090000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
    )
    expect(times(calendar(...never))).toEqual(['2026-12-08T09:00 2026-12-08T10:00'])
  })

  it('of very many dates is cut where the 2,000th is, and says so', () => {
    const many = event('DTSTART:20261201T000000Z', 'DURATION:PT10M', 'RRULE:FREQ=HOURLY')
    const { spans, remarks, until } = read(calendar(...many))
    expect(spans).toHaveLength(2000)
    expect(remarks).toEqual([{ code: 'cut', value: until }])
    expect(until).toBe('2027-02-22T08:00:00.000Z')
  })

  it('by the hundreds is refused', () => {
    const one = event('DTSTART:20261201T000000Z', 'DURATION:PT10M', 'RRULE:FREQ=YEARLY')
    expect(refusal(calendar(...Array(501).fill(one).flat()))).toEqual([
      { path: 'file', code: 'too_many_rules' },
    ])
  })
})

it('gives up when it takes too long', () => {
  const text = ICAL.parse(calendar(...event('DTSTART:20261201T000000Z', 'DURATION:PT10M')))
  expect(() => spansOf(text, { zone: 'Europe/Paris', now: NOW, expired: () => true })).toThrow(AppError)
})

it('refuses what is no calendar', () => {
  for (const parsed of [null, [], 'text', ['vcard', [], []], [['vcard', [], []]], {}])
    expect(() => spansOf(parsed, { zone: 'Europe/Paris', now: NOW })).toThrow(AppError)
})
