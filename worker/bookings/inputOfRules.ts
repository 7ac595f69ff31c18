import * as z from 'zod'
import { LocalDate, Time } from '../listings/input'

// What a lender asks of those who book an offer, as the form, the API and the table `offer_rules` all hold it.

const DAY = 1440
const YEAR = 366 * DAY
const minutes = (most: number) => z.int().min(0).max(most)

/** A year beyond 2100 is a slip of the pen. */
const Day = LocalDate.refine((date) => date >= '2000' && date < '2100', { params: { code: 'not_date' } })

/** Other opening hours than those of the weekday, from one date to another, both included. None: closed. */
export const Exception = z
  .object({
    startsOn: Day,
    endsOn: Day,
    hours: z
      .array(
        z
          .object({ from: Time, to: Time })
          .refine((w) => w.from < w.to, { path: ['to'], params: { code: 'end_before_start' } }),
      )
      .max(4)
      .default([]),
  })
  .refine((e) => e.startsOn <= e.endsOn, { path: ['endsOn'], params: { code: 'end_before_start' } })

/** At most so many bookings, or minutes, of one organisation that start in one local day, week, month or year. */
export const Quota = z.object({
  of: z.enum(['bookings', 'minutes']),
  most: z.int().min(1).max(600_000),
  per: z.enum(['day', 'week', 'month', 'year']),
})
export type Quota = z.infer<typeof Quota>

export const OfferRules = z
  .object({
    /** Kept free around each booking, to clean or to fetch keys. */
    bufferBeforeMinutes: minutes(DAY).default(0),
    bufferAfterMinutes: minutes(DAY).default(0),
    shortestMinutes: z.int().min(1).max(YEAR).optional(),
    longestMinutes: z.int().min(1).max(YEAR).optional(),
    /** Bookings begin and last by whole steps, counted from local midnight. */
    stepMinutes: z.union([5, 10, 15, 20, 30, 60, 120, 180, 240].map((n) => z.literal(n))).optional(),
    /** How long before the start one must ask, change, or cancel. */
    noticeMinutes: minutes(90 * DAY).default(0),
    changeNoticeMinutes: minutes(90 * DAY).default(0),
    cancelNoticeMinutes: minutes(90 * DAY).default(0),
    /** How many days ahead one may book. */
    horizonDays: z.int().min(1).max(731).optional(),
    /** Most that one booking may take. */
    mostQuantity: z.int().min(1).max(100_000_000).optional(),
    /** Only these organisations may book; none: all of the cluster. */
    onlyFor: z.array(z.string().max(60)).max(50).default([]),
    /** `compete`: requests hold nothing, the lender sees them side by side and chooses. */
    requests: z.enum(['hold', 'compete']).default('hold'),
    quotas: z.array(Quota).max(6).default([]),
    /** Between two bookings of one organisation at least so long: no chain booking. */
    gapMinutes: minutes(31 * DAY).default(0),
    oneAtATime: z.boolean().default(false),
    exceptions: z.array(Exception).max(100).default([]),
    /** So many hours before it begins, what is still free goes at the solidarity tariff. */
    releaseHours: z.int().min(1).max(168).optional(),
    /** Other offers that are always booked with this one, all or nothing. */
    bundle: z
      .array(z.object({ offerId: z.string().max(60), quantity: z.int().min(1).default(1) }))
      .max(5)
      .default([]),
  })
  .refine((r) => !r.shortestMinutes || !r.longestMinutes || r.shortestMinutes <= r.longestMinutes, {
    path: ['longestMinutes'],
    params: { code: 'below_shortest' },
  })
export type OfferRules = z.output<typeof OfferRules>
export type OfferRulesInput = z.input<typeof OfferRules>

/** The rules of an offer that has none of its own. */
export const NO_RULES: OfferRules = OfferRules.parse({})
