import * as z from 'zod'
import { LocalDate } from '../listings/input'

export const RoundInput = z.object({
  /** Who drives: one of the actor's organisations. */
  organisationId: z.string().min(1).max(60),
  /** The local date. */
  day: LocalDate,
  /** When one leaves, in local time. */
  departs: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not_time' })
    .default('08:00'),
})
export type RoundInput = z.input<typeof RoundInput>
