import loadHighs from 'highs'
import { type Candidate, combine, fewest } from '../../worker/combos/rules'
import { distanceKm } from '../../worker/core/geo'
import { jobsOf, type PartTime } from '../../worker/jobs/rules'
import { greedy, pack, type Weighted } from '../../worker/jobs/rulesOfPacking'
import { worthOf } from '../../worker/jobs/rulesOfSharing'
import { roundOf, type Stop } from '../../worker/rounds/rules'
import { shareOut, type Taker } from '../../worker/cascades/rules'
import { drawnNeeds } from '../jobs/needs'
import { random } from '../support/random'

// How far what the rules choose is from the best there is, which an exact solver (HiGHS) finds, on instances that are too
// large to be enumerated. A gap of 0.02 is two hundredths of the best.

export interface Gap {
  what: string
  instances: number
  /** How many of them are the best there is. */
  best: number
  mean: number
  worst: number
}

type Solver = Awaited<ReturnType<typeof loadHighs>>
let solver: Promise<Solver> | undefined
/** The best value of a program in CPLEX' LP format. */
export async function bestOf(program: string, seconds = 20): Promise<number> {
  solver ??= loadHighs()
  const { Status, ObjectiveValue } = (await solver).solve(program, {
    time_limit: seconds,
    output_flag: false,
  })
  if (Status !== 'Optimal') throw new Error(`HiGHS: ${Status}`)
  return ObjectiveValue
}

const lines = (terms: readonly string[]) =>
  terms.map((t, i) => (i > 0 && i % 8 === 0 ? `\n ${t}` : t)).join(' ')
const sum = (terms: readonly string[]) => lines(terms.map((t, i) => (i === 0 ? t : `+ ${t}`)))

/** Which sets to take, none with a member of another: worth the most. */
export function packingProgram(sets: readonly Weighted[]): string {
  const size = sets.reduce((most, s) => Math.max(most, ...s.members), -1) + 1
  const rows = Array.from({ length: size }, (_, m) =>
    sets.flatMap((s, i) => (s.members.includes(m) ? [`x${i}`] : [])),
  ).filter((row) => row.length > 1)
  return `Maximize\n obj: ${sum(sets.map((s, i) => `${s.worth} x${i}`))}\nSubject To\n${rows
    .map((row, m) => ` m${m}: ${sum(row)} <= 1`)
    .join('\n')}\nBounds\nBinary\n ${lines(sets.map((_, i) => `x${i}`))}\nEnd\n`
}

/** `size` offers that give `wanted`: the shortest way. */
const comboProgram = (candidates: readonly Candidate[], wanted: number, size: number): string =>
  `Minimize\n obj: ${sum(candidates.map((c, i) => `${c.metres} x${i}`))}\nSubject To\n q: ${sum(
    candidates.map((c, i) => `${c.free} x${i}`),
  )} >= ${wanted}\n n: ${sum(candidates.map((_, i) => `x${i}`))} = ${size}\nBinary\n ${lines(
    candidates.map((_, i) => `x${i}`),
  )}\nEnd\n`

/** What the takers pay together. */
const sharingProgram = (left: number, takers: readonly Taker[]): string =>
  `Maximize\n obj: ${sum(takers.map((t, i) => `${t.centsEach * 1000 + 1} x${i}`))}\nSubject To\n left: ${sum(
    takers.map((_, i) => `x${i}`),
  )} <= ${left}\nBounds\n${takers.map((t, i) => ` 0 <= x${i} <= ${t.quantity}`).join('\n')}\nGeneral\n ${lines(
    takers.map((_, i) => `x${i}`),
  )}\nEnd\n`

/** A round through all stops and back (Miller, Tucker and Zemlin), in metres. */
function roundProgram(points: readonly { lat: number; lng: number }[]): string {
  const n = points.length
  const arcs = points.flatMap((a, i) =>
    points.flatMap((b, j) => (i === j ? [] : [{ i, j, m: Math.round(distanceKm(a, b) * 1000) }])),
  )
  const each = points.flatMap((_, i) => [
    ` out${i}: ${sum(arcs.filter((a) => a.i === i).map((a) => `x${a.i}_${a.j}`))} = 1`,
    ` in${i}: ${sum(arcs.filter((a) => a.j === i).map((a) => `x${a.i}_${a.j}`))} = 1`,
  ])
  const order = arcs
    .filter((a) => a.i > 0 && a.j > 0)
    .map((a) => ` u${a.i}_${a.j}: p${a.i} - p${a.j} + ${n} x${a.i}_${a.j} <= ${n - 1}`)
  const bounds = points.slice(1).map((_, i) => ` 1 <= p${i + 1} <= ${n - 1}`)
  return `Minimize\n obj: ${sum(arcs.map((a) => `${a.m} x${a.i}_${a.j}`))}\nSubject To\n${[
    ...each,
    ...order,
  ].join('\n')}\nBounds\n${bounds.join('\n')}\nBinary\n ${lines(arcs.map((a) => `x${a.i}_${a.j}`))}\nEnd\n`
}

