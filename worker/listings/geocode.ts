import * as z from 'zod'
import type { Ctx } from '../platform/context'

export interface FoundPlace {
  label: string
  commune: string
  postcode: string
  lat: number
  lng: number
}

/** The answer of the Géoplateforme's geocoder: GeoJSON, longitude first. */
const Answer = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({
        label: z.string(),
        city: z.string().optional(),
        postcode: z.string().optional(),
      }),
    }),
  ),
})

const PATIENCE_MS = 2500

/**
 * Looks an address up at the geocoder of the settings, nearest to a point first. The host is that of the setting, whatever
 * was written; it is asked for one small answer, once, and no redirect is followed. Empty where there is no geocoder, or it
 * does not answer: the point is then given by hand.
 */
export async function geocode(
  ctx: Ctx,
  text: string,
  near: { lat: number; lng: number } | null,
): Promise<FoundPlace[]> {
  const base = ctx.env.GEOCODER_URL
  const asked = text.trim().slice(0, 200)
  if (!base || asked.length < 3) return []
  const url = new URL(base)
  if (url.protocol !== 'https:' && url.hostname !== 'localhost' && url.hostname !== '127.0.0.1') return []
  url.search = new URLSearchParams({
    ...{ q: asked, limit: '5' },
    ...(near && { lat: String(near.lat), lon: String(near.lng) }),
  }).toString()
  try {
    const answer = await fetch(url, {
      ...{ redirect: 'manual', headers: { accept: 'application/json' } },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (!answer.ok) return []
    const read = Answer.safeParse(await answer.json())
    if (!read.success) return []
    return read.data.features.slice(0, 5).map(({ geometry: { coordinates }, properties: p }) => ({
      ...{ label: p.label, commune: p.city ?? '', postcode: p.postcode ?? '' },
      ...{ lat: coordinates[1], lng: coordinates[0] },
    }))
  } catch {
    return []
  }
}
