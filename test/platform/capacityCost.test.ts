import { describe, expect, test } from 'vitest'
import { NEVER } from '../../worker/core/time'
import { capacityOf, d1, insert, outcome, withAnOwner } from './holds'

withAnOwner()

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
    expect(large).toBeLessThanOrEqual(10)
    // Of closures still to come no more than the first of each band is looked at.
    expect(large).toBe(small)
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

  test('one of 300 chairs by the quarter of an hour: five rows for each hold that overlaps, however full the day', {
    timeout: 60_000,
  }, async () => {
    const id = await capacityOf(300)
    const quarters = Array.from({ length: 16 }, (_, i) => 800_000 + i * 15)
    await fill(
      id,
      quarters.flatMap((from) => Array.from({ length: 290 }, () => ({ from, to: from + 15 }))),
    )
    expect(await rowsRead(id, 800_030, 800_045)).toBeLessThanOrEqual(20 + 5 * 290)
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
