import * as z from 'zod'
import { toInstant } from '../core/time'
import { isSlipNumber } from './rulesOfSlips'

/** RFC 3339 with any offset; kept as UTC. */
export const Instant = z.iso.datetime({ offset: true }).transform((text) => toInstant(Date.parse(text)))

/**
 * The number of a slip as Trackdéchets writes it, BSD-20261121-ABC123XYZ (also BSDA-, DASRI-, FF-, VHU-, PAOH-), or that of
 * another country's: letters, digits, - and /, six or more.
 */
export const SlipNumber = z
  .string()
  .trim()
  .toUpperCase()
  .refine((number) => isSlipNumber(number), { params: { code: 'not_slip' } })

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
  /** Of hazardous waste: nothing of it is agreed or handed over without one. A request may get it later. */
  slipNumber: SlipNumber.nullish(),
})
export type BookingInput = z.input<typeof BookingInput>

export const BookingPatch = z.object({
  startsAt: Instant.optional(),
  endsAt: Instant.optional(),
  quantity: quantity.optional(),
  note: note.optional(),
})
export type BookingPatch = z.input<typeof BookingPatch>

export const SlipInput = z.object({ number: SlipNumber })
export type SlipInput = z.input<typeof SlipInput>

export const Cancellation = z.object({ reason: z.string().trim().max(500).default('') })
export type Cancellation = z.input<typeof Cancellation>

export const Closing = z.object({ startsAt: Instant, endsAt: Instant })
export type Closing = z.input<typeof Closing>
