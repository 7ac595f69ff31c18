import type { Grain, Kind, Unit } from '../core/kinds'
import type { Parts } from './rules'

// Pure: the three parts of a score that weigh most, as codes that the dictionaries word.

export type Reason =
  | { code: 'near'; good: boolean; km: number }
  | { code: 'free_then' | 'open_then'; good: boolean; from: string; to: string; grain: Grain }
  | { code: 'available'; good: boolean }
  | { code: 'quantity'; good: boolean; have: number; want: number; kind: Kind; unit: Unit }
  | {
      code: 'free_of_charge' | 'in_exchange' | 'at_asked_price' | 'solidarity_price' | 'above_asked_price'
      good: boolean
    }
  | { code: 'same_words' | 'same_trade' | 'same_waste' | 'same_category'; good: boolean }
  | { code: 'same_thing'; good: boolean; concept: string }
  | { code: 'can_become'; good: boolean; from: string; to: string }
  | { code: 'equipped'; good: boolean; names: string[] }
  | { code: 'in_recipe'; good: boolean; materials: string[] }
  | { code: 'new'; good: boolean; days: number }
export type ReasonCode = Reason['code']

const PRICE_CODES = {
  free: 'free_of_charge',
  exchange: 'in_exchange',
  within: 'at_asked_price',
  solidarity: 'solidarity_price',
  above: 'above_asked_price',
  unknown: null,
} as const

/** What the offer's quantities and times are told by. */
interface Named {
  kind: Kind
  unit: Unit
  grain: Grain
}

/** Under this share a part is told as a reservation, not as a reason. */
const GOOD = 0.5

/** What was dismissed before, or shown to many, changes the order; it is no reason to be told. */
type Told = Exclude<keyof Parts, 'feedback' | 'fairness'>
const UNTOLD: readonly string[] = ['feedback', 'fairness']

/** Three reasons, those that weigh most first; a reservation (too far, too dear) is told last, and only where room is left. */
export function reasons(parts: Parts, of: Named): Reason[] {
  const worded = (Object.keys(parts) as Told[])
    .filter((name) => !UNTOLD.includes(name))
    .flatMap((name) => {
      const reason = wordable(name, parts, of)
      return reason ? [{ reason, weight: (parts[name]?.share ?? 0) * (parts[name]?.weight ?? 0) }] : []
    })
  const byWeight = worded.sort((a, b) => Number(b.reason.good) - Number(a.reason.good) || b.weight - a.weight)
  return byWeight.slice(0, 3).map(({ reason }) => reason)
}

function wordable(name: Told, parts: Parts, { kind, unit, grain }: Named): Reason | null {
  const good = (parts[name]?.share ?? 0) >= GOOD
  switch (name) {
    case 'text': {
      const { code, same, concept, via } = parts.text
      if (via) return { code: 'can_become', good: true, ...via }
      if (code)
        return {
          code: code === 'rome' ? 'same_trade' : code === 'low' ? 'same_waste' : 'same_category',
          good: true,
        }
      if (same.length > 0) return { code: 'same_words', good: true }
      return concept ? { code: 'same_thing', good: true, concept } : null
    }
    case 'distance':
      return parts.distance.km === null ? null : { code: 'near', good, km: parts.distance.km }
    case 'time': {
      const { from, to, known } = parts.time
      if (from === null || to === null) return good ? { code: 'available', good } : null
      return { code: known ? 'free_then' : 'open_then', good, from, to, grain }
    }
    case 'quantity': {
      const { have, want } = parts.quantity
      return have > 0 && want > 0 ? { code: 'quantity', good: have >= want, have, want, kind, unit } : null
    }
    case 'price': {
      const code = PRICE_CODES[parts.price.is]
      return code === null ? null : { code, good }
    }
    case 'equipped':
      return parts.equipped.have.length > 0 ? { code: 'equipped', good, names: parts.equipped.have } : null
    case 'recipe': {
      const { share = 0, weight = 0, materials = [] } = parts.recipe ?? {}
      return weight > 0 && materials.length > 0 ? { code: 'in_recipe', good: share >= GOOD, materials } : null
    }
    case 'freshness':
      return parts.freshness.days <= 7 ? { code: 'new', good: true, days: parts.freshness.days } : null
  }
}
