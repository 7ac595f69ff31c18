import * as z from 'zod'
import { Direction, Kind } from '../../../worker/core/kinds'
import { addDays, instantOf, isDate, wallOf } from '../../../worker/core/time'
import type { SearchFilters } from '../../../worker/search/input'
import { homeOf, placeNamed } from '../../../worker/search/places'
import type { View } from '../../view'

const LocalDate = z.string().refine(isDate)
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** As many as a slow line brings in one flight, pictures and map included; half of them under the open form. */
const SHOWN = 8

/** What the address of the search page says. What can not be read is left out: an old link still finds something. */
const Asked = z.object({
  q: z.string().max(20_000).catch('').default(''),
  direction: Direction.catch('offer').default('offer'),
  kind: Kind.optional().catch(undefined),
  on: LocalDate.optional().catch(undefined),
  until: LocalDate.optional().catch(undefined),
  at: Time.optional().catch(undefined),
  to: Time.optional().catch(undefined),
  place: z.string().trim().max(100).catch('').default(''),
  radius: z.coerce.number().int().min(1).max(500).optional().catch(undefined),
  quantity: z.coerce.number().int().min(1).max(100_000_000).optional().catch(undefined),
  wheelchair: z.literal('yes').optional().catch(undefined),
  free: z.literal('yes').optional().catch(undefined),
  more: z.literal('1').optional().catch(undefined),
  cursor: z.string().max(300).optional().catch(undefined),
})
export type Asked = z.infer<typeof Asked>

export function askedOf(query: Record<string, string>): Asked {
  // An empty field of a form is no answer.
  return Asked.parse(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')))
}

/** The search page with some answers changed; `undefined` takes one away. */
export function searchPath(
  v: View,
  asked: Partial<Asked>,
  change: Partial<Record<keyof Asked, string | undefined>> = {},
): string {
  const all = { ...asked, cursor: undefined, more: undefined, ...change }
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(all)) {
    const implied = (key === 'direction' && value === 'offer') || value === ''
    if (value !== undefined && !implied) query.set(key, String(value))
  }
  return v.href('/search') + (query.size > 0 ? `?${query}` : '')
}

export interface Meant {
  filters: SearchFilters
  /** "de Rouen", "de chez vous", "du centre du pôle". */
  around: string | null
  unknownPlace: boolean
}

/** What is asked, as the search takes it: local dates become instants, a commune a point. */
export async function meant(v: View, asked: Asked): Promise<Meant> {
  const { ctx, cluster, f } = v
  if (!cluster) throw new Error('a search is of a cluster')
  const words = v.t.search
  const named = asked.place ? await placeNamed(ctx, cluster.id, asked.place) : null
  const home = asked.radius && !named ? await homeOf(ctx, cluster.id) : null
  const near = named ?? home ?? (asked.radius ? { lat: cluster.lat, lng: cluster.lng } : undefined)
  const { from, to, whole } = spanOf(asked, ctx.now, f.timeZone)
  return {
    filters: {
      ...{
        direction: asked.direction,
        kind: asked.kind,
        q: asked.q,
        near,
        radiusKm: asked.radius,
        from,
        to,
        whole,
      },
      ...{ quantity: asked.quantity, free: asked.free && true, wheelchair: asked.wheelchair && true },
      ...{ limit: asked.more ? SHOWN / 2 : SHOWN, cursor: asked.cursor },
    },
    around: named ? words.of(named.name) : home ? words.yours : near ? words.center : null,
    unknownPlace: asked.place !== '' && !named,
  }
}

function spanOf(asked: Asked, now: string, zone: string): { from?: string; to?: string; whole?: boolean } {
  if (!asked.on) return {}
  if (asked.at && asked.to && asked.at < asked.to) {
    return { from: instantOf(asked.on, asked.at, zone), to: instantOf(asked.on, asked.to, zone), whole: true }
  }
  const until = asked.until && asked.until > asked.on ? asked.until : asked.on
  const from = asked.at ? instantOf(asked.on, asked.at, zone) : instantOf(asked.on, '00:00', zone)
  const to = instantOf(addDays(until, 1), '00:00', zone)
  // What is past of today can not be had.
  return { from: from < now && now < to ? now : from, to, whole: false }
}

/** Today, and the days of "this week": today and the six that follow. */
export function nearDays(v: View): { today: string; week: string } {
  const today = wallOf(v.ctx.now, v.f.timeZone).date
  return { today, week: addDays(today, 6) }
}
