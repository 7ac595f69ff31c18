import type { Kind } from '../core/kinds'
import { termStems } from '../lexicon/tokens'

/** What the answers to the questions of a kind say of the sort of thing. */
interface Details {
  category?: string | undefined
  romeCode?: string | undefined
  lowCode?: string | undefined
}

/** The sort of thing, finer than its kind: equipment by category, staff by job family, material by chapter of its code. */
export function resourceOf(kind: Kind, details: Details): string {
  if (kind === 'equipment') return `equipment:${details.category ?? 'other'}`
  if (kind === 'staff' && details.romeCode) return `staff:${details.romeCode.slice(0, 1)}`
  if (kind === 'waste' && details.lowCode) return `waste:${details.lowCode.slice(0, 2)}`
  return kind
}

/** Categories of factors that a resource may need, the likeliest first. */
const CATEGORIES: Record<string, readonly string[]> = {
  premises: ['vacant_premises'],
  'equipment:it': ['reuse_item_numerique'],
  'equipment:kitchen': ['reuse_item_electromenager'],
  'equipment:textile': ['reuse_item_habillement'],
  'equipment:event': ['reuse_item_mobilier', 'reuse_item_numerique'],
  'waste:03': ['reuse_item_mobilier'],
  'waste:04': ['reuse_item_habillement'],
  'waste:15': ['reuse_item_mobilier'],
  'waste:16': ['reuse_item_numerique', 'reuse_item_electromenager'],
  'waste:20': [
    'reuse_item_mobilier',
    'reuse_item_electromenager',
    'reuse_item_habillement',
    'reuse_item_numerique',
  ],
}

interface Named {
  category: string
  measure: string
  labelFr: string
  labelEn: string
}

/**
 * Factors that may suit an offer, the likeliest first: those with words of its title, then those of its sort of thing. They
 * are shown to be chosen from; none is ever taken by itself.
 */
export function suggestedFor<F extends Named>(
  factors: readonly F[],
  listing: { kind: Kind; title: string; details: Details },
  most = 12,
): F[] {
  const measures = listing.kind === 'premises' ? ['vacancy'] : ['new_thing', 'disposal']
  const words = new Set([...termStems(listing.title, 'fr'), ...termStems(listing.title, 'en')])
  const categories = CATEGORIES[resourceOf(listing.kind, listing.details)] ?? []
  const score = (f: F): number => {
    const said = [...termStems(f.labelFr, 'fr'), ...termStems(f.labelEn, 'en')].filter((word) =>
      words.has(word),
    ).length
    const rank = categories.indexOf(f.category)
    return (
      said * 10 + (rank < 0 ? 0 : 5 - rank) + (f.measure === 'disposal' && listing.kind === 'waste' ? 1 : 0)
    )
  }
  return factors
    .filter((f) => measures.includes(f.measure))
    .map((factor) => ({ factor, score: score(factor) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ factor }) => factor)
}
