import { AppError } from '../core/errors'
import { addDays, fromMinutes, type Instant, wallOf } from '../core/time'
import type { Ctx } from '../platform/context'
import type { Entry } from './entries'
import { seenOfMany } from './offersOfMany'
import type { Offer } from './queries'
import { DAYS_AHEAD } from './rules'
import {
  type Bounds,
  boundsOf,
  type CalendarView,
  type DayOf,
  datesOf,
  dayOf,
  type Known,
  turned,
} from './rulesOfDays'
import { type Grid, gridOf, type SlotCell, slotsOn } from './rulesOfGrid'

/** A month, a week or a day of an offer as one reader may see it. */
export interface Calendar {
  view: CalendarView
  date: string
  today: string
  /** The first instant shown, and the first one after. */
  from: Instant
  to: Instant
  /** A date of the view before and after; null where nothing can be booked there. */
  previous: string | null
  next: string | null
  bounds: Bounds[]
  days: DayOf[]
  /** Of a week; of a day whose offer does not go by the hour. */
  grid: Grid | null
  /** Of a day that goes by the hour. */
  slots: SlotCell[] | null
  /** Of a person: minutes that are left in the week shown; null: not a person, or more than one week. */
  weekLeft: number | null
  /** What takes it: all to its lender and the coordinator, theirs to a borrower. */
  entries: Entry[]
}

/** No calendar is read further back or ahead than two years. Throws `invalid`. */
export function mustBeNear(date: string, today: string): void {
  if (date > addDays(today, DAYS_AHEAD + 31) || date < addDays(today, -DAYS_AHEAD))
    throw new AppError('invalid', { fields: [{ path: 'date', code: 'too_far_ahead' }] })
}

/** Reads a view of an offer around a local date. Throws `invalid` where that is more than two years away. */
export async function calendarOf(
  ctx: Ctx,
  offer: Offer,
  view: CalendarView,
  date: string,
): Promise<Calendar> {
  const { zone, listing, capacities } = offer
  const today = wallOf(ctx.now, zone).date
  mustBeNear(date, today)
  const bounds = boundsOf(datesOf(view, date), zone)
  const [first, last] = [bounds[0] as Bounds, bounds.at(-1) as Bounds]
  const [from, to] = [fromMinutes(first.from), fromMinutes(last.to)]
  const { known: many, entries } = await seenOfMany(ctx, [offer], from, to)
  const known = many.get(listing.id) as Known
  const hours = listing.grain === 'hour'
  const days = bounds.map((day) => dayOf(offer, known, day))
  const person = capacities.some((c) => c.shape === 'person')
  return {
    ...{ view, date, today, from, to, bounds, days, entries },
    previous: first.date > today ? turned(view, date, -1) : null,
    next: last.date < addDays(today, DAYS_AHEAD) ? turned(view, date, 1) : null,
    grid: view === 'week' || (view === 'day' && !hours) ? gridOf(offer, known, bounds) : null,
    slots: view === 'day' && hours ? slotsOn(offer, known, first) : null,
    weekLeft: person && view !== 'month' ? Math.max(0, ...known.free.map((f) => f.free)) : null,
  }
}
