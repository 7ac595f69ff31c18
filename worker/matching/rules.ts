import { distanceKm } from '../core/geo'
import type { Kind, Unit } from '../core/kinds'
import { DAY } from '../core/time'
import type { Capacity, Timed } from '../search/rules'
import { type Contents, followsRecipe, type Recipe, refusedOf } from '../waste/rulesOfRecipe'
import { type Dislike, type Feedback, feedbackBetween, isDismissed } from './rulesOfFeedback'
import { isTold, meant, type Said, type Via } from './rulesOfMeaning'
import { isUnaffordable, priceOf } from './rulesOfPrice'
import { quantityOf, round } from './rulesOfQuantity'
import { likeness, sameTrade } from './rulesOfText'
import { timeOf } from './rulesOfTime'

// Pure: whether an offer can serve a need, how well, and why. All shares go from 0 to 1.

/** What is read of the answers to the questions of a kind. */
export interface Answers {
  seats?: number | undefined
  surfaceM2?: number | undefined
  hoursPerWeek?: number | undefined
  romeCode?: string | undefined
  lowCode?: string | undefined
  hazardous?: boolean | undefined
  category?: string | undefined
  amenities?: string[] | undefined
  wheelchair?: 'yes' | 'partly' | 'no' | undefined
  recipe?: Recipe | undefined
  materials?: Contents['materials'] | undefined
  forms?: Contents['forms'] | undefined
  states?: Contents['states'] | undefined
  contaminants?: Contents['contaminants'] | undefined
  months?: number[] | undefined
  uses?: readonly string[] | undefined
}

/** What is read of a listing to match it. */
export interface Side extends Omit<Timed, 'kind'> {
  id: string
  organisationId: string
  kind: Kind
  /** Stems of the title, and of the description. */
  title: string[]
  body: string[]
  /** What it means beside its words; absent where it was not read. */
  said?: Said | undefined
  /** The concepts that its title names. */
  concepts?: readonly string[] | undefined
  /** Of a waste: what it holds. */
  holds?: Contents | undefined
  lat: number | null
  lng: number | null
  withinKm: number | null
  quantity: number
  unit: Unit
  tariffMode: 'free' | 'exchange' | 'price'
  solidarityCents: number | null
  referenceCents: number | null
  priceUnit: string | null
  details: Answers
  publishedAt: string | null
  contentVersion: number
}

/** Where it happens, and what is taken already (unknown where it was not read). */
export interface World {
  timeZone: string
  radiusKm: number
  capacities?: Map<string, Capacity[]>
  /** What organisations said was not for them. */
  dislikes?: Map<string, Dislike[]>
  /** To how many a listing was shown already, by its id; whether to this very member. Absent: unknown. */
  shown?: ReadonlyMap<string, Shown>
  /** What costs far more than can be paid is looked at all the same. */
  anyPrice?: boolean
  /** Ideas are asked for: what the offer can become counts, and alone. */
  ideas?: boolean
}
export interface Shown {
  times: number
  before: boolean
}

export interface Part {
  share: number
  weight: number
}
/** The parts of a score, kept so that it can be told why. */
export interface Parts {
  /** `concept`: both are about it, in whatever words; `via`: the offer can become what is asked for. */
  text: Part & { same: string[]; code?: 'rome' | 'low' | 'category'; concept?: string; via?: Via }
  distance: Part & { km: number | null }
  time: Part & { from: string | null; to: string | null; known: boolean }
  quantity: Part & { have: number; want: number }
  /** What of the equipment of a room that is asked for is there. Nothing asked: no weight. */
  equipped: Part & { have: string[] }
  /** Of a waste that a workshop's recipe is about; no recipe: no weight, and absent in matches of before. */
  recipe?: Part & { materials: string[] }
  price: Part & { is: 'free' | 'exchange' | 'within' | 'solidarity' | 'above' | 'unknown' }
  freshness: Part & { days: number }
  /** Like what one of the two has dismissed; absent in matches of before. Nothing dismissed: no weight. */
  feedback?: Part & Feedback
  /** What many have been shown, or this very member, comes later; absent in matches of before. Unknown: no weight. */
  fairness?: Part & Shown
}
export interface Scored {
  score: number
  parts: Parts
}

