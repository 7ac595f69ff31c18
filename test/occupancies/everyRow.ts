import { NOW } from '../support/given'

const given = { lastEventId: 'evt_given' }
const made = { ...given, createdAt: NOW }

/** A row of each table of occupancies and fees, over the site and the lot of `premisesOfMarket`. */
export const occupanciesOfMarket = (
  of: { clusterId: string; siteId: string; lotId: string; capacityId: string },
  landlordId: string,
  occupantId: string,
  personId: string,
): [string, object][] => {
  const { clusterId, siteId, lotId } = of
  const line = {
    clusterId,
    siteId,
    lotId,
    occupancyId: 'occ_1',
    onDate: '2026-11-01',
    notedBy: personId,
    ...made,
  }
  return [
    [
      'occupancies',
      {
        ...{ id: 'occ_1', ...of, landlordId, occupantId, callOfferId: 'clo_1', status: 'ended' },
        ...{ form: 'precarious', startsOn: '2026-01-01', endsOn: '2026-10-31', leftOn: '2026-11-02' },
        ...{ feeMode: 'charges', reason: 'works', reasonWords: 'L’« îlot »; -- démoli', textNumber: 1 },
        ...{ terms: '{"purpose":"l\'été ☀\\n"}', text: '# Titre\n## Article', hash: 'abc', proposedAt: NOW },
        ...{ landlordAcceptedAt: NOW, landlordAcceptedBy: personId, occupantAcceptedAt: NOW },
        ...{ occupantAcceptedBy: personId, endedAt: NOW, createdBy: personId, ...made },
      },
    ],
    [
      'occupancyReminders',
      {
        occupancyId: 'occ_1',
        days: 25,
        dueOn: '2026-11-25',
        dueAt: NOW,
        toldAt: null,
        droppedAt: NOW,
        ...given,
      },
    ],
    [
      'agreementTexts',
      {
        id: 'agt_1',
        clusterId,
        form: 'precarious',
        number: 1,
        body: '# Ü "#"',
        createdBy: personId,
        ...made,
      },
    ],
    [
      'inventories',
      {
        ...{ id: 'ivt_1', clusterId, occupancyId: 'occ_1', kind: 'exit', madeOn: '2026-11-02', keys: 3 },
        ...{ rooms: '[{"id":"r","name":"L\'atelier"}]', hash: 'abc', createdBy: personId, ...made },
      },
    ],
    [
      'inventoryPhotos',
      {
        ...{ id: 'pho_room', inventoryId: 'ivt_1', roomId: 'r', position: 1, contentType: 'image/png' },
        ...{ bytes: 9, width: 4, height: 3 },
      },
    ],
    [
      'feeRules',
      {
        ...{ id: 'fru_1', clusterId, siteId, number: 1, fromMonth: '2026-01', empty: 'spread' },
        ...{ createdBy: personId, ...made },
      },
    ],
    [
      'feeMonths',
      {
        ...{ id: 'fmo_1', clusterId, siteId, month: '2026-10', ruleNumber: 1, empty: 'spread' },
        ...{ chargesCents: 1_000_000, ownerCents: 0, ...made },
      },
    ],
    ['feeLines', { id: 'fel_1', ...line, kind: 'paid', cents: 20_000 }],
    ['feeLines', { id: 'fel_2', ...line, kind: 'paid', cents: -500, corrects: 'fel_1', words: 'Erreur' }],
  ]
}
