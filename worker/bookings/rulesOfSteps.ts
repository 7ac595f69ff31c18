import { fromMinutes, toMinutes } from '../core/time'
import { buffersOf, type Cap, type Hold, type PlanRules } from './rulesOfHolds'
import { onStep } from './rulesOfOffers'

// Pure: what is free of one capacity, moment by moment, in UTC minutes.

/** An interval in UTC minutes, with what is free over all of it. */
export interface Step {
  from: number
  to: number
  free: number
}

/** What is left of `quantity` over [from, to), step by step; steps that touch and leave the same are one. */
export function stepsOver(quantity: number, busy: readonly Hold[], from: number, to: number): Step[] {
  const deltas = new Map<number, number>([[from, 0]])
  const add = (at: number, delta: number) => deltas.set(at, (deltas.get(at) ?? 0) + delta)
  for (const hold of busy) {
    if (hold.busyTo <= from || hold.busyFrom >= to) continue
    add(Math.max(from, hold.busyFrom), hold.quantity)
    if (hold.busyTo < to) add(hold.busyTo, -hold.quantity)
  }
  const steps: Step[] = []
  let load = 0
  for (const [at, delta] of [...deltas].sort(([a], [b]) => a - b)) {
    load += delta
    const free = Math.max(0, quantity - load)
    const last = steps.at(-1)
    if (last) last.to = at
    if (last?.free !== free) steps.push({ from: at, to, free })
    else last.to = to
  }
  const last = steps.at(-1)
  if (last) last.to = to
  return steps.filter((step) => step.from < step.to)
}

/** The least that is free at any moment of [from, to): what can still be taken over all of it. */
export const leastFree = (quantity: number, busy: readonly Hold[], from: number, to: number): number =>
  Math.min(quantity, ...stepsOver(quantity, busy, from, to).map((step) => step.free))

/** What can be had over a booking at any moment of these steps, where so much around it must be free as well. */
function eroded(steps: readonly Step[], before: number, after: number): Step[] {
  if (before === 0 && after === 0) return [...steps]
  const edges = [...new Set(steps.flatMap((s) => [s.from - after, s.to + before]))].sort((a, b) => a - b)
  const result: Step[] = []
  let low = 0
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1]
    if (to === undefined) break
    // A booking of this moment holds [from - before, to + after): the steps that this touches.
    while (low < steps.length && (steps[low] as Step).to + before <= from) low++
    let free = Number.MAX_SAFE_INTEGER
    for (let j = low; j < steps.length && (steps[j] as Step).from - after < to; j++)
      free = Math.min(free, (steps[j] as Step).free)
    if (free < Number.MAX_SAFE_INTEGER) result.push({ from, to, free })
  }
  return result
}

/** What is free over [from, to), each moment with its buffers around it; nothing is asked beyond what was read. */
export function stepsAround(
  capacity: Cap,
  own: readonly Hold[],
  from: number,
  to: number,
  rules: PlanRules,
): Step[] {
  const { before, after } = buffersOf(capacity, rules)
  const steps = stepsOver(capacity.quantity, own, from - before, to + after)
  return eroded(steps, before, after)
    .map((step) => ({ ...step, from: Math.max(step.from, from), to: Math.min(step.to, to) }))
    .filter((step) => step.from < step.to)
}

/** What is left of free pieces where bookings begin and end by whole steps. */
export function onSteps(steps: Step[], step: number | undefined, zone: string): Step[] {
  if (!step) return steps
  return spansOf(steps).flatMap((span) => {
    const from = toMinutes(onStep(fromMinutes(span.from), step, zone, 'after'))
    const to = toMinutes(onStep(fromMinutes(span.to), step, zone, 'before'))
    return span.steps
      .map((s) => ({ ...s, from: Math.max(s.from, from), to: Math.min(s.to, to) }))
      .filter((s) => s.from < s.to)
  })
}

/** Without the gaps between two bookings that are shorter than the shortest that may be booked. */
export const longEnough = (steps: Step[], shortest: number | undefined): Step[] =>
  shortest
    ? spansOf(steps)
        // A day on which the clocks go forward is an hour short, and still a day.
        .filter((span) => span.to - span.from >= shortest - (shortest >= 1440 ? 60 : 0))
        .flatMap((span) => span.steps)
    : steps

/** Steps with something free that follow each other without a break. */
function spansOf(steps: readonly Step[]): { from: number; to: number; steps: Step[] }[] {
  const spans: { from: number; to: number; steps: Step[] }[] = []
  for (const step of steps) {
    if (step.free === 0) continue
    const last = spans.at(-1)
    if (last?.to === step.from) {
      last.to = step.to
      last.steps.push(step)
    } else spans.push({ from: step.from, to: step.to, steps: [step] })
  }
  return spans
}

export function merged(steps: Step[]): Step[] {
  const result: Step[] = []
  for (const step of steps) {
    const last = result.at(-1)
    if (last && last.to === step.from && last.free === step.free) last.to = step.to
    else result.push({ ...step })
  }
  return result
}
