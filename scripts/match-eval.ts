import { interval, figuresOf } from './eval/figures.ts'
import { labelledFigures } from './eval/labelled.ts'
import { readPairs, readTags } from './eval/pairs.ts'
import { readArgs } from './lib/args.ts'
import { officialCodes } from './lib/official.ts'
import { command, Stop } from './lib/project.ts'
import { fromSource } from './lib/source.ts'

const usage = `Usage: npm run match:eval -- PAIRS.csv [--tags TAGS.csv] [--json] [--misses]   or   -- --tags TAGS.csv [--json]
  PAIRS.csv: waste_fr,waste_en,waste_ar,use_fr,use_en,relevance_group; the pool is every use of the file; rows of one group
  are right answers to one another, a row without a group is right by itself
  TAGS.csv: text,code with the right code of the List of Waste   --json: one object, {set: {method: {…}}}, low also {n, first, in10}
  Without --json also the labelled needs of the demo clusters: precision@3 and recall@10 over a scratch database, with what
  precision@3 could be at most; --misses lists the needs with a right offer missed or a wrong one among the first three.`

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, {
    tags: { type: 'string' },
    json: { type: 'boolean' },
    misses: { type: 'boolean' },
  })
  const [file] = positionals
  if ((!file && !values.tags) || positionals.length > 1) throw new Stop(usage, 2)
  const { low } = officialCodes()
  // Both files are read before the minutes of work: a wrong one is told at once.
  const pairs = file ? readPairs(file) : []
  const tags = values.tags ? readTags(String(values.tags), new Set(low.map((one) => one.code))) : []
  const result: Record<string, Record<string, unknown>> = {}
  const lines: string[] = []
  const { evaluatePairs, MEASURES } =
    await fromSource<typeof import('./eval/evaluate.ts')>('scripts/eval/evaluate.ts')
  for (const [set, methods] of Object.entries(file ? evaluatePairs(pairs) : {})) {
    result[set] = Object.fromEntries(Object.entries(methods).map(([m, o]) => [m, figuresOf(o)]))
    lines.push(`${set} (${methods.engine.length} queries)`)
    for (const [method, all] of Object.entries(methods)) {
      const cells = Object.entries(MEASURES).map(([name, measure]) => told(name, all.map(measure)))
      lines.push(`  ${method.padEnd(7)} ${cells.join('   ')}`)
    }
  }
  if (tags.length > 0) {
    const { evaluateTags, tagFigures } =
      await fromSource<typeof import('./eval/tagging.ts')>('scripts/eval/tagging.ts')
    const places = evaluateTags(tags, low)
    const byMethod = Object.fromEntries(Object.entries(places).map(([m, all]) => [m, tagFigures(all)]))
    // The figures of the set itself are the engine's, which tags.
    result.low = { ...tagFigures(places.engine), ...byMethod }
    lines.push(`low (${tags.length} texts, ${low.length} codes)`)
    for (const [method, all] of Object.entries(places)) {
      const within = (most: number) => all.map((place) => Number(place >= 1 && place <= most))
      lines.push(`  ${method.padEnd(7)} ${told('first', within(1))}   ${told('in the first 10', within(10))}`)
    }
  }
  // The demo's listings have places and dates: they go through the market itself. One object is one object.
  if (file && !values.json) lines.push(...(await labelledFigures({ misses: values.misses === true })))
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`)
})

/** A mean with its 95 % interval. */
function told(name: string, values: readonly number[]): string {
  const [low, high] = interval(values)
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)
  return `${name} ${mean.toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}]`
}
