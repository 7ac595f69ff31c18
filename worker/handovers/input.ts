import * as z from 'zod'
import { Instant } from '../bookings/input'
import { isDate } from '../core/time'
import { Unit } from '../core/kinds'
import { CONDITIONS, MEASURES, REFUSED_REASONS, SIDES, STEPS } from './rules'

const id = z.string().min(1).max(60)

/** A photo in a JSON body, which has at most a million characters: about 700 kB. */
export const PhotoInput = z.object({
  base64: z.string().min(1).max(960_000),
  alt: z.string().trim().max(200).default(''),
})

export const HandoverInput = z.object({
  step: z.enum(STEPS),
  /** When it was; absent: now. */
  at: Instant.nullish(),
  condition: z.enum(CONDITIONS).default('ok'),
  note: z.string().trim().max(1000).default(''),
  /** What was really given, or came back; absent: all of it. */
  quantity: z.int().min(0).max(100_000_000).nullish(),
  /** Of waste: the unit that is meant, which must be that of the booking; how the quantity was found. */
  unit: Unit.nullish(),
  measure: z.enum(MEASURES).nullish(),
  /** Of waste: what was there and was not taken, beside `quantity`; it stays with the giver and goes on to the next. */
  refusedQuantity: z.int().min(0).max(100_000_000).nullish(),
  refusedReason: z.enum(REFUSED_REASONS).nullish(),
  /** What the scales said, where the booking counts in another unit. */
  weightKg: z.int().min(0).max(100_000_000).nullish(),
  /** True: it really was so much more, or less, than was promised. */
  sure: z.boolean().default(false),
  /** In whose name, for who is on several sides. */
  side: z.enum(SIDES).nullish(),
  /** The line that this one puts right. */
  corrects: id.nullish(),
  /** False, with `corrects`: it was noted by mistake. */
  happened: z.boolean().default(true),
  photo: PhotoInput.nullish(),
})
export type HandoverInput = z.input<typeof HandoverInput>

export const AcceptInput = z.object({
  /** Of the text that was read: another one is not accepted unseen. */
  hash: z.string().min(1).max(64),
  /** For whom, where the actor belongs to both. */
  side: z.enum(['lender', 'borrower']).nullish(),
  /** A member's id: the coordinator acts for them. */
  onBehalfOf: id.nullish(),
})
export type AcceptInput = z.input<typeof AcceptInput>

/** A day of the list: far enough back to look up, far enough on to plan. */
export const Day = z
  .string()
  .refine((date) => isDate(date) && date >= '2000' && date < '2100', { params: { code: 'not_date' } })
export const DayMailInput = z.object({ wanted: z.boolean() })