async function gapOf(
  what: string,
  instances: number,
  one: (seed: number) => Promise<[number, number]>,
): Promise<Gap> {
  const gaps: number[] = []
  for (let seed = 1; seed <= instances; seed++) {
    const [ours, best] = await one(seed)
    gaps.push(best === 0 ? Math.abs(ours) : Math.abs(best - ours) / Math.abs(best))
  }
  const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length
  return { what, instances, best: gaps.filter((g) => g < 1e-6).length, mean, worst: Math.max(...gaps) }
}

/** Needs of one trade, with hours to choose from: enough jobs that they compete for needs. */
export const manyNeeds = (seed: number, n: number): PartTime[] =>
  drawnNeeds(seed, n).map((need, i) => ({ ...need, rome: 'M1203', organisationId: `org_${i}` }))

const drawnSets = (seed: number, members: number, sets: number): Weighted[] => {
  const { whole } = random(seed)
  return Array.from({ length: sets }, () => ({
    members: [...new Set(Array.from({ length: whole(2, 4) }, () => whole(0, members - 1)))],
    worth: whole(24, 35),
  }))
}

const drawnCandidates = (seed: number, n: number): Candidate[] => {
  const { whole } = random(seed)
  return Array.from({ length: n }, (_, i) => ({
    ...{ id: `o${String(i).padStart(2, '0')}`, free: whole(1, 30), metres: whole(0, 400) * 100 },
    ...{ centsEach: 0, centsOnce: 0 },
  }))
}

const drawnStops = (seed: number, n: number): Stop[] => {
  const { next } = random(seed)
  return Array.from({ length: n }, (_, i) => ({
    ...{ id: `s${i}`, point: { lat: 49.3 + next() * 0.3, lng: 0.9 + next() * 0.4 } },
    ...{ from: null, to: null, minutes: 10 },
  }))
}
const DEPOT = { lat: 49.44, lng: 1.09 }

/** Every rule that chooses, against the best there is. */
export async function gaps(short = false): Promise<Gap[]> {
  const times = (n: number) => (short ? Math.ceil(n / 5) : n)
  const packed = (sets: readonly Weighted[]) => pack(sets).worth
  return [
    await gapOf('shared jobs: the plan of 16 needs of one trade', times(10), async (seed) => {
      const jobs = jobsOf(manyNeeds(seed, 16))
      const ids = [...new Set(jobs.flatMap((j) => j.parts.map((p) => p.need.id)))]
      const sets = jobs.map((j) => ({
        members: j.parts.map((p) => ids.indexOf(p.need.id)),
        worth: worthOf(j),
      }))
      // In minutes and score: the solver has not so many digits.
      const small = sets.map((s) => ({ ...s, worth: s.worth / 1e5 }))
      return sets.length === 0 ? [0, 0] : [packed(small), await bestOf(packingProgram(small))]
    }),
    await gapOf('packing: 300 sets over 30 members', times(10), async (seed) => {
      const sets = drawnSets(seed, 30, 300)
      return [packed(sets), await bestOf(packingProgram(sets))]
    }),
    await gapOf('packing: 300 sets over 60 members, the search stopped at once', times(5), async (seed) => {
      const sets = drawnSets(seed, 60, 300)
      return [pack(sets, 1).worth, await bestOf(packingProgram(sets))]
    }),
    await gapOf('packing: the same, only the best first', times(5), async (seed) => {
      const sets = drawnSets(seed, 60, 300)
      return [greedy(sets).reduce((s, i) => s + (sets[i]?.worth ?? 0), 0), await bestOf(packingProgram(sets))]
    }),
    await gapOf('together: a need met by several of 60 offers', times(20), async (seed) => {
      const [candidates, wanted] = [drawnCandidates(seed, 60), 50 + (seed % 4) * 30]
      const size = fewest(candidates, wanted)
      const [combo] = combine(candidates, wanted).combos
      return [combo?.metres ?? Number.NaN, await bestOf(comboProgram(candidates, wanted, size))]
    }),
    await gapOf('cascade: a stream shared among 40 takers', times(20), async (seed) => {
      const { whole, one } = random(seed)
      const takers = Array.from({ length: 40 }, (_, i) => ({
        ...{ needId: `n${i}`, organisationId: `o${i}`, quantity: whole(10, 300) },
        ...{ centsEach: one([0, 0, 3, 5, 8, 12]), metres: whole(0, 30_000) },
      }))
      const worth = shareOut(2000, takers).reduce(
        (s, p) => s + p.quantity * ((takers.find((t) => t.needId === p.needId)?.centsEach ?? 0) * 1000 + 1),
        0,
      )
      return [worth, await bestOf(sharingProgram(2000, takers))]
    }),
    await gapOf('round: 12 stops', times(5), async (seed) => {
      const stops = drawnStops(seed, 12)
      const { visits } = roundOf(DEPOT, stops, 480)
      const way = [DEPOT, ...visits.map((v) => v.stop.point), DEPOT]
      const metres = way
        .slice(1)
        .reduce((s, p, i) => s + Math.round(distanceKm(way[i] ?? DEPOT, p) * 1000), 0)
      return [metres, await bestOf(roundProgram([DEPOT, ...stops.map((s) => s.point)]), 120)]
    }),
  ]
}
