import type * as z from 'zod'
import type { Booking } from '../bookings/queries'
import type { Status } from '../bookings/rules'
import { AppError, invalid } from '../core/errors'
import type { Instant } from '../core/time'
import type { HandoverInput } from './input'
import type { Handover } from './queries'
import {
  dueAt,
  isFarOff,
  lastOf,
  type Line,
  mayBeNoted,
  mayCorrect,
  minutesLate,
  type Side,
  standing,
  stepsOf,
} from './rules'

interface Noting {
  booking: Booking
  given: z.output<typeof HandoverInput>
  side: Side
  lines: readonly Line[]
  status: Status
  zone: string
  now: Instant
}

export type NewLine = Omit<Line, 'id' | 'happened'> & Weighing & { happened: 0 | 1; note: string }
type Weighing = Pick<Handover, 'measure' | 'refusedQuantity' | 'refusedReason' | 'weightKg'>

/**
 * The line as it is to be written, or why not: not this step of this kind, not in this state, not then, not so much, noted
 * already, too late to correct.
 */
export function lineOf({ booking, given, side, lines, status, zone, now }: Noting): NewLine {
  const { step } = given
  if (!stepsOf(booking.kind).includes(step)) throw invalid({ path: 'step', code: 'not_a_choice' })
  const last = lastOf(lines, step, side)
  const corrected = correctedBy(given, side, last, lines, now)
  if (!given.corrects && !mayBeNoted(step, status, lines))
    throw new AppError('transition_not_allowed', { state: status })
  const at = given.at ?? (given.corrects ? (last?.at ?? now) : now)
  mustFit(step, at, { booking, lines, now, happened: given.happened })
  const most = standing(lines, 'pick_up')?.quantity ?? booking.quantity
  const quantity = given.quantity ?? (step === 'return' ? most : booking.quantity)
  if (step === 'return' && quantity > most)
    throw invalid({ path: 'quantity', code: 'too_big', params: { max: most } })
  return {
    ...weighingOf(given, booking, quantity),
    ...{ step, side, at, quantity, condition: given.condition, note: given.note },
    happened: given.happened ? 1 : 0,
    lateMinutes: given.happened ? minutesLate(dueAt(step, booking, zone), at) : 0,
    corrects: corrected?.id ?? null,
    createdAt: now,
  }
}

/** The line that the new one takes the place of; a line that says "by mistake" is followed without being named. */
function correctedBy(
  given: Noting['given'],
  side: Side,
  last: Line | null,
  lines: readonly Line[],
  now: Instant,
): Line | null {
  if (given.corrects) {
    const line = lines.find((l) => l.id === given.corrects)
    if (!line || line.step !== given.step || line.side !== side) throw new AppError('not_found')
    if (line.id !== last?.id) throw new AppError('already_exists')
    if (!mayCorrect(line, lines, now)) throw new AppError('transition_not_allowed', { state: 'completed' })
    return line
  }
  if (!given.happened) throw invalid({ path: 'corrects', code: 'required' })
  if (last?.happened) throw new AppError('already_exists')
  return last
}

/** Not to come, not before it was booked, and a return not before its pick-up. */
function mustFit(
  step: Line['step'],
  at: Instant,
  { booking, lines, now, happened }: Pick<Noting, 'booking' | 'lines' | 'now'> & { happened: boolean },
): void {
  if (!happened) return
  const other = standing(lines, step === 'return' ? 'pick_up' : 'return')
  if (at > now) throw invalid({ path: 'at', code: 'in_the_future' })
  if (at < booking.createdAt) throw invalid({ path: 'at', code: 'before_booking' })
  if (other && step === 'return' && at < other.at) throw invalid({ path: 'at', code: 'before_pick_up' })
  if (other && step === 'pick_up' && at > other.at) throw invalid({ path: 'at', code: 'after_return' })
}

/**
 * What was weighed or counted of waste. Another unit than the booking's is refused, and so is a weight beside kilograms; what
 * is far from the promise is asked about once; what was refused needs its reason, a correction its own.
 */
function weighingOf(given: Noting['given'], b: Booking, quantity: number): Weighing {
  const { measure = null, refusedReason = null, weightKg = null } = given
  const refused = given.refusedQuantity ?? 0
  const weighing = { measure, refusedQuantity: refused, refusedReason: null, weightKg }
  if (b.kind !== 'waste') {
    const asked = (['measure', 'refusedQuantity', 'refusedReason', 'weightKg'] as const).filter(
      (n) => given[n],
    )
    if (asked.length > 0) throw invalid(...asked.map((path) => ({ path, code: 'waste_only' })))
    return weighing
  }
  if (given.unit && given.unit !== b.unit)
    throw invalid({ path: 'quantity', code: 'wrong_unit', params: { unit: b.unit } })
  if (weightKg !== null && b.unit === 'kg')
    throw invalid({ path: 'weightKg', code: 'wrong_unit', params: { unit: b.unit } })
  if (given.corrects && !given.note) throw invalid({ path: 'note', code: 'reason_needed' })
  if (!given.happened) return { ...weighing, measure: null, refusedQuantity: 0, weightKg: null }
  if (refused > 0 && !refusedReason) throw invalid({ path: 'refusedReason', code: 'required' })
  if (!given.sure && isFarOff(quantity + refused, b.quantity))
    throw invalid({ path: 'sure', code: 'far_from_promised', params: { promised: b.quantity } })
  return { ...weighing, refusedReason: refused > 0 ? refusedReason : null }
}
