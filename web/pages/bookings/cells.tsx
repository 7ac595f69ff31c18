import type { Calendar } from '../../../worker/bookings/calendar'
import type { Entry } from '../../../worker/bookings/entries'
import type { Offer } from '../../../worker/bookings/queries'
import type { Cell } from '../../../worker/bookings/rulesOfGrid'
import { fromMinutes, type Instant, instantOf, toMinutes, wallOf } from '../../../worker/core/time'
import { calendarHref } from '../../components/ViewSwitch'
import type { View } from '../../view'

/** What the tables of a week and of a day both read. */
export interface Shown {
  v: View
  offer: Offer
  seen: Calendar
  /** Whether the reader lends it, or coordinates: they see who has what. */
  inside: boolean
  /** Whether it is theirs: they block it, and do not book it. */
  own: boolean
  need?: string | undefined
}

export const comma = (v: View) => (v.language === 'ar' ? '، ' : ', ')
export const noon = (date: string, zone: string): Instant => instantOf(date, '12:00', zone)

/** The path of the calendar of an offer. */
export const calendarOf = ({ v, offer }: Pick<Shown, 'v' | 'offer'>) =>
  v.href(`/offers/${offer.listing.id}/calendar`)

export const dayHref = (shown: Shown, date: string) =>
  calendarHref(calendarOf(shown), 'day', date, shown.need)

/** Where a free cell is booked: the page of booking, with the time chosen. By two hours, both are ticked. */
export function bookHref({ v, offer, need }: Pick<Shown, 'v' | 'offer' | 'need'>, cell: Cell): string {
  const { grain, id } = offer.listing
  const { date } = wallOf(fromMinutes(cell.from), offer.zone)
  // Dates, minutes and ids need no escaping; what the address brought does.
  const query = need ? [`need=${encodeURIComponent(need)}`] : []
  if (grain === 'hour') {
    query.push(`day=${date}`)
    for (let from = cell.from; from < cell.to; from += 60)
      query.push(`h=${from}-${Math.min(from + 60, cell.to)}`)
  } else if (grain === 'window') query.push(`window=${cell.from}-${cell.to}`)
  else query.push(`${grain === 'stock' ? 'day' : 'startsOn'}=${date}`)
  const several = offer.capacities.filter((c) => c.shape === 'lot').length > 1
  if (several && cell.capacityId) query.push(`lot=${cell.capacityId}`)
  const field = grain === 'hour' || grain === 'window' ? 'f-when' : several ? 'f-capacityId' : 'f-startsOn'
  return `${v.href(`/offers/${id}/book`)}?${query.join('&')}#${field}`
}

/** Those who have a cell, or a part of it. Requests that compete have nothing yet. */
export const entriesIn = (seen: Calendar, cell: Cell): Entry[] =>
  seen.entries.filter(
    (e) =>
      !e.competing &&
      (cell.capacityId === null || e.capacityId === cell.capacityId) &&
      toMinutes(e.startsAt) < cell.to &&
      toMinutes(e.endsAt) > cell.from,
  )

/** Who has it: the borrower, oneself, or why nobody else can. */
export function Who({ v, entry, inside }: { v: View; entry: Entry; inside: boolean }) {
  const words = v.t.views.who
  if (entry.reason !== 'booking') return <>{words[entry.reason]}</>
  const mine = v.actor?.organisations.some((m) => m.organisationId === entry.borrowerId)
  if (mine && !inside) return <>{words.you}</>
  return <bdi>{entry.borrowerName}</bdi>
}

/** What is left of a cell that is not all free: minutes of the time, or how many. */
export function partWords(v: View, { listing }: Offer, cell: Cell): string {
  const words = v.t.views
  if (listing.grain === 'hour' && cell.minutes < cell.to - cell.from)
    return words.minutes(v.f.number(cell.minutes))
  const counted = listing.unit === 'piece' || listing.unit === 'seat'
  return words.left(counted ? v.f.number(cell.free) : v.f.quantity(cell.free, listing.unit))
}
