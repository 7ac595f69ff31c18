import { NOW } from '../support/given'

const given = { lastEventId: 'evt_given' }
const made = { ...given, createdAt: NOW }

/** A row of each table of vacant premises, with what is hard to word: two sides of an outline, an empty cell, a hash mark. */
export const premisesOfMarket = (
  clusterId: string,
  organisationId: string,
  listingId: string,
  capacityId: string,
): [string, object][] => {
  const of = { clusterId, siteId: 'sit_1' }
  return [
    [
      'sites',
      {
        ...{ id: 'sit_1', clusterId, organisationId, listingId, leadId: null, name: 'L’île "aux" filatures' },
        ...{ lat: 49.443112345678, lng: -0.1, surfaceM2: 900, vacantSince: '2020-01-01', endsOn: null },
        ...{ friches: '{"site_nom":"d\'Elbeuf; --"}', createdBy: 'per_given', ...made },
      },
    ],
    ['buildings', { id: 'bld_1', ...of, position: 1, name: 'Halle', state: 'mixed', ...given }],
    [
      'plans',
      {
        ...{ id: 'pln_1', ...of, position: 1, name: 'Étage', width: 340, height: 240, ...given },
        ...{ pictureId: 'pho_plan', pictureType: 'image/png', pictureBytes: 9 },
      },
    ],
    [
      'lots',
      {
        ...{ id: 'lot_1', ...of, buildingId: 'bld_1', capacityId, position: 1, name: 'A1', surfaceM2: 62 },
        ...{ planId: 'pln_1', outline: '[[0,0],[9,0],[9,9]]', uses: '["workshop"]', ...made },
      },
    ],
    ['siteCharges', { id: 'chg_1', ...of, position: 1, item: 'insurance', centsPerYear: 99_950, ...given }],
    [
      'siteDocuments',
      {
        id: 'doc_1',
        ...of,
        kind: 'deed',
        name: 'Titre #1',
        contentType: 'application/pdf',
        bytes: 9,
        ...made,
      },
    ],
    [
      'leads',
      {
        ...{ id: 'lea_1', clusterId, subject: 'waste', origin: 'report', stage: 'reported', stageSince: NOW },
        ...{ title: 'Palettes', photoId: 'pho_lead', photoType: 'image/png', friches: '{}', ...made },
      },
    ],
    [
      'leadNotes',
      { id: 'nte_1', clusterId, leadId: 'lea_1', kind: 'call', body: 'Rappelle\nlundi', ...made },
    ],
  ]
}
