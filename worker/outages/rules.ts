import { HOUR, type Instant, later } from '../core/time'

// Pure: what makes room for an outage.

/** A live hold that an outage meets, or one that it has suspended already: for the plan both are in place. */
export interface Held {
  id: number
  reason: 'booking' | 'closure' | 'maintenance' | 'waitlist'
  bookingId: string | null
  /** When its booking was made; '' where it is none. */
  madeAt: Instant
  busyFrom: number
  busyTo: number
  quantity: number
}
/** A part of a hold, in UTC minutes; those of one hold tile it in time and quantity. */
export interface Part {
  holdId: number
  busyFrom: number
  busyTo: number
  quantity: number
  suspended: boolean
}

/** Who gives way first: places only offered, then bookings, the latest made first, then what the owner closed. */
const YIELD = { waitlist: 0, booking: 1, closure: 2, maintenance: 3 } as const
function order(a: Held, b: Held): number {
  if (a.reason !== b.reason) return YIELD[a.reason] - YIELD[b.reason]
  return a.madeAt === b.madeAt ? b.id - a.id : a.madeAt > b.madeAt ? -1 : 1
}

/**
 * Which parts of these holds must give way so that `out` of `all` can be out of order over [from, to), and no more: at no
 * instant is more suspended than `out`, which is why everything fits again whenever the outage ends, whatever was booked
 * meanwhile. Holds of other outages never give way. Only holds that give way are in the answer, whole, part by part.
 */
export function partsBeside(
  held: readonly Held[],
  all: number,
  { out, from, to }: { out: number; from: number; to: number },
): Part[] {
  const over = held.filter((h) => h.busyFrom < to && h.busyTo > from).sort(order)
  const cuts = [from, to, ...over.flatMap((h) => [h.busyFrom, h.busyTo])].filter(
    (at) => from <= at && at <= to,
  )
  const times = [...new Set(cuts)].sort((a, b) => a - b)
  const suspended = new Map<number, { from: number; to: number; quantity: number }[]>()
  for (const [i, start] of times.slice(0, -1).entries()) {
    const end = times[i + 1] as number
    const here = over.filter((h) => h.busyFrom <= start && start < h.busyTo)
    let need = here.reduce((sum, h) => sum + h.quantity, 0) + out - all
    for (const h of here) {
      const quantity = h.reason === 'maintenance' ? 0 : Math.min(h.quantity, Math.max(0, need))
      need -= quantity
      if (quantity > 0) suspended.set(h.id, joined(suspended.get(h.id) ?? [], start, end, quantity))
    }
  }
  return over.flatMap((h) => tiles(h, suspended.get(h.id) ?? []))
}

type Run = { from: number; to: number; quantity: number }

/** Neighbours of the same quantity are one. */
function joined(runs: Run[], from: number, to: number, quantity: number): Run[] {
  const last = runs.at(-1)
  if (last?.to === from && last.quantity === quantity) {
    last.to = to
    return runs
  }
  return [...runs, { from, to, quantity }]
}

function tiles(h: Held, runs: readonly Run[]): Part[] {
  if (runs.length === 0) return []
  const part = (from: number, to: number, quantity: number, suspended: boolean): Part[] =>
    from < to && quantity > 0 ? [{ holdId: h.id, busyFrom: from, busyTo: to, quantity, suspended }] : []
  const parts = runs.flatMap((run, i) => [
    ...part(runs[i - 1]?.to ?? h.busyFrom, run.from, h.quantity, false),
    ...part(run.from, run.to, run.quantity, true),
    ...part(run.from, run.to, h.quantity - run.quantity, false),
  ])
  return [...parts, ...part(runs.at(-1)?.to ?? h.busyFrom, h.busyTo, h.quantity, false)]
}

/** How long what is out of order can be expected to stay so. */
export const LONGEST = 3 * 366 * 24 * HOUR
/** How far ahead an outage can be planned. */
export const isTooFar = (at: Instant, now: Instant): boolean => at > later(now, LONGEST)
