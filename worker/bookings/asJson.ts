import { KINDS, UNITS } from '../core/kinds'
import { z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { type Booking, sidesOf } from './queries'
import { statusAt, verbsFor } from './rules'

const Party = z.object({ id: z.string(), name: z.string() })

/** A booking as programs read it. */
export const BookingJson = z
  .object({
    id: z.string(),
    status: z.enum([
      'requested',
      'confirmed',
      'in_use',
      'completed',
      'declined',
      'expired',
      'cancelled',
      'no_show',
    ]),
    clusterId: z.string(),
    offerId: z.string(),
    offerTitle: z.string(),
    kind: z.enum(KINDS),
    capacityId: z.string(),
    capacityLabel: z.string(),
    lender: Party,
    borrower: Party,
    needId: z.string().nullable(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    quantity: z.int(),
    unit: z.enum(UNITS),
    tariff: z
      .enum(['solidarity', 'reference', 'support'])
      .nullable()
      .openapi({ description: 'The door the borrower chose; null to everyone else' }),
    priceCents: z.int().openapi({ description: 'What the lender gets: the reference price' }),
    currency: z.string(),
    note: z.string(),
    answerBy: z.iso.datetime().nullable().openapi({ description: 'A request lapses then' }),
    onBehalfOf: z.string().nullable(),
    cancelReason: z.string().nullable(),
    cancelledSide: z.enum(['borrower', 'lender', 'coordinator']).nullable(),
    endedAt: z.iso.datetime().nullable(),
    outOfOrder: z
      .boolean()
      .openapi({ description: 'It cannot take place for now, in whole or in part: see its substitutes' }),
    hazardous: z.boolean(),
    slipNumber: z
      .string()
      .nullable()
      .openapi({ description: 'Of hazardous waste: nothing of it is handed over without one' }),
    actions: z.array(z.string()).openapi({ description: 'What this token may do with it now' }),
    version: z.int(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Booking')

const ACTIONS: Record<string, string> = {
  markNoShow: 'no-show',
  correctToNoShow: 'no-show',
  correctToCompleted: 'complete',
}

export function asJson(ctx: Ctx, b: Booking): z.infer<typeof BookingJson> {
  const sides = sidesOf(ctx, b)
  return {
    ...{
      id: b.id,
      status: statusAt(b, ctx.now),
      clusterId: b.clusterId,
      offerId: b.listingId,
      offerTitle: b.listingTitle,
    },
    ...{ kind: b.kind, capacityId: b.capacityId, capacityLabel: b.capacityLabel, needId: b.needId },
    lender: { id: b.lenderId, name: b.lenderName },
    borrower: { id: b.borrowerId, name: b.borrowerName },
    ...{ startsAt: b.startsAt, endsAt: b.endsAt, quantity: b.quantity, unit: b.unit },
    // Which door was chosen is nobody's business but the borrower's.
    tariff: ctx.actor?.organisations.some((m) => m.organisationId === b.borrowerId) ? b.tariff : null,
    ...{
      priceCents: b.priceCents,
      currency: b.currency,
      note: b.note,
      answerBy: b.answerBy,
      onBehalfOf: b.onBehalfOf,
    },
    ...{ cancelReason: b.cancelReason, cancelledSide: b.cancelledSide, endedAt: b.endedAt },
    outOfOrder: b.outOfOrder === 1,
    ...{ hazardous: b.hazardous === 1, slipNumber: b.slip },
    actions: verbsFor(sides, b, ctx.now).map((verb) => ACTIONS[verb] ?? verb),
    ...{ version: b.version, createdAt: b.createdAt },
  }
}
