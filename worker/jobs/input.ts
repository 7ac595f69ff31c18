import * as z from 'zod'
import { LocalDate } from '../listings/input'

const id = z.string().min(1).max(60)

export const JobInput = z.object({
  /** The needs of 2 to 4 employers. */
  needIds: z.array(id).min(2).max(4),
  /** Who would carry the contract; the first of those who could, unless given. */
  carrierId: id.nullish(),
  /** What an hour costs in all, in cents: wages, charges, expenses. From what the needs would pay, unless given. */
  hourCents: z.int().min(0).max(100_000_00).nullish(),
  /** The week in which it begins. */
  startsOn: LocalDate.nullish(),
  /** How many weeks are booked at first. */
  weeks: z.int().min(1).max(26).default(12),
  /** How many days the employers have to answer. */
  answerDays: z.int().min(1).max(60).default(14),
  note: z.string().trim().max(1000).default(''),
})
export type JobInput = z.input<typeof JobInput>

export const JobAnswer = z.object({
  /** For which employer, where one answers for several. */
  organisationId: id.nullish(),
  /** A member's id: the coordinator answers for them. */
  onBehalfOf: id.nullish(),
})
export type JobAnswer = z.input<typeof JobAnswer>

export const JobBooking = z.object({
  /** Somebody's offer of staff; the one that was prepared for it, unless given. */
  offerId: id.nullish(),
})
export type JobBooking = z.input<typeof JobBooking>
