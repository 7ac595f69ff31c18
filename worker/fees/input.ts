import * as z from 'zod'
import { LocalDate } from '../listings/input'
import { EMPTY } from './rulesOfSplit'

/** A month, "2027-02". */
export const Month = z
  .string()
  .refine((month) => /^2\d{3}-(0[1-9]|1[0-2])$/.test(month), { params: { code: 'not_month' } })
export const Year = z.coerce.number().int().min(2000).max(2199)

export const RuleInput = z.object({ empty: z.enum(EMPTY), fromMonth: Month })
export type RuleInput = z.input<typeof RuleInput>
export const DrawUpInput = z.object({ month: Month })

export const PaymentInput = z.object({
  cents: z.int().min(1).max(1_000_000_000),
  /** The local date on which it was paid. */
  paidOn: LocalDate,
  words: z.string().trim().max(200).default(''),
})
export type PaymentInput = z.input<typeof PaymentInput>
export const CorrectionInput = z.object({
  /** What it should have been; 0: nothing at all. */
  cents: z.int().min(0).max(1_000_000_000),
  words: z.string().trim().min(1).max(200),
})
export type CorrectionInput = z.input<typeof CorrectionInput>

export const SimulationInput = z.object({ emptyLotIds: z.array(z.string().max(60)).max(200).default([]) })
export type SimulationInput = z.input<typeof SimulationInput>
