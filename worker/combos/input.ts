import * as z from 'zod'

const id = z.string().min(1).max(60)

/** Booking several offers for one need: those of the best combination, unless told. */
export const TogetherInput = z.object({
  parts: z
    .array(z.object({ offerId: id, quantity: z.int().min(1).max(100_000_000) }))
    .min(2)
    .max(5)
    .optional(),
  note: z.string().trim().max(1000).default(''),
  /** A member's id: the coordinator acts for them. */
  onBehalfOf: id.nullish(),
})
export type TogetherInput = z.input<typeof TogetherInput>
