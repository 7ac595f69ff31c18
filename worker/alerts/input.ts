import * as z from 'zod'
import { Direction, Kind } from '../core/kinds'
import { toInstant } from '../core/time'

const At = z.iso
  .datetime({ offset: true })
  .refine((at) => at >= '2000' && at < '2100', { params: { code: 'not_date' } })
  .transform((at) => toInstant(Date.parse(at)))

/** A search that somebody wants to be told of: at least one of its answers must narrow it. Instants in UTC. */
export const SavedSearchInput = z
  .object({
    direction: Direction.default('offer'),
    kind: Kind.nullish(),
    q: z.string().trim().max(200).default(''),
    /** The name of what it is around, for those who read it. */
    place: z.string().trim().max(100).default(''),
    lat: z.number().min(-90).max(90).nullish(),
    lng: z.number().min(-180).max(180).nullish(),
    radiusKm: z.int().min(1).max(500).nullish(),
    startsAt: At.nullish(),
    endsAt: At.nullish(),
    quantity: z.int().min(1).max(100_000_000).nullish(),
    free: z.boolean().default(false),
    wheelchair: z.boolean().default(false),
    /** At once, or gathered: three things after two days, one after seven. */
    rhythm: z.enum(['now', 'digest']).default('now'),
  })
  .refine((s) => !s.startsAt || !s.endsAt || s.startsAt < s.endsAt, {
    path: ['endsAt'],
    params: { code: 'end_before_start' },
  })
  .refine((s) => (s.lat == null) === (s.lng == null), { path: ['lng'], params: { code: 'not_place' } })
  .refine((s) => s.radiusKm == null || s.lat != null, { path: ['radiusKm'], params: { code: 'not_place' } })
export type SavedSearchInput = z.input<typeof SavedSearchInput>

/** What may be changed of it, one thing or several. */
export const SavedSearchPatch = z.object({
  q: z.string().trim().max(200).optional(),
  radiusKm: z.int().min(1).max(500).nullish(),
  rhythm: z.enum(['now', 'digest']).optional(),
  status: z.enum(['active', 'paused']).optional(),
})
export type SavedSearchPatch = z.input<typeof SavedSearchPatch>
