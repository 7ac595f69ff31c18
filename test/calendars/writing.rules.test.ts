import { describe, expect, it } from 'vitest'
import { calendarText, type Entry, isWholeDays } from '../../worker/calendars/rulesOfCalendar'
import { escaped, folded, quoted } from '../../worker/calendars/rulesOfText'
import { zoneLines } from '../../worker/calendars/rulesOfZones'

const octets = (text: string) => new TextEncoder().encode(text).length
const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, '')

describe('a line', () => {
  it.each([
    ['a'.repeat(75), 1],
    ['a'.repeat(76), 2],
    ['é'.repeat(60), 2],
    ['قاعة كبيرة تطل على المحيط '.repeat(12), 8],
    ['👩🏽‍🌾'.repeat(40), 9],
  ])('has at most 75 octets, and no letter is cut: %s', (line, pieces) => {
    const text = folded(line)
    expect(unfolded(text)).toBe(line)
    const lines = text.split('\r\n')
    expect(lines).toHaveLength(pieces)
    for (const one of lines) expect(octets(one)).toBeLessThanOrEqual(75)
    // Decoded by itself, each is whole: half of a letter would be a replacement character.
    for (const one of lines) expect(one).not.toMatch(/\ufffd|[\ud800-\udbff]$|^ ?[\udc00-\udfff]/)
  })

  it('can not begin another, whatever people write', () => {
    expect(escaped('Salle; petite, \\ grande\r\nEND:VEVENT\rDTSTART\n\u0000\u001b')).toBe(
      'Salle\\; petite\\, \\\\ grande\\nEND:VEVENT\\nDTSTART\\n  ',
    )
    expect(quoted('Pôle "Essai";\r\nX')).toBe(`"Pôle 'Essai';  X"`)
  })
})

describe('a zone', () => {
  const of = (zone: string) => zoneLines(zone, '2026-01-01T00:00:00.000Z', '2027-06-01T00:00:00.000Z')
  const changes = (zone: string) => {
    const lines = of(zone)
    return lines.flatMap((line, i) =>
      line.startsWith('DTSTART')
        ? [
            [lines[i - 1]?.slice(6), line.slice(8), lines[i + 1]?.slice(13), lines[i + 2]?.slice(11)].join(
              ' ',
            ),
          ]
        : [],
    )
  }

  it('changes as its people do', () => {
    expect(changes('Europe/Paris')).toEqual([
      'STANDARD 19700101T000000 +0100 +0100',
      'DAYLIGHT 20260329T020000 +0100 +0200',
      'STANDARD 20261025T030000 +0200 +0100',
      'DAYLIGHT 20270328T020000 +0100 +0200',
    ])
    expect(changes('America/Martinique')).toEqual(['STANDARD 19700101T000000 -0400 -0400'])
    expect(changes('Indian/Reunion')).toEqual(['STANDARD 19700101T000000 +0400 +0400'])
  })

  it('is named, and whole', () => {
    const lines = of('Indian/Reunion')
    expect(lines).toEqual([
      'BEGIN:VTIMEZONE',
      'TZID:Indian/Reunion',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0400',
      'TZOFFSETTO:+0400',
      'TZNAME:Indian/Reunion +04:00',
      'END:STANDARD',
      'END:VTIMEZONE',
    ])
  })
})

const ENTRY: Entry = {
  ...{ uid: 'bkg_1@example.org', zone: 'Europe/Paris', wholeDays: false, sequence: 3, status: 'CONFIRMED' },
  ...{ startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' },
  ...{ createdAt: '2026-11-20T08:00:00.000Z', changedAt: '2026-11-21T08:00:00.000Z' },
  summary: 'Salle du quai, La Fabrique',
}
const calendar = (...entries: Entry[]) =>
  calendarText({
    ...{ name: 'Mon agenda', zone: 'Europe/Paris', method: 'PUBLISH', entries },
    organizer: { name: 'Maillage', email: 'm@example.org' },
  })
const lines = (...entries: Entry[]) => unfolded(calendar(...entries)).split('\r\n')

describe('a calendar', () => {
  it('is whole, in its order, line by line', () => {
    const text = calendar(ENTRY)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(lines(ENTRY)).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Maillage//Maillage 1//FR', 'CALSCALE:GREGORIAN'],
      ...['METHOD:PUBLISH', 'X-WR-CALNAME:Mon agenda', 'NAME:Mon agenda', 'X-WR-TIMEZONE:Europe/Paris'],
      ...['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H'],
      ...zoneLines('Europe/Paris', '2026-11-06T13:00:00.000Z', '2027-01-09T15:00:00.000Z'),
      ...['BEGIN:VEVENT', 'UID:bkg_1@example.org', 'DTSTAMP:20261121T080000Z', 'CREATED:20261120T080000Z'],
      ...['LAST-MODIFIED:20261121T080000Z', 'SEQUENCE:3', 'STATUS:CONFIRMED'],
      ...['DTSTART;TZID=Europe/Paris:20261208T140000', 'DTEND;TZID=Europe/Paris:20261208T160000'],
      ...['SUMMARY:Salle du quai\\, La Fabrique', 'ORGANIZER;CN="Maillage":mailto:m@example.org'],
      ...['TRANSP:OPAQUE', 'END:VEVENT', 'END:VCALENDAR', ''],
    ])
  })

  it('tells whole days as dates, without a zone', () => {
    const days = {
      ...ENTRY,
      wholeDays: true,
      startsAt: '2027-03-27T23:00:00.000Z',
      endsAt: '2027-03-29T22:00:00.000Z',
    }
    expect(lines(days)).toEqual(
      expect.arrayContaining(['DTSTART;VALUE=DATE:20270328', 'DTEND;VALUE=DATE:20270330']),
    )
    expect(calendar(days)).not.toContain('VTIMEZONE')
    expect(isWholeDays(days.startsAt, days.endsAt, 'Europe/Paris')).toBe(true)
    expect(isWholeDays(days.startsAt, days.endsAt, 'Indian/Reunion')).toBe(false)
    expect(isWholeDays(days.startsAt, days.startsAt, 'Europe/Paris')).toBe(false)
  })

  it('tells the second of two equal hours in UTC', () => {
    const night = { ...ENTRY, startsAt: '2026-10-25T00:30:00.000Z', endsAt: '2026-10-25T01:30:00.000Z' }
    expect(lines(night)).toEqual(
      expect.arrayContaining(['DTSTART;TZID=Europe/Paris:20261025T023000', 'DTEND:20261025T013000Z']),
    )
  })

  it('tells what many programs would misread in UTC', () => {
    const moroccan = { ...ENTRY, zone: 'Africa/Casablanca' }
    expect(lines(moroccan)).toEqual(
      expect.arrayContaining(['DTSTART:20261208T130000Z', 'DTEND:20261208T150000Z']),
    )
  })

  it('has one zone for each, over all its events', () => {
    const far = { ...ENTRY, startsAt: '2027-07-01T08:00:00.000Z', endsAt: '2027-07-01T09:00:00.000Z' }
    const other = { ...ENTRY, zone: 'Indian/Reunion' }
    const told = lines(far, ENTRY, other)
    expect(told.filter((line) => line.startsWith('TZID:'))).toEqual([
      'TZID:Europe/Paris',
      'TZID:Indian/Reunion',
    ])
    expect(told).toContain('DTSTART:20270328T020000')
  })
})
