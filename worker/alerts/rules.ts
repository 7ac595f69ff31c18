import { distanceKm } from '../core/geo'
import type { Kind } from '../core/kinds'
import { DAY, type Instant, later } from '../core/time'
import { Days, openWithin, type Timed } from '../search/rules'

// Pure: whether a listing is what somebody wants to be told of, and when a digest leaves.

/** As many as one person keeps in a cluster. */
export const MOST_SEARCHES = 20

/** What somebody wants to be told of. */
export interface Wish {
  kind: Kind | null
  lat: number | null
  lng: number | null
  radiusKm: number | null
  startsAt: Instant | null
  endsAt: Instant | null
  quantity: number | null
  free: boolean
  wheelchair: boolean
}

/** What is read of a listing to tell whether it is. */
export interface Told extends Omit<Timed, 'kind'> {
  kind: Kind
  lat: number | null
  lng: number | null
  quantity: number
  tariffMode: 'free' | 'exchange' | 'price'
  details: { seats?: number; surfaceM2?: number; wheelchair?: 'yes' | 'partly' | 'no' }
}

/** Longer spans are not gone through day by day: it is enough that the periods meet. */
const LOOKED_AT = 30 * DAY

/** Place, dates and quantity as the search page filters them; what it says is read elsewhere. */
export function fitsWish(l: Told, w: Wish, now: Instant, timeZone: string): boolean {
  if (w.kind !== null && l.kind !== w.kind) return false
  if (w.radiusKm !== null && w.lat !== null && w.lng !== null) {
    if (l.lat === null || l.lng === null) return false
    if (distanceKm({ lat: l.lat, lng: l.lng }, { lat: w.lat, lng: w.lng }) > w.radiusKm) return false
  }
  if (w.quantity !== null && sizeOf(l) < w.quantity) return false
  if (w.free && l.tariffMode === 'price') return false
  if (w.wheelchair && l.details.wheelchair !== 'yes' && l.details.wheelchair !== 'partly') return false
  return meets(l, w, now, timeZone)
}

const sizeOf = (l: Told): number =>
  l.kind === 'space'
    ? (l.details.seats ?? l.quantity)
    : l.kind === 'premises'
      ? (l.details.surfaceM2 ?? l.quantity)
      : l.quantity

function meets(l: Told, { startsAt, endsAt }: Wish, now: Instant, timeZone: string): boolean {
  // What one waited for has come and gone.
  if (endsAt !== null && endsAt <= now) return false
  if (startsAt === null && endsAt === null) return true
  const from = Math.max(Date.parse(now), startsAt ? Date.parse(startsAt) : 0)
  const to = endsAt ? Date.parse(endsAt) : from + LOOKED_AT
  const apart =
    (l.startsAt !== null && Date.parse(l.startsAt) >= to) ||
    (l.endsAt !== null && Date.parse(l.endsAt) <= from)
  if (apart) return false
  return to - from > LOOKED_AT || openWithin(l, new Days({ from, to }, timeZone)).length > 0
}

/** Over before it could find anything more. */
export const isOver = (w: Pick<Wish, 'endsAt'>, now: Instant): boolean => w.endsAt !== null && w.endsAt <= now

const ENOUGH = 3
/**
 * When a digest leaves: three things found make one after two quiet days, a single one after seven. `last`: the digest
 * before it, or since when there is something to be told.
 */
export const digestAt = (last: Instant, waiting: number): Instant =>
  later(last, (waiting >= ENOUGH ? 2 : 7) * DAY)
