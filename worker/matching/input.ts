import * as z from 'zod'
import { toInstant } from '../core/time'

export const DISMISS_REASONS = ['too_far', 'wrong_dates', 'wrong_thing', 'price', 'other'] as const
export const DismissInput = z.object({ reason: z.enum(DISMISS_REASONS) })

const At = z.iso
  .datetime({ offset: true })
  .refine((at) => at >= '2000' && at < '2100', { params: { code: 'not_date' } })
  .transform((at) => toInstant(Date.parse(at)))
export const ProposeInput = z
  .object({ startsAt: At, endsAt: At })
  .refine((t) => t.startsAt < t.endsAt, { path: ['endsAt'], params: { code: 'end_before_start' } })
export type ProposeInput = z.output<typeof ProposeInput>
