import { isUnknown } from './rulesOfFriches'

// How complete the sheet of a site is: the weighted share of the questions that have an answer. Pure.

/** What the rule reads; anything but '' and null is an answer. */
export interface Sheet {
  description: string
  address: string
  lat: number | null
  surfaceM2: number | null
  vacantSince: string | null
  endsOn: string | null
  friches: Record<string, string>
  buildings: readonly { state: string | null; builtYear: number | null; surfaceM2: number | null }[]
  charges: number
  photos: number
  documents: number
  lots: readonly {
    floor: string
    stepFree: string | null
    power: string | null
    water: string | null
    floorLoadKgM2: number | null
    publicType: string | null
    uses: readonly string[]
    availableFrom: string | null
    outline: unknown
  }[]
}

/** What counts, and how much: most of all what says whether an organisation can work there. */
const QUESTIONS = {
  place: 8,
  description: 4,
  surface: 4,
  dates: 8,
  pollution: 6,
  buildings: 6,
  charges: 10,
  photos: 8,
  documents: 4,
  // of each lot
  floor: 3,
  stepFree: 6,
  power: 8,
  water: 6,
  floorLoad: 5,
  publicType: 8,
  uses: 6,
  available: 4,
  outline: 6,
} as const
export type Question = keyof typeof QUESTIONS
export const QUESTION_NAMES = Object.keys(QUESTIONS) as Question[]

export interface Reliability {
  /** 0–100, rounded down: 100 means that nothing is missing. */
  percent: number
  /** What has no answer, the weightiest first; of lots, how many lack it. */
  missing: { question: Question; lots?: number }[]
}

/**
 * The weighted share of the questions that are answered. A question about lots counts by the share of lots that answer it; a
 * site without lots answers none of them.
 */
export function reliability(s: Sheet): Reliability {
  const share = (answered: (lot: Sheet['lots'][number]) => boolean) =>
    s.lots.length === 0 ? 0 : s.lots.filter(answered).length / s.lots.length
  const shares: Record<Question, number> = {
    place: s.lat !== null ? 1 : s.address ? 0.5 : 0,
    description: s.description ? 1 : 0,
    surface: s.surfaceM2 ? 1 : 0,
    dates: (Number(s.vacantSince !== null) + Number(s.endsOn !== null)) / 2,
    pollution: isUnknown(s.friches.sol_pollution_existe) ? 0 : 1,
    buildings:
      s.buildings.length === 0
        ? 0
        : s.buildings.reduce(
            (sum, b) => sum + [b.state, b.builtYear, b.surfaceM2].filter(Boolean).length,
            0,
          ) /
          (3 * s.buildings.length),
    charges: s.charges > 0 ? 1 : 0,
    photos: s.photos > 0 ? 1 : 0,
    documents: s.documents > 0 ? 1 : 0,
    floor: share((l) => l.floor !== ''),
    stepFree: share((l) => l.stepFree !== null),
    power: share((l) => l.power !== null),
    water: share((l) => l.water !== null),
    floorLoad: share((l) => l.floorLoadKgM2 !== null),
    publicType: share((l) => l.publicType !== null),
    uses: share((l) => l.uses.length > 0),
    available: share((l) => l.availableFrom !== null),
    outline: share((l) => l.outline !== null),
  }
  const whole = QUESTION_NAMES.reduce((sum, name) => sum + QUESTIONS[name], 0)
  const filled = QUESTION_NAMES.reduce((sum, name) => sum + QUESTIONS[name] * shares[name], 0)
  const ofLots: readonly Question[] = QUESTION_NAMES.slice(QUESTION_NAMES.indexOf('floor'))
  const missing = QUESTION_NAMES.filter((name) => shares[name] < 1)
    .sort((a, b) => QUESTIONS[b] * (1 - shares[b]) - QUESTIONS[a] * (1 - shares[a]))
    .map((question) =>
      ofLots.includes(question) && s.lots.length > 0
        ? { question, lots: Math.round(s.lots.length * (1 - shares[question])) }
        : { question },
    )
  return { percent: Math.floor((100 * filled) / whole + 1e-9), missing }
}
