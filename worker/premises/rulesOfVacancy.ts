// What an empty building costs, and what is authorised to be said about it. Pure.

/** Per year, from Bénéfriches (Ademe), consulted for the model of vacant premises: see docs/decisions/0022. */
export const VACANCY = {
  guardingCentsPerHa: 2_200_000,
  upkeepCentsPerM2: 700,
  source: 'Bénéfriches (Ademe), licence MIT',
  sourceUrl: 'https://benefriches.ademe.fr',
} as const

export interface VacantSurfaces {
  /** The land in m², where it is known. */
  landM2: number | null
  /** What stands empty now, in m² of floor. */
  vacantM2: number
  /** All lots, in m² of floor. */
  floorM2: number
}
export interface VacancyCost {
  lowCents: number
  highCents: number
  guardingCents: number
  upkeepCents: number
}

/**
 * What vacancy costs in a year: guarding by the hectare of land (of floor where the land is not known), upkeep by the m² that
 * stands empty. A range, from the smaller of the two alone to both together; null where nothing stands empty. It is an
 * estimate, and never added to euros that were paid.
 */
export function vacancyCost({ landM2, vacantM2, floorM2 }: VacantSurfaces): VacancyCost | null {
  if (vacantM2 <= 0) return null
  const share = floorM2 > 0 ? Math.min(1, vacantM2 / floorM2) : 1
  const guardingCents = Math.round(((landM2 ?? floorM2) / 10_000) * VACANCY.guardingCentsPerHa * share)
  const upkeepCents = Math.round(vacantM2 * VACANCY.upkeepCentsPerM2)
  return {
    lowCents: Math.min(guardingCents, upkeepCents),
    highCents: guardingCents + upkeepCents,
    guardingCents,
    upkeepCents,
  }
}
