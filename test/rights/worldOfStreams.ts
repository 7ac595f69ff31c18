import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

const SLOT = { startsAt: '2026-11-13T08:00:00.000Z', endsAt: '2026-11-13T10:00:00.000Z' }

/** A collection of a stream: a hundred kilos were fetched by the borrower, who used twenty. */
export function streamRows(side: Side): Row[] {
  const of = { clusterId: `clu_${side}`, listingId: `ofr_waste_${side}` }
  return [
    row('bookings', {
      ...{ ...of, id: `bkg_waste_${side}`, capacityId: `cap_waste_${side}`, lenderId: `org_lender_${side}` },
      ...{ borrowerId: `org_borrower_${side}`, status: 'completed', ...SLOT, quantity: 100, unit: 'kg' },
      ...{
        currency: 'EUR',
        requestedBy: `per_borrower_${side}`,
        endedAt: SLOT.endsAt,
        createdAt: NOW,
        ...made,
      },
    } as never),
    row('streamEntries', {
      ...{ ...of, batchId: `bch_waste_${side}`, fromAccount: 'said', toAccount: 'in_hand', quantity: 100 },
      createdAt: NOW,
    } as never),
    row('streamBatches', {
      ...{ ...of, id: `bch_waste_${side}`, bookingId: `bkg_waste_${side}`, slot: SLOT.startsAt, closed: 1 },
      ...{ promised: 100, inHand: 100, lines: 1, createdAt: NOW },
    } as never),
    row('streamEnds', {
      ...{ ...of, id: `end_used_${side}`, batchId: `bch_waste_${side}`, act: 'used', fromAccount: 'in_hand' },
      ...{ quantity: 20, note: secret(side, 'end', 'Bancs'), happenedOn: '2026-11-14' },
      ...{ notedBy: `per_borrower_${side}`, createdAt: NOW, ...made },
    } as never),
  ]
}
