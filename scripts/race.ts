import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { holderOf } from './lib/lock.ts'
import { command, dataFolder, Stop, say } from './lib/project.ts'
import { type Server, startServer, withServer } from './lib/server.ts'
import { type Attempt, CONTESTS, type Course, isRefusal } from './race/contests.ts'

const usage = `Usage: npm run race -- [--short] [--json]
  10,000 attempts at contested slots by 8 clients at once, against the running server (in a cluster of its own, which stays)
  or, where none runs, against one over a scratch database: prints attempts, winners, overlaps
  --short: 560 attempts   --json: one object on the last line`

const QUOTA = 3
const ATTEMPTS = { whole: 10_000, short: 560 }
/** Each used once, so that lowering meets nothing but the bookings of its own round. */
const LOWERED = 200

interface Counted {
  bookings: number
  overlaps: number
  overQuota: number
  unheld: number
  strayEvents: number
}
interface Line {
  contest: string
  attempts: number
  winners: number
  refused: number
  other: Record<string, number>
}

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, {
    short: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  if (positionals.length > 0) throw new Stop(usage, 2)
  const most = values.short ? ATTEMPTS.short : ATTEMPTS.whole
  const { lines, counted, made } = await onServer((server) => run(server, most))
  const sum = (key: 'attempts' | 'winners' | 'refused') => lines.reduce((n, line) => n + line[key], 0)
  const others = lines.flatMap((line) => Object.entries(line.other))
  const faults = {
    overlaps: counted.overlaps,
    'organisations over their quota': counted.overQuota,
    'bookings that hold what they should not, or nothing': counted.unheld,
    'rows without their event, or events without their row': counted.strayEvents,
    'rows of refused attempts': counted.bookings - made,
    'answers that were neither': others.reduce((n, [, times]) => n + times, 0),
  }
  print(lines, others, faults, { attempts: sum('attempts'), winners: sum('winners') })
  const failed = Object.values(faults).some((n) => n !== 0)
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ attempts: sum('attempts'), winners: sum('winners'), refused: sum('refused'), faults, contests: lines })}\n`,
    )
  process.exitCode = failed ? 1 : 0
})

/** The server that runs, else one of its own. */
async function onServer<T>(action: (server: Server) => Promise<T>): Promise<T> {
  if (holderOf(dataFolder)) return withServer(action)
  const data = mkdtempSync(join(tmpdir(), 'maillage-race-'))
  try {
    const server = await startServer({ data, port: 0 })
    try {
      return await action(server)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

async function run(server: Server, most: number) {
  const course = await call<Course>(server, '/dev/race/prepare', { lowered: LOWERED })
  const names = Object.keys(CONTESTS)
  const lines: Line[] = []
  let made = 0
  for (const [i, contest] of names.entries()) {
    const line: Line = { contest, attempts: 0, winners: 0, refused: 0, other: {} }
    const until = Math.ceil((most * (i + 1)) / names.length) - lines.reduce((n, l) => n + l.attempts, 0)
    for (let round = 0; line.attempts < until; round++) {
      const attempts = (await CONTESTS[contest]?.(course, server.url, round)) ?? []
      tally(line, attempts)
      made += attempts.reduce((n, a) => n + a.made, 0)
    }
    say(`${contest}: ${line.attempts} attempts`)
    lines.push(line)
  }
  const count = { clusterId: course.clusterId, quotaOffer: course.offers.quota, most: QUOTA }
  return { lines, made, counted: await call<Counted>(server, '/dev/race/count', count) }
}

function tally(line: Line, attempts: readonly Attempt[]): void {
  for (const { answer } of attempts) {
    // Too many requests is no attempt, and not met: the racers' writes of the next hours are free.
    line.attempts++
    if (answer.status < 300) line.winners++
    else if (isRefusal(answer)) line.refused++
    else {
      const what = `${answer.status} ${String(answer.body.code ?? answer.body.title ?? '')}`
      line.other[what] = (line.other[what] ?? 0) + 1
    }
  }
}

function print(
  lines: readonly Line[],
  others: readonly (readonly [string, number])[],
  faults: Record<string, number>,
  total: { attempts: number; winners: number },
): void {
  const width = Math.max(...lines.map((line) => line.contest.length))
  const out = lines.map(
    ({ contest, attempts, winners, refused }) =>
      `${contest.padEnd(width)}  ${String(attempts).padStart(6)} attempts  ${String(winners).padStart(6)} winners  ${String(refused).padStart(6)} refused`,
  )
  for (const [what, times] of others) out.push(`  ${what}: ${times} times`)
  out.push(`${total.attempts} attempts, ${total.winners} winners`)
  for (const [what, n] of Object.entries(faults)) out.push(`${n === 0 ? '✓' : '✗'} ${what}: ${n}`)
  const failed = Object.values(faults).filter((n) => n !== 0).length
  out.push(`${Object.keys(faults).length - failed} passed, ${failed} failed`)
  process.stdout.write(`${out.join('\n')}\n`)
}
