import type { Point } from '../core/geo'
import { distanceKm } from '../core/geo'
import { ROUND_KMH } from '../core/travel'

// Pure: in which order a day's stops are driven. Times are minutes since local midnight.

/** A place to stop at. `from`, `to`: when it may begin there, where that is given. */
export interface Stop {
  id: string
  point: Point
  from: number | null
  to: number | null
  /** How long it takes there. */
  minutes: number
}
export interface Visit {
  stop: Stop
  /** Along the straight line from where one was before. */
  km: number
  arrives: number
  /** Where it opens later than one arrives. */
  begins: number
  leaves: number
  /** How much later than its end it begins. */
  late: number
}
export interface Round {
  visits: Visit[]
  /** With the way back. */
  km: number
  back: number
  late: number
  /** Nothing better exists; else it was looked for by exchanges. */
  exact: boolean
}

/** Up to so many stops all orders are looked at. */
export const MOST_EXACT = 9
/** More than this is no day's work, and is not ordered. */
export const MOST_STOPS = 60

/** The round over some stops in this order, from a depot and back, leaving at a minute of the day. */
export function driven(depot: Point, order: readonly Stop[], departs: number): Omit<Round, 'exact'> {
  let [at, now, km, late] = [depot, departs, 0, 0]
  const visits = order.map((stop): Visit => {
    const way = distanceKm(at, stop.point)
    const arrives = now + (way * 60) / ROUND_KMH
    const begins = Math.max(arrives, stop.from ?? 0)
    const visit = {
      stop,
      km: way,
      arrives,
      begins,
      leaves: begins + stop.minutes,
      late: latenessAt(stop, begins),
    }
    ;[at, now, km, late] = [stop.point, visit.leaves, km + way, late + visit.late]
    return visit
  })
  const home = order.length > 0 ? distanceKm(at, depot) : 0
  return { visits, km: km + home, back: now + (home * 60) / ROUND_KMH, late }
}

const latenessAt = (stop: Stop, begins: number): number =>
  stop.to === null ? 0 : Math.max(0, begins - stop.to)

/** Being late is worse than any detour; of equal lateness the shorter way. To the hundredth of a minute and the metre. */
export function isBetter(a: Pick<Round, 'late' | 'km'>, b: Pick<Round, 'late' | 'km'>): boolean {
  const [lateA, lateB] = [Math.round(a.late * 100), Math.round(b.late * 100)]
  return lateA < lateB || (lateA === lateB && Math.round(a.km * 1000) < Math.round(b.km * 1000))
}

/**
 * The order in which some stops are best driven from a depot and back: hours respected where that can be, then the
 * shortest way. Up to nine stops the best there is, else the nearest next, then exchanges (2-opt) and moves (Or-opt) as long
 * as they help. Stops beyond 60 are left out.
 */
export function roundOf(depot: Point, stops: readonly Stop[], departs: number): Round {
  const known = [...stops].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, MOST_STOPS)
  const ways = waysBetween(depot, known, departs)
  const found = byExchanges(ways)
  const exact = known.length <= MOST_EXACT
  const order = exact ? bestOrder(ways, found) : found
  return {
    ...driven(
      depot,
      order.flatMap((i) => known[i] ?? []),
      departs,
    ),
    exact,
  }
}

/** The stops by their places, and how far each is from each; the depot stands behind the last. */
interface Ways {
  stops: readonly Stop[]
  km: Float64Array
  departs: number
}
type Order = readonly number[]
type Length = Pick<Round, 'late' | 'km'>

function waysBetween(depot: Point, stops: readonly Stop[], departs: number): Ways {
  const points = [...stops.map((s) => s.point), depot]
  const km = new Float64Array(points.length ** 2)
  for (const [i, a] of points.entries())
    for (const [j, b] of points.entries()) km[i * points.length + j] = i === j ? 0 : distanceKm(a, b)
  return { stops, km, departs }
}
const kmFrom = ({ stops, km }: Ways, a: number, b: number): number => km[a * (stops.length + 1) + b] ?? 0

