import { NOW } from '../support/given'

const made = { lastEventId: 'evt_given', createdAt: NOW }

/** A row of each table of hand-overs that is saved, and its slip, of the booking `bkg_taken`: the second line corrects the first. */
export const handoversOfMarket = (
  clusterId: string,
  lenderId: string,
  person: { id: string; memberId: string },
): [string, object][] => {
  const line = { clusterId, bookingId: 'bkg_taken', step: 'pick_up', side: 'lender', at: NOW, quantity: 30 }
  const photo = { photoType: 'image/png', photoBytes: 9, photoWidth: 3, photoHeight: 2 }
  return [
    [
      'slips',
      { bookingId: 'bkg_taken', clusterId, number: 'BSD-20261121-ABC123XYZ', enteredBy: person.id, ...made },
    ],
    ...[null, 'wln_2'].map((corrects, i): [string, object] => [
      'wasteLines',
      {
        ...{
          id: `wln_${2 - i}`,
          clusterId,
          organisationId: lenderId,
          bookingId: 'bkg_taken',
          number: i + 1,
          corrects,
        },
        ...{
          shippedOn: '2026-11-21',
          cells: '{"wasteName":"L’huile"}',
          origin: '{}',
          hazardous: 1,
          happened: 1,
        },
        ...{ reason: 'l’été ; -- ;', writtenBy: person.id, ...made },
      },
    ]),
    [
      'handovers',
      {
        ...{ id: 'hnd_1', ...line, condition: 'dirty', note: 'L’anse\nest ; sale', notedBy: person.id },
        ...{ photoId: 'pho_2', ...photo, ...made },
      },
    ],
    ['handovers', { id: 'hnd_0', ...line, condition: 'ok', notedBy: person.id, corrects: 'hnd_1', ...made }],
    [
      'returnsDue',
      { bookingId: 'bkg_taken', clusterId, lenderId, dueAt: NOW, isOut: 1, lastEventId: 'evt_given' },
    ],
    [
      'agreements',
      {
        ...{ id: 'agr_1', clusterId, bookingId: 'bkg_taken', number: 1, status: 'open', hash: 'h' },
        ...{ textVersion: '2026-11', terms: '{}', text: '{}', ...made },
      },
    ],
    ['dayMailStops', { memberId: person.memberId, stoppedAt: NOW }],
  ]
}
