import { fromMinutes } from '../core/time'
import type { Ctx } from '../platform/context'
import { type Dictionary, wordsOf } from '../text'
import { Format } from '../text/format'
import { type HeldOfOffer, isGone, type Row } from './queries'
import { type Entry, isWholeDays } from './rulesOfCalendar'

/** Both sides have said yes: whoever borrows may know the address. */
const AGREED: readonly Row['status'][] = ['confirmed', 'in_use', 'completed', 'no_show']

const hostOf = (ctx: Ctx): string => new URL(ctx.env.PUBLIC_URL).hostname

/** A booking as an event of a calendar, for who is on one of its sides. */
export function entryOf(ctx: Ctx, row: Row, side: 'borrower' | 'lender'): Entry {
  const t = wordsOf(ctx.language)
  const words = t.calendars.entry
  const name = side === 'lender' ? words.lent(row.title, row.borrowerName) : row.title
  const [status, summary] = isGone(row.status)
    ? (['CANCELLED', words.gone(name)] as const)
    : row.status === 'requested'
      ? (['TENTATIVE', words.asked(name)] as const)
      : (['CONFIRMED', name] as const)
  const knowsPlace = side === 'lender' || AGREED.includes(row.status)
  const place = [knowsPlace ? row.address : '', `${row.postcode} ${row.commune}`.trim()]
  return {
    uid: `${row.id}@${hostOf(ctx)}`,
    ...timesOf(row),
    ...{ sequence: row.version, createdAt: row.createdAt, changedAt: row.changedAt, status, summary },
    location: place.filter(Boolean).join(', '),
    description: descriptionOf(ctx, row, t, knowsPlace),
    url: `${ctx.env.PUBLIC_URL}/${ctx.language}/${row.slug}/bookings/${row.id}`,
  }
}

/** What is booked by the day is told in days. */
const timesOf = ({ startsAt, endsAt, timeZone, grain }: Row) => ({
  ...{ startsAt, endsAt, zone: timeZone },
  wholeDays: (grain === 'day' || grain === 'month') && isWholeDays(startsAt, endsAt, timeZone),
})

function descriptionOf(ctx: Ctx, row: Row, t: Dictionary, knowsPlace: boolean): string {
  const words = t.calendars.entry
  const f = new Format(ctx.language, row.timeZone, row.currency)
  const counts = row.quantity > 1 && row.shape !== 'person'
  const lines = [
    words.state(t.bookings.status[row.status]),
    words.lender(row.lenderName),
    words.borrower(row.borrowerName),
    row.label && words.lot(row.label),
    counts && words.quantity(f.quantity(row.quantity, row.unit)),
    row.note && words.note(row.note),
    !knowsPlace && !isGone(row.status) && words.whereLater,
  ]
  return lines.filter(Boolean).join('\n')
}

/** What is taken of an offer, without a word about whom it is for. */
export function busyEntry(ctx: Ctx, held: HeldOfOffer, zone: string): Entry {
  const words = wordsOf(ctx.language).calendars.entry
  const f = new Format(ctx.language, zone, 'EUR')
  const [startsAt, endsAt] = [fromMinutes(held.busyFrom), fromMinutes(held.busyTo)]
  const busy =
    held.quantity < held.whole ? words.busyPart(f.number(held.quantity), f.number(held.whole)) : words.busy
  const since = held.occurredAt ?? startsAt
  return {
    // By what is taken and when: a closure that is written again is the same event.
    uid: `${held.capacityId}-${held.busyFrom}-${held.busyTo}-${held.quantity}@${hostOf(ctx)}`,
    ...{ zone, startsAt, endsAt, wholeDays: isWholeDays(startsAt, endsAt, zone) },
    ...{ sequence: held.version, createdAt: since, changedAt: since, status: 'CONFIRMED' },
    summary: held.label ? `${busy} (${held.label})` : busy,
  }
}
