import { beforeEach } from 'vitest'
import { bindings, db, givenCluster, givenOrganisation } from '../support/given'

// The invariant of migration 0004, tried without any command: whatever is written, by whatever code, no capacity is
// ever exceeded. The model is the dumbest that can be right: it counts the load at every start.

export interface Hold {
  id: number
  from: number
  to: number
  quantity: number
  live: boolean
  closure: boolean
}
export type Outcome = 'ok' | 'taken' | 'held'

export class Model {
  quantity: number
  holds: Hold[] = []
  constructor(quantity: number) {
    this.quantity = quantity
  }
  peak(from: number, to: number, except: number): number {
    const over = this.holds.filter((h) => h.live && h.id !== except && h.from < to && from < h.to)
    const starts = [from, ...over.map((h) => h.from).filter((at) => at >= from)]
    return Math.max(...starts.map((at) => sum(over.filter((h) => h.from <= at && at < h.to))))
  }
  fits(h: { from: number; to: number; quantity: number }, except = -1): boolean {
    return this.peak(h.from, h.to, except) + h.quantity <= this.quantity
  }
  /** The most that is held at any moment, closures of the whole left out. */
  held(): number {
    const kept = this.holds.filter((h) => h.live && !(h.closure && h.quantity === this.quantity))
    return Math.max(0, ...kept.map((k) => sum(kept.filter((h) => h.from <= k.from && k.from < h.to))))
  }
}
export const sum = (holds: Hold[]) => holds.reduce((total, h) => total + h.quantity, 0)

/** The same numbers each time (mulberry32). */
export function dice(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    upTo: (most: number) => Math.floor(next() * (most + 1)),
    one: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T,
  }
}

export const d1 = bindings.DB
export const outcome = async (write: D1PreparedStatement): Promise<Outcome> => {
  try {
    await write.run()
    return 'ok'
  } catch (error) {
    if (String(error).includes('maillage:capacity_taken')) return 'taken'
    if (String(error).includes('maillage:capacity_held')) return 'held'
    throw error
  }
}
export const insert = (
  capacity: string,
  h: { from: number; to: number; quantity?: number; closure?: boolean },
) =>
  d1
    .prepare('INSERT INTO holds (capacity_id, reason, busy_from, busy_to, quantity) VALUES (?, ?, ?, ?, ?)')
    .bind(capacity, h.closure ? 'closure' : 'booking', h.from, h.to, h.quantity ?? 1)
export const update = (id: number, h: { from: number; to: number; quantity: number; live: boolean }) =>
  d1
    .prepare('UPDATE holds SET busy_from = ?, busy_to = ?, quantity = ?, live = ? WHERE id = ?')
    .bind(h.from, h.to, h.quantity, Number(h.live), id)
export const setQuantity = (id: string, quantity: number) =>
  d1.prepare('UPDATE capacities SET quantity = ? WHERE id = ?').bind(quantity, id)

export const given: { clusterId: string; organisationId: string } = { clusterId: '', organisationId: '' }
/** Each test of the file gets an organisation of its own, whose things `capacityOf` makes. */
export const withAnOwner = () =>
  beforeEach(async () => {
    const cluster = await givenCluster()
    given.clusterId = cluster.id
    given.organisationId = (await givenOrganisation(cluster)).id
  })
let made = 0
export async function capacityOf(quantity: number): Promise<string> {
  const id = `cap_${++made}`
  await db
    .insertInto('capacities')
    .values({ id, ...given, shape: 'thing', quantity, unit: 'piece', lastEventId: 'evt_given' })
    .execute()
  return id
}

// Lengths on both sides of every band, so that a bound that is off by one minute is seen.
export const LENGTHS = [
  1, 30, 59, 60, 61, 239, 240, 241, 600, 1439, 1440, 1441, 10_079, 10_080, 10_081, 44_639, 44_640, 44_641,
  130_000,
] as const
