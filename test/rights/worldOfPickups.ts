import { toMinutes } from '../../worker/core/time'
import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

const MORNING = { startsAt: '2026-11-21T07:00:00.000Z', endsAt: '2026-11-21T11:00:00.000Z' }

/** Two wastes that the borrower fetches today: one on a round, one on none yet; hours given with the first. */
export function pickupRows(side: Side): Row[] {
  const of = { clusterId: `clu_${side}` }
  const waste = (name: string): Row[] => [
    row('listings', {
      ...{ id: `ofr_${name}_${side}`, ...of, organisationId: `org_lender_${side}`, direction: 'offer' },
      ...{
        kind: 'waste',
        status: 'published',
        title: 'Copeaux',
        description: '',
        language: 'fr',
        address: '',
      },
      ...{ commune: 'Rouen', postcode: '76000', lat: 49.44, lng: 1.1, visibility: 'cluster', quantity: 500 },
      ...{ unit: 'kg', grain: 'window', windows: '[]', details: '{}', tariffMode: 'free', publishedAt: NOW },
      ...{ createdBy: `per_manager_${side}`, createdAt: NOW, expiresAt: '2027-05-20T08:00:00.000Z', ...made },
    } as never),
    row('capacities', {
      ...{ id: `cap_${name}_${side}`, ...of, organisationId: `org_lender_${side}`, shape: 'window' },
      ...{ quantity: 500, unit: 'kg', ...made },
    } as never),
    row('listingCapacities', {
      listingId: `ofr_${name}_${side}`,
      capacityId: `cap_${name}_${side}`,
      position: 1,
    }),
    row('bookings', {
      ...{
        id: `bkg_${name}_${side}`,
        ...of,
        listingId: `ofr_${name}_${side}`,
        capacityId: `cap_${name}_${side}`,
      },
      ...{ lenderId: `org_lender_${side}`, borrowerId: `org_borrower_${side}`, status: 'in_use', ...MORNING },
      ...{ quantity: 100, unit: 'kg', currency: 'EUR', requestedBy: `per_borrower_${side}` },
      ...{ createdAt: '2026-11-18T08:00:00.000Z', ...made },
    } as never),
    row('holds', {
      ...{
        capacityId: `cap_${name}_${side}`,
        bookingId: `bkg_${name}_${side}`,
        reason: 'booking',
        quantity: 100,
      },
      ...{ busyFrom: toMinutes(MORNING.startsAt), busyTo: toMinutes(MORNING.endsAt) },
    } as never),
  ]
  return [
    ...waste('fetched'),
    ...waste('due'),
    row('pickupRounds', {
      ...{ id: `rnd_open_${side}`, ...of, organisationId: `org_borrower_${side}`, day: '2026-11-21' },
      ...{ departs: '08:00', status: 'open', vehicleId: null, vehicleBookingId: null, closureHoldId: null },
      ...{ stopOrder: `["stp_open_${side}"]`, createdBy: `per_borrower_${side}`, createdAt: NOW, ...made },
    }),
    row('pickupStops', {
      ...{ id: `stp_open_${side}`, ...of, roundId: `rnd_open_${side}`, bookingId: `bkg_fetched_${side}` },
      ...{
        outcome: null,
        quantity: null,
        reason: secret(side, 'reason', ''),
        happenedAt: null,
        recordKey: null,
      },
      ...{ createdAt: NOW, ...made },
    }),
    row('inclusionHours', {
      ...{
        id: `inc_one_${side}`,
        ...of,
        bookingId: `bkg_fetched_${side}`,
        day: '2026-11-21',
        family: 'wood',
      },
      ...{ organisationId: `org_borrower_${side}`, purpose: 'training', people: 3, minutes: 360 },
      ...{ createdBy: `per_borrower_${side}`, createdAt: NOW, ...made },
    }),
  ]
}
