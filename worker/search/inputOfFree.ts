import * as z from 'zod'
import { daysBetween, isDate } from '../core/time'
import { Kind } from '../core/kinds'
import { LocalDate, Time } from '../listings/input'
import { Place } from './input'

/** So many days can be asked for at once. */
export const MOST_DAYS = 31

/** "Choose dates, see what is free": local dates, both included, and perhaps the hours of each. */
export const FreeInput = z
  .object({
    from: LocalDate,
    to: LocalDate.optional(),
    at: Time.optional(),
    until: Time.optional(),
    kind: Kind.optional(),
    /** Only what is free of charge. */
    free: z.stringbool().optional(),
    near: Place.optional(),
    radiusKm: z.coerce.number().min(0.1).max(1000).optional(),
    quantity: z.coerce.number().int().min(1).max(100_000_000).default(1),
    limit: z.coerce.number().int().min(1).max(50).default(20),
    cursor: z.string().max(300).optional(),
  })
  .refine((f) => !f.to || f.from <= f.to, { path: ['to'], params: { code: 'end_before_start' } })
  .refine((f) => !f.to || !isDate(f.from) || !isDate(f.to) || daysBetween(f.from, f.to) < MOST_DAYS, {
    path: ['to'],
    params: { code: 'too_many_days', max: MOST_DAYS },
  })
  .refine((f) => Boolean(f.at) === Boolean(f.until), { path: ['until'], params: { code: 'required' } })
  .refine((f) => !f.at || !f.until || f.at < f.until, {
    path: ['until'],
    params: { code: 'end_before_start' },
  })
  .transform((f) => ({ ...f, to: f.to ?? f.from }))
export type FreeFilters = z.output<typeof FreeInput>
