import { readFileSync } from 'node:fs'
import { readArgs } from './lib/args.ts'
import { command, Stop } from './lib/project.ts'
import { importOfWorker } from './lib/worker.ts'

const usage = `Usage: npm run call:replay -- EXPORT.json
  does the allocation of a call again from what its page lets anyone download, and says whether it comes out the same
  (no server, no database: only the rules, in worker/calls/rulesOf*.ts); ends with 1 where it does not`

type Rules = typeof import('../worker/calls/rulesOfReplay')
type Schema = typeof import('../worker/calls/published')

await command(async (args) => {
  const [file, ...more] = readArgs(args, usage).positionals
  if (!file || more.length > 0) throw new Stop(usage, 2)
  const { replayed } = await importOfWorker<Rules>('calls/rulesOfReplay')
  const { Export } = await importOfWorker<Schema>('calls/published')
  const read = Export.safeParse(jsonOf(file))
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Stop(
      `${file} is no export of a call: ${issue?.path.join('.') || 'the whole'}: ${issue?.message}`,
    )
  }
  const published = read.data
  const { same, seedIsKept, differences, blocking, result } = await replayed(published)
  const names = new Map(published.lots.map((l) => [l.id, l.name]))
  const numbers = new Map(published.applications.map((a) => [a.id, a.number]))
  const lines = result.lines.map((l) => {
    const lot = l.lot === null ? 'no lot' : `${names.get(l.lot)} (choice ${l.choice})`
    return `${String(l.rank).padStart(4)}. application ${numbers.get(l.application)}, score ${result.scores[l.application]}: ${lot}`
  })
  process.stdout.write(
    `${lines.join('\n')}\n
${seedIsKept ? '✓ the seed has the hash that was published' : '✗ the seed has another hash than the one that was published'}
${blocking.length === 0 ? '✓ no blocking pair' : `✗ ${blocking.length} blocking pairs`}
${differences.length === 0 ? '✓ equal to what was published' : `✗ different for: ${differences.map((id) => numbers.get(id) ?? id).join(', ')}`}
${same ? 'EQUAL' : 'NOT EQUAL'}\n`,
  )
  process.exitCode = same ? 0 : 1
})

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Stop(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
