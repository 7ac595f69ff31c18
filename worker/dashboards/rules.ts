import { KINDS, type Kind } from '../core/kinds'

/** One line of the sums: a kind in a week. */
export interface KindWeek {
  minutesOpen: number
  minutesBooked: number
  requested: number
  confirmed: number
  completed: number
  declined: number
  expired: number
  cancelled: number
  noShow: number
  offersPosted: number
  needsPosted: number
  needsMet: number
  needsUnmet: number
  needsDropped: number
}
/** `kept`: bookings that will be, are or were used: confirmed and completed. `needsOpen`: neither met, unmet nor dropped. */
export interface KindSums extends KindWeek {
  kept: number
  needsOpen: number
}
export interface Pair {
  lenderId: string
  borrowerId: string
  bookings: number
  minutes: number
}

const COLUMNS = [
  ...([
    'minutesOpen',
    'minutesBooked',
    'requested',
    'confirmed',
    'completed',
    'declined',
    'expired',
    'cancelled',
  ] as const),
  ...(['noShow', 'offersPosted', 'needsPosted', 'needsMet', 'needsUnmet', 'needsDropped'] as const),
] as const satisfies readonly (keyof KindWeek)[]

export function addUp(rows: readonly KindWeek[]): KindSums {
  const sums = Object.fromEntries(
    COLUMNS.map((c) => [c, rows.reduce((n, row) => n + row[c], 0)]),
  ) as unknown as KindWeek
  return {
    ...sums,
    kept: sums.confirmed + sums.completed,
    needsOpen: sums.needsPosted - sums.needsMet - sums.needsUnmet - sums.needsDropped,
  }
}

/** A part of a whole, or null where there is no whole. */
export const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** How much of what was open was booked: never more than all of it, also when an offer closed while it was still lent. */
export function usedPart(booked: number, open: number): number | null {
  if (open <= 0) return booked > 0 ? 1 : null
  return Math.min(1, booked / open)
}

/** Needs met, of those that were not withdrawn. */
export const shareMet = (s: Pick<KindSums, 'needsMet' | 'needsPosted' | 'needsDropped'>): number | null =>
  ratio(s.needsMet, s.needsPosted - s.needsDropped)

// The finding of each chart, as its title says it. Thresholds are stated here and nowhere else.

/** Below this part of its open hours a kind sleeps; above that one it is much used. */
export const ASLEEP = 0.2
export const BUSY = 0.5

export type UseFinding =
  | { is: 'nothing' }
  | { is: 'busy_and_asleep'; busy: Kind; asleep: Kind }
  | { is: 'asleep'; kind: Kind }
  | { is: 'all_asleep' }
  | { is: 'busy'; kind: Kind }
  | { is: 'even' }

/** What is used and what is not, by booked over open hours. */
export function useFinding(kinds: Record<Kind, Pick<KindSums, 'minutesBooked' | 'minutesOpen'>>): UseFinding {
  const used = KINDS.map((kind) => ({
    kind,
    part: usedPart(kinds[kind].minutesBooked, kinds[kind].minutesOpen),
  }))
    .filter((one): one is { kind: Kind; part: number } => one.part !== null)
    .sort((a, b) => b.part - a.part)
  const most = used[0]
  const least = used.at(-1)
  if (!most || !least || most.part === 0) return { is: 'nothing' }
  if (most.part >= BUSY && least.part < ASLEEP)
    return { is: 'busy_and_asleep', busy: most.kind, asleep: least.kind }
  if (most.part < ASLEEP) return used.length > 1 ? { is: 'all_asleep' } : { is: 'asleep', kind: least.kind }
  if (most.part >= BUSY) return { is: 'busy', kind: most.kind }
  return least.part < ASLEEP ? { is: 'asleep', kind: least.kind } : { is: 'even' }
}

export type SupplyFinding =
  | { is: 'nothing' }
  | { is: 'lacking_and_plenty'; lacking: Kind; plenty: Kind }
  | { is: 'lacking'; kind: Kind }
  | { is: 'plenty'; kind: Kind }
  | { is: 'balanced' }

/** What is looked for more than it is offered, and the other way round: at least half as much again, and two more. */
export function supplyFinding(open: Record<'offer' | 'need', Record<Kind, number>>): SupplyFinding {
  const gaps = KINDS.map((kind) => ({ kind, offers: open.offer[kind], needs: open.need[kind] }))
  if (gaps.every(({ offers, needs }) => offers + needs === 0)) return { is: 'nothing' }
  const clear = (more: number, less: number) => more >= 1.5 * less && more - less >= 2
  const lacking = gaps
    .filter(({ offers, needs }) => clear(needs, offers))
    .sort((a, b) => b.needs - b.offers - (a.needs - a.offers))[0]
  const plenty = gaps
    .filter(({ offers, needs }) => clear(offers, needs))
    .sort((a, b) => b.offers - b.needs - (a.offers - a.needs))[0]
  if (lacking && plenty) return { is: 'lacking_and_plenty', lacking: lacking.kind, plenty: plenty.kind }
  if (lacking) return { is: 'lacking', kind: lacking.kind }
  return plenty ? { is: 'plenty', kind: plenty.kind } : { is: 'balanced' }
}

