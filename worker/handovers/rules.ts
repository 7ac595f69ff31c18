import type { Grain, Kind } from '../core/kinds'
import { addDays, DAY, type Instant, instantOf, later, MINUTE, wallOf } from '../core/time'
import type { Side as AnySide, Status } from '../bookings/rules'

export const STEPS = ['pick_up', 'return'] as const
export type Step = (typeof STEPS)[number]
/** How the quantity of a waste was found, and why some of it was not taken. */
export const MEASURES = ['weighed', 'counted', 'estimated'] as const
export const REFUSED_REASONS = ['contaminated', 'not_as_told', 'too_much', 'other'] as const
/** So many times what was promised, or so small a part of it, is asked about again: a ton is easily typed as a kilo. */
export const FAR_TIMES = 5
export const isFarOff = (quantity: number, promised: number): boolean =>
  quantity > promised * FAR_TIMES || (quantity > 0 && quantity * FAR_TIMES * 20 < promised)

export const CONDITIONS = ['ok', 'dirty', 'incomplete', 'damaged', 'broken'] as const
export type Condition = (typeof CONDITIONS)[number]
/** Who noted it. Where they disagree, the first of them who noted anything counts. */
export const SIDES = ['lender', 'coordinator', 'borrower'] as const satisfies readonly AnySide[]
export type Side = (typeof SIDES)[number]

/** What is handed over: keys or a thing, which come back; material, which does not; a person never is. */
export const stepsOf = (kind: Kind): readonly Step[] =>
  kind === 'staff' ? [] : kind === 'waste' ? ['pick_up'] : STEPS

interface Booked {
  kind: Kind
  grain: Grain
  startsAt: Instant
  endsAt: Instant
}

/**
 * From when a hand-over is late. By the hour: from the time that was booked. A window and a stock: from their end, because
 * any time in them will do. By whole days, nobody is there at midnight: a pick-up is late from the second day, a return
 * from noon of the day after the last.
 */
export function dueAt(step: Step, b: Pick<Booked, 'grain' | 'startsAt' | 'endsAt'>, zone: string): Instant {
  const byDay = b.grain === 'day' || b.grain === 'month'
  if (step === 'return') return byDay ? instantOf(wallOf(b.endsAt, zone).date, '12:00', zone) : b.endsAt
  if (byDay) return instantOf(addDays(wallOf(b.startsAt, zone).date, 1), '00:00', zone)
  return b.grain === 'hour' ? b.startsAt : b.endsAt
}

/** Whole minutes after it was due; 0: in time. */
export const minutesLate = (due: Instant, at: Instant): number =>
  Math.max(0, Math.floor((Date.parse(at) - Date.parse(due)) / MINUTE))

/** A line as the rules see it. */
export interface Line {
  id: string
  step: Step
  side: Side
  happened: number
  at: Instant
  condition: Condition
  quantity: number
  lateMinutes: number
  corrects: string | null
  createdAt: Instant
}

/** The last line of the chain of one side, which may say that nothing happened after all. */
export function lastOf<L extends Line>(lines: readonly L[], step: Step, side: Side): L | null {
  const corrected = new Set(lines.map((line) => line.corrects))
  return lines.find((l) => l.step === step && l.side === side && !corrected.has(l.id)) ?? null
}

/** The line that counts for a step: the lender's word, else the coordinator's, else the borrower's; null: not noted. */
export function standing<L extends Line>(lines: readonly L[], step: Step): L | null {
  for (const side of SIDES) {
    const last = lastOf(lines, step, side)
    if (last?.happened) return last
  }
  return null
}

/** Whether something was fetched and nothing says that it came back. */
export const isOut = (lines: readonly Line[]): boolean =>
  standing(lines, 'pick_up') !== null && standing(lines, 'return') === null

const PICKED_UP_IN: readonly Status[] = ['confirmed', 'in_use', 'completed']
const BROUGHT_BACK_IN: readonly Status[] = ['in_use', 'completed']

/** Whether a step can be noted in a state. What is out can always come back, even where it was cancelled meanwhile. */
export const mayBeNoted = (step: Step, status: Status, lines: readonly Line[]): boolean =>
  step === 'pick_up'
    ? PICKED_UP_IN.includes(status)
    : BROUGHT_BACK_IN.includes(status) || standing(lines, 'pick_up') !== null

/** A line is put right within as many days as the end of a booking is (see CORRECTION_DAYS of bookings). */
const CORRECTION_DAYS = 7
export function mayCorrect(line: Line, lines: readonly Line[], now: Instant): boolean {
  let first = line
  for (let before = first.corrects; before; before = first.corrects) {
    const found = lines.find((l) => l.id === before)
    if (!found) break
    first = found
  }
  return now < later(first.createdAt, CORRECTION_DAYS * DAY)
}

/**
 * Whether a return ends a booking that still runs: everything came back, in order. What is dirty, damaged or incomplete
 * leaves the rest of the time as it was booked, so that nobody gets it before the lender has looked.
 */
export const endsEarly = (
  line: Pick<Line, 'step' | 'happened' | 'condition' | 'quantity'>,
  given: number,
  status: Status,
): boolean =>
  line.step === 'return' &&
  line.happened === 1 &&
  line.condition === 'ok' &&
  line.quantity >= given &&
  status === 'in_use'
