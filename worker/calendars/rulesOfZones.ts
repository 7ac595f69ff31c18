import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../core/time'
import { escaped } from './rulesOfText'

/** Enough for ten years of the zone that changes most. */
const MOST_CHANGES = 60

/**
 * A VTIMEZONE that holds for [from, to]: the offset at `from`, then each change until `to`, as the runtime knows them. Rules
 * by year would be shorter, and wrong: Africa/Casablanca changed by the moon until 2026 and changes no more.
 */
export function zoneLines(zone: string, from: Instant, to: Instant): string[] {
  let at = Temporal.Instant.from(from).toZonedDateTimeISO(zone)
  const end = Temporal.Instant.from(to).epochMilliseconds
  // A time that exists for ever before: readers look for the last change at or before an event.
  const parts = [observance('STANDARD', '19700101T000000', at.offset, at.offset, zone)]
  for (let changes = 0; changes < MOST_CHANGES; changes++) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds > end) break
    const before = next.subtract({ nanoseconds: 1 })
    // Its beginning is told in the wall time that ends there.
    const begins = next
      .toPlainDateTime()
      .add({ nanoseconds: before.offsetNanoseconds - next.offsetNanoseconds })
    const name = next.offsetNanoseconds > before.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD'
    parts.push(observance(name, wall(begins), before.offset, next.offset, zone))
    at = next
  }
  return ['BEGIN:VTIMEZONE', `TZID:${escaped(zone)}`, ...parts.flat(), 'END:VTIMEZONE']
}

const wall = (at: Temporal.PlainDateTime): string =>
  at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')

function observance(name: 'STANDARD' | 'DAYLIGHT', start: string, from: string, to: string, zone: string) {
  const offset = (text: string) => text.replaceAll(':', '')
  return [
    `BEGIN:${name}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${offset(from)}`,
    `TZOFFSETTO:${offset(to)}`,
    `TZNAME:${zone} ${to}`,
    `END:${name}`,
  ]
}
