import type { Kind } from '../core/kinds'
import { isScored, type Parts, score, type Side, THRESHOLD, type World } from '../matching/rules'
import { refusedOf } from '../waste/rulesOfRecipe'
import { sizeOf } from '../matching/rulesOfQuantity'

// Pure: what almost fits a need, and the single thing that stands in the way.

interface Dates {
  /** Weekdays it is open, or wanted; none: any. */
  days: number[]
  startsAt: string | null
  endsAt: string | null
}
export type Obstacle =
  | { what: 'distance'; have: number; want: number }
  | { what: 'quantity'; have: number; want: number }
  | { what: 'price'; have: number; want: number }
  | { what: 'dates'; have: Dates; want: Dates }
  | { what: 'recipe'; refused: string[] }
  | { what: 'taken' | 'access' }
export const OBSTACLES = ['distance', 'dates', 'quantity', 'price', 'taken', 'access', 'recipe'] as const

export interface NearMiss {
  /** How well all the rest fits, from 0 to 1. */
  score: number
  km: number | null
  obstacle: Obstacle
}

/** Rooms and premises are much alike; of the other kinds, what is called otherwise and means something else is another thing. */
const ALIKE: Record<Kind, number> = { space: 0, premises: 0, equipment: 0.35, staff: 0.35, waste: 0.35 }

/** So far from what is wanted that nobody would give way: a quarter of the quantity, four times as far, three times as dear. */
function isFarOff(o: Obstacle): boolean {
  if (o.what === 'quantity') return o.have * 4 < o.want
  if (o.what === 'distance') return o.have > o.want * 4
  return o.what === 'price' && o.want > 0 && o.have > o.want * 3
}

/** Of which part of a score an obstacle is: it is left out of how well the rest fits. */
const PART = {
  ...({ distance: 'distance', quantity: 'quantity', price: 'price' } as const),
  ...({ dates: 'time', taken: 'time', access: 'equipped', recipe: 'recipe' } as const),
}

/**
 * Scores the pair; where it is refused, scores it again with that one filter open. A pair that fits, that is refused twice, or
 * whose rest does not fit is no near miss: null. What it is (its words) is part of the rest.
 */
export function nearMiss(offer: Side, need: Side, now: string, around: World): NearMiss | null {
  // A price is told as what stands in the way, whatever it is.
  const world = { ...around, anyPrice: true }
  const first = score(offer, need, now, world)
  const refused = isScored(first) ? null : first
  const open = refused === null ? { offer, need, world } : opened(refused, offer, need, world)
  if (!open) return null
  const again = isScored(first) ? first : score(open.offer, open.need, now, open.world)
  if (!isScored(again)) return null
  const dear = priceInTheWay(offer, need)
  // Too dear as well as refused: two things stand in the way. Neither: it fits.
  if ((refused === null) === (dear === null)) return null
  const obstacle = dear ?? obstacleOf(refused as 'distance', offer, need, again.parts, world)
  if (again.parts.text.share < ALIKE[need.kind] || isFarOff(obstacle)) return null
  const rest = restOf(again.parts, PART[obstacle.what])
  return rest < THRESHOLD ? null : { score: rest, km: again.parts.distance.km, obstacle }
}

function opened(refused: string, offer: Side, need: Side, world: World) {
  switch (refused) {
    case 'distance':
      return {
        offer,
        need: { ...need, withinKm: null },
        world: { ...world, radiusKm: Number.POSITIVE_INFINITY },
      }
    case 'quantity':
      return { offer, need: sizeless(need), world }
    case 'dates':
      return {
        ...{ offer: { ...offer, ...always }, need: { ...need, ...always }, world: withoutHolds(world) },
      }
    case 'taken':
      return { offer, need, world: withoutHolds(world) }
    case 'recipe': {
      const { recipe } = need.details
      const open = recipe && { ...recipe, refuses: [] }
      return { offer, need: { ...need, details: { ...need.details, recipe: open } }, world }
    }
    case 'access':
      return { offer, need: { ...need, details: { ...need.details, wheelchair: undefined } }, world }
    default:
      return null
  }
}

const always = { startsAt: null, endsAt: null, windows: [] }
const withoutHolds = ({ capacities: _, ...world }: World): World => world
/** Whatever it is that is counted, one is enough. */
const sizeless = (need: Side): Side => ({
  ...need,
  quantity: 1,
  details: {
    ...{ ...need.details, seats: undefined, surfaceM2: undefined, hoursPerWeek: undefined },
    recipe: need.details.recipe && { ...need.details.recipe, min: undefined, max: undefined },
  },
})

/** What is asked for it above what the need can pay, in the same unit; of a need that pays nothing: any price. */
export function priceInTheWay(offer: Side, need: Side): Extract<Obstacle, { what: 'price' }> | null {
  if (offer.tariffMode !== 'price' || offer.referenceCents === null) return null
  const least = Math.min(offer.referenceCents, offer.solidarityCents ?? offer.referenceCents)
  if (need.tariffMode === 'free') return least > 0 ? { what: 'price', have: least, want: 0 } : null
  if (need.tariffMode !== 'price' || need.priceUnit !== offer.priceUnit || need.referenceCents === null)
    return null
  return least > need.referenceCents ? { what: 'price', have: least, want: need.referenceCents } : null
}

function obstacleOf(
  what: Exclude<Obstacle['what'], 'price'>,
  offer: Side,
  need: Side,
  parts: Parts,
  world: World,
): Obstacle {
  switch (what) {
    case 'distance':
      return { what, have: parts.distance.km ?? 0, want: need.withinKm ?? world.radiusKm }
    case 'quantity':
      return { what, have: sizeOf(offer) ?? offer.quantity, want: sizeOf(need) ?? need.quantity }
    case 'recipe': {
      const { recipe } = need.details
      return { what, refused: recipe && offer.holds ? refusedOf(recipe, offer.holds) : [] }
    }
    case 'dates':
      return { what, have: datesOf(offer), want: datesOf(need) }
    default:
      return { what }
  }
}

const datesOf = ({ windows, startsAt, endsAt }: Side): Dates => ({
  ...{ days: [...new Set(windows.flatMap((w) => w.days))].sort((a, b) => a - b), startsAt, endsAt },
})

/** The mean of the parts, without the one that the obstacle is of. */
function restOf(parts: Parts, without: keyof Parts): number {
  const rest = (Object.entries(parts) as [keyof Parts, { share: number; weight: number }][]).filter(
    ([name]) => name !== without,
  )
  const weight = rest.reduce((sum, [, part]) => sum + part.weight, 0)
  const total = rest.reduce((sum, [, part]) => sum + part.share * part.weight, 0)
  return weight === 0 ? 0 : Math.round((1000 * total) / weight) / 1000
}
