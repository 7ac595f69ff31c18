import { Temporal } from 'temporal-polyfill'
import { addDays, type Instant, later, wallOf } from '../core/time'
import { asText, day, escaped, quoted, utc } from './rulesOfText'
import { zoneLines } from './rulesOfZones'

/** One event of a calendar that is read from here. */
export interface Entry {
  /** Stable for ever: programs know an event again by it. */
  uid: string
  zone: string
  startsAt: Instant
  endsAt: Instant
  /** Told as dates: its start and its end are local midnights. */
  wholeDays: boolean
  /** Grows with each change. */
  sequence: number
  createdAt: Instant
  changedAt: Instant
  status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED'
  summary: string
  description?: string
  location?: string
  url?: string
}

export interface Calendar {
  /** What programs show above it; absent in a mail. */
  name?: string
  /** Its zone, for what programs ask before they read an event. */
  zone: string
  method: 'PUBLISH' | 'CANCEL'
  /** Who publishes it: an address that mails come from. */
  organizer: { name: string; email: string }
  entries: readonly Entry[]
}

/** How often programs may ask again. */
const TTL = 'PT1H'

/** A calendar as RFC 5545 has it, with METHOD as in RFC 5546, and the zones of its events carried along. */
export function calendarText({ name, zone, method, organizer, entries }: Calendar): string {
  const named =
    name === undefined
      ? []
      : [
          `X-WR-CALNAME:${escaped(name)}`,
          `NAME:${escaped(name)}`,
          `X-WR-TIMEZONE:${escaped(zone)}`,
          `REFRESH-INTERVAL;VALUE=DURATION:${TTL}`,
          `X-PUBLISHED-TTL:${TTL}`,
        ]
  return asText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Maillage//Maillage 1//FR',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...named,
    ...zonesOf(entries),
    ...entries.flatMap((entry) => eventLines(entry, organizer)),
    'END:VCALENDAR',
  ])
}

/** Every zone that a time is told in, over the time in which it is. */
function zonesOf(entries: readonly Entry[]): string[] {
  const spans = new Map<string, { from: Instant; to: Instant }>()
  for (const { zone, startsAt, endsAt, wholeDays } of entries) {
    if (wholeDays) continue
    const known = spans.get(zone)
    spans.set(zone, {
      from: known && known.from < startsAt ? known.from : startsAt,
      to: known && known.to > endsAt ? known.to : endsAt,
    })
  }
  // A little more on both sides: programs ask for the day, and the week, around an event.
  return [...spans].flatMap(([zone, { from, to }]) =>
    zoneLines(zone, later(from, -MARGIN), later(to, MARGIN)),
  )
}
const MARGIN = 32 * 86_400_000

function eventLines(e: Entry, organizer: Calendar['organizer']): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(e.uid)}`,
    `DTSTAMP:${utc(e.changedAt)}`,
    `CREATED:${utc(e.createdAt)}`,
    `LAST-MODIFIED:${utc(e.changedAt)}`,
    `SEQUENCE:${e.sequence}`,
    `STATUS:${e.status}`,
    ...(e.wholeDays
      ? [
          `DTSTART;VALUE=DATE:${day(dateAt(e.startsAt, e.zone))}`,
          `DTEND;VALUE=DATE:${day(dateAt(e.endsAt, e.zone))}`,
        ]
      : [`DTSTART${timeOf(e.startsAt, e.zone)}`, `DTEND${timeOf(e.endsAt, e.zone)}`]),
    `SUMMARY:${escaped(e.summary)}`,
    ...(e.description ? [`DESCRIPTION:${escaped(e.description)}`] : []),
    ...(e.location ? [`LOCATION:${escaped(e.location)}`] : []),
    ...(e.url ? [`URL:${e.url}`] : []),
    `ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.email}`,
    `TRANSP:${e.status === 'CANCELLED' ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ]
}

const dateAt = (at: Instant, zone: string): string => wallOf(at, zone).date

/** Morocco ended its changes in 2026: programs that trust their own, older tables before ours would be an hour off. */
const UNSETTLED = ['Africa/Casablanca', 'Africa/El_Aaiun']

/**
 * Where an instant stands behind the name of its property: the wall time with its zone; in UTC where that could be read as
 * another instant: in the second of two equal hours, and where many programs do not know the zone as it is.
 */
function timeOf(at: Instant, zone: string): string {
  const instant = Temporal.Instant.from(at)
  const wall = instant.toZonedDateTimeISO(zone).toPlainDateTime()
  const isFirst = wall.toZonedDateTime(zone).epochMilliseconds === instant.epochMilliseconds
  if (UNSETTLED.includes(zone) || !isFirst) return `:${utc(at)}`
  return `;TZID=${zone}:${wall.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}`
}

/** Whether [startsAt, endsAt) is whole local days. */
export function isWholeDays(startsAt: Instant, endsAt: Instant, zone: string): boolean {
  const [first, last] = [wallOf(startsAt, zone), wallOf(endsAt, zone)]
  return first.minute === 0 && last.minute === 0 && last.date >= addDays(first.date, 1)
}
