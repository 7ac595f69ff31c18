import { UNITS } from '../core/kinds'
import { z } from '../platform/api'
import { balanceOf } from './rules'
import type { Batch, End, Entry, StreamBalance } from './queries'
import { ACCOUNTS } from './rules'

const quantity = (description: string) => z.int().openapi({ description })
export const BalanceFigures = z
  .object({
    promised: quantity(
      '= awaited + collected + refused + lapsed; nothing is awaited once a collection is over',
    ),
    awaited: z.int(),
    collected: quantity('= used + passedOn + outlet + inHand'),
    refused: quantity('At the hand-over: it stayed with its giver, and went on from there'),
    lapsed: quantity('Booked by nobody, not fetched, or never there'),
    used: z.int(),
    passedOn: z.int(),
    outlet: quantity('Taken to a recycler, by its taker or from its giver'),
    inHand: quantity('Collected, with no end noted yet'),
    loose: quantity('Of what was refused or lapsed: with its giver, and not gone on yet'),
  })
  .openapi('Balance')

const EndJson = z
  .object({
    id: z.string(),
    act: z.enum(['used', 'passed_on', 'outlet', 'went_on', 'corrected']),
    quantity: z.int(),
    toName: z.string(),
    toOfferId: z.string().nullable().openapi({ description: 'went_on: the offer it is now' }),
    on: z.string().openapi({ description: 'Local day' }),
    slipNumber: z.string().nullable(),
    note: z.string(),
    corrects: z.string().nullable(),
    notedBy: z.string().openapi({ description: 'Empty: it followed by itself' }),
    createdAt: z.iso.datetime(),
  })
  .openapi('StreamEnd')
export const BatchJson = z
  .object({
    id: z.string(),
    offerId: z.string(),
    offerTitle: z.string(),
    unit: z.enum(UNITS),
    bookingId: z.string().nullable().openapi({ description: 'Null: what nobody booked' }),
    startsAt: z.iso.datetime().nullable().openapi({ description: 'Of the collection; null of a stock' }),
    giver: z.object({ id: z.string(), name: z.string() }),
    taker: z.object({ id: z.string(), name: z.string() }).nullable(),
    closed: z.boolean().openapi({ description: 'Its collection is over' }),
    leftoverOf: z.string().nullable().openapi({ description: 'The offer that this one was left of' }),
    balance: BalanceFigures,
    ends: z.array(EndJson),
  })
  .openapi('StreamBatch')

const endAsJson = (e: End): z.infer<typeof EndJson> => ({
  ...{
    id: e.id,
    act: e.act,
    quantity: e.quantity,
    toName: e.toName,
    toOfferId: e.toListingId,
    on: e.happenedOn,
  },
  ...{
    slipNumber: e.slipNumber,
    note: e.note,
    corrects: e.corrects,
    notedBy: e.noterName,
    createdAt: e.createdAt,
  },
})
export const batchAsJson = (b: Batch, ends: readonly End[]): z.infer<typeof BatchJson> => ({
  ...{ id: b.id, offerId: b.listingId, offerTitle: b.listingTitle, unit: b.unit, bookingId: b.bookingId },
  ...{ startsAt: b.slot || null, giver: { id: b.lenderId, name: b.lenderName } },
  taker: b.borrowerId ? { id: b.borrowerId, name: b.borrowerName ?? '' } : null,
  ...{ closed: b.closed === 1, leftoverOf: b.leftoverOf, balance: balanceOf(b) },
  ends: ends.filter((e) => e.batchId === b.id).map(endAsJson),
})

export const StreamJson = z
  .object({
    offerId: z.string(),
    title: z.string(),
    unit: z.enum(UNITS),
    whole: z.boolean().openapi({ description: 'False: only what your organisations booked of it' }),
    balance: BalanceFigures,
    reliability: z.number().nullable().openapi({ description: 'Percent; null under three hand-overs' }),
    batches: z.array(BatchJson),
    nextCursor: z.string().nullable(),
  })
  .openapi('StreamBalance')
export const streamAsJson = (s: StreamBalance): z.infer<typeof StreamJson> => ({
  ...{
    offerId: s.listing.id,
    title: s.listing.title,
    unit: s.listing.unit,
    whole: s.whole,
    balance: s.balance,
  },
  ...{ reliability: s.reliability, batches: s.batches.map((b) => batchAsJson(b, s.ends)) },
  nextCursor: s.nextCursor,
})

export const EntryJson = z
  .object({
    id: z.int(),
    batchId: z.string(),
    bookingId: z.string().nullable(),
    from: z.enum(ACCOUNTS),
    to: z.enum(ACCOUNTS),
    quantity: z.int(),
    endId: z
      .string()
      .nullable()
      .openapi({ description: 'Of an act of somebody; null: it followed from a booking' }),
    createdAt: z.iso.datetime(),
  })
  .openapi('StreamEntry')
export const entryAsJson = (e: Entry): z.infer<typeof EntryJson> => ({
  ...{ id: e.id, batchId: e.batchId, bookingId: e.bookingId, from: e.fromAccount, to: e.toAccount },
  ...{ quantity: e.quantity, endId: e.endId, createdAt: e.createdAt },
})
