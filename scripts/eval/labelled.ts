import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from '../lib/call.ts'
import { labelledPools } from '../lib/labelledPairs.ts'
import { startServer } from '../lib/server.ts'
import { interval } from './figures.ts'

/**
 * The labelled listings of the demo through the market's own finding and scoring, over a scratch database. Precision@3: of
 * the first three offers shown for a need those that truly meet it; recall@10: of those that do, the part among the first ten.
 */
export async function labelledFigures(): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), 'maillage-labelled-'))
  try {
    const server = await startServer({ data, port: 0, settings: { SCRATCH: 'yes' } })
    try {
      const lines: string[] = []
      const all: Judged[] = []
      for (const { labels, ...pool } of labelledPools()) {
        if (labels.length === 0) continue
        const needs = labels.map((label) => label.need)
        const { found } = await call<{ found: Record<string, Shown> }>(server, '/dev/labelled', {
          ...pool,
          needs,
        })
        const judged = labels.map((label) => judge(found[label.need] ?? { matches: [], ideas: [] }, label))
        all.push(...judged)
        lines.push(told(pool.name, judged))
      }
      return [`labelled needs of the demo clusters`, ...lines, told('all', all)]
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** What a need is shown: its matches, and below them the ideas. */
interface Shown {
  matches: string[]
  ideas: string[]
}
interface Judged {
  /** Null where nothing was shown: it is neither right nor wrong. */
  precision: number | null
  /** Null where no offer meets the need. */
  recall: number | null
  /** The same with the ideas below. */
  withIdeas: number | null
  /** How many of the first three only seem to fit. */
  near: number
}

function judge({ matches, ideas }: Shown, label: { meets: string[]; near: Record<string, string> }): Judged {
  const [three, ten] = [matches.slice(0, 3), matches.slice(0, 10)]
  const part = (keys: readonly string[]) =>
    label.meets.length === 0 ? null : right(keys) / Math.min(10, label.meets.length)
  const right = (keys: readonly string[]) => keys.filter((key) => label.meets.includes(key)).length
  return {
    precision: three.length === 0 ? null : right(three) / three.length,
    ...{ recall: part(ten), withIdeas: part([...ten, ...ideas]) },
    near: three.filter((key) => key in label.near).length,
  }
}

function told(name: string, judged: readonly Judged[]): string {
  const figure = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null)
    const [low, high] = interval(known)
    const mean = known.reduce((a, b) => a + b, 0) / Math.max(1, known.length)
    return `${mean.toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}]`
  }
  const near = judged.reduce((sum, one) => sum + one.near, 0)
  return `  ${name.padEnd(12)} ${String(judged.length).padStart(4)} needs   precision@3 ${figure(judged.map((j) => j.precision))}   recall@10 ${figure(judged.map((j) => j.recall))}, with the ideas ${figure(judged.map((j) => j.withIdeas))}   near misses among the first three: ${near}`
}
