import type { Unit } from '../core/kinds'

// Pure: quantities that look like a slip of the pen. They are asked again, never refused.

/** So many times more, or less, than usual is asked again: a ton and a kilo differ by more. */
const FAR = 100
/** Nobody writes "tonne" beside a few kilos on purpose. */
const FEW_KILOS = 100
const TONS = /(?:^|[^\p{L}])(?:tonnes?|tons?|أطنان|طن|طنان)(?:$|[^\p{L}])/iu
/** In one go, a lorry at most. */
const MOST_KILOS = 40_000

export type Unusual = 'much_more' | 'much_less' | 'tons'

/**
 * Why a quantity is asked again; null: it looks right. `usual`: of the offer, or of what was booked; `text`: what else was
 * written, where a unit may stand.
 */
export function unusual(
  quantity: number,
  unit: Unit,
  { usual, text = '' }: { usual?: number | null; text?: string },
): Unusual | null {
  if (!Number.isFinite(quantity) || quantity <= 0) return null
  if (unit === 'kg' && quantity < FEW_KILOS && TONS.test(text)) return 'tons'
  if (usual && quantity >= usual * FAR) return 'much_more'
  if (usual && quantity * FAR <= usual && unit === 'kg') return 'much_less'
  if (!usual && unit === 'kg' && quantity > MOST_KILOS) return 'much_more'
  return null
}
