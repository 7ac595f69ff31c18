import { NOW } from '../support/given'

const made = { lastEventId: 'evt_given', createdAt: NOW }

/** A row of each table of pick-ups and of the hours given with an exchange, for the copies. */
export const pickupsOfMarket = (
  clusterId: string,
  organisationId: string,
  bookingId: string,
): [string, object][] => [
  [
    'pickupRounds',
    {
      ...{ id: 'rnd_1', clusterId, organisationId, day: '2026-11-21', departs: '08:30', status: 'open' },
      ...{ vehicleId: null, vehicleBookingId: null, closureHoldId: null, stopOrder: '["stp_1"]' },
      ...{ createdBy: 'per_given', ...made },
    },
  ],
  [
    'pickupStops',
    {
      ...{ id: 'stp_1', clusterId, roundId: 'rnd_1', bookingId, outcome: 'refused', quantity: 0 },
      ...{ reason: 'Mouillé; l’eau\n"partout"', happenedAt: NOW, recordKey: 'a-key-of-a-phone', ...made },
    },
  ],
  [
    'pickupRecords',
    {
      ...{ stopId: 'stp_1', key: 'a-key-of-a-phone', number: 1, outcome: 'refused', quantity: 0 },
      ...{ reason: 'Mouillé', happenedAt: NOW, replaces: '["another-key"]' },
      ...{ recordedBy: 'per_given', recordedAt: NOW },
    },
  ],
  [
    'inclusionHours',
    {
      ...{ id: 'inc_1', clusterId, bookingId, organisationId, day: '2026-11-21', purpose: 'training' },
      ...{ family: 'wood', people: 3, minutes: 360, createdBy: 'per_given', ...made },
    },
  ],
]
