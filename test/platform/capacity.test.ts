import { describe, expect, test } from 'vitest'
import { NEVER } from '../../worker/core/time'
import { db } from '../support/given'
import {
  LENGTHS,
  type Outcome,
  capacityOf,
  d1,
  dice,
  insert,
  outcome,
  setQuantity,
  update,
  Model,
  withAnOwner,
} from './holds'

withAnOwner()

/** Operations on each of the five capacities: 20,500 in all, each compared with a model that counts by brute force. */
const EACH = 4100

describe('a capacity is never exceeded', () => {
  for (const [seed, most, horizon] of [
    [1, 1, 60_000],
    [2, 3, 60_000],
    [3, 12, 6_000],
    [4, 40, 3_000],
    [5, 2, 400_000],
  ] as const)
    test(`whatever is tried on a capacity of ${most} (seed ${seed})`, { timeout: 300_000 }, async () => {
      const { upTo, one } = dice(seed)
      const id = await capacityOf(most)
      const model = new Model(most)
      const seen: Record<string, number> = {}
      const interval = () => {
        const from = 1000 + upTo(horizon)
        return { from, to: upTo(60) === 0 ? NEVER : from + one(LENGTHS) }
      }
      for (let i = 0; i < EACH; i++) {
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
