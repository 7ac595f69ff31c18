import { interval, figuresOf } from './eval/figures.ts'
import { readPairs } from './eval/pairs.ts'
import { readArgs } from './lib/args.ts'
import { command, Stop } from './lib/project.ts'
import { fromSource } from './lib/source.ts'

const usage = `Usage: npm run match:eval -- PAIRS.csv [--tags TAGS.csv] [--json]
  PAIRS.csv: waste_fr,waste_en,waste_ar,use_fr,use_en,relevance_group; the pool is every use of the file
  TAGS.csv: text,code with the right code of the List of Waste   --json: one object, {set: {method: {…}}}`

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, {
    tags: { type: 'string' },
    json: { type: 'boolean' },
  })
  const [file] = positionals
  if (!file || positionals.length > 1) throw new Stop(usage, 2)
  const pairs = readPairs(file)
  const { evaluatePairs, MEASURES } =
    await fromSource<typeof import('./eval/evaluate.ts')>('scripts/eval/evaluate.ts')
  const outcomes = evaluatePairs(pairs)
  const result: Record<string, Record<string, unknown>> = {}
  for (const [set, methods] of Object.entries(outcomes))
    result[set] = Object.fromEntries(Object.entries(methods).map(([m, o]) => [m, figuresOf(o)]))
  if (values.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`)
    return
  }
  for (const [set, methods] of Object.entries(outcomes)) {
    process.stdout.write(`${set} (${methods.engine.length} queries)\n`)
    for (const [method, all] of Object.entries(methods)) {
      const cells = Object.entries(MEASURES).map(([name, measure]) => {
        const of = all.map(measure)
        const [low, high] = interval(of)
        return `${name} ${(of.reduce((a, b) => a + b, 0) / (of.length || 1)).toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}]`
      })
      process.stdout.write(`  ${method.padEnd(7)} ${cells.join('   ')}\n`)
    }
  }
})
