import { NOW } from '../support/given'

const made = { lastEventId: 'evt_given', createdAt: NOW }

/** A row of each table of what the sharing produced that is saved, for the copies. */
export const impactOfMarket = (
  clusterId: string,
  listingId: string,
  personId: string,
): [string, object][] => [
  [
    'impactFactors',
    {
      ...{ id: 'fct_1', clusterId, key: 'recyclerie', number: 1, category: 'own', measure: 'disposal' },
      ...{ labelFr: 'L’évacuation', labelEn: 'Disposal', unit: 'EUR/tonne', currency: 'EUR' },
      ...{ lowMicro: 80_000_000, highMicro: 120_500_000, basis: 'par tonne', source: 'Grand Poitiers' },
      ...{ sourceRef: 'France 3', licence: 'citation', confidence: 'medium', addedBy: personId, ...made },
    },
  ],
  [
    'impactBases',
    {
      ...{ id: 'ibs_1', listingId, number: 1, clusterId, appliesFrom: '0001-01-01', disposalFactor: 'fct_1' },
      ...{ thingFactor: null, thingsMilli: null, replacedPercent: null, lifePercent: null },
      ...{
        transportFactor: null,
        distanceHm: 0,
        vacancyFactors: '[]',
        unitGrams: 1500,
        chosenBy: personId,
        ...made,
      },
    },
  ],
  [
    'funderReports',
    {
      ...{ id: 'fnd_1', clusterId, status: 'published', title: 'L’été « au pôle »', language: 'fr' },
      ...{ fromMonth: '2026-07', toMonth: '2026-09', data: '{"a":"l’é"}', asOf: 41, publishedAt: NOW },
      ...{ publishedBy: personId, createdBy: personId, ...made },
    },
  ],
]