export type TrendFinding =
  | { is: 'nothing' }
  | { is: 'first'; bookings: number }
  | { is: 'from_few'; bookings: number; earlier: number }
  | { is: 'times'; times: number }
  | { is: 'more' | 'fewer'; part: number }
  | { is: 'same' }

/** Bookings of a period against as many weeks before: a tenth more or less counts as the same. */
export function trendFinding(now: number, then: number): TrendFinding {
  if (now === 0 && then === 0) return { is: 'nothing' }
  if (then === 0) return { is: 'first', bookings: now }
  const change = now / then
  if (change >= 6) return { is: 'from_few', bookings: now, earlier: then }
  if (change >= 1.8) return { is: 'times', times: Math.round(change) }
  if (change > 1.1) return { is: 'more', part: change - 1 }
  return change < 0.9 ? { is: 'fewer', part: 1 - change } : { is: 'same' }
}

export type OffersFinding = { is: 'nothing' } | { is: 'few'; offers: number; part: number } | { is: 'spread' }

/** Whether a few offers carry the most of it: the fewest that make up half of all booked hours. */
export function offersFinding(minutes: readonly number[], total: number): OffersFinding {
  if (total === 0 || minutes.length === 0) return { is: 'nothing' }
  const sorted = [...minutes].sort((a, b) => b - a)
  let sum = 0
  for (const [i, one] of sorted.entries()) {
    sum += one
    if (sum * 2 >= total) return i < 5 ? { is: 'few', offers: i + 1, part: sum / total } : { is: 'spread' }
  }
  return { is: 'spread' }
}

export type EndsFinding =
  | { is: 'nothing' }
  | { is: 'kept'; part: number }
  | { is: 'lost'; reason: 'declined' | 'expired' | 'cancelled' | 'noShow'; part: number }

/** How bookings end: most are kept, or what loses most of them. */
export function endsFinding(s: KindSums): EndsFinding {
  const lost = (['declined', 'expired', 'cancelled', 'noShow'] as const).map((reason) => ({
    reason,
    n: s[reason],
  }))
  const ended = s.kept + lost.reduce((n, one) => n + one.n, 0)
  if (ended === 0) return { is: 'nothing' }
  const worst = lost.sort((a, b) => b.n - a.n)[0]
  if (worst && worst.n / ended >= 0.2) return { is: 'lost', reason: worst.reason, part: worst.n / ended }
  return { is: 'kept', part: s.kept / ended }
}

export type NeedsFinding =
  | { is: 'nothing' }
  | { is: 'most_met' | 'some_met'; met: number; of: number }
  | { is: 'none_met'; of: number }

export function needsFinding(s: KindSums): NeedsFinding {
  const of = s.needsPosted - s.needsDropped
  if (of === 0) return { is: 'nothing' }
  if (s.needsMet === 0) return { is: 'none_met', of }
  return { is: s.needsMet * 3 >= of * 2 ? 'most_met' : 'some_met', met: s.needsMet, of }
}

export type PairsFinding =
  | { is: 'nothing' }
  | { is: 'one_lends'; lenderId: string; part: number }
  | { is: 'both_ways'; pairs: number }
  | { is: 'one_way' }

/** Whether sharing hangs on one organisation (a third of it and more), else how many pairs share both ways. */
export function pairsFinding(pairs: readonly Pair[], bookings: number): PairsFinding {
  if (bookings === 0) return { is: 'nothing' }
  const lent = new Map<string, number>()
  for (const pair of pairs) lent.set(pair.lenderId, (lent.get(pair.lenderId) ?? 0) + pair.bookings)
  const [top] = [...lent].sort((a, b) => b[1] - a[1])
  if (top && lent.size > 1 && top[1] * 3 >= bookings)
    return { is: 'one_lends', lenderId: top[0], part: top[1] / bookings }
  const known = new Set(pairs.filter((p) => p.bookings > 0).map((p) => `${p.lenderId} ${p.borrowerId}`))
  const both = [...known].filter((key) => known.has(key.split(' ').reverse().join(' '))).length / 2
  return both > 0 ? { is: 'both_ways', pairs: both } : { is: 'one_way' }
}

/** Four steps of a heat from 1 to 4, 0 for nothing: quarters of the largest. */
export const heat = (value: number, largest: number): 0 | 1 | 2 | 3 | 4 =>
  value <= 0 ? 0 : (Math.min(4, Math.ceil((value / Math.max(1, largest)) * 4)) as 1 | 2 | 3 | 4)
