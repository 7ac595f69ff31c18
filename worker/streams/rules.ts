import type { Status } from '../bookings/rules'

// Pure: the mass balance of streams. Quantities are whole numbers in the unit of the offer.

/** Where a quantity can be: see migration 0064. */
export const ACCOUNTS = [
  ...(['said', 'awaited', 'in_hand', 'used', 'passed_on', 'outlet'] as const),
  ...(['refused', 'refused_on', 'refused_outlet'] as const),
  ...(['unfetched', 'unfetched_on', 'unfetched_outlet', 'missing'] as const),
] as const
export type Account = (typeof ACCOUNTS)[number]

/** What each account of a batch holds. */
export interface Held {
  promised: number
  awaited: number
  inHand: number
  used: number
  passedOn: number
  outlet: number
  refused: number
  refusedOn: number
  refusedOutlet: number
  unfetched: number
  unfetchedOn: number
  unfetchedOutlet: number
  missing: number
}
export const NOTHING: Held = {
  ...{ promised: 0, awaited: 0, inHand: 0, used: 0, passedOn: 0, outlet: 0, refused: 0, refusedOn: 0 },
  ...{ refusedOutlet: 0, unfetched: 0, unfetchedOn: 0, unfetchedOutlet: 0, missing: 0 },
}

/** The accounts that follow from a booking and its hand-over; the others are ends that somebody noted. */
export type Following = 'awaited' | 'inHand' | 'refused' | 'unfetched' | 'missing'
export type Target = Pick<Held, Following>
const FOLLOWING: readonly Following[] = ['awaited', 'inHand', 'refused', 'unfetched', 'missing']
const NAMES: Record<Following, Account> = {
  ...{ awaited: 'awaited', inHand: 'in_hand', refused: 'refused' },
  ...{ unfetched: 'unfetched', missing: 'missing' },
}

/** What was noted of a pick-up: the line that counts. */
export interface Measured {
  quantity: number
  refused: number
}
export interface Promise {
  status: Status
  quantity: number
  /** What was taken from a stock and is not fetched is free again: it is promised to nobody. */
  fromStock: boolean
  measured: Measured | null
}

const OVER: readonly Status[] = ['completed', 'no_show', 'declined', 'expired', 'cancelled']
/** Whether nothing is awaited of a booking any more. */
export const isOver = (status: Status): boolean => OVER.includes(status)

/**
 * Where the quantity of a booking is, by its state and what was noted of its pick-up. Without a note a completed booking was
 * collected as promised; a no-show of a collection stays with its giver. Less than promised: the rest never came. More than
 * promised: as much was promised as came. What has gone already stays gone.
 */
export function targetOf(p: Promise, held: Held): Target {
  const none: Target = { awaited: 0, inHand: 0, refused: 0, unfetched: 0, missing: 0 }
  const gone = held.used + held.passedOn + held.outlet
  const keep = (taken: number, refused: number, missing: number): Target => ({
    ...none,
    inHand: Math.max(0, taken - gone),
    refused: Math.max(0, refused - held.refusedOn - held.refusedOutlet),
    missing,
  })
  if (p.status === 'no_show') {
    const left = p.fromStock ? 0 : p.quantity
    return { ...none, unfetched: Math.max(0, left - held.unfetchedOn - held.unfetchedOutlet) }
  }
  if (p.measured) {
    const { quantity, refused } = p.measured
    const short = p.status === 'cancelled' ? 0 : Math.max(0, p.quantity - quantity - refused)
    return keep(quantity, refused, short)
  }
  if (p.status === 'completed') return keep(p.quantity, 0, 0)
  if (p.status === 'confirmed' || p.status === 'in_use') return { ...none, awaited: p.quantity }
  return none
}

/** Where what nobody has booked is: awaited while it can be, then left with the giver. */
export function targetOfRest(quantity: number, over: boolean, held: Held): Target {
  const none: Target = { awaited: 0, inHand: 0, refused: 0, unfetched: 0, missing: 0 }
  const left = Math.max(0, quantity - held.unfetchedOn - held.unfetchedOutlet)
  return over ? { ...none, unfetched: left } : { ...none, awaited: left }
}

export interface Move {
  from: Account
  to: Account
  quantity: number
}

/**
 * The lines that lead from what is held to where it is: what an account has too much goes to those that have too little, in
 * their order; what is then short was promised now, and what is over is promised no more. Nothing to do: none.
 */
export function movesTo(target: Target, held: Held): Move[] {
  const over = FOLLOWING.map((name) => ({ name, by: held[name] - target[name] })).filter((a) => a.by > 0)
  const short = FOLLOWING.map((name) => ({ name, by: target[name] - held[name] })).filter((a) => a.by > 0)
  const moves: Move[] = []
  for (const to of short) {
    for (const from of over) {
      const quantity = Math.min(from.by, to.by)
      if (quantity === 0) continue
      moves.push({ from: NAMES[from.name], to: NAMES[to.name], quantity })
      from.by -= quantity
      to.by -= quantity
    }
    if (to.by === 0) continue
    // What is promised is awaited first, so that a stream reads: promised, then what came of it.
    moves.push({ from: 'said', to: NAMES[to.name], quantity: to.by })
  }
  for (const from of over)
    if (from.by > 0) moves.push({ from: NAMES[from.name], to: 'said', quantity: from.by })
  return moves
}

/** The figures of a stream: promised = awaited + collected + refused + lapsed; collected = used + passedOn + outlet + inHand. */
export interface Balance {
  promised: number
  awaited: number
  collected: number
  refused: number
  lapsed: number
  used: number
  passedOn: number
  outlet: number
  inHand: number
  /** Refused or left with the giver, with no end yet; a part of `refused` and `lapsed`. */
  loose: number
}

/** What the recycler collected from the giver was collected, and found its outlet, in one. */
export function balanceOf(h: Held): Balance {
  const outlet = h.outlet + h.refusedOutlet + h.unfetchedOutlet
  return {
    ...{ promised: h.promised, awaited: h.awaited, collected: h.inHand + h.used + h.passedOn + outlet },
    ...{ refused: h.refused + h.refusedOn, lapsed: h.unfetched + h.unfetchedOn + h.missing },
    ...{ used: h.used, passedOn: h.passedOn, outlet, inHand: h.inHand, loose: h.refused + h.unfetched },
  }
}

export const RELIABLE_FROM = 3
export const LAST_HANDOVERS = 12
export interface Handed {
  promised: number
  taken: number
  /** Refused because it was more than the taker had room for: it was there as promised. */
  tooMuch: number
}

/**
 * How far a stream keeps its word, in percent: Σ min(came, promised) / Σ promised over its last twelve hand-overs that were
 * noted, where what came is what was taken, and what was refused for want of room alone. Null under three: nothing is said
 * of so few.
 */
export function reliabilityOf(handed: readonly Handed[]): number | null {
  const last = handed.slice(0, LAST_HANDOVERS)
  if (last.length < RELIABLE_FROM) return null
  const promised = last.reduce((sum, h) => sum + h.promised, 0)
  const came = last.reduce((sum, h) => sum + Math.min(h.taken + h.tooMuch, h.promised), 0)
  return promised === 0 ? null : Math.round((came * 100) / promised)
}
