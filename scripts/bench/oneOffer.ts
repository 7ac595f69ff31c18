import { call } from '../lib/call.ts'
import { say } from '../lib/project.ts'
import { settle } from '../lib/queue.ts'
import type { Server, StartedServer } from '../lib/server.ts'
import { workerCpu } from './cpu.ts'

interface Cost {
  rowsRead: number
  rowsToWrite: number
  rowsWritten: number
  statements: number
  roundTrips: number
}
export interface OneOffer {
  action: string
  /** By number of bookings on the offer. */
  costs: (Cost & { bookings: number; cpuMs: number | null; workerMs: number | null })[]
  wrong: string[]
}

/** What writing one booking may read at capacity 1, and more for each hold that overlaps it. */
const MOST_TO_WRITE = 20
const MOST_FOR_EACH = 5
const OVERLAPPING = 290
const GROWTH = { times: 1.2, more: 5 }
const SEEDED_AT_ONCE = 20_000
/** So many times first, until the engine has compiled what is used, as in a Worker that has served for a while. */
const WARM_TIMES = 400
/** Of bookings: each takes another half hour. */
const WARM_BOOKINGS = 40
/** Enough for the clock of /proc, which counts in hundredths of a second. */
const CPU_TIMES = 60

/**
 * One offer that everybody books, with long closures beside it: what a booking and a day of its calendar cost with few and with
 * very many bookings on it. Rows are limits; CPU is the whole Worker process over many times, garbage collection and SQLite
 * included, told and never asserted.
 */
export async function oneOffer(server: StartedServer, sizes: readonly number[]): Promise<OneOffer[]> {
  const actions = await call<string[]>(server, '/dev/bench/actions-of-one')
  const costs = new Map<string, OneOffer['costs']>(actions.map((action) => [action, []]))
  let [from, turn] = [0, 0]
  for (const size of sizes) {
    for (; from < size; from = Math.min(size, from + SEEDED_AT_ONCE)) {
      await call(server, '/dev/bench/seed-one', { from, to: Math.min(size, from + SEEDED_AT_ONCE) })
      if (from % 200_000 === 0 || size - from <= SEEDED_AT_ONCE)
        say(`${Math.min(size, from + SEEDED_AT_ONCE)} bookings of one offer`)
    }
    // What the new rows have caused is over first: its time is not that of the actions.
    await settle(server.worker)
    for (const action of actions) {
      // The first time fills what a Worker keeps between requests.
      await call<Cost>(server, '/dev/bench/measure', { action, turn: turn++ })
      const cost = await call<Cost>(server, '/dev/bench/measure', { action, turn: turn++ })
      const cpuMs = action.includes('chairs') ? null : await cpuOf(server, action, turn)
      // Only bookings take another half hour each time: no more of them, so that they end before the day that is looked at.
      if (action.startsWith('a booking')) turn += WARM_BOOKINGS + CPU_TIMES
      costs.get(action)?.push({ ...cost, bookings: size, cpuMs, workerMs: null })
    }
  }
  const [empty = ''] = actions
  for (const [action, all] of costs)
    for (const [i, cost] of all.entries()) {
      const trip = costs.get(empty)?.[i]?.cpuMs
      if (action !== empty && trip != null && cost.cpuMs !== null)
        cost.workerMs = Math.max(0, cost.cpuMs - cost.roundTrips * trip)
    }
  return actions.map((action) => ({
    action,
    costs: costs.get(action) ?? [],
    wrong: wrongOf(action, costs.get(action) ?? []),
  }))
}

async function cpuOf(server: Server, action: string, turn: number): Promise<number | null> {
  const warm = action.startsWith('a booking') ? WARM_BOOKINGS : WARM_TIMES
  await call(server, '/dev/bench/repeat', { action, turn, times: warm })
  const before = workerCpu()
  await call(server, '/dev/bench/repeat', { action, turn: turn + warm, times: CPU_TIMES })
  const after = workerCpu()
  return before === null || after === null ? null : (after - before) / CPU_TIMES
}

function wrongOf(action: string, costs: OneOffer['costs']): string[] {
  const [small, large] = [costs[0], costs.at(-1)]
  if (!small || !large) return ['was not measured']
  const wrong: string[] = []
  if (large.rowsRead > GROWTH.times * small.rowsRead + GROWTH.more)
    wrong.push(`reads ${small.rowsRead} rows with few bookings and ${large.rowsRead} with many`)
  const most = MOST_TO_WRITE + (action.includes('chairs') ? MOST_FOR_EACH * OVERLAPPING : 0)
  if (large.rowsToWrite > most) wrong.push(`reads ${large.rowsToWrite} rows to write, at most ${most}`)
  return wrong
}

export function printOneOffer(lines: readonly OneOffer[]): void {
  const out = [
    `One offer with ${lines[0]?.costs.map((c) => c.bookings.toLocaleString('en')).join(' → ')} bookings, long closures beside it`,
  ]
  for (const { action, costs, wrong } of lines) {
    const row = (what: string, value: (c: OneOffer['costs'][number]) => number | null) => {
      const values = costs.map(value)
      return values.every((v) => v === null || v === 0)
        ? ''
        : `   ${what} ${values.map((v) => (v === null ? '?' : Math.round(v * 10) / 10)).join(' → ')}`
    }
    out.push(
      `${wrong.length ? '✗' : '✓'} ${action}:${row('rows read in all', (c) => c.rowsRead)}${row('of them to write', (c) => c.rowsToWrite)}${row('rows written', (c) => c.rowsWritten)}${row('CPU ms', (c) => c.cpuMs)}${row('of them not in asking the local database', (c) => c.workerMs)}`,
      ...wrong.map((text) => `    ${text}`),
    )
  }
  out.push(
    'CPU: of the whole Worker process by /proc, mean of many times, with SQLite and garbage collection; it is never asserted.',
    'A round trip to the local database costs the process what an empty question does: told apart, since elsewhere it is not the Worker’s time.',
  )
  process.stdout.write(`${out.join('\n')}\n`)
}