/** What `driven` says of an order, without its visits. */
function lengthOf(ways: Ways, order: Order): Length {
  let [at, now, km, late] = [ways.stops.length, ways.departs, 0, 0]
  for (const i of order) {
    const stop = ways.stops[i] as Stop
    const way = kmFrom(ways, at, i)
    const begins = Math.max(now + (way * 60) / ROUND_KMH, stop.from ?? 0)
    late += latenessAt(stop, begins)
    km += way
    now = begins + stop.minutes
    at = i
  }
  return { late, km: km + kmFrom(ways, at, ways.stops.length) }
}

/** All orders, but those that are already worse than the best known. */
function bestOrder(ways: Ways, from: Order): Order {
  const { stops, departs } = ways
  let best = from
  let known = lengthOf(ways, from)
  const order: number[] = []
  const look = (at: number, now: number, km: number, late: number) => {
    if (order.length === stops.length) {
      const whole = { late, km: km + kmFrom(ways, at, stops.length) }
      if (isBetter(whole, known)) [known, best] = [whole, [...order]]
      return
    }
    for (const [i, stop] of stops.entries()) {
      if (order.includes(i)) continue
      const way = kmFrom(ways, at, i)
      const begins = Math.max(now + (way * 60) / ROUND_KMH, stop.from ?? 0)
      const soFar = { late: late + latenessAt(stop, begins), km: km + way }
      // The way back from there is the least that is still to come.
      if (!isBetter({ late: soFar.late, km: soFar.km + kmFrom(ways, i, stops.length) }, known)) continue
      order.push(i)
      look(i, begins + stop.minutes, soFar.km, soFar.late)
      order.pop()
    }
  }
  look(stops.length, departs, 0, 0)
  return best
}

/** From the nearest next, and from the order in which places close: the better of the two. */
function byExchanges(ways: Ways): Order {
  const end = (i: number) => ways.stops[i]?.to ?? Number.POSITIVE_INFINITY
  const closing = ways.stops.map((_, i) => i).sort((a, b) => (end(a) === end(b) ? a - b : end(a) - end(b)))
  const [a, b] = [exchanged(ways, nearestNext(ways)), exchanged(ways, closing)]
  return isBetter(lengthOf(ways, b), lengthOf(ways, a)) ? b : a
}

function nearestNext(ways: Ways): Order {
  const left = new Set(ways.stops.keys())
  const order: number[] = []
  while (left.size > 0) {
    const at = order.at(-1) ?? ways.stops.length
    const next = [...left].reduce((best, i) => (kmFrom(ways, at, i) < kmFrom(ways, at, best) ? i : best))
    left.delete(next)
    order.push(next)
  }
  return order
}

const ROUNDS = 40
const LONGEST_MOVED = 3

/** A stretch turned around (2-opt), or one to three stops put elsewhere, either way round (Or-opt), while it helps. */
function exchanged(ways: Ways, from: Order): Order {
  let order = [...from]
  let known = lengthOf(ways, order)
  const n = order.length
  const tried = (next: number[]): boolean => {
    const whole = lengthOf(ways, next)
    if (!isBetter(whole, known)) return false
    ;[order, known] = [next, whole]
    return true
  }
  for (let round = 0, better = true; better && round < ROUNDS; round++) {
    better = false
    for (let i = 0; i < n - 1; i++)
      for (let j = i + 1; j < n; j++)
        better =
          tried([...order.slice(0, i), ...order.slice(i, j + 1).reverse(), ...order.slice(j + 1)]) || better
    for (let length = 1; length <= Math.min(LONGEST_MOVED, n - 1); length++)
      for (let i = 0; i + length <= n; i++)
        for (let to = 0; to <= n - length; to++) {
          const moved = order.slice(i, i + length)
          const rest = [...order.slice(0, i), ...order.slice(i + length)]
          for (const piece of [moved, [...moved].reverse()])
            better = tried([...rest.slice(0, to), ...piece, ...rest.slice(to)]) || better
        }
  }
  return order
}
