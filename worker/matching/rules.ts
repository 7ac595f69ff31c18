import { distanceKm } from '../core/geo'
import type { Kind, Unit } from '../core/kinds'
import { DAY } from '../core/time'
import {
  type Capacity,
  Days,
  freeOf,
  isAppointment,
  openWithin,
  type Span,
  type Timed,
} from '../search/rules'
import { likeness, sameTrade } from './rulesOfText'

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
}

/** What is read of a listing to match it. */
export interface Side extends Omit<Timed, 'kind'> {
  id: string
  organisationId: string
  kind: Kind
  /** Stems of the title, and of the description. */
  title: string[]
  body: string[]
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
}

interface Part {
  share: number
  weight: number
}
/** The parts of a score, kept so that it can be told why. */
export interface Parts {
  text: Part & { same: string[]; code?: 'rome' | 'low' | 'category' }
  distance: Part & { km: number | null }
  time: Part & { from: string | null; to: string | null; known: boolean }
  quantity: Part & { have: number; want: number }
  /** What of the equipment of a room that is asked for is there. Nothing asked: no weight. */
  equipped: Part & { have: string[] }
  price: Part & { is: 'free' | 'exchange' | 'within' | 'solidarity' | 'above' | 'unknown' }
  freshness: Part & { days: number }
}
export interface Scored {
  score: number
  parts: Parts
}

/** Distance at which a thing is half as good, in km: what is heavy and worth little goes less far. */
const HALF_KM: Record<Kind, number> = { waste: 5, space: 10, staff: 15, equipment: 20, premises: 15 }
/** Rooms are much alike, so that where and when count more than their words; the other kinds are what they are called. */
const TEXT_WEIGHT: Record<Kind, number> = {
  space: 0.3,
  premises: 0.3,
  equipment: 0.45,
  staff: 0.45,
  waste: 0.45,
}
/** What is found with less than this in common is another thing. */
const LEAST_TEXT: Record<Kind, number> = { space: 0, premises: 0, equipment: 0.2, staff: 0.2, waste: 0.2 }
/** What serves less than this share of the need does not serve it. */
const LEAST_SHARE: Record<Kind, number> = {
  space: 0.8,
  premises: 0.7,
  equipment: 0.5,
  staff: 0.4,
  waste: 0.2,
}
/** Kinds that may stand for one another: a need of a room can be met by vacant premises, and the reverse. */
const COMPATIBLE: Partial<Record<Kind, Kind>> = { space: 'premises', premises: 'space' }
const OTHER_KIND = 0.7
const DAYS_AHEAD = 7
/** Under this it is not suggested. */
export const THRESHOLD = 0.54

export const kindsFor = (kind: Kind): Kind[] => {
  const other = COMPATIBLE[kind]
  return other ? [kind, other] : [kind]
}

export type Refusal =
  | 'own'
  | 'kind'
  | 'hazard'
  | 'access'
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
  // Dangerous waste is handed over with its slip, to whoever asked for that very code.
  if (offer.details.hazardous && offer.details.lowCode !== need.details.lowCode) return 'hazard'
  const distance = distanceOf(offer, need, world)
  if (distance === 'distance') return distance
  const quantity = quantityOf(offer, need)
  if (quantity === 'quantity') return quantity
  // Who cannot come in is not served, whatever else fits.
  if (need.details.wheelchair === 'yes' && offer.details.wheelchair === 'no') return 'access'
  const text = textOf(offer, need)
  if (text.share < LEAST_TEXT[need.kind]) return 'text'
  const time = timeOf(offer, need, now, world)
  if (time === 'dates' || time === 'taken') return time
  const parts: Parts = {
    text,
    distance,
    time,
    quantity,
    equipped: equippedOf(offer, need),
    price: priceOf(offer, need),
    freshness: freshnessOf(offer, need, now),
  }
  const all = Object.values(parts) as Part[]
  const total =
    all.reduce((sum, p) => sum + p.share * p.weight, 0) / all.reduce((sum, p) => sum + p.weight, 0)
  return { score: round(total * (offer.kind === need.kind ? 1 : OTHER_KIND)), parts }
}

export const isScored = (result: Scored | Refusal): result is Scored => typeof result !== 'string'
const round = (n: number) => Math.round(n * 1000) / 1000