/** Distance at which a thing is half as good, in km: what is heavy and worth little goes less far. */
const HALF_KM: Record<Kind, number> = { waste: 5, space: 10, staff: 15, equipment: 20, premises: 15 }
/** Rooms are much alike, so that where and when count more than their words; the other kinds are what they are called. */
const TEXT_WEIGHT: Record<Kind, number> = {
  space: 0.4,
  premises: 0.4,
  equipment: 0.45,
  staff: 0.45,
  waste: 0.45,
}
/** What is found with less than this in common is another thing. */
const LEAST_TEXT: Record<Kind, number> = { space: 0, premises: 0, equipment: 0.2, staff: 0.2, waste: 0.2 }
/** Kinds that may stand for one another: a need of a room can be met by vacant premises, and the reverse. */
const COMPATIBLE: Partial<Record<Kind, Kind>> = { space: 'premises', premises: 'space' }
/** What an offer serves for, against what it is. */
const SERVES = 0.8
/** With less than this in common two titles are of other things. */
const APART = 0.1
/** An idea that is less than this is none. */
const LEAST_IDEA = 0.25
/** Shown to so many, a listing counts half for being new to who sees it. */
const MANY = 10
const OTHER_KIND = 0.7
/** Under this it is not suggested. */
export const THRESHOLD = 0.54

export const kindsFor = (kind: Kind): Kind[] => {
  const other = COMPATIBLE[kind]
  return other ? [kind, other] : [kind]
}

export type Refusal =
  | 'own'
  | 'kind'
  | 'dismissed'
  | 'hazard'
  | 'access'
  | 'use'
  | 'price'
  | 'recipe'
  | 'distance'
  | 'quantity'
  | 'dates'
  | 'taken'
  | 'text'

/**
 * How well an offer serves a need, from 0 to 1, with the parts; or why it cannot. Both are of one cluster and open to its
 * members: the caller has seen to that.
 */
export function score(offer: Side, need: Side, now: string, world: World): Scored | Refusal {
  if (offer.organisationId === need.organisationId) return 'own'
  if (!kindsFor(need.kind).includes(offer.kind)) return 'kind'
  const { dislikes } = world
  if (isDismissed(need, offer, dislikes?.get(need.organisationId))) return 'dismissed'
  if (isDismissed(offer, need, dislikes?.get(offer.organisationId))) return 'dismissed'
  // Dangerous waste is handed over with its slip, to whoever asked for that very code.
  if (offer.details.hazardous && offer.details.lowCode !== need.details.lowCode) return 'hazard'
  const distance = distanceOf(offer, need, world)
  if (distance === 'distance') return distance
  const quantity = quantityOf(offer, need)
  if (quantity === 'quantity') return quantity
  // Who cannot come in is not served, whatever else fits.
  if (need.details.wheelchair === 'yes' && offer.details.wheelchair === 'no') return 'access'
  if (isOtherUse(offer, need)) return 'use'
  if (!world.anyPrice && isUnaffordable(offer, need)) return 'price'
  const recipe = recipeOf(offer, need)
  if (recipe === 'recipe') return recipe
  const said = textOf(offer, need, world.ideas ?? false)
  // A recipe says what is looked for as surely as words do.
  const isAsked = !world.ideas && recipe.materials.length > 0 && !recipe.isOtherForm
  const text = isAsked ? { ...said, share: Math.max(said.share, recipe.share) } : said
  if (text.share < (world.ideas ? LEAST_IDEA : LEAST_TEXT[need.kind])) return 'text'
  const time = timeOf(offer, need, now, world)
  if (time === 'dates' || time === 'taken') return time
  const parts: Parts = {
    text,
    distance,
    time,
    quantity,
    equipped: equippedOf(offer, need),
    recipe: { share: recipe.share, weight: recipe.weight, materials: recipe.materials },
    price: priceOf(offer, need),
    freshness: freshnessOf(offer, need, now),
    feedback: feedbackBetween(offer, need, distance.km, dislikes),
    fairness: fairnessOf(offer, need, world),
  }
  const all = Object.values(parts) as Part[]
  const total =
    all.reduce((sum, p) => sum + p.share * p.weight, 0) / all.reduce((sum, p) => sum + p.weight, 0)
  return { score: round(total * (offer.kind === need.kind ? 1 : OTHER_KIND)), parts }
}

