import { call } from '../lib/call.ts'
import type { Server } from '../lib/server.ts'
import { workerCpu } from './cpu.ts'

export interface OneCall {
  action: string
  rowsRead: number
  rowsWritten: number
  statements: number
  roundTrips: number
  cpuMs: number | null
  wrong: string[]
}

/** One invocation may ask so much of D1 on the free plan; a paid Worker has 30 s of CPU. */
const MOST_STATEMENTS = 50
const MOST_CPU_MS = 30_000
const TIMES = 10

/** The allocation of a call with 500 applications on 60 lots, judged by five: computed, and published with its offers. */
export async function oneCall(server: Server): Promise<OneCall[]> {
  await call(server, '/dev/bench/seed-call', {})
  const found: OneCall[] = []
  for (const action of await call<string[]>(server, '/dev/bench/actions-of-a-call')) {
    // The first time fills what a Worker keeps between requests; each publication is of a call of its own.
    await call(server, '/dev/bench/measure', { action, turn: 0 })
    const cost = await call<Omit<OneCall, 'action' | 'cpuMs' | 'wrong'>>(server, '/dev/bench/measure', {
      action,
      turn: 1,
    })
    const again = action.startsWith('computing') ? TIMES : 1
    const before = workerCpu()
    await call(server, '/dev/bench/repeat', { action, turn: 2, times: again })
    const spent = workerCpu()
    const cpuMs = before === null || spent === null ? null : (spent - before) / again
    const wrong = [
      ...(cost.statements > MOST_STATEMENTS ? [`more than ${MOST_STATEMENTS} statements`] : []),
      ...(cpuMs !== null && cpuMs > MOST_CPU_MS ? [`more than ${MOST_CPU_MS} ms of CPU`] : []),
    ]
    const { rowsRead, rowsWritten, statements, roundTrips } = cost
    found.push({ action, rowsRead, rowsWritten, statements, roundTrips, cpuMs, wrong })
  }
  return found
}

export function printOneCall(lines: readonly OneCall[]): void {
  process.stdout.write('\na call with 500 applications on 60 lots, judged by five\n')
  for (const l of lines)
    process.stdout.write(
      `${l.wrong.length > 0 ? '✗' : '✓'} ${l.action.padEnd(26)} ${l.rowsRead} rows read, ${l.rowsWritten} written, ${l.statements} statements, ${l.roundTrips} round trips, ${l.cpuMs === null ? '?' : l.cpuMs.toFixed(0)} ms of CPU ${l.wrong.join(', ')}\n`,
    )
}
