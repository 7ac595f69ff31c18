import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { grow } from './bench/grow.ts'
import { needs, printNeeds } from './bench/needs.ts'
import { oneCall, printOneCall } from './bench/oneCall.ts'
import { oneOffer, printOneOffer } from './bench/oneOffer.ts'
import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { command, Stop } from './lib/project.ts'
import { type Server, type StartedServer, startServer } from './lib/server.ts'

const PARTS = ['actions', 'offer', 'need', 'call'] as const
const usage = `Usage: npm run bench -- [actions] [offer] [need] [call] [--short] [--json]   all four unless some are named
  rows read and written, statements and round trips of each main action, with 1,000 and with 50,000 listings and bookings
  of a booking and a day on one offer with 1,000, 50,000 and 1,000,000 bookings
  and of a need and its matches among 1,000, 10,000 and 100,000 listings
  and of the allocation of a call with 500 applications on 60 lots
  --short: with 500 and 5,000, one offer with 1,000 and 5,000, a need among 1,000 and 5,000   --json: one object on the last line`

/** What is shown stays the same at both sizes, so the rows must too. Above this they grow with what lies outside. */
const MOST_TIMES = 1.5
/** A few rows more are no growth. */
const MOST_MORE = 30

/** The first time of an action fills what a Worker keeps between requests; the last one is told. */
const TIMES = 3

type Counts = { statements: number; roundTrips: number; rowsRead: number; rowsWritten: number; sqlMs: number }
type Cost = Counts & { heaviest: { rowsRead: number; times: number; sql: string }[] }
type Line = { action: string; small: Cost; large: Cost; grows: boolean }

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, {
    short: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  const unknown = positionals.filter((one) => !PARTS.some((part) => part === one))
  if (unknown.length > 0) throw new Stop(usage, 2)
  const asked = (part: (typeof PARTS)[number]) => positionals.length === 0 || positionals.includes(part)
  const sizes: [number, number] = values.short ? [500, 5_000] : [1_000, 50_000]
  const [lines, one, allocation] = await withServer(async (server) => {
    const actions = asked('actions') ? await measured(server, sizes) : []
    // The others need what every cluster has, and some listings.
    if (!asked('actions')) await call(server, '/dev/bench/seed', { from: 0, to: 500 })
    const ofOne = asked('offer')
      ? await oneOffer(server, values.short ? [1_000, 5_000] : [1_000, 50_000, 1_000_000])
      : []
    return [actions, ofOne, asked('call') ? await oneCall(server) : []] as const
  })
  const matched = asked('need')
    ? await withServer((server) => needs(server, values.short ? [1_000, 5_000] : [1_000, 10_000, 100_000]))
    : null
  if (lines.length > 0) print(lines, sizes)
  if (one.length > 0) printOneOffer(one)
  if (matched) printNeeds(matched)
  if (allocation.length > 0) printOneCall(allocation)
  const all = [
    ...lines.map((line) => line.grows),
    ...[...one, ...allocation, ...(matched ? [matched] : [])].map((line) => line.wrong.length > 0),
  ]
  const failed = all.filter((wrong) => wrong).length
  process.stdout.write(`${all.length - failed} passed, ${failed} failed\n`)
  const limits = { times: MOST_TIMES, more: MOST_MORE }
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ sizes, limits, actions: lines, oneOffer: one, oneCall: allocation, needs: matched })}\n`,
    )
  process.exitCode = failed > 0 ? 1 : 0
})

/** A server over an empty scratch database, which goes when it ends. */
async function withServer<T>(work: (server: StartedServer) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'maillage-bench-'))
  try {
    const server = await startServer({ data, port: 0, settings: { SCRATCH: 'yes' } })
    try {
      return await work(server)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

async function measured(server: Server, [small, large]: [number, number]): Promise<Line[]> {
  const actions = await call<string[]>(server, '/dev/bench/actions')
  await grow(server, 0, small)
  const few = await costs(server, actions, 0)
  await grow(server, small, large)
  const many = await costs(server, actions, actions.length * TIMES)
  return actions.map((action) => {
    const [a, b] = [few.get(action), many.get(action)]
    if (!a || !b) throw new Error(`${action} was not measured`)
    const grows = (['rowsRead', 'rowsWritten'] as const).some(
      (key) => b[key] > MOST_TIMES * a[key] && b[key] > a[key] + MOST_MORE,
    )
    return { action, small: a, large: b, grows }
  })
}

async function costs(server: Server, actions: string[], turn: number): Promise<Map<string, Cost>> {
  const found = new Map<string, Cost>()
  let next = turn
  for (const action of actions) {
    for (let i = 0; i < TIMES; i++)
      found.set(action, await call<Cost>(server, '/dev/bench/measure', { action, turn: next++ }))
  }
  return found
}

function print(lines: Line[], sizes: [number, number]): void {
  const n = (value: number) => value.toLocaleString('en')
  const pair = (line: Line, key: keyof Counts) =>
    [line.small[key], line.large[key]].map((v) => (key === 'sqlMs' ? v.toFixed(1) : n(v))).join(' → ')
  const rows = [
    ['', 'rows read', 'rows written', 'statements', 'round trips', 'SQL ms'],
    ...lines.map((line) => [
      `${line.grows ? '✗' : '✓'} ${line.action}`,
      ...(['rowsRead', 'rowsWritten', 'statements', 'roundTrips', 'sqlMs'] as const).map((key) =>
        pair(line, key),
      ),
    ]),
  ]
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? []
  const text = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('   '),
  )
  process.stdout.write(
    `${sizes.map(n).join(' → ')} listings and as many bookings; what is shown is the same\n${text.join('\n')}\n`,
  )
  for (const { action, small, large } of lines.filter((line) => line.grows)) {
    process.stdout.write(`\n✗ ${action}: what reads most at ${n(large.rowsRead)} rows\n`)
    for (const { rowsRead, times, sql } of large.heaviest) {
      const before = small.heaviest.find((one) => one.sql === sql)?.rowsRead
      process.stdout.write(
        `  ${before === undefined ? '?' : n(before)} → ${n(rowsRead)} rows, ${times} times: ${sql}\n`,
      )
    }
  }
  process.stdout.write(
    `Rows may grow ${MOST_TIMES} times and by ${MOST_MORE}. Full-text search hides its rows: there, SQL ms speaks (never asserted).\n`,
  )
}
