import * as z from 'zod'
import { Instant, SlipNumber } from '../bookings/input'

const id = z.string().min(1).max(60)

/** Taking what is left: all of it unless told; of a stock, when it is fetched. */
export const Taking = z.object({
  quantity: z.int().min(1).max(100_000_000).nullish(),
  startsAt: Instant.nullish(),
  endsAt: Instant.nullish(),
  tariff: z.enum(['solidarity', 'reference', 'support']).default('reference'),
  note: z.string().trim().max(1000).default(''),
  /** Of hazardous waste: nothing of it goes on without the number of its slip. */
  slipNumber: SlipNumber.nullish(),
  /** A member's id: the coordinator acts for them. */
  onBehalfOf: id.nullish(),
})
export type Taking = z.input<typeof Taking>

export const Refusing = z.object({ onBehalfOf: id.nullish() })
export type Refusing = z.input<typeof Refusing>

/** Offering what is free on, without waiting for a first taker: of a stream, which collection. */
export const Sharing = z.object({ startsAt: Instant.nullish() })
export type Sharing = z.input<typeof Sharing>
