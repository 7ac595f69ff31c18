import * as z from 'zod'
import { Instant } from '../bookings/input'
import { LocalDate } from '../listings/input'
import { MOST_STOPS } from '../rounds/rules'
import { OUTCOMES } from './rules'

const id = z.string().min(1).max(60)
const ids = z.array(id).max(MOST_STOPS)
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not_time' })

/** A round: who drives, which day, what is fetched, with which vehicle. */
export const RoundInput = z.object({
  organisationId: id,
  /** The local date. */
  day: LocalDate,
  /** When one leaves and is back, in local time: a vehicle that is lent by the hour is booked over that. */
  departs: Clock.default('08:00'),
  back: Clock.default('12:00'),
  /** Bookings of waste that are due that day; absent: all of them. */
  bookingIds: ids.nullish(),
  /** An offer of equipment: booked for the round, or, where it is one's own, closed for the others. */
  vehicleId: id.nullish(),
  /** A member's id: the coordinator acts for them. */
  onBehalfOf: id.nullish(),
})
export type RoundInput = z.input<typeof RoundInput>

export const RoundPatch = z.object({
  departs: Clock.optional(),
  /** Stops in the order in which they are driven; those that are left out come after. */
  order: ids.optional(),
  /** True: the order is reckoned again. */
  suggest: z.boolean().optional(),
  /** Bookings that are fetched as well. */
  add: ids.optional(),
  /** Stops that are not driven after all. */
  leaveOut: ids.optional(),
})
export type RoundPatch = z.input<typeof RoundPatch>

export const RecordInput = z.object({
  /** Made by the phone for this record: however often it is sent, it is written once. */
  key: z
    .string()
    .min(8)
    .max(64)
    .regex(/^[\w-]+$/, { error: 'wrong' }),
  outcome: z.enum(OUTCOMES),
  /** What was collected, in the unit of the booking. */
  quantity: z.int().min(0).max(100_000_000).nullish(),
  /** Why it was refused. */
  reason: z.string().trim().max(500).default(''),
  /** When it was; absent: now. A phone whose clock is ahead is taken at its arrival. */
  at: Instant.nullish(),
  /** The keys of the records that this one takes the place of, also of those that may never have arrived. */
  replaces: z.array(z.string().max(64)).max(50).default([]),
  /** True: the quantity is far from what was promised, and is right all the same. */
  sure: z.boolean().default(false),
})
export type RecordInput = z.input<typeof RecordInput>
