import { NOW } from '../support/given'

const made = { lastEventId: 'evt_given', createdAt: NOW }

/** A row of each table of calls, over the site and the lot of `premisesOfMarket`. */
export const callsOfMarket = (
  of: { clusterId: string; siteId: string; lotId: string; capacityId: string },
  landlordId: string,
  applicantId: string,
  personId: string,
): [string, object][] => {
  const ids = { callId: 'cll_1', lotId: of.lotId, capacityId: of.capacityId }
  return [
    [
      'calls',
      {
        ...{ id: 'cll_1', clusterId: of.clusterId, siteId: of.siteId, organisationId: landlordId, round: 2 },
        ...{
          status: 'allocated',
          title: 'L’étage; "filature"',
          language: 'fr',
          startsOn: '2027-02-01',
          endsOn: '2028-07-31',
        },
        ...{
          deadline: NOW,
          seedHash: 'abc',
          amendments: 1,
          allocation: '{"é":1}',
          publishedAt: NOW,
          closedAt: NOW,
        },
        ...{ judgedAt: NOW, allocatedAt: NOW, createdBy: personId, ...made },
      },
    ],
    ['callSeeds', { callId: 'cll_1', seed: 'graine' }],
    ['callLots', { ...ids, position: 1 }],
    ['callJurors', { callId: 'cll_1', personId, number: 1, leftAt: null }],
    [
      'callAmendments',
      {
        callId: 'cll_1',
        number: 1,
        eventId: 'evt_amended',
        reason: 'L’eau',
        changes: '[{"field":"lots"}]',
        madeAt: NOW,
      },
    ],
    [
      'applicantProfiles',
      { organisationId: applicantId, sector: 'food', activity: 'Du pain', lastEventId: 'evt_given' },
    ],
    [
      'applications',
      {
        ...{
          id: 'apl_1',
          clusterId: of.clusterId,
          callId: 'cll_1',
          organisationId: applicantId,
          status: 'submitted',
        },
        ...{
          number: 1,
          hash: 'abc',
          submittedAt: NOW,
          withdrawnAt: null,
          onBehalfOf: null,
          createdBy: personId,
          ...made,
        },
      },
    ],
    [
      'applicationFiles',
      {
        id: 'apf_1',
        applicationId: 'apl_1',
        position: 1,
        kind: 'identity',
        contentType: 'application/pdf',
        bytes: 9,
        sha256: 'abc',
      },
    ],
    [
      'applicationScores',
      {
        ...{
          applicationId: 'apl_1',
          personId,
          callId: 'cll_1',
          clusterId: of.clusterId,
          points: '{"c1":7}',
          recused: 1,
        },
        ...{ reason: 'Trop proche', round: 2, givenAt: NOW, lastEventId: 'evt_given' },
      },
    ],
    [
      'callOffers',
      {
        ...{
          id: 'clo_1',
          clusterId: of.clusterId,
          ...ids,
          applicationId: 'apl_1',
          turn: 1,
          status: 'accepted',
        },
        ...{ answerBy: NOW, answeredAt: NOW, ...made },
      },
    ],
  ]
}
