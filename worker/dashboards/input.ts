import * as z from 'zod'
import { Direction, Kind, Unit } from '../core/kinds'
import { isDate } from '../core/time'
import type { Counted } from './queriesOfCounts'
import { lastWeeks, type Period, PERIODS, periodOf } from './rulesOfTime'

const LocalDate = z.string().refine((text) => text === '' || isDate(text), { params: { code: 'not_date' } })

/** A period as addresses and the form give it: a named one, or two local dates. What it holds is whole weeks. */
export const PeriodInput = z.object({
  period: z.enum(['4w', '13w', '52w']).optional().catch(undefined),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
})
export type PeriodInput = z.infer<typeof PeriodInput>

/** The weeks that are meant; `today` is a local date. With one date only, from it until today, or the weeks until it. */
export function periodAsked({ period, from, to }: PeriodInput, today: string): Period {
  if (from) return periodOf(from, to || today)
  return lastWeeks(PERIODS[period ?? '13w'], to || today)
}

const id = z.string().min(1).max(60).optional()
const kind = Kind.optional()
const STATES = [
  'requested',
  'confirmed',
  'completed',
  'declined',
  'expired',
  'cancelled',
  'no_show',
  'kept',
  'all',
] as const
const ofBookings = { kind, listing: id, lender: id, borrower: id }

/** Which number is asked about, from the address of its list. */
export const CountedInput = z.discriminatedUnion('what', [
  z.object({ what: z.literal('bookings'), ...ofBookings, state: z.enum(STATES).optional() }),
  z.object({ what: z.literal('hours'), ...ofBookings }),
  z.object({ what: z.literal('quantities'), unit: Unit.optional() }),
  z.object({ what: z.literal('organisations') }),
  z.object({
    what: z.literal('needs'),
    kind,
    state: z.enum(['met', 'unmet', 'dropped', 'open', 'matched']).optional(),
  }),
  z.object({ what: z.literal('posted'), direction: Direction, kind }),
  z.object({ what: z.literal('open'), direction: Direction, kind }),
  z.object({ what: z.literal('open_hours'), kind, listing: id }),
  z.object({ what: z.literal('asleep') }),
  z.object({ what: z.literal('unmatched') }),
  z.object({ what: z.literal('unanswered') }),
]) satisfies z.ZodType<Counted>
