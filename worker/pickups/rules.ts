import { FAR_TIMES } from '../handovers/rules'
import type { FieldError } from '../core/errors'
import type { Unit } from '../core/kinds'

// Pure: the order of a round, what is loaded, what a phone may say of a stop, and which record counts.

/** What was found at a stop: loaded, not taken by who fetches it, or nobody there to give it. */
export const OUTCOMES = ['collected', 'refused', 'nobody'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** The stops of a round in its order; those that are in none come last, as they were added. */
export function inOrder<S extends { id: string }>(stops: readonly S[], order: readonly string[]): S[] {
  const place = (s: S) => {
    const at = order.indexOf(s.id)
    return at === -1 ? order.length : at
  }
  return [...stops].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1))
}

/** An order with one stop a place earlier or later; at the end of the row it stays. */
export function moved(order: readonly string[], id: string, by: -1 | 1): string[] {
  const at = order.indexOf(id)
  const to = at + by
  const next = [...order]
  if (at === -1 || to < 0 || to >= order.length) return next
  next.splice(at, 1)
  next.splice(to, 0, id)
  return next
}

/** What is to be loaded, in kg, and how many stops are counted in another unit, whose weight nobody knows. */
export function loadOf(stops: readonly { unit: Unit; quantity: number }[]): { kg: number; unknown: number } {
  const weighed = stops.filter((s) => s.unit === 'kg')
  return { kg: weighed.reduce((kg, s) => kg + s.quantity, 0), unknown: stops.length - weighed.length }
}

/** From this many times what was promised on, a quantity is asked for twice: a ton is easily typed for a kilo. */
export const isFar = (quantity: number, promised: number): boolean => quantity > promised * FAR_TIMES

/** What is wrong with what is said of a stop: fields for the form. */
export function problemsOfRecord(
  given: { outcome: Outcome; quantity?: number | null | undefined; reason: string; sure: boolean },
  promised: number,
): FieldError[] {
  const { outcome, quantity, reason } = given
  if (outcome === 'refused' && reason === '') return [{ path: 'reason', code: 'required' }]
  if (outcome !== 'collected') return []
  if (quantity == null) return [{ path: 'quantity', code: 'required' }]
  if (quantity === 0) return [{ path: 'quantity', code: 'too_small', params: { min: 1 } }]
  if (isFar(quantity, promised) && !given.sure)
    return [{ path: 'quantity', code: 'far_from_promised', params: { promised } }]
  return []
}

interface Line {
  key: string
  number: number
  replaces: readonly string[]
}

/**
 * What becomes of a record that arrives, once or again, in whatever order: its number in the row of its stop; `known` where it
 * is there already; `late` where what takes its place came first; `taken` where another one stands that it does not know of.
 */
export function placeOf(
  lines: readonly Line[],
  given: { key: string; replaces: readonly string[] },
): number | 'known' | 'late' | 'taken' {
  if (lines.some((l) => l.key === given.key)) return 'known'
  if (lines.some((l) => l.replaces.includes(given.key))) return 'late'
  const last = lines.reduce<Line | null>((a, b) => (a && a.number > b.number ? a : b), null)
  if (!last) return 1
  return given.replaces.includes(last.key) ? last.number + 1 : 'taken'
}

/** When it was, as far as it can be: not before the booking was made, not after its record arrived. */
export const happenedAt = (at: string | null | undefined, booked: string, now: string): string => {
  const said = at ?? now
  return said > now ? now : said < booked ? booked : said
}
