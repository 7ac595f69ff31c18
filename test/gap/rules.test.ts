import { expect, test } from 'vitest'
import { pack } from '../../worker/jobs/rulesOfPacking'
import { bestOf, gaps, packingProgram } from './gaps'

test('the exact solver says what is known to be best', async () => {
  const sets = [
    { members: [0, 1], worth: 5 },
    { members: [1, 2], worth: 7 },
    { members: [2, 3], worth: 4 },
  ]
  expect(await bestOf(packingProgram(sets))).toBe(9)
  expect(pack(sets).worth).toBe(9)
})

test('what is chosen is the best there is, or near to it', { timeout: 120_000 }, async () => {
  const found = await gaps(true)
  const worst = (what: string) => found.filter((g) => g.what.startsWith(what)).map((g) => g.worst)
  for (const exact of ['shared jobs', 'together', 'cascade'])
    for (const gap of worst(exact)) expect(gap, exact).toBeLessThan(1e-6)
  for (const gap of worst('packing: 300 sets')) expect(gap).toBeLessThan(0.1)
  for (const gap of worst('round')) expect(gap).toBeLessThan(0.1)
})
