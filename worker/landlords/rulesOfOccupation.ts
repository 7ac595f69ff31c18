import { addDays, instantOf, toMinutes } from '../core/time'
import { daysInMonth } from '../occupancies/rulesOfTerms'

// How much of a month a lot is taken. Pure.

/** What takes a lot, in UTC minutes, [from, to). */
export interface Taken {
  capacityId: string
  reason: 'booking' | 'waitlist'
  from: number
  to: number
}
export interface MonthSpan {
  /** "2027-02" */
  month: string
  from: number
  to: number
}

/** Months from local midnight to local midnight, in UTC minutes. */
export function spansOf(months: readonly string[], zone: string): MonthSpan[] {
  return months.map((month) => ({
    month,
    from: toMinutes(instantOf(`${month}-01`, '00:00', zone)),
    to: toMinutes(instantOf(addDays(`${month}-01`, daysInMonth(month)), '00:00', zone)),
  }))
}

export interface Cell {
  month: string
  /** Shares of the month, 0 to 1: somebody's; kept for somebody or under call. */
  occupied: number
  kept: number
}

/** A lot's months. A lot is taken once at a time, so that parts of a month add up. */
export function monthsOfLot(
  capacityId: string,
  taken: readonly Taken[],
  spans: readonly MonthSpan[],
): Cell[] {
  const own = taken.filter((one) => one.capacityId === capacityId)
  const share = (reason: Taken['reason'], { from, to }: MonthSpan) => {
    const minutes = own
      .filter((one) => one.reason === reason)
      .reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0)
    return Math.min(1, minutes / (to - from))
  }
  return spans.map((span) => ({
    ...{ month: span.month, occupied: share('booking', span), kept: share('waitlist', span) },
  }))
}

/** m² that are taken over some months, weighed by how long, and the share of all m². */
export function rateOf(lots: readonly { surfaceM2: number; cells: readonly Cell[] }[]): {
  occupiedM2: number
  rate: number
} {
  const all = lots.reduce((sum, lot) => sum + lot.surfaceM2, 0)
  const months = lots[0]?.cells.length ?? 0
  if (all === 0 || months === 0) return { occupiedM2: 0, rate: 0 }
  const taken = lots.reduce(
    (sum, lot) => sum + (lot.surfaceM2 * lot.cells.reduce((s, cell) => s + cell.occupied, 0)) / months,
    0,
  )
  return { occupiedM2: Math.round(taken), rate: taken / all }
}
