import { distanceKm, type Point } from '../core/geo'
import type { Kind } from '../core/kinds'
import type { Details, Window } from '../listings/input'
import { blurred } from '../listings/rules'
import type { Candidate } from './candidates'
import type { SearchFilters } from './input'
import type { Availability } from './rules'

/** A listing as search shows it. What strangers may not know (the exact place) is already coarse. */
export interface Found extends Omit<Candidate, 'windows' | 'details' | 'rank' | 'lat' | 'lng'> {
  windows: Window[]
  details: Partial<Details[Kind]> & Record<string, unknown>
  point: Point | null
  km: number | null
  organisationName: string
  photoId: string | null
  lots: number
  availability: Availability | null
}

export function asFound(c: Candidate, near: Point | null, member: boolean): Found {
  const { windows, details, rank: _, lat, lng, ...rest } = c
  const exact = lat === null || lng === null ? null : { lat, lng }
  const point =
    exact && (member ? exact : { lat: blurred(exact.lat) as number, lng: blurred(exact.lng) as number })
  return {
    ...rest,
    windows: JSON.parse(windows) as Window[],
    details: JSON.parse(details) as Found['details'],
    point,
    km: near && point ? distanceKm(near, point) : null,
    ...{ organisationName: '', photoId: null, lots: 0, availability: null },
  }
}

/** What can be counted on: seats of a space, surface of premises, else the quantity. */
export const sizeOf = (one: Pick<Found, 'kind' | 'quantity' | 'details'>): number => {
  const { seats, surfaceM2 } = one.details as { seats?: number; surfaceM2?: number }
  if (one.kind === 'space') return seats ?? one.quantity
  if (one.kind === 'premises') return surfaceM2 ?? one.quantity
  return one.quantity
}

export function fitsFilters(one: Found, f: SearchFilters, radius: number): boolean {
  if (f.radiusKm && f.near && (one.km === null || one.km > radius)) return false
  if (f.free && one.tariffMode === 'price') return false
  if (f.wheelchair && (one.details as { wheelchair?: string }).wheelchair === 'no') return false
  if (f.wheelchair && !(one.details as { wheelchair?: string }).wheelchair) return false
  if (f.quantity && f.direction === 'offer' && sizeOf(one) < f.quantity) return false
  return true
}

/** How much of a capacity is wanted: seats and square metres are of the whole, which is taken as one. */
export const wantedOf = (one: Found, f: SearchFilters): number =>
  one.kind === 'premises' || one.kind === 'staff' || (one.kind === 'space' && one.unit !== 'seat')
    ? 1
    : (f.quantity ?? 1)
