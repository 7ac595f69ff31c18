import * as z from 'zod'
import { FAMILIES, MOST_EACH, PURPOSES } from './rules'

const fields = {
  /** Which of the two organisations of the exchange gave them. */
  organisationId: z.string().min(1).max(60),
  purpose: z.enum(PURPOSES),
  family: z.enum(FAMILIES),
  people: z.int().min(1).max(500),
  /** Of all people together. */
  minutes: z.int().min(15),
}
const notTooMany = (given: { people: number; minutes: number }) => given.minutes <= given.people * MOST_EACH
const tooMany = { path: ['minutes'], params: { code: 'too_many_hours' } }

export const InclusionInput = z.strictObject(fields).refine(notTooMany, tooMany)
export type InclusionInput = z.input<typeof InclusionInput>
