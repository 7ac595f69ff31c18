import * as z from 'zod'
import { BookingInput, Instant } from '../bookings/input'

/** More than this is no longer one errand, and the conflict page would be a wall. */
export const MOST_ITEMS = 20

const { organisationId, onBehalfOf, note, ...ofItem } = BookingInput.shape

export const BasketItem = z.object({ offerId: z.string().min(1).max(60), ...ofItem })
export type BasketItem = z.output<typeof BasketItem>

/** Several offers for one organisation, each at its own time. */
export const BasketInput = z.object({
  ...{ organisationId, onBehalfOf, note },
  items: z.array(BasketItem).min(1).max(MOST_ITEMS),
})
export type BasketInput = z.input<typeof BasketInput>

/** Another time for what of a basket shares one. */
export const BasketPatch = z.object({
  startsAt: Instant,
  endsAt: Instant,
  /** One of those that are meant, where they have several times. */
  bookingId: z.string().min(1).max(60).nullish(),
})
export type BasketPatch = z.input<typeof BasketPatch>
