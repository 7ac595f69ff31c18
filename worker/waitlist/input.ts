import * as z from 'zod'
import { Instant } from '../bookings/input'

const id = z.string().min(1).max(60)

/** What somebody waits for: the booking they would make. */
export const Wish = z.object({
  /** Who would borrow. */
  organisationId: id,
  startsAt: Instant,
  endsAt: Instant,
  quantity: z.int().min(1).max(100_000_000).default(1),
  capacityId: id.nullish(),
  /** A member's id: the coordinator waits for them. */
  onBehalfOf: id.nullish(),
})
export type Wish = z.input<typeof Wish>

export const Acceptance = z.object({
  tariff: z.enum(['solidarity', 'reference', 'support']).default('reference'),
  note: z.string().trim().max(1000).default(''),
})
export type Acceptance = z.input<typeof Acceptance>
