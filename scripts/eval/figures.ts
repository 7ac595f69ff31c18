// What a ranking is worth, with intervals. All from 0 to 1.

/** Of one query: the places (from 1) of the right answers that were found, in order, and how many there are. */
export interface Outcome {
  places: number[]
  right: number
}
export interface Figures {
  n: number
  mrr: number
  recall10: number
  map: number
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length

export const reciprocal = ({ places }: Outcome): number => (places[0] ? 1 / places[0] : 0)
export const recall10 = ({ places, right }: Outcome): number =>
  right === 0 ? 0 : places.filter((p) => p <= 10).length / right
export const averagePrecision = ({ places, right }: Outcome): number =>
  right === 0 ? 0 : places.reduce((sum, place, i) => sum + (i + 1) / place, 0) / right

export const figuresOf = (outcomes: readonly Outcome[]): Figures => ({
  n: outcomes.length,
  mrr: mean(outcomes.map(reciprocal)),
  recall10: mean(outcomes.map(recall10)),
  map: mean(outcomes.map(averagePrecision)),
})

/** Where the right answers stand in a ranking of answers, best first. */
export function outcomeOf(ranking: readonly number[], right: ReadonlySet<number>): Outcome {
  const places: number[] = []
  for (const [i, answer] of ranking.entries()) if (right.has(answer)) places.push(i + 1)
  return { places, right: right.size }
}

const RESAMPLES = 1000

/** The 95 % interval of a mean, by resampling the queries. The same numbers give the same interval. */
export function interval(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 0]
  const random = seeded(20_260_101)
  const means: number[] = []
  for (let i = 0; i < RESAMPLES; i++) {
    let sum = 0
    for (let k = 0; k < values.length; k++) sum += values[Math.floor(random() * values.length)] ?? 0
    means.push(sum / values.length)
  }
  means.sort((a, b) => a - b)
  return [means[Math.floor(RESAMPLES * 0.025)] ?? 0, means[Math.floor(RESAMPLES * 0.975)] ?? 0]
}

/** Mulberry32: a small generator whose sequence is always the same. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
