import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { command, Stop } from './lib/project.ts'
import { withServer } from './lib/server.ts'

/** As worker/imports/parse.ts has it. */
const MOST_BYTES = 1_500_000
const kinds = ['organisations', 'listings', 'sites']
const usage = `Usage: npm run import -- --cluster SLUG --kind ${kinds.join('|')} FILE`

/** What became of the rows; a refused one has its line in the file, counted from 1 with the header. */
type Report = {
  created: number
  updated: number
  unchanged: number
  leftAlone: number
  refusedCount: number
  refused: { line: number; reason: string }[]
  left: { line: number; reason: string }[]
}

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, {
    cluster: { type: 'string' },
    kind: { type: 'string' },
  })
  const { cluster, kind } = values
  const [file, ...more] = positionals
  if (!cluster || typeof kind !== 'string' || !kinds.includes(kind) || !file || more.length > 0) {
    throw new Stop(usage, 2)
  }
  const content = await readCsv(file)
  const report = await withServer((server) =>
    call<Report>(server, '/dev/import', { cluster, kind, file: content }),
  )
  for (const row of report.refused) process.stdout.write(`line ${row.line}: ${row.reason}\n`)
  for (const row of report.left) process.stdout.write(`line ${row.line}: ${row.reason}\n`)
  const { created, updated, unchanged, leftAlone, refusedCount } = report
  process.stdout.write(
    `${created} created, ${updated} updated, ${unchanged} unchanged, ${refusedCount} refused` +
      `${leftAlone > 0 ? `, ${leftAlone} left alone in part` : ''}\n`,
  )
})

/** npm runs a command in the project's folder; the file's name is relative to where it was typed. Bytes: the Worker finds the encoding. */
async function readCsv(file: string): Promise<string> {
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), file)
  const bytes = await readFile(path).catch(() => {
    throw new Stop(`There is no file ${path} that can be read: give the path of a CSV file.`)
  })
  if (bytes.length > MOST_BYTES) {
    const megabytes = (bytes.length / 1e6).toFixed(1)
    throw new Stop(
      `${path} has ${megabytes} MB, an import takes 1.5: cut it into parts, each with the line of titles.`,
    )
  }
  return bytes.toString('base64')
}
