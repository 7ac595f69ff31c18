import * as z from 'zod'
import { toInstant } from '../core/time'

/** RFC 3339 with any offset; kept as UTC. */
export const Instant = z.iso.datetime({ offset: true }).transform((text) => toInstant(Date.parse(text)))

const quantity = z.int().min(1).max(100_000_000)
const note = z.string().trim().max(1000)
const id = z.string().min(1).max(60)

export const BookingInput = z.object({
  /** Who borrows. */
  organisationId: id,
  startsAt: Instant,
  endsAt: Instant,
  quantity: quantity.default(1),
  /** The lot or the window, where the offer has several. */
  capacityId: id.nullish(),
  /** The need that this booking answers. */
  needId: id.nullish(),
  tariff: z.enum(['solidarity', 'reference', 'support']).default('reference'),
  /** A member's id: the coordinator acts for them. */
  onBehalfOf: id.nullish(),
  note: note.default(''),
})
export type BookingInput = z.input<typeof BookingInput>

export const BookingPatch = z.object({
  startsAt: Instant.optional(),
  endsAt: Instant.optional(),
  quantity: quantity.optional(),
  note: note.optional(),
})
export type BookingPatch = z.input<typeof BookingPatch>

export const Cancellation = z.object({ reason: z.string().trim().max(500).default('') })
export type Cancellation = z.input<typeof Cancellation>

export const Closing = z.object({ startsAt: Instant, endsAt: Instant })
export type Closing = z.input<typeof Closing>