function textOf(offer: Side, need: Side): Parts['text'] {
  const { share, same } = likeness(offer, need)
  const { code, bonus } = sameTrade(offer.details, need.details)
  return {
    share: round(Math.min(1, share + bonus)),
    weight: TEXT_WEIGHT[need.kind],
    same,
    ...(code && { code }),
  }
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

/** Seats of a space, surface of premises, minutes of staff, else the quantity. */
export function sizeOf(side: Pick<Side, 'kind' | 'quantity' | 'details'>): number | null {
  if (side.kind === 'space') return side.details.seats ?? null
  if (side.kind === 'premises') return side.details.surfaceM2 ?? side.quantity
  if (side.kind === 'staff')
    return side.details.hoursPerWeek ? Math.round(side.details.hoursPerWeek * 60) : null
  return side.quantity
}

function quantityOf(offer: Side, need: Side): Parts['quantity'] | 'quantity' {
  const weight = 0.1
  const [have, want] = [sizeOf(offer), sizeOf(need)]
  const comparable = offer.kind === need.kind && (offer.unit === need.unit || need.kind === 'space')
  // Pieces and kilos are not told against each other.
  if (!comparable || have === null || want === null) return { share: 0.6, weight, have: 0, want: 0 }
  const ratio = have / want
  if (ratio < LEAST_SHARE[need.kind]) return 'quantity'
  // Far too much is no better fit than a little too little.
  return { share: round(ratio >= 1 ? 1 / (1 + 0.15 * Math.log2(ratio)) : ratio), weight, have, want }
}

/** The span a need is looked at over: its own where it is short and to come, else a week from its start or from now. */
export function spanOf(need: Pick<Side, 'startsAt' | 'endsAt'>, now: string): Span | null {
  const soon = Date.parse(now)
  const from = Math.max(soon, need.startsAt ? Date.parse(need.startsAt) : soon)
  const to = Math.min(
    from + DAYS_AHEAD * DAY,
    need.endsAt ? Date.parse(need.endsAt) : Number.POSITIVE_INFINITY,
  )
  return from < to ? { from, to } : null
}

function timeOf(offer: Side, need: Side, now: string, world: World): Parts['time'] | 'dates' | 'taken' {
  const weight = 0.2
  const nothing = { from: null, to: null }
  const own = spanOf(need, now)
  if (!own) return 'dates'
  const begins = offer.startsAt ? Date.parse(offer.startsAt) : own.from
  // An offer that begins later is looked at from then on, as far as the need allows.
  const span = begins > own.from ? spanOf({ ...need, startsAt: offer.startsAt }, now) : own
  if (!span) return 'dates'
  const days = new Days(span, world.timeZone)
  const open = openWithin(offer as Timed, days)
  const wished = openWithin({ ...need, grain: need.windows.length > 0 ? 'hour' : 'month' } as Timed, days)
  const common = both(open, wished)
  if (common.length === 0) return 'dates'
  const capacities = world.capacities?.get(offer.id)?.filter((c) => c.shape !== 'week')
  const free = capacities ? capacities.flatMap((c) => freeOf(common, c, wantedOf(offer, need, c))) : common
  if (free.length === 0) return 'taken'
  const whole =
    need.startsAt !== null && need.endsAt !== null && isAppointment(span) && offer.grain === 'hour'
  const best = [...free].sort((a, b) => b.to - b.from - (a.to - a.from))[0] as Span
  const asked = whole ? span.to - span.from : Math.min(span.to - span.from, 2 * 60 * 60 * 1000)
  const share = Math.min(1, (best.to - best.from) / asked)
  if (whole && share < 0.5) return 'taken'
  const shown = [...free].sort((a, b) => a.from - b.from).find((s) => s.to - s.from >= asked * share) ?? best
  return {
    ...{ share: round(share), weight, known: capacities !== undefined },
    ...(offer.grain === 'month' || offer.grain === 'stock'
      ? nothing
      : { from: iso(shown.from), to: iso(shown.to) }),
  }
}

const iso = (at: number) => new Date(at).toISOString()

function wantedOf(offer: Side, need: Side, capacity: Capacity): number {
  if (offer.kind !== need.kind || offer.kind === 'staff' || offer.kind === 'premises') return 1
  if (offer.kind === 'space' && offer.unit !== 'seat') return 1
  const want = sizeOf(need) ?? 1
  return Math.min(want, Math.max(1, Math.ceil(capacity.quantity * LEAST_SHARE[need.kind])))
}

function both(a: Span[], b: Span[]): Span[] {
  return a.flatMap((x) =>
    b
      .map((y) => ({ from: Math.max(x.from, y.from), to: Math.min(x.to, y.to) }))
      .filter((s) => s.to - s.from >= 30 * 60_000),
  )
}

function equippedOf(offer: Side, need: Side): Parts['equipped'] {
  const asked = need.details.amenities ?? []
  const have = asked.filter((name) => offer.details.amenities?.includes(name))
  if (asked.length === 0 || offer.kind !== need.kind) return { share: 1, weight: 0, have }
  return { share: round(have.length / asked.length), weight: 0.2, have }
}

function priceOf(offer: Side, need: Side): Parts['price'] {
  const weight = 0.1
  if (offer.tariffMode === 'free') return { share: 1, weight, is: 'free' }
  if (offer.tariffMode === 'exchange')
    return { share: need.tariffMode === 'exchange' ? 1 : 0.7, weight, is: 'exchange' }
  const { referenceCents: asks, solidarityCents: least } = offer
  const pays = need.tariffMode === 'price' && need.priceUnit === offer.priceUnit ? need.referenceCents : null
  if (pays === null || asks === null)
    return { share: need.tariffMode === 'free' ? 0.4 : 0.5, weight, is: 'unknown' }
  if (asks <= pays) return { share: 1, weight, is: 'within' }
  if (least !== null && least <= pays) return { share: 0.85, weight, is: 'solidarity' }
  return { share: round(pays / asks), weight, is: 'above' }
}

function freshnessOf(offer: Side, need: Side, now: string): Parts['freshness'] {
  const since = Math.max(
    ...[offer, need].map((side) => (side.publishedAt ? Date.parse(side.publishedAt) : 0)),
  )
  const days = Math.max(0, Math.floor((Date.parse(now) - since) / DAY))
  return { share: round(0.5 ** (days / 60)), weight: 0.05, days }
}
