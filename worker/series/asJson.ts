import { asJson as bookingAsJson, BookingJson } from '../bookings/asJson'
import { UNITS } from '../core/kinds'
import { z } from '../platform/api'
import type { Ctx } from '../platform/context'
import type { Preview, PreviewedDate } from './preview'
import { canBeAdded, isMoved, type Series, type SeriesDate } from './queries'

const Party = z.object({ id: z.string(), name: z.string() })
const LocalTime = z.string().nullable().openapi({ description: 'Local time, "14:00"; null: whole days' })

/** One date of a series as programs read it. */
const DateJson = z
  .object({
    date: z.iso
      .date()
      .openapi({ description: 'The local date that the rule gave: its name, whatever became of it' }),
    state: z.enum(['booked', 'skipped', 'moved']),
    startsAt: z.iso.datetime().openapi({ description: 'When the series has it' }),
    endsAt: z.iso.datetime(),
    booking: z
      .union([BookingJson, z.null()])
      .openapi({ description: 'null: skipped, or at a lender you are not of' }),
    parts: z
      .array(BookingJson)
      .openapi({ description: 'What always goes with it, booked with it; as far as you are a party to it' }),
    canBeAdded: z.boolean(),
  })
  .openapi('SeriesDate')

export const SeriesJson = z
  .object({
    id: z.string(),
    clusterId: z.string(),
    offerId: z.string(),
    offerTitle: z.string(),
    lender: Party,
    borrower: Party,
    rrule: z.string(),
    startsOn: z.iso.date(),
    startsTime: LocalTime,
    endsTime: LocalTime,
    days: z.int().openapi({ description: 'Local days from a date to its end' }),
    timeZone: z.string(),
    quantity: z.int(),
    unit: z.enum(UNITS),
    exdates: z.array(z.iso.date()),
    note: z.string(),
    onBehalfOf: z.string().nullable(),
    dates: z.array(DateJson),
    version: z.int(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Series')

export function asJson(ctx: Ctx, s: Series, dates: readonly SeriesDate[]): z.infer<typeof SeriesJson> {
  return {
    ...{ id: s.id, clusterId: s.clusterId, offerId: s.listingId, offerTitle: s.listingTitle },
    lender: { id: s.lenderId, name: s.lenderName },
    borrower: { id: s.borrowerId, name: s.borrowerName },
    ...{ rrule: s.rrule, startsOn: s.startsOn, startsTime: s.startsTime, endsTime: s.endsTime, days: s.days },
    ...{ timeZone: s.zone, quantity: s.quantity, unit: s.unit, exdates: s.exdates, note: s.note },
    onBehalfOf: s.onBehalfOf,
    dates: dates.map((one) => ({
      ...{ date: one.date, startsAt: one.startsAt, endsAt: one.endsAt },
      state: isMoved(s, one) ? ('moved' as const) : one.state,
      booking: one.booking && bookingAsJson(ctx, one.booking),
      parts: one.parts.map((b) => bookingAsJson(ctx, b)),
      canBeAdded: canBeAdded(one, ctx.now),
    })),
    ...{ version: s.version, createdAt: s.createdAt },
  }
}

const Other = z.object({
  why: z.enum(['later', 'earlier', 'other_day', 'shorter', 'less', 'other_lot', 'similar']),
  offerId: z.string(),
  title: z.string(),
  capacityId: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  quantity: z.int(),
  priceCents: z.int(),
})
const PreviewedJson = z
  .object({
    date: z.iso.date(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    state: z.enum(['free', 'skipped', 'taken', 'closed', 'refused']),
    code: z.string().nullable().openapi({ description: 'The refusal that it would be' }),
    why: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: 'Of a limit: which it is, and what would pass' }),
    errors: z.array(z.object({ path: z.string(), code: z.string() })),
    priceCents: z.int().nullable(),
    alternatives: z.array(Other).openapi({ description: 'Each can be sent back as a choice for its date' }),
  })
  .openapi('PreviewedDate')
export const PreviewJson = z
  .object({
    instant: z.boolean().openapi({ description: 'Confirmed at once; else the lender answers' }),
    free: z.int(),
    dates: z.array(PreviewedJson),
  })
  .openapi('SeriesPreview')

const previewed = ({ fields, ...d }: PreviewedDate): z.infer<typeof PreviewedJson> => ({
  ...d,
  errors: fields.map(({ path, code }) => ({ path, code })),
  alternatives: d.alternatives.map(
    ({ why, offerId, title, capacityId, startsAt, endsAt, quantity, priceCents }) => ({
      ...{ why, offerId, title, capacityId, startsAt, endsAt, quantity, priceCents },
    }),
  ),
})

export const previewAsJson = ({ instant, free, dates }: Preview): z.infer<typeof PreviewJson> => ({
  ...{ instant, free },
  dates: dates.map(previewed),
})