export const isScored = (result: Scored | Refusal): result is Scored => typeof result !== 'string'

function textOf(offer: Side, need: Side, ideas: boolean): Parts['text'] {
  const weight = TEXT_WEIGHT[need.kind]
  const [a, b] = [offer.said, need.said]
  const meaning = a && b ? meant(a, b, ideas ? 'becomes' : 'itself') : null
  if (ideas) {
    const share = meaning?.via ? round(meaning.share) : 0
    return { share, weight, same: [], ...(meaning?.via && { via: meaning.via }) }
  }
  const { share, same } = likeness(offer, need)
  const { code, bonus } = sameTrade(offer.details, need.details)
  // What a room, a tool or a person serves for is why it is looked for; what a material becomes is another thing, an idea.
  const serves = a && b && need.kind !== 'waste' ? meant(a, b, 'serves') : null
  const served = serves?.via ? serves.share * SERVES : 0
  const means = Math.max(meaning?.share ?? 0, served)
  const via = served > Math.max(share, meaning?.share ?? 0) ? serves?.via : null
  const concept = meaning?.concept ?? null
  // A category is broad: it says nothing where both sides are known to be things of their own that have nothing in common.
  const apart = code === 'category' && means < APART && share < APART && a && b && isTold(a) && isTold(b)
  return {
    share: round(Math.min(1, Math.max(share, means) + (apart ? bonus / 2 : bonus))),
    ...{ weight, same },
    ...(code && { code }),
    ...(concept !== null && { concept }),
    ...(via && { via }),
  }
}

type Recipes = Part & ReturnType<typeof followsRecipe>

/** What a workshop refuses is not suggested to it, however well the rest fits; what it accepts comes first. */
function recipeOf(offer: Side, need: Side): Recipes | 'recipe' {
  const { recipe } = need.details
  if (need.kind !== 'waste' || !recipe || !offer.holds)
    return { share: 1, weight: 0, materials: [], isOtherForm: false }
  if (refusedOf(recipe, offer.holds).length > 0) return 'recipe'
  return { ...followsRecipe(recipe, offer.holds), weight: 0.35 }
}

function fairnessOf(offer: Side, need: Side, world: World): NonNullable<Parts['fairness']> {
  const known = world.shown?.get(offer.id) ?? world.shown?.get(need.id)
  if (!known) return { share: 1, weight: 0, times: 0, before: false }
  const share = (known.before ? 0.5 : 1) / (1 + known.times / MANY)
  return { share: round(share), weight: 0.05, ...known }
}

function distanceOf(offer: Side, need: Side, world: World): Parts['distance'] | 'distance' {
  const weight = 0.2
  if (offer.lat === null || offer.lng === null || need.lat === null || need.lng === null)
    return { share: 0.5, weight, km: null }
  const km = distanceKm({ lat: offer.lat, lng: offer.lng }, { lat: need.lat, lng: need.lng })
  if (km > world.radiusKm * 1.5) return 'distance'
  // "Up to 5 km" is said of the road; a little beyond is shown, and said.
  if (need.withinKm !== null && km > need.withinKm * 1.25) return 'distance'
  return { share: round(0.5 ** (km / HALF_KM[need.kind])), weight, km: round(km) }
}

function equippedOf(offer: Side, need: Side): Parts['equipped'] {
  const asked = need.details.amenities ?? []
  const have = asked.filter((name) => offer.details.amenities?.includes(name))
  if (asked.length === 0 || offer.kind !== need.kind) return { share: 1, weight: 0, have }
  return { share: round(have.length / asked.length), weight: 0.2, have }
}

/** Premises for other uses than those that are asked for, where both say which. */
function isOtherUse(offer: Side, need: Side): boolean {
  const [there, wanted] = [offer.details.uses ?? [], need.details.uses ?? []]
  return there.length > 0 && wanted.length > 0 && !wanted.some((use) => there.includes(use))
}

function freshnessOf(offer: Side, need: Side, now: string): Parts['freshness'] {
  const since = Math.max(
    ...[offer, need].map((side) => (side.publishedAt ? Date.parse(side.publishedAt) : 0)),
  )
  const days = Math.max(0, Math.floor((Date.parse(now) - since) / DAY))
  return { share: round(0.5 ** (days / 60)), weight: 0.05, days }
}
