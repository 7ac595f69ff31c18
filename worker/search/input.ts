import * as z from 'zod'
import { Direction, Kind } from '../core/kinds'
import { DAY } from '../core/time'

/** No search looks at more than this at once: five years, for premises. */
const LONGEST = 5 * 366 * DAY

export const Place = z
  .string()
  .regex(/^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?$/, { error: 'not_place' })
  .transform((text) => text.split(',').map(Number) as [number, number])
  .refine(([lat, lng]) => Math.abs(lat) <= 90 && Math.abs(lng) <= 180, { params: { code: 'not_place' } })
  .transform(([lat, lng]) => ({ lat, lng }))

/** What may be asked of a search. Instants in UTC; `near` is "lat,lng". */
export const SearchInput = z
  .object({
    direction: Direction.default('offer'),
    kind: Kind.optional(),
    q: z.string().max(20_000).default(''),
    near: Place.optional(),
    radiusKm: z.coerce.number().min(0.1).max(1000).optional(),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
    /** Whether all of [from, to) must be free, or a part is enough; unless told, all of it where it is under 20 hours. */
    whole: z.stringbool().optional(),
    quantity: z.coerce.number().int().min(1).max(100_000_000).optional(),
    /** Only what is free of charge. */
    free: z.stringbool().optional(),
    /** Only spaces a wheelchair can enter. */
    wheelchair: z.stringbool().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(300).optional(),
  })
  .refine((f) => !f.from || !f.to || f.from < f.to, { path: ['to'], params: { code: 'end_before_start' } })
  .refine((f) => !f.from || !f.to || Date.parse(f.to) - Date.parse(f.from) <= LONGEST, {
    path: ['to'],
    params: { code: 'too_far_ahead' },
  })
export type SearchFilters = z.output<typeof SearchInput>
