import { clusterNamed } from '../clusters/queries'
import { KINDS } from '../core/kinds'
import { fromMinutes, isDate, wallOf } from '../core/time'
import { documented, json, newApi, z } from '../platform/api'
import { calendarOf } from './calendar'
import { calendarOfOrganisation } from './calendarOfMany'
import type { Entry } from './entries'
import { visibleOffer } from './queries'
import { type DayOf, VIEWS } from './rulesOfDays'
import type { Cell } from './rulesOfGrid'

const tags = ['bookings']

const Day = z
  .object({
    date: z.string(),
    state: z.enum(['past', 'closed', 'kept', 'full', 'few', 'free']).openapi({
      description: '`kept`: nobody has it, but the rules of the offer keep it (too soon, too far ahead…)',
    }),
    left: z.int().openapi({
      description: 'What can be booked: minutes of an offer by the hour, else how many, or how many lots',
    }),
    of: z.int(),
  })
  .openapi('CalendarDay')

const Slot = z
  .object({
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    state: z.enum(['past', 'closed', 'kept', 'taken', 'part', 'free']),
    free: z.int().openapi({ description: 'What can be taken; of staff, minutes left in that week' }),
    freeMinutes: z.int().openapi({ description: 'How much of the time can be booked' }),
    capacityId: z.string().nullable(),
  })
  .openapi('CalendarSlot')

const Taken = z
  .object({
    reason: z.enum(['booking', 'closure', 'maintenance', 'waitlist']),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    capacityId: z.string(),
    quantity: z.int(),
    bookingId: z.string().nullable(),
    status: z.string().nullable(),
    borrower: z.object({ id: z.string(), name: z.string() }).nullable(),
    competing: z.boolean(),
  })
  .openapi('CalendarEntry')

const View = {
  previous: z.string().nullable().openapi({ description: 'A date of the view before' }),
  next: z.string().nullable(),
}
const LocalDate = z
  .string()
  .refine(isDate, { params: { code: 'not_date' } })
  .optional()
  .openapi({ type: 'string', format: 'date', description: 'Today unless told' })
const taken = z.array(Taken).openapi({
  description:
    'Who has it: everything to the lender and the coordinator, their own to a borrower, else nothing',
})

export const viewsApi = newApi()

viewsApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/calendar', tags, anyone: true },
    summary: 'A month, a week or a day of an offer: what is free, taken or closed',
    request: {
      params: z.object({ id: z.string().max(60) }),
      query: z.object({ view: z.enum(VIEWS).default('month'), date: LocalDate }),
    },
    responses: {
      200: json(
        z.object({
          ...{ view: z.enum(VIEWS), date: z.string(), timeZone: z.string() },
          ...{ from: z.iso.datetime(), to: z.iso.datetime(), ...View },
          days: z.array(Day),
          slots: z.array(Slot).openapi({ description: 'Of a week or a day, in order; none of a month' }),
          weekMinutesLeft: z.int().nullable().openapi({ description: 'Of staff, in the week shown' }),
          entries: taken,
        }),
        'The view',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { view, date } = c.req.valid('query')
    const offer = await visibleOffer(ctx, c.req.valid('param').id)
    const seen = await calendarOf(ctx, offer, view, date ?? wallOf(ctx.now, offer.zone).date)
    const cells = seen.slots ?? seen.grid?.cells.flat().filter((cell) => !cell.skipped) ?? []
    return c.json(
      {
        ...{ view: seen.view, date: seen.date, timeZone: offer.zone, from: seen.from, to: seen.to },
        ...{ previous: seen.previous, next: seen.next, days: seen.days },
        slots: [...cells].sort((a, b) => a.from - b.from).map(slotJson),
        ...{ weekMinutesLeft: seen.weekLeft, entries: seen.entries.map(entryJson) },
      },
      200,
    )
  },
)

viewsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/organisations/{id}/calendar', tags, anyone: true },
    summary: 'A week of all that an organisation offers, 20 things at a time',
    request: {
      params: z.object({ slug: z.string().max(60), id: z.string().max(60) }),
      query: z.object({ date: LocalDate, cursor: z.string().max(200).optional() }),
    },
    responses: {
      200: json(
        z.object({
          ...{ date: z.string(), timeZone: z.string(), ...View },
          items: z.array(
            z.object({
              ...{ offerId: z.string(), title: z.string(), kind: z.enum(KINDS) },
              ...{ days: z.array(Day), entries: taken },
            }),
          ),
          nextCursor: z.string().nullable(),
        }),
        'The week of the date, from Monday',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, id } = c.req.valid('param')
    const { date, cursor } = c.req.valid('query')
    const cluster = await clusterNamed(ctx, slug)
    const day = date ?? wallOf(ctx.now, cluster.timeZone).date
    const seen = await calendarOfOrganisation(ctx, cluster, id, day, cursor)
    return c.json(
      {
        ...{ date: seen.date, timeZone: cluster.timeZone, previous: seen.previous, next: seen.next },
        items: seen.things.map(({ offer: { listing }, days, entries }) => ({
          ...{ offerId: listing.id, title: listing.title, kind: listing.kind },
          ...{ days: days.map((d): DayOf => d), entries: entries.map(entryJson) },
        })),
        nextCursor: seen.nextCursor,
      },
      200,
    )
  },
)

const slotJson = ({ from, to, state, free, minutes, capacityId }: Cell): z.infer<typeof Slot> => ({
  ...{ startsAt: fromMinutes(from), endsAt: fromMinutes(to), state, free, freeMinutes: minutes, capacityId },
})

const entryJson = (e: Entry): z.infer<typeof Taken> => ({
  ...{ reason: e.reason, startsAt: e.startsAt, endsAt: e.endsAt, capacityId: e.capacityId },
  ...{ quantity: e.quantity, bookingId: e.bookingId, status: e.status, competing: e.competing },
  borrower: e.borrowerId ? { id: e.borrowerId, name: e.borrowerName ?? '' } : null,
})
