import type { Kind } from '../core/kinds'
import type { Parts, Side } from './rules'

// Pure: how much there is, against how much is asked for.

export const round = (n: number): number => Math.round(n * 1000) / 1000

/** What serves less than this share of the need does not serve it. */
export const LEAST_SHARE: Record<Kind, number> = {
  space: 0.8,
  premises: 0.7,
  equipment: 0.5,
  staff: 0.4,
  waste: 0.2,
}
/** Seats of a space, surface of premises, minutes of staff, else the quantity. */
export function sizeOf(side: Pick<Side, 'kind' | 'quantity' | 'details'>): number | null {
  if (side.kind === 'space') return side.details.seats ?? null
  if (side.kind === 'premises') return side.details.surfaceM2 ?? side.quantity
  if (side.kind === 'staff')
    return side.details.hoursPerWeek ? Math.round(side.details.hoursPerWeek * 60) : null
  return side.quantity
}

/** How much of what is asked for is there; `quantity` where it is too little to serve. */
export function quantityOf(offer: Side, need: Side): Parts['quantity'] | 'quantity' {
  const weight = 0.1
  const [have, want] = [sizeOf(offer), sizeOf(need)]
  const comparable = offer.kind === need.kind && (offer.unit === need.unit || need.kind === 'space')
  // Pieces and kilos are not told against each other.
  if (!comparable || have === null || want === null) return { share: 0.6, weight, have: 0, want: 0 }
  const { min, max } = need.details.recipe ?? {}
  // A workshop says for itself from how much on it comes; what is more than it can take stays for others.
  if (min !== undefined && have < min) return 'quantity'
  if (max !== undefined || min !== undefined) {
    const most = Math.max(max ?? want, min ?? 0)
    return { share: round(Math.min(1, have / most) || 0.1), weight, have, want: most }
  }
  const ratio = have / want
  if (ratio < LEAST_SHARE[need.kind]) return 'quantity'
  // Far too much is no better fit than a little too little.
  return { share: round(ratio >= 1 ? 1 / (1 + 0.15 * Math.log2(ratio)) : ratio), weight, have, want }
}
