import { beforeEach, describe, expect, test } from 'vitest'
import { NEVER } from '../../worker/core/time'
import { bindings, db, givenCluster, givenOrganisation } from '../support/given'

// The invariant of migration 0004, tried without any command: whatever is written, by whatever code, no capacity is
// ever exceeded. The model is the dumbest that can be right: it counts the load at every start.

interface Hold {
  id: number
  from: number
  to: number
  quantity: number
  live: boolean
  closure: boolean
}
type Outcome = 'ok' | 'taken' | 'held'

class Model {
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
const sum = (holds: Hold[]) => holds.reduce((total, h) => total + h.quantity, 0)

/** The same numbers each time (mulberry32). */
function dice(seed: number) {
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

const d1 = bindings.DB
const outcome = async (write: D1PreparedStatement): Promise<Outcome> => {
  try {
    await write.run()
    return 'ok'
  } catch (error) {
    if (String(error).includes('maillage:capacity_taken')) return 'taken'
    if (String(error).includes('maillage:capacity_held')) return 'held'
    throw error
  }
}
const insert = (capacity: string, h: { from: number; to: number; quantity?: number; closure?: boolean }) =>
  d1
    .prepare('INSERT INTO holds (capacity_id, reason, busy_from, busy_to, quantity) VALUES (?, ?, ?, ?, ?)')
    .bind(capacity, h.closure ? 'closure' : 'booking', h.from, h.to, h.quantity ?? 1)
const update = (id: number, h: { from: number; to: number; quantity: number; live: boolean }) =>
  d1
    .prepare('UPDATE holds SET busy_from = ?, busy_to = ?, quantity = ?, live = ? WHERE id = ?')
    .bind(h.from, h.to, h.quantity, Number(h.live), id)
const setQuantity = (id: string, quantity: number) =>
  d1.prepare('UPDATE capacities SET quantity = ? WHERE id = ?').bind(quantity, id)

const given: { clusterId: string; organisationId: string } = { clusterId: '', organisationId: '' }
beforeEach(async () => {
  const cluster = await givenCluster()
  given.clusterId = cluster.id
  given.organisationId = (await givenOrganisation(cluster)).id
})
let made = 0
async function capacityOf(quantity: number): Promise<string> {
  const id = `cap_${++made}`
  await db
    .insertInto('capacities')
    .values({ id, ...given, shape: 'thing', quantity, unit: 'piece', lastEventId: 'evt_given' })
    .execute()
  return id
}

// Lengths on both sides of every class, so that a bound that is off by one minute is seen.
const LENGTHS = [
  1, 30, 60, 239, 240, 241, 600, 1439, 1440, 1441, 10_080, 44_639, 44_640, 44_641, 130_000,
] as const

describe('a capacity is never exceeded', () => {
  for (const [seed, most, horizon] of [
    [1, 1, 60_000],
    [2, 3, 60_000],
    [3, 12, 6_000],
    [4, 40, 3_000],
    [5, 2, 400_000],
  ] as const)
    test(`whatever is tried on a capacity of ${most} (seed ${seed})`, { timeout: 60_000 }, async () => {
      const { upTo, one } = dice(seed)
      const id = await capacityOf(most)
      const model = new Model(most)
      const seen: Record<string, number> = {}
      const interval = () => {
        const from = 1000 + upTo(horizon)
        return { from, to: upTo(60) === 0 ? NEVER : from + one(LENGTHS) }
      }
      for (let i = 0; i < 1200; i++) {
        const act = one([
          'insert',
          'insert',
          'insert',
          'close',
          'move',
          'resize',
          'toggle',
          'toggle',
          'free',
          'lower',
        ] as const)
        let wanted: Outcome
        let got: Outcome
        const known = model.holds.length ? one(model.holds) : undefined
        if (act === 'insert' || act === 'close') {
          const closure = act === 'close'
          const h = {
            ...interval(),
            quantity: closure ? Math.max(1, model.quantity) : 1 + upTo(most),
            closure,
          }
          wanted = model.fits(h) ? 'ok' : 'taken'
          got = await outcome(insert(id, h))
          if (got === 'ok') {
            const row = await d1.prepare('SELECT max(id) AS id FROM holds').first<{ id: number }>()
            model.holds.push({ id: row!.id, live: true, ...h })
          }
        } else if (act === 'lower') {
          const quantity = upTo(most)
          wanted = quantity < model.quantity && quantity < model.held() ? 'held' : 'ok'
          got = await outcome(setQuantity(id, quantity))
          if (wanted === 'ok') {
            for (const h of model.holds)
              if (h.live && h.closure && h.quantity === model.quantity) h.quantity = quantity
            model.quantity = quantity
          }
        } else {
          if (!known || known.quantity === 0) continue
          const next = { ...known }
          if (act === 'move') Object.assign(next, interval())
          if (act === 'resize') next.quantity = 1 + upTo(most)
          if (act === 'toggle') next.live = !known.live
          if (act === 'free') next.live = false
          const less =
            known.live && next.from >= known.from && next.to <= known.to && next.quantity <= known.quantity
          wanted = !next.live || less || model.fits(next, known.id) ? 'ok' : 'taken'
          got = await outcome(update(known.id, next))
          if (wanted === 'ok') Object.assign(known, next)
        }
        expect({ i, act, outcome: got }).toEqual({ i, act, outcome: wanted })
        seen[`${act} ${got}`] = (seen[`${act} ${got}`] ?? 0) + 1
        // The invariant itself, apart from what each write answered.
        expect(model.peak(0, NEVER, -1)).toBeLessThanOrEqual(model.quantity)
      }
      expect(Object.keys(seen)).toEqual(
        expect.arrayContaining(['insert ok', 'insert taken', 'move taken', 'toggle taken']),
      )
    })

  test('intervals are half-open: what ends at ten leaves ten o’clock free', async () => {
    const id = await capacityOf(1)
    expect(await outcome(insert(id, { from: 600, to: 660 }))).toBe('ok')
    expect(await outcome(insert(id, { from: 540, to: 600 }))).toBe('ok')
    expect(await outcome(insert(id, { from: 660, to: 720 }))).toBe('ok')
    for (const [from, to] of [
      [599, 601],
      [659, 661],
      [540, 541],
      [719, 720],
      [0, NEVER],
    ] as const)
      expect(await outcome(insert(id, { from, to }))).toBe('taken')
  })

  test('a hold of every length is seen by one that only touches its first or its last minute', async () => {
    for (const length of LENGTHS) {
      const id = await capacityOf(1)
      const start = 500_000
      expect(await outcome(insert(id, { from: start, to: start + length }))).toBe('ok')
      for (const other of LENGTHS) {
        expect(
          await outcome(insert(id, { from: start + 1 - other, to: start + 1 })),
          `${other} before ${length}`,
        ).toBe('taken')
        expect(
          await outcome(insert(id, { from: start + length - 1, to: start + length - 1 + other })),
          `${other} after ${length}`,
        ).toBe('taken')
      }
      expect(await outcome(insert(id, { from: start - 1, to: start }))).toBe('ok')
      expect(await outcome(insert(id, { from: start + length, to: start + length + 1 }))).toBe('ok')
    }
  })

  test('the load is counted at its peak, not as a sum: two that follow each other take one place', async () => {
    const id = await capacityOf(2)
    await insert(id, { from: 0, to: 100 }).run()
    await insert(id, { from: 100, to: 200 }).run()
    expect(await outcome(insert(id, { from: 50, to: 150 }))).toBe('ok')
    expect(await outcome(insert(id, { from: 99, to: 101 }))).toBe('taken')
  })

  test('a batch that fails at its last hold leaves none', async () => {
    const id = await capacityOf(1)
    const batch = d1.batch([
      insert(id, { from: 0, to: 10 }),
      insert(id, { from: 10, to: 20 }),
      insert(id, { from: 5, to: 6 }),
    ])
    await expect(batch).rejects.toThrow('maillage:capacity_taken')
    expect(await db.selectFrom('holds').selectAll().execute()).toEqual([])
  })

  test('several holds in one statement see each other', async () => {
    const id = await capacityOf(1)
    const both = JSON.stringify([
      { f: 0, t: 10 },
      { f: 9, t: 12 },
    ])
    const write = d1
      .prepare(
        "INSERT INTO holds (capacity_id, reason, busy_from, busy_to, quantity) SELECT ?, 'booking', value->>'f', value->>'t', 1 FROM json_each(?)",
      )
      .bind(id, both)
    expect(await outcome(write)).toBe('taken')
  })

  test('a closure of the whole follows the quantity up and down, a partial one does not', async () => {
    const id = await capacityOf(3)
    await insert(id, { from: 0, to: 100, quantity: 3, closure: true }).run()
    await insert(id, { from: 200, to: 300, quantity: 2, closure: true }).run()
    expect(await outcome(setQuantity(id, 5))).toBe('ok')
    expect(await outcome(insert(id, { from: 50, to: 60 }))).toBe('taken') // the two new ones are closed as well
    expect(await outcome(insert(id, { from: 250, to: 260, quantity: 3 }))).toBe('ok')
    expect(await outcome(setQuantity(id, 4))).toBe('held') // 2 closed and 3 booked
    await d1.prepare("UPDATE holds SET live = 0 WHERE reason = 'booking'").run()
    expect(await outcome(setQuantity(id, 0))).toBe('held')
    await d1.prepare('UPDATE holds SET live = 0 WHERE quantity = 2').run()
    expect(await outcome(setQuantity(id, 0))).toBe('ok')
    expect(await outcome(insert(id, { from: 50, to: 60, quantity: 0, closure: true }))).toBe('taken')
    expect(await outcome(setQuantity(id, 2))).toBe('ok')
    expect(await outcome(insert(id, { from: 99, to: 100 }))).toBe('taken')
    expect(await outcome(insert(id, { from: 100, to: 101, quantity: 2 }))).toBe('ok')
  })
})

describe('what one booking costs does not grow with the others', () => {
  async function fill(capacity: string, holds: { from: number; to: number; live?: number }[]) {
    for (let i = 0; i < holds.length; i += 500) {
      const some = JSON.stringify(holds.slice(i, i + 500))
      await d1
        .prepare(`INSERT INTO holds (capacity_id, reason, busy_from, busy_to, quantity, live)
          SELECT ?, 'booking', value->>'from', value->>'to', 1, coalesce(value->>'live', 1) FROM json_each(?)`)
        .bind(capacity, some)
        .run()
    }
  }
  const rowsRead = async (capacity: string, from: number, to: number) =>
    (await insert(capacity, { from, to }).run()).meta.rows_read

  test('5,000 holds, some of them closures of months and years, read as many rows as 50', {
    timeout: 60_000,
  }, async () => {
    const [few, many] = [await capacityOf(1), await capacityOf(1)]
    const hours = (n: number, from: number) =>
      Array.from({ length: n }, (_, i) => ({ from: from + i * 120, to: from + i * 120 + 60 }))
    const middle = 1_000_000
    await fill(few, hours(50, middle - 25 * 120))
    await fill(many, [
      ...hours(5000, middle - 2500 * 120),
      { from: middle - 2_500_000, to: middle - 900_000 }, // three years
      { from: middle - 800_000, to: middle - 670_000 }, // three months
      { from: middle + 310_000, to: middle + 440_000 },
      { from: middle + 450_000, to: middle + 480_000 },
      { from: middle + 500_000, to: middle + 501_000 },
    ])
    const small = await rowsRead(few, middle + 60, middle + 120)
    const large = await rowsRead(many, middle + 60, middle + 120)
    expect(large).toBeLessThanOrEqual(20)
    // Long holds still to come are read, each once: they are few, because they can not overlap.
    expect(large - small).toBeLessThanOrEqual(2)
  })

  test('one of twelve desks: two rows for each hold that overlaps, twelve at most where the peak must be looked for', {
    timeout: 60_000,
  }, async () => {
    const id = await capacityOf(12)
    const hours = Array.from({ length: 4000 }, (_, i) => ({
      from: 500_000 + i * 60,
      to: 500_000 + i * 60 + 60,
    }))
    await fill(id, hours)
    await fill(
      id,
      Array.from({ length: 9 }, () => ({ from: 600_000, to: 600_060 })),
    )
    expect(await rowsRead(id, 600_000, 600_060)).toBeLessThanOrEqual(20 + 2 * 11)
    // Eleven, of which two follow each other, and one more: thirteen by their sum, twelve at the peak.
    expect(await rowsRead(id, 600_000, 600_060)).toBeLessThanOrEqual(20 + 7 * 12)
    // A whole day over twenty-four hours that follow each other: their sum is too much, their peak is not.
    expect(await rowsRead(id, 560_000 - 20, 560_000 - 20 + 1440)).toBeLessThanOrEqual(20 + 12 * 25)
  })

  test('what was cancelled is not read at all', { timeout: 60_000 }, async () => {
    const id = await capacityOf(1)
    await fill(
      id,
      Array.from({ length: 3000 }, () => ({ from: 700_000, to: 700_060, live: 0 })),
    )
    expect(await rowsRead(id, 700_000, 700_060)).toBeLessThanOrEqual(20)
  })

  test('a stock hold never ends, and takes from all later ones', async () => {
    const id = await capacityOf(3)
    await insert(id, { from: 1000, to: NEVER, quantity: 2 }).run()
    expect(await outcome(insert(id, { from: 2_000_000_000, to: NEVER, quantity: 2 }))).toBe('taken')
    expect(await outcome(insert(id, { from: 10, to: NEVER, quantity: 2 }))).toBe('taken')
    expect(await outcome(insert(id, { from: 10, to: NEVER, quantity: 1 }))).toBe('ok')
  })
})
