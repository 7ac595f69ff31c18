import type { Language } from '../core/kinds'
import { type Lexicon, lexicon as ours } from '../lexicon/lexicon'
import type { Meaning } from '../lexicon/meaning'

// Pure: the category of equipment that a text is about.

/** What each category is, by concepts of the lexicon: whatever is a kind of one of them is of the category. */
const CATEGORY_OF = {
  vehicle: ['vehicle', 'road_vehicle', 'trailer', 'bicycle'],
  event: ['event_equipment', 'av_equipment', 'stage_equipment', 'event_furniture', 'sound_system'],
  tools: [
    'tool',
    'power_tool',
    'machine_tool',
    'construction_equipment',
    'handling_equipment',
    'measuring_instrument',
  ],
  kitchen: ['kitchen_equipment'],
  it: ['computing_equipment', 'office_equipment', 'computer'],
  textile: ['sewing_machine', 'textile_machine'],
  garden: ['garden_tool', 'farm_machine'],
  health: ['health_equipment'],
} as const
export type Category = keyof typeof CATEGORY_OF

export interface CategoryFound {
  category: Category
  /** The concept that says so. */
  concept: string
}

/** The category that the surest of the concepts named belongs to, or null. */
export function categoryOf(meaning: Meaning, lexicon: Lexicon = ours()): CategoryFound | null {
  let best: (CategoryFound & { weight: number }) | null = null
  for (const [concept, weight] of meaning.named) {
    for (const [category, ids] of Object.entries(CATEGORY_OF) as [Category, readonly string[]][]) {
      for (const id of ids) {
        const root = lexicon.number.get(id)
        if (root === undefined) continue
        const steps = concept === root ? 0 : lexicon.above[concept]?.get(root)
        const worth = steps === undefined ? 0 : weight / (1 + steps)
        if (worth > (best?.weight ?? 0))
          best = { category, concept: lexicon.concepts[concept]?.id ?? '', weight: worth }
      }
    }
  }
  return best && { category: best.category, concept: best.concept }
}

/** What a concept is called first in a language. */
export const calledIn = (language: Language, id: string, lexicon: Lexicon = ours()): string => {
  const number = lexicon.number.get(id)
  return (number === undefined ? undefined : lexicon.concepts[number]?.terms[language][0]) ?? id
}
