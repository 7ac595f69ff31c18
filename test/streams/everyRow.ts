import { NOW } from '../support/given'

/** A batch with its lines, what became of some of it, and when its stream is looked at next. */
export function streamsOfMarket(clusterId: string, listingId: string): [string, object][] {
  const of = { clusterId, listingId }
  const line = { ...of, batchId: 'bch_1', createdAt: NOW }
  return [
    ['streamEntries', { ...line, fromAccount: 'said', toAccount: 'awaited', quantity: 40 }],
    ['streamEntries', { ...line, fromAccount: 'awaited', toAccount: 'unfetched', quantity: 40 }],
    [
      'streamBatches',
      {
        ...{ ...of, id: 'bch_1', bookingId: null, slot: '2026-11-13T08:00:00.000Z', closed: 1 },
        ...{ promised: 40, unfetched: 40, lines: 2, createdAt: NOW },
      },
    ],
    [
      'streamEnds',
      {
        ...{ ...of, id: 'end_1', batchId: 'bch_1', act: 'outlet', fromAccount: 'unfetched', quantity: 15 },
        ...{ toName: 'Recyclerie d’Elbeuf', happenedOn: '2026-11-14', notedBy: 'per_given' },
        ...{ lastEventId: 'evt_given', createdAt: NOW },
      },
    ],
    ['streamLooks', { listingId, lookedUntil: NOW, nextAt: '2026-11-27T10:00:00.000Z' }],
  ]
}
