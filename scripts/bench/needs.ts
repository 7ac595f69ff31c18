import { call } from '../lib/call.ts'
import { say } from '../lib/project.ts'
import type { Server } from '../lib/server.ts'
import { workerCpu } from './cpu.ts'
import { grow } from './grow.ts'

interface Cost {
  candidates: number
  matches: number
  rowsRead: number
  rowsWritten: number
  statements: number
  roundTrips: number
  sqlMs: number
}
export interface Needs {
  /** By number of live listings; the dearest of some needs. */
  costs: (Cost & { listings: number; cpuMs: number | null })[]
  wrong: string[]
}

const MOST_CANDIDATES = 200
/** Statements and round trips that store the matches of a need, however many there are. */
const MOST_STATEMENTS = 20
/** What is found is bounded, not the same: few listings fill the bounds less than many do. */
const MOST_ROWS = 4_000
/** Once the bounds are full, more listings must not mean more rows. */
const GROWTH = { times: 1.2, more: 100 }
const NEEDS = 6
const SCORED = 40

/** One need among ever more listings: what finding, scoring and storing its matches reads, and what of the processor it takes. */
export async function needs(server: Server, sizes: readonly number[]): Promise<Needs> {
  const costs: Needs['costs'] = []
  let [from, turn] = [0, 0]
  for (const size of sizes) {
    // One in five of what is seeded is closed.
    await grow(server, from, Math.ceil(size * 1.25))
    from = Math.ceil(size * 1.25)
    say(`A need among ${size} live listings`)
    let worst: Cost | null = null
    for (let i = 0; i < NEEDS; i++) {
      const cost = await call<Cost>(server, '/dev/bench/need', { turn: turn++ })
      if (!worst || cost.rowsRead > worst.rowsRead) worst = cost
    }
    await call(server, '/dev/bench/need-scored', { times: 3 })
    const before = workerCpu()
    await call(server, '/dev/bench/need-scored', { times: SCORED })
    const after = workerCpu()
    const cpuMs = before === null || after === null ? null : (after - before) / SCORED
    if (worst) costs.push({ ...worst, listings: size, cpuMs })
  }
  return { costs, wrong: wrongOf(costs) }
}

function wrongOf(costs: Needs['costs']): string[] {
  const wrong = costs.flatMap((cost) => {
    const of = `among ${cost.listings} listings`
    return [
      ...(cost.candidates > MOST_CANDIDATES ? [`${cost.candidates} candidates ${of}`] : []),
      ...(cost.matches === 0 ? [`no match is stored ${of}`] : []),
      ...(cost.rowsRead > MOST_ROWS ? [`reads ${cost.rowsRead} rows ${of}, at most ${MOST_ROWS}`] : []),
      ...(cost.statements > MOST_STATEMENTS ? [`${cost.statements} statements ${of}`] : []),
    ]
  })
  const [last, before] = [costs.at(-1), costs.at(-2)]
  if (last && before && last.rowsRead > GROWTH.times * before.rowsRead + GROWTH.more)
    wrong.push(
      `reads ${before.rowsRead} rows among ${before.listings} listings, ${last.rowsRead} among ${last.listings}`,
    )
  return wrong
}

export function printNeeds({ costs, wrong }: Needs): void {
  const row = (what: string, value: (c: Needs['costs'][number]) => number | null) =>
    `   ${what}: ${costs.map((c) => Math.round((value(c) ?? 0) * 10) / 10).join(' → ')}`
  process.stdout.write(
    `${[
      `${wrong.length ? '✗' : '✓'} A need among ${costs.map((c) => c.listings.toLocaleString('en')).join(' → ')} live listings, in the delivery of its event`,
      row('candidates scored, at most 200', (c) => c.candidates),
      row('matches stored', (c) => c.matches),
      row('rows read', (c) => c.rowsRead),
      row('statements', (c) => c.statements),
      row('round trips', (c) => c.roundTrips),
      row('SQL ms', (c) => c.sqlMs),
      row('CPU ms to find and score, SQLite included', (c) => c.cpuMs),
      ...wrong.map((text) => `    ${text}`),
    ].join('\n')}\n`,
  )
}
