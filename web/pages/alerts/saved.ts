import type { SavedSearchInput } from '../../../worker/alerts/input'
import type { SavedSearch } from '../../../worker/alerts/queries'
import { later, wallOf } from '../../../worker/core/time'
import type { View } from '../../view'
import { type Asked, meant } from '../search/asked'
import { sentence } from '../search/sentence'

/** What the search page asks, as a search to keep: a place has become a point. */
export async function searchOf(v: View, asked: Asked): Promise<SavedSearchInput> {
  const { filters, unknownPlace } = await meant(v, asked)
  const { near, radiusKm } = filters
  return {
    ...{ direction: asked.direction, kind: asked.kind ?? null, q: asked.q.trim().slice(0, 200) },
    place: unknownPlace ? '' : asked.place,
    ...(near && radiusKm && { lat: near.lat, lng: near.lng, radiusKm }),
    ...{ startsAt: filters.from ?? null, endsAt: filters.to ?? null, quantity: asked.quantity ?? null },
    ...{ free: asked.free === 'yes', wheelchair: asked.wheelchair === 'yes' },
  }
}

/** A saved search as the search page asks it: for its sentence and its address. */
export function askedBy(v: View, s: SavedSearch): Asked {
  const from = s.startsAt ? wallOf(s.startsAt, v.f.timeZone) : null
  const last = s.endsAt ? wallOf(later(s.endsAt, -1), v.f.timeZone) : null
  const end = s.endsAt ? wallOf(s.endsAt, v.f.timeZone) : null
  // A time of one day that is not the whole of it was an appointment.
  const timed = from && end && from.date === end.date && from.time !== '00:00'
  return {
    ...{ q: s.q, direction: s.direction, kind: s.kind ?? undefined, place: s.place },
    ...{ radius: s.radiusKm ?? undefined, quantity: s.quantity ?? undefined },
    ...(from && { on: from.date }),
    ...(timed
      ? { at: from.time, to: end.time }
      : last && from && last.date > from.date && { until: last.date }),
    ...(s.wheelchair && { wheelchair: 'yes' as const }),
    ...(s.free && { free: 'yes' as const }),
  }
}

/** "de Rouen", "de chez vous". */
export const aroundOf = (v: View, s: Pick<SavedSearch, 'place'>): string =>
  s.place ? v.t.search.of(s.place) : v.isMember ? v.t.search.yours : v.t.search.center

export const sentenceOf = (v: View, s: SavedSearch): string => sentence(v, askedBy(v, s), aroundOf(v, s))
