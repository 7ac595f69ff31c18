import type { Offer } from '../../worker/bookings/queries'
import {
  boundsOf,
  type DayOf,
  type DayState,
  datesOf,
  dayOf,
  type Known,
} from '../../worker/bookings/rulesOfDays'
import { slotsOn } from '../../worker/bookings/rulesOfGrid'
import { fromMinutes, type Instant } from '../../worker/core/time'
import type { View } from '../view'

/** One day of the calendar: its state, and what is free in words ("8 h", "3"). */
export interface DayCell {
  date: string
  state: DayState
  words: string
}

/** An hour that can be ticked. `value`: "from-to" in UTC minutes. */
export interface Slot {
  value: string
  startsAt: Instant
  endsAt: Instant
  free: number
  hour: number
  /** Nobody has it, and it can not be had: too soon, too far ahead, too near to another booking. */
  kept: boolean
}

/** The days of a month as the calendar shows them: by hours free, or by what is left of a day. */
export function daysOf(v: View, offer: Offer, known: Known, month: string): DayCell[] {
  const days = boundsOf(datesOf('month', `${month}-01`), offer.zone)
  return days.map((day) => cellOf(v, offer, dayOf(offer, known, day)))
}

/** What is left of a day, in words: hours, how many, how much, or that it is free. */
export function cellOf(v: View, { listing, capacities }: Offer, { date, state, left, of }: DayOf): DayCell {
  const words = v.t.bookings.calendar
  if (state !== 'free' && state !== 'few') return { date, state, words: '' }
  if (listing.grain === 'hour') return { date, state, words: words.hours(v.f.number(left / 60, 1)) }
  const weighed = WEIGHED.includes(listing.unit) && !capacities.some((c) => c.shape === 'lot')
  const amount = weighed ? v.f.quantity(left, listing.unit) : v.f.number(left)
  return { date, state, words: of > 1 ? amount : words.free }
}
/** Units that are as short as a number. */
const WEIGHED: readonly string[] = ['kg', 'litre', 'm3']

/** The hours of a local day that can be ticked, or could be were they not taken. */
export function slotsOf(offer: Offer, known: Known, date: string): Slot[] {
  const [day] = boundsOf([date], offer.zone)
  if (!day) return []
  return slotsOn(offer, known, day)
    .filter((slot) => slot.from >= known.now)
    .map(({ from, to, free, wall, state }) => ({
      ...{ value: `${from}-${to}`, startsAt: fromMinutes(from), endsAt: fromMinutes(to), free },
      ...{ hour: Math.floor(wall / 60), kept: state === 'kept' },
    }))
}
