import { BookingJson, asJson as bookingAsJson } from '../bookings/asJson'
import { LANGUAGES } from '../core/kinds'
import { z } from '../platform/api'
import type { Ctx } from '../platform/context'
import type { Agreement } from './agreements'
import { type DayList, GROUPS } from './day'
import type { Handover } from './queries'
import { CONDITIONS, MEASURES, REFUSED_REASONS, SIDES, STEPS } from './rules'
import { textOf } from './terms'

/** A line as programs read it. */
export const HandoverJson = z
  .object({
    id: z.string(),
    bookingId: z.string(),
    step: z.enum(STEPS),
    side: z.enum(SIDES).openapi({ description: 'In whose name it was noted' }),
    happened: z.boolean().openapi({ description: 'False: the line before was a mistake' }),
    at: z.iso.datetime(),
    lateMinutes: z.int(),
    condition: z.enum(CONDITIONS),
    quantity: z.int().openapi({ description: 'What was really given, or came back' }),
    measure: z.enum(MEASURES).nullable().openapi({ description: 'Of waste: how the quantity was found' }),
    refusedQuantity: z.int().openapi({ description: 'There, and not taken: it stays with the giver' }),
    refusedReason: z.enum(REFUSED_REASONS).nullable(),
    weightKg: z
      .int()
      .nullable()
      .openapi({ description: 'What the scales said of what is counted otherwise' }),
    note: z.string(),
    photo: z.object({ url: z.string(), alt: z.string(), width: z.int(), height: z.int() }).nullable(),
    corrects: z.string().nullable().openapi({ description: 'The line this one takes the place of' }),
    notedBy: z.string(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Handover')

export const handoverAsJson = (ctx: Ctx, h: Handover): z.infer<typeof HandoverJson> => ({
  ...{ id: h.id, bookingId: h.bookingId, step: h.step, side: h.side, happened: h.happened === 1 },
  ...{ at: h.at, lateMinutes: h.lateMinutes, condition: h.condition, quantity: h.quantity, note: h.note },
  ...{ measure: h.measure, refusedQuantity: h.refusedQuantity, refusedReason: h.refusedReason },
  weightKg: h.weightKg,
  photo: h.photoId
    ? {
        url: `${ctx.env.PUBLIC_URL}/api/v1/bookings/${h.bookingId}/handovers/${h.id}/photo`,
        ...{ alt: h.photoAlt, width: h.photoWidth ?? 0, height: h.photoHeight ?? 0 },
      }
    : null,
  ...{ corrects: h.corrects, notedBy: h.noterName, createdAt: h.createdAt },
})

const TextJson = z.object({
  title: z.string(),
  lead: z.string(),
  parts: z.array(z.object({ heading: z.string(), body: z.string() })),
})
const AcceptanceJson = z
  .object({ at: z.iso.datetime(), name: z.string(), onBehalfOf: z.string().nullable() })
  .nullable()

export const AgreementJson = z
  .object({
    id: z.string().nullable(),
    bookingId: z.string(),
    status: z.enum(['offered', 'open', 'accepted']),
    lapsed: z.boolean().openapi({ description: 'The booking changed: an earlier one no longer holds' }),
    textVersion: z.string(),
    hash: z.string().openapi({ description: 'Sent with the acceptance: of the text that was read' }),
    text: TextJson.openapi({ description: 'In French: what is accepted' }),
    translation: z
      .object({ language: z.enum(LANGUAGES), text: TextJson })
      .nullable()
      .openapi({ description: 'For reading only, in the language of the request' }),
    acceptances: z.object({ lender: AcceptanceJson, borrower: AcceptanceJson }),
    mayAccept: z.array(z.enum(['lender', 'borrower'])),
  })
  .openapi('Agreement')

export function agreementAsJson(ctx: Ctx, bookingId: string, a: Agreement): z.infer<typeof AgreementJson> {
  const words = ({ title, lead, parts }: Agreement['text']) => ({
    ...{ title, lead },
    parts: parts.map(([heading, text]) => ({ heading, body: text })),
  })
  const said = (one: Agreement['acceptances']['lender']) =>
    one && { at: one.at, name: one.name, onBehalfOf: one.forName }
  const { language } = ctx
  return {
    ...{ id: a.id, bookingId, status: a.status, lapsed: a.lapsed, textVersion: a.textVersion, hash: a.hash },
    text: words(a.text),
    translation: language === 'fr' ? null : { language, text: words(textOf(a.terms, language)) },
    acceptances: { lender: said(a.acceptances.lender), borrower: said(a.acceptances.borrower) },
    mayAccept: a.mayAccept,
  }
}

export const DayJson = z
  .object({
    organisationId: z.string(),
    date: z.string().openapi({ description: 'In the time zone of the cluster' }),
    timeZone: z.string(),
    isCut: z.boolean().openapi({ description: 'There is more than fits: the first ones are here' }),
    items: z.array(
      z.object({
        group: z.enum(GROUPS),
        booking: BookingJson,
        pickUp: z.union([HandoverJson, z.null()]),
        return: z.union([HandoverJson, z.null()]),
        dueAt: z.iso.datetime().openapi({ description: 'A return is late from then' }),
        next: z.enum(STEPS).nullable().openapi({ description: 'What can be noted next' }),
        contact: z
          .object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() })
          .nullable(),
      }),
    ),
  })
  .openapi('DayList')

export function dayAsJson(
  ctx: Ctx,
  organisationId: string,
  timeZone: string,
  list: DayList,
): z.infer<typeof DayJson> {
  return {
    ...{ organisationId, date: list.date, timeZone, isCut: list.isCut },
    items: list.items.map((i) => ({
      ...{ group: i.group, booking: bookingAsJson(ctx, i.booking), dueAt: i.dueAt, next: i.next },
      pickUp: i.pickUp && handoverAsJson(ctx, i.pickUp),
      return: i.return && handoverAsJson(ctx, i.return),
      contact: i.contact && { name: i.contact.name, phone: i.contact.phone, email: i.contact.email },
    })),
  }
}
