import { toMinutes } from '../../worker/core/time'
import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** Of the public offer: who waits, who is offered a place, and an outage in April that has suspended a booking. */
export function queueRows(side: Side): Row[] {
  const of = { clusterId: `clu_${side}`, listingId: `ofr_public_${side}`, capacityId: `cap_public_${side}` }
  const place = (id: string, status: 'waiting' | 'offered', day: string): Row =>
    row('waitlist', {
      ...{ id: `${id}_${side}`, ...of, organisationId: `org_borrower_${side}`, status, quantity: 1 },
      ...{ startsAt: `${day}T13:00:00.000Z`, endsAt: `${day}T15:00:00.000Z` },
      ...{ offeredUntil: status === 'offered' ? '2026-11-21T20:00:00.000Z' : null },
      ...{ askedBy: `per_borrower_${side}`, createdAt: NOW, ...made },
    })
  const hold = (more: object): Row =>
    row('holds', { capacityId: of.capacityId, quantity: 1, live: 1, ...more } as never)
  const over = (from: string, to: string) => ({ busyFrom: toMinutes(from), busyTo: toMinutes(to) })
  const [startsAt, endsAt] = ['2027-04-11T13:00:00.000Z', '2027-04-11T15:00:00.000Z']
  return [
    place('wtl_waiting', 'waiting', '2026-12-15'),
    place('wtl_offered', 'offered', '2026-12-17'),
    hold({
      ...{ reason: 'waitlist', sourceId: `wtl_offered_${side}` },
      ...over('2026-12-17T13:00:00.000Z', '2026-12-17T15:00:00.000Z'),
    }),
    row('outages', {
      ...{ id: `out_open_${side}`, clusterId: of.clusterId, capacityId: of.capacityId, quantity: null },
      ...{ startsAt: '2027-04-10T08:00:00.000Z', endsAt: '2027-04-20T08:00:00.000Z' },
      ...{ reason: secret(side, 'outage', 'Une panne'), declaredBy: `per_manager_${side}` },
      ...{ createdAt: NOW, ...made },
    }),
    hold({
      ...{ reason: 'maintenance', sourceId: `out_open_${side}` },
      ...over('2027-04-10T08:00:00.000Z', '2027-04-20T08:00:00.000Z'),
    }),
    row('bookings', {
      ...{ id: `bkg_out_${side}`, ...of, status: 'confirmed', startsAt, endsAt, quantity: 1, unit: 'piece' },
      ...{ lenderId: `org_lender_${side}`, borrowerId: `org_borrower_${side}`, currency: 'EUR' },
      ...{ requestedBy: `per_borrower_${side}`, createdAt: NOW, ...made },
    } as never),
    hold({
      ...{ reason: 'booking', bookingId: `bkg_out_${side}`, live: 0, suspendedBy: `out_open_${side}` },
      ...over(startsAt, endsAt),
    }),
  ]
}
