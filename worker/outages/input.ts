import * as z from 'zod'
import { Instant } from '../bookings/input'

const quantity = z.int().min(1).max(100_000_000)
const reason = z.string().trim().max(500)

export const Outage = z.object({
  /** From when; now unless told, and never earlier. */
  startsAt: Instant.nullish(),
  /** When it is expected to work again; none: nobody knows. */
  endsAt: Instant.nullish(),
  /** How many of them; none: all. */
  quantity: quantity.nullish(),
  /** What is wrong, in words: those who had booked read it. */
  reason: reason.default(''),
})
export type Outage = z.input<typeof Outage>

export const OutagePatch = z.object({
  /** Sooner, later, or null: nobody knows any more. */
  endsAt: Instant.nullish(),
  quantity: quantity.nullish(),
  reason: reason.optional(),
})
export type OutagePatch = z.input<typeof OutagePatch>

/** What is booked instead of something that is out of order. */
export const Replacement = z.object({
  offerId: z.string().min(1).max(60),
  startsAt: Instant,
  endsAt: Instant,
  quantity: quantity.default(1),
  capacityId: z.string().min(1).max(60).nullish(),
  tariff: z.enum(['solidarity', 'reference', 'support']).default('reference'),
  note: z.string().trim().max(1000).optional(),
})
export type Replacement = z.input<typeof Replacement>
