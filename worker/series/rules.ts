import { addDays, type Instant, instantOf, MINUTE, toInstant, weekdayOf } from '../core/time'

// Pure: when the dates of a series begin and end, and how the form's few choices are said as a rule.

/** Local hours of each date, or whole days: then both times are null and `days` says how many. */
export interface Hours {
  startsTime: string | null
  endsTime: string | null
  /** How many local days after its date a booking ends: 0 the same day, 1 after midnight; of whole days, their number. */
  days: number
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/**
 * When the booking of a local date begins and ends. Wall time is kept; a time that does not exist moves forward by the
 * gap, one that is there twice is the first; what would end before it begins for that reason keeps its length.
 */
export function timesOn(date: string, hours: Hours, zone: string): { startsAt: Instant; endsAt: Instant } {
  const { startsTime, endsTime, days } = hours
  const startsAt = instantOf(date, startsTime ?? '00:00', zone)
  const endsAt = instantOf(addDays(date, days), endsTime ?? '00:00', zone)
  if (endsAt > startsAt || startsTime === null || endsTime === null) return { startsAt, endsAt }
  const length = days * 1440 + minuteOf(endsTime) - minuteOf(startsTime)
  return { startsAt, endsAt: toInstant(Date.parse(startsAt) + length * MINUTE) }
}

export const REPEATS = ['none', 'weekly', 'fortnightly', 'monthly', 'days'] as const
export type Repeat = (typeof REPEATS)[number]
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** What the form of a booking asks: how often, on which weekdays (1 = Monday), and until when or how many times. */
export interface Asked {
  repeat: Exclude<Repeat, 'none'>
  days: readonly number[]
  until: string | null
  count: number | null
}

/** The rule of RFC 5545 for what the form says. The end may be missing: the rule is then refused as endless. */
export function rruleOf({ repeat, days, until, count }: Asked, startsOn: string): string {
  const end = until ? `;UNTIL=${until.replaceAll('-', '')}` : count ? `;COUNT=${count}` : ''
  const own = days.length > 0 ? days : [weekdayOf(startsOn)]
  const weekdays = [...new Set(own)].sort().map((day) => WEEKDAYS[day - 1])
  switch (repeat) {
    case 'weekly':
      return `FREQ=WEEKLY${end}`
    case 'fortnightly':
      return `FREQ=WEEKLY;INTERVAL=2${end}`
    case 'days':
      return `FREQ=WEEKLY;BYDAY=${weekdays.join(',')}${end}`
    case 'monthly':
      return `FREQ=MONTHLY;BYDAY=${rankOf(startsOn)}${WEEKDAYS[weekdayOf(startsOn) - 1]}${end}`
  }
}

/** Which Tuesday of its month a date is; the fifth is the last, because most months have but four. */
const rankOf = (date: string): number => {
  const rank = Math.ceil(Number(date.slice(8)) / 7)
  return rank === 5 ? -1 : rank
}
