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
 * Most needs have one right offer, some none: what precision@3 could be at most, with as many shown, is told beside it.
 */
export async function labelledFigures({ misses }: { misses: boolean }): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), 'maillage-labelled-'))
  try {
    const server = await startServer({ data, port: 0, settings: { SCRATCH: 'yes' } })
    try {
      const lines: string[] = []
      const details: string[] = []
      const all: Judged[] = []
      for (const { labels, ...pool } of labelledPools()) {
        if (labels.length === 0) continue
        const { found } = await call<{ found: Record<string, Shown> }>(server, '/dev/labelled', {
          ...pool,
          needs: labels.map((label) => label.need),
          asked: Object.fromEntries(labels.map((l) => [l.need, [...l.meets, ...Object.keys(l.near)]])),
        })
        const judged = labels.map((label) => judge(found[label.need] ?? NOTHING, label))
        all.push(...judged)
        lines.push(told(pool.name, judged))
        const title = new Map(pool.listings.map((l) => [l.key, l.title]))
        for (const [i, label] of labels.entries()) {
          const shown = found[label.need] ?? NOTHING
          details.push(...missesOf(label, shown, judged[i] as Judged, (key) => title.get(key) ?? key))
        }
      }
      const heading = 'labelled needs of the demo clusters'
      return [heading, ...lines, told('all', all), ...causes(all), ...(misses ? details : [])]
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** What a need is shown: its matches, and below them the ideas; and what became of the labelled offers. */
interface Shown {
  matches: string[]
  ideas: string[]
  fates: Record<string, string | { score: number; text: number }>
}
interface Label {
  need: string
  meets: string[]
  near: Record<string, string>
}
interface Judged {
  /** Null where nothing was shown: it is neither right nor wrong. */
  precision: number | null
  /** The most that precision could be: as many right offers as there are, of as many as were shown. */
  ceiling: number | null
  /** Null where no offer meets the need. */
  recall: number | null
  /** The same with the ideas below. */
  withIdeas: number | null
  /** How many of the first three only seem to fit. */
  near: number
  /** Something is shown, and no offer meets the need. */
  forNothing: boolean
  /** Why the right offers that are not among the first ten are not. */
  missed: { offer: string; why: string }[]
}
const NOTHING: Shown = { matches: [], ideas: [], fates: {} }

/** A refusal of the scoring, in words. */
const WHY: Record<string, string> = {
  ...{
    text: 'words that the engine does not see',
    idea: 'shown below, as an idea',
    score: 'other offers score higher',
  },
  ...{
    dates: 'dates',
    taken: 'taken',
    distance: 'distance',
    quantity: 'quantity',
    kind: 'kind',
    own: 'the same organisation',
  },
  ...{ access: 'access', recipe: 'the recipe', price: 'price', use: 'other uses', hazard: 'hazardous' },
}

function judge({ matches, ideas, fates }: Shown, label: Label): Judged {
  const [three, ten] = [matches.slice(0, 3), matches.slice(0, 10)]
  const part = (keys: readonly string[]) =>
    label.meets.length === 0 ? null : right(keys) / Math.min(10, label.meets.length)
  const right = (keys: readonly string[]) => keys.filter((key) => label.meets.includes(key)).length
  const why = (key: string) => {
    const fate = fates[key]
    return ideas.includes(key) ? 'idea' : typeof fate === 'string' ? fate : 'score'
  }
  return {
    precision: three.length === 0 ? null : right(three) / three.length,
    ceiling: three.length === 0 ? null : Math.min(three.length, label.meets.length) / three.length,
    ...{ recall: part(ten), withIdeas: part([...ten, ...ideas]) },
    near: three.filter((key) => key in label.near).length,
    forNothing: three.length > 0 && label.meets.length === 0,
    missed: label.meets
      .filter((key) => !ten.includes(key))
      .map((offer) => ({ offer, why: WHY[why(offer)] ?? why(offer) })),
  }
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)

function told(name: string, judged: readonly Judged[]): string {
  const known = (key: 'precision' | 'ceiling' | 'recall' | 'withIdeas') =>
    judged.flatMap((one) => one[key] ?? [])
  const figure = (values: number[]) => {
    const [low, high] = interval(values)
    return `${mean(values).toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}]`
  }
  const near = judged.reduce((sum, one) => sum + one.near, 0)
  const precision = `precision@3 ${figure(known('precision'))} of at most ${mean(known('ceiling')).toFixed(3)}`
  const recall = `recall@10 ${figure(known('recall'))}, with the ideas ${figure(known('withIdeas'))}`
  return `  ${name.padEnd(12)} ${String(judged.length).padStart(4)} needs   ${precision}   ${recall}   near misses among the first three: ${near}`
}

/** Why precision cannot be 1, and why right offers are missed. */
function causes(judged: readonly Judged[]): string[] {
  const count = (some: (one: Judged) => boolean) => judged.filter(some).length
  const missed = judged.flatMap((one) => one.missed)
  const by = new Map<string, number>()
  for (const { why } of missed) by.set(why, (by.get(why) ?? 0) + 1)
  const reasons = [...by].sort((a, b) => b[1] - a[1]).map(([why, n]) => `${n} ${why}`)
  return [
    `  precision@3 counts ${count((one) => one.precision !== null)} needs that something is shown for; ${count((one) => one.forNothing)} of them no offer meets`,
    `  right offers not among the first ten: ${missed.length}${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`,
  ]
}

/** For a need: the right offers that are missed, and the wrong ones that come first. */
function missesOf(label: Label, shown: Shown, judged: Judged, title: (key: string) => string): string[] {
  const wrong = shown.matches.slice(0, 3).filter((key) => !label.meets.includes(key))
  if (wrong.length === 0 && judged.missed.length === 0) return []
  return [
    `  ${title(label.need)}`,
    ...judged.missed.map(({ offer, why }) => `    missed: ${title(offer)} (${why})`),
    ...wrong.map((key) => {
      const near = label.near[key]
      return `    wrong: ${title(key)}${near ? ` (near miss: ${near})` : ''}`
    }),
  ]
}
