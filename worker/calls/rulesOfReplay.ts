import { allocated, blockingPairs, type Candidate, type Line, type Problem } from './rulesOfAllocation'
import { fitOf, type LotFeatures, type Needs, type Time } from './rulesOfFit'
import type { Quota } from './rulesOfQuotas'
import { type Criterion, judged } from './rulesOfScores'

// Pure: what is published of an allocation, and doing it again from that alone. No database, no clock, no language.

/** Everything that decided, with applications and jurors by number and id: no name of anybody. */
export interface Inputs extends Time {
  format: 'maillage-call/1'
  call: string
  /** SHA-256 of the seed, published with the call, in hexadecimal. */
  seedHash: string
  seed: string
  criteria: Criterion[]
  quotas: Quota[]
  lots: { id: string; name: string; features: LotFeatures }[]
  applications: {
    id: string
    number: number
    sector: string
    choices: string[]
    needs: Needs
    /** Jurors by number: the points of each criterion. */
    scores: { juror: string; points: Record<string, number> }[]
  }[]
}
export interface Result {
  lines: Line[]
  /** Least shares that could be reached, by sector. */
  least: Record<string, number>
  /** In millionths, by application. */
  scores: Record<string, number>
}
export interface Export extends Inputs {
  result: Result
}

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('')
}
/** What decides between equal scores: SHA-256 of "seed:application". */
export const tieOf = (seed: string, application: string): Promise<string> => digest(`${seed}:${application}`)

/** The problem that the published inputs state; applications whom no juror judged come after all others. */
export async function problemOf(
  inputs: Inputs,
): Promise<{ problem: Problem; scores: Record<string, number> }> {
  const { lots, quotas, seed } = inputs
  const sheets = inputs.applications.flatMap((a) => a.scores.map((s) => ({ ...s, application: a.id })))
  const marks = judged(inputs.criteria, sheets)
  const features = new Map(lots.map((l) => [l.id, l.features]))
  const ties = await Promise.all(inputs.applications.map((a) => tieOf(seed, a.id)))
  const candidates = inputs.applications.map((a, i): Candidate => {
    const fits = (lot: string) => {
      const of = features.get(lot)
      return of !== undefined && fitOf(of, a.needs, inputs).obstacles.length === 0
    }
    return {
      ...{ id: a.id, sector: a.sector, score: marks.get(a.id)?.score ?? NOT_JUDGED, tie: ties[i] as string },
      choices: a.choices.map((lot) => ({ lot, fits: fits(lot) })),
    }
  })
  const scores = Object.fromEntries(candidates.map((c) => [c.id, c.score]))
  return { problem: { lots: lots.map((l) => l.id), candidates, quotas }, scores }
}
/** Below any score: a mean of z-scores of n applications lies within √n. */
export const NOT_JUDGED = -1_000_000_000

/** The result that these inputs and this seed give, on every machine. */
export async function resultOf(inputs: Inputs): Promise<Result> {
  const { problem, scores } = await problemOf(inputs)
  const { lines, least } = allocated(problem)
  return { lines, least, scores }
}

export interface Replay {
  /** The seed is the one whose hash was published with the call. */
  seedIsKept: boolean
  /** Applications for which something else comes out than what was published. */
  differences: string[]
  /** Pairs of an application and a lot that would both rather have each other. */
  blocking: { application: string; lot: string }[]
  /** All of the above is as it should be. */
  same: boolean
  result: Result
}

/** Does an allocation again from what was published, and compares. */
export async function replayed(published: Export): Promise<Replay> {
  const seedIsKept = (await digest(published.seed)) === published.seedHash
  const { problem } = await problemOf(published)
  const result = await resultOf(published)
  const said = new Map(published.result.lines.map((line) => [line.application, line]))
  const differences = result.lines
    .filter((line) => JSON.stringify(plain(line)) !== JSON.stringify(plain(said.get(line.application))))
    .map((line) => line.application)
  for (const one of said.keys()) if (!(one in result.scores)) differences.push(one)
  for (const [one, score] of Object.entries(result.scores))
    if (published.result.scores[one] !== score && !differences.includes(one)) differences.push(one)
  if (JSON.stringify(sorted(result.least)) !== JSON.stringify(sorted(published.result.least)))
    differences.push('least')
  const given = new Map(
    result.lines.flatMap((l) => (l.lot === null ? [] : [[l.application, l.lot] as const])),
  )
  const blocking = blockingPairs(problem, given, result.least)
  return {
    seedIsKept,
    differences,
    blocking,
    result,
    same: seedIsKept && differences.length + blocking.length === 0,
  }
}

const sorted = (record: Readonly<Record<string, number>>) => Object.entries(record).sort()
/** A line without regard to the order of its keys. */
const plain = (line: Result['lines'][number] | undefined) =>
  line && [line.rank, line.lot, line.choice, line.refused.map((r) => [r.lot, r.why, r.by ?? null])]
