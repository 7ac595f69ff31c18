// Pure: what a lot can and can not take. What is not known of a lot excludes nobody; it is said beside it.

/** A lot as the filters look at it; null: not known. */
export interface LotFeatures {
  surfaceM2: number
  floorLoadKgM2: number | null
  powerKva: number | null
  power: 'none' | 'single_phase' | 'three_phase' | null
  water: 'none' | 'cold' | 'hot' | null
  stepFree: 'yes' | 'partly' | 'no' | null
  publicType: string | null
  publicCategory: number | null
  /** What is authorised; empty: nothing is said. */
  uses: readonly string[]
  /** Local dates, both included. */
  availableFrom: string | null
  availableUntil: string | null
}
/** What an application can not do without. */
export interface Needs {
  surfaceMinM2?: number | undefined
  floorLoadKgM2?: number | undefined
  powerKva?: number | undefined
  threePhase?: boolean | undefined
  water?: boolean | undefined
  stepFree?: boolean | undefined
  /** How many people from outside are received at once; 0: nobody. */
  publicPeople?: number | undefined
  use?: string | undefined
}
export interface Time {
  /** Local dates, both included. */
  startsOn: string
  endsOn: string
}

export const OBSTACLES = [
  ...(['surface', 'floor_load', 'power', 'three_phase', 'water', 'step_free'] as const),
  ...(['public', 'use', 'dates'] as const),
] as const
export type Obstacle = (typeof OBSTACLES)[number]

export interface Fit {
  /** Why it can not be; empty: it can. */
  obstacles: Obstacle[]
  /** What is needed, and not known of the lot. */
  unknown: Obstacle[]
}

/** Whether a lot can take what is needed, over the time of the call. */
export function fitOf(lot: LotFeatures, needs: Needs, time: Time): Fit {
  const fit: Fit = { obstacles: [], unknown: [] }
  const ask = (what: Obstacle, isNeeded: boolean, known: boolean, enough: boolean) => {
    if (isNeeded && !known) fit.unknown.push(what)
    else if (isNeeded && !enough) fit.obstacles.push(what)
  }
  const { surfaceMinM2 = 0, floorLoadKgM2 = 0, powerKva = 0, publicPeople = 0, use } = needs
  ask('surface', surfaceMinM2 > 0, true, lot.surfaceM2 >= surfaceMinM2)
  ask('floor_load', floorLoadKgM2 > 0, lot.floorLoadKgM2 !== null, (lot.floorLoadKgM2 ?? 0) >= floorLoadKgM2)
  const noPower = lot.power === 'none'
  ask('power', powerKva > 0, lot.powerKva !== null || noPower, !noPower && (lot.powerKva ?? 0) >= powerKva)
  ask('three_phase', needs.threePhase === true, lot.power !== null, lot.power === 'three_phase')
  ask('water', needs.water === true, lot.water !== null, lot.water !== 'none')
  ask('step_free', needs.stepFree === true, lot.stepFree !== null, lot.stepFree !== 'no')
  const most = mostPeople(lot.publicType, lot.publicCategory)
  ask('public', publicPeople > 0, most !== null, (most ?? 0) >= publicPeople)
  ask('use', use !== undefined, lot.uses.length > 0, lot.uses.includes(use ?? ''))
  const from = lot.availableFrom === null || lot.availableFrom <= time.startsOn
  const until = lot.availableUntil === null || lot.availableUntil >= time.endsOn
  ask('dates', true, true, from && until)
  return fit
}

/** From so many people on, a building of the type leaves the fifth category (order of 22 June 1990, art. PE 2: whole building). */
const THRESHOLDS: Readonly<Record<string, number>> = {
  ...{
    J: 25,
    L: 200,
    M: 200,
    N: 200,
    O: 100,
    P: 120,
    R: 200,
    S: 200,
    T: 200,
    U: 100,
    V: 300,
    W: 200,
    X: 200,
  },
  Y: 200,
}
/** The most people a category takes (Code de la construction et de l’habitation, art. R143-19). */
const CATEGORIES: Readonly<Record<number, number>> = { 1: Number.MAX_SAFE_INTEGER, 2: 1500, 3: 700, 4: 300 }

/** How many people from outside a lot may receive at once; null where its type or its category is not known. */
export function mostPeople(type: string | null, category: number | null): number | null {
  if (type === null) return null
  if (type === 'none') return 0
  if (category === null) return null
  if (category < 5) return CATEGORIES[category] ?? null
  const threshold = THRESHOLDS[type]
  return threshold === undefined ? null : threshold - 1
}
