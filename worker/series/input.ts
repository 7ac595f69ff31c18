import * as z from 'zod'
import { BookingInput, Instant } from '../bookings/input'
import { LocalDate } from '../listings/input'

const { organisationId, quantity, capacityId, needId, tariff, onBehalfOf, note } = BookingInput.shape

/** A local date that is neither long gone nor out of reach: its two years must be written with four figures. */
const Day = LocalDate.refine((date) => date >= '2000' && date < '2200', { params: { code: 'not_date' } })
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not_time' })
const MOST = 104

interface Times {
  startsTime?: string | null | undefined
  endsTime?: string | null | undefined
  days?: number | undefined
}
type Issues = { addIssue: (issue: { code: 'custom'; path: string[]; params: object }) => void }

/** Either both local times, or whole days. */
function checkTimes(t: Times, { addIssue }: Issues) {
  const issue = (path: string, code: string) => addIssue({ code: 'custom', path: [path], params: { code } })
  if (t.startsTime && !t.endsTime) return issue('endsTime', 'required')
  if (t.endsTime && !t.startsTime) return issue('startsTime', 'required')
  if (!t.startsTime && t.days === 0) issue('days', 'required')
  if (t.startsTime && t.endsTime && t.days === 0 && t.endsTime <= t.startsTime)
    issue('endsTime', 'end_before_start')
}

/** What a time leaves unsaid: an end at or before the start is on the next day; whole days are one. */
export const daysOf = ({ startsTime, endsTime, days }: Times): number =>
  days ?? (startsTime && endsTime && endsTime > startsTime ? 0 : 1)

const times = {
  /** Local hours, "14:00"; without them, whole days. */
  startsTime: Clock.nullish(),
  endsTime: Clock.nullish(),
  /** Local days from a date to its end: 0 the same day; of whole days, how many. */
  days: z.int().min(0).max(31).optional(),
}

const wanted = {
  ...{ organisationId, quantity, capacityId, needId, tariff, onBehalfOf, note },
  ...times,
  /** RFC 5545, with COUNT or UNTIL. */
  rrule: z.string().trim().min(1).max(500),
  /** The local date from which the rule counts. */
  startsOn: Day,
  /** Dates of the rule that are not wanted. */
  exdates: z.array(Day).max(MOST).default([]),
}

export const SeriesPlan = z.object(wanted).superRefine(checkTimes)
export type SeriesPlan = z.input<typeof SeriesPlan>

/** What is to become of one date, where it is not simply booked. */
export const Choice = z.object({
  date: Day,
  skip: z.boolean().default(false),
  offerId: z.string().min(1).max(60).optional(),
  capacityId: z.string().min(1).max(60).optional(),
  startsAt: Instant.optional(),
  endsAt: Instant.optional(),
  quantity: quantity.unwrap().optional(),
})
export type Choice = z.output<typeof Choice>

export const SeriesInput = z
  .object({
    ...wanted,
    /** Leave out the dates that are taken or closed, instead of refusing all. */
    skipBusy: z.boolean().default(false),
    choices: z.array(Choice).max(MOST).default([]),
  })
  .superRefine(checkTimes)
export type SeriesInput = z.input<typeof SeriesInput>

const scope = z.enum(['this', 'following', 'all'])
/** Which dates: one, one and all that follow, or all to come. */
const needsDate = (one: { scope: string; date?: string | undefined }) =>
  one.scope === 'all' || Boolean(one.date)
const DATE_MISSING = { path: ['date'], params: { code: 'required' } }

export const SeriesPatch = z
  .object({ scope, date: Day.optional(), quantity: quantity.unwrap().optional(), ...times })
  .refine(needsDate, DATE_MISSING)
  .superRefine(checkTimes)
export type SeriesPatch = z.input<typeof SeriesPatch>

export const SeriesCancellation = z
  .object({
    scope: scope.default('all'),
    date: Day.optional(),
    reason: z.string().trim().max(500).default(''),
  })
  .refine(needsDate, DATE_MISSING)
export type SeriesCancellation = z.input<typeof SeriesCancellation>

/** The dates that are answered; none named: all that wait for an answer. */
export const SeriesAnswer = z.object({ dates: z.array(Day).max(MOST).optional() })
export type SeriesAnswer = z.input<typeof SeriesAnswer>

export const AddedDate = Choice.omit({ skip: true })
export type AddedDate = z.input<typeof AddedDate>
