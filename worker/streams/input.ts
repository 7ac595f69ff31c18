import * as z from 'zod'
import { SlipNumber } from '../bookings/input'
import { Unit } from '../core/kinds'
import { LocalDate } from '../listings/input'

const id = z.string().min(1).max(60)
const quantity = z.int().min(1).max(100_000_000)

/** The end that some of a batch came to: used by its taker, passed on to somebody, taken to a recycler. */
export const EndInput = z
  .object({
    act: z.enum(['used', 'passed_on', 'outlet']),
    quantity,
    /** The unit that is meant: it must be that of the stream. */
    unit: Unit.nullish(),
    /** Whom it was passed on to; the recycler. */
    toName: z.string().trim().max(120).default(''),
    /** The local day; absent: today. */
    on: LocalDate.nullish(),
    note: z.string().trim().max(500).default(''),
    /** Of hazardous waste that leaves: the number of its slip. */
    slipNumber: SlipNumber.nullish(),
    /** A member's id: the coordinator acts for them. */
    onBehalfOf: id.nullish(),
  })
  .refine((e) => e.act === 'used' || e.toName !== '', { path: ['toName'], params: { code: 'required' } })
export type EndInput = z.input<typeof EndInput>

/** Offering on what one has in hand and can not use. */
export const GoOnInput = z.object({ quantity, unit: Unit.nullish(), onBehalfOf: id.nullish() })
export type GoOnInput = z.input<typeof GoOnInput>

/** Taking back some of what was noted, or all of it, with the reason. */
export const CorrectionInput = z.object({
  quantity: quantity.nullish(),
  reason: z.string().trim().max(500).min(1, { error: 'required' }),
  onBehalfOf: id.nullish(),
})
export type CorrectionInput = z.input<typeof CorrectionInput>
