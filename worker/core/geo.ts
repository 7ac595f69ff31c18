export interface Point {
  lat: number
  lng: number
}

const EARTH_KM = 6371.0088 // mean radius, IUGG

/** Great-circle distance in km (haversine). */
export function distanceKm(a: Point, b: Point): number {
  const rad = Math.PI / 180
  const dLat = (b.lat - a.lat) * rad
  const dLng = (b.lng - a.lng) * rad
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h))
}

/** The box that holds every point within `km` of a point: a filter that an index can serve, before the exact distance. */
export function boxAround(p: Point, km: number) {
  const dLat = km / 111.195
  const dLng = km / (111.195 * Math.max(0.01, Math.cos((p.lat * Math.PI) / 180)))
  return { south: p.lat - dLat, north: p.lat + dLat, west: p.lng - dLng, east: p.lng + dLng }
}

/** Kilometres in whole metres, to order by; a place nobody knows counts as far as can be. */
export const metresOf = (km: number | null): number => (km === null ? 1_000_000 : Math.round(km * 1000))
