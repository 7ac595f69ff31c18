import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** Calls of the lender for its lots, one in each state; the borrower has applied to all, the bystander to the open one. */
export function callRows(side: Side): Row[] {
  const of = { clusterId: `clu_${side}`, siteId: `sit_called_${side}`, organisationId: `org_lender_${side}` }
  const criteria = [
    { id: 'c1', label: 'Utile', weight: 60 },
    { id: 'c2', label: 'Solide', weight: 40 },
  ]
  const call = (name: string, status: string, more: object = {}): Row[] => [
    row('calls', {
      ...{ id: `cll_${name}_${side}`, ...of, status, title: `Appel ${name}`, language: 'fr' },
      ...{ startsOn: '2027-02-01', endsOn: '2028-07-31', deadline: '2026-11-20T17:00:00.000Z' },
      ...{ questions: '["Un ?","Deux ?","Trois ?"]', criteria: JSON.stringify(criteria) },
      ...{
        seedHash: '5eed',
        publishedAt: NOW,
        closedAt: NOW,
        createdBy: `per_manager_${side}`,
        createdAt: NOW,
      },
      ...{ ...made, ...more },
    } as never),
    ...(status === 'draft'
      ? []
      : [row('callSeeds', { callId: `cll_${name}_${side}`, seed: secret(side, 'seed', 'graine') })]),
    ...['first', 'second'].map((lot, i) =>
      row('callLots', {
        ...{ callId: `cll_${name}_${side}`, lotId: `lot_${lot}_${side}`, capacityId: `cap_${lot}_${side}` },
        position: i + 1,
      }),
    ),
    ...['member', 'answerer', 'asking'].map((juror, i) =>
      row('callJurors', {
        ...{ callId: `cll_${name}_${side}`, personId: `per_${juror}_${side}`, number: i + 1, leftAt: null },
      }),
    ),
  ]
  const application = (name: string, inCall: string, who: string, more: object = {}): Row =>
    row('applications', {
      ...{ id: `apl_${name}_${side}`, clusterId: `clu_${side}`, callId: `cll_${inCall}_${side}` },
      ...{ organisationId: `org_${who}_${side}`, status: 'submitted', number: 1, sector: 'craft' },
      answers: JSON.stringify([secret(side, 'answer', 'Un'), 'Deux', 'Trois']),
      choices: JSON.stringify([`lot_first_${side}`]),
      profile: JSON.stringify({
        sector: 'craft',
        activity: secret(side, 'profile', 'Vélos'),
        team: '',
        history: '',
      }),
      ...{ hash: secret(side, 'hash', 'abc'), submittedAt: NOW, withdrawnAt: null },
      ...{ createdBy: `per_${who}_${side}`, createdAt: NOW, ...made, ...more },
    } as never)
  const scores = (name: string, inCall: string): Row[] =>
    ['member', 'answerer', 'asking'].map((juror) =>
      row('applicationScores', {
        ...{
          applicationId: `apl_${name}_${side}`,
          personId: `per_${juror}_${side}`,
          callId: `cll_${inCall}_${side}`,
        },
        ...{ clusterId: `clu_${side}`, points: '{"c1":7,"c2":5}', round: 1, givenAt: NOW, ...made },
        comments: JSON.stringify({ c1: secret(side, 'comment', 'Bien') }),
      }),
    )
  const offer = (name: string, inCall: string, status: string): Row =>
    row('callOffers', {
      ...{
        id: `clo_${name}_${side}`,
        clusterId: `clu_${side}`,
        callId: `cll_${inCall}_${side}`,
        turn: 1,
        status,
      },
      ...{
        applicationId: `apl_${inCall}_${side}`,
        lotId: `lot_first_${side}`,
        capacityId: `cap_first_${side}`,
      },
      ...{ answerBy: '2026-12-20T08:00:00.000Z', answeredAt: status === 'offered' ? null : NOW },
      ...{ createdAt: NOW, ...made },
    } as never)
  const draft = { deadline: '2026-12-18T17:00:00.000Z', publishedAt: null, closedAt: null, seedHash: null }
  const open = { deadline: '2026-12-18T17:00:00.000Z', closedAt: null, amendments: 1 }
  const visits = '[{"date":"2026-12-16","from":"10:00","to":"12:00"}]'
  const judged = { round: 2, judgedAt: NOW }
  const allocated = (name: string) => ({
    ...{ ...judged, allocatedAt: NOW, allocation: JSON.stringify(allocationOf(side, name)) },
  })
  const owned = { clusterId: `clu_${side}`, organisationId: `org_lender_${side}` }
  const lots = ['first', 'second'].flatMap((name, i) => [
    row('capacities', {
      ...{
        id: `cap_${name}_${side}`,
        ...owned,
        shape: 'lot',
        label: name,
        quantity: 1,
        unit: 'piece',
        ...made,
      },
      details: '{}',
    }),
    row('listingCapacities', {
      listingId: `ofr_called_${side}`,
      capacityId: `cap_${name}_${side}`,
      position: i + 1,
    }),
    row('lots', {
      ...{
        id: `lot_${name}_${side}`,
        clusterId: `clu_${side}`,
        siteId: `sit_called_${side}`,
        position: i + 1,
      },
      ...{ capacityId: `cap_${name}_${side}`, name, surfaceM2: 50, createdAt: NOW, ...made },
    } as never),
  ])
  return [
    row('listings', {
      ...{ id: `ofr_called_${side}`, ...owned, direction: 'offer', kind: 'premises', status: 'draft' },
      ...{
        title: 'Filature',
        language: 'fr',
        commune: 'Elbeuf',
        postcode: '76500',
        quantity: 100,
        unit: 'm2',
      },
      ...{ grain: 'month', tariffMode: 'exchange', visibility: 'public', windows: '[]', details: '{}' },
      ...{ createdBy: `per_manager_${side}`, createdAt: NOW, ...made },
    } as never),
    row('sites', {
      ...{
        id: `sit_called_${side}`,
        ...owned,
        listingId: `ofr_called_${side}`,
        name: 'Filature',
        leadId: null,
      },
      ...{ address: secret(side, 'site-address', '3 rue Puchot'), commune: 'Elbeuf', lat: null, lng: null },
      ...{
        surfaceM2: null,
        vacantSince: null,
        endsOn: null,
        createdBy: `per_manager_${side}`,
        createdAt: NOW,
        ...made,
      },
    }),
    ...lots,
    row('applicantProfiles', {
      ...{
        organisationId: `org_borrower_${side}`,
        sector: 'craft',
        activity: secret(side, 'profile', 'Des vélos'),
      },
      ...made,
    }),
    ...call('draft', 'draft', { ...draft, title: secret(side, 'call', 'Un appel') }),
    ...call('open', 'published', { ...open, visits, visitListingId: `ofr_public_${side}` }),
    ...call('judging', 'closed'),
    ...call('named', 'closed', { round: 2 }),
    ...call('judged', 'judged', judged),
    ...call('allocated', 'allocated', allocated('allocated')),
    ...call('done', 'allocated', allocated('done')),
    application('draft', 'open', 'borrower', {
      status: 'draft',
      number: null,
      hash: null,
      submittedAt: null,
      profile: '{}',
    }),
    application('sent', 'open', 'bystander', {
      answers: '["Un","Deux","Trois"]',
      profile: '{}',
      hash: 'abc',
    }),
    row('applicationFiles', {
      ...{ id: `apf_draft_${side}`, applicationId: `apl_draft_${side}`, position: 1, kind: 'project' },
      ...{ contentType: 'application/pdf', bytes: 12, sha256: 'abc' },
    }),
    ...['judging', 'named', 'judged', 'allocated', 'done'].flatMap((name) => [
      application(name, name, 'borrower'),
      ...scores(name, name),
    ]),
    offer('open', 'allocated', 'offered'),
    offer('done', 'done', 'accepted'),
    row('callAmendments', {
      ...{ callId: `cll_open_${side}`, number: 1, eventId: `evt_amended_${side}`, reason: 'Plus de temps' },
      ...{ changes: '[{"field":"visits"}]', madeAt: NOW },
    }),
  ]
}

export const CALL_FILES = ['apf_draft']

/** What is published of a call with one lot and one application. */
const allocationOf = (side: Side, name: string) => {
  const features = {
    ...{ surfaceM2: 50, floorLoadKgM2: null, powerKva: null, power: null, water: null, stepFree: null },
    ...{ publicType: null, publicCategory: null, uses: [], availableFrom: null, availableUntil: null },
  }
  const application = `apl_${name}_${side}`
  const lot = `lot_first_${side}`
  return {
    ...{
      format: 'maillage-call/1',
      call: `cll_${name}_${side}`,
      startsOn: '2027-02-01',
      endsOn: '2028-07-31',
    },
    ...{ seed: 'graine', seedHash: '5eed', quotas: [], criteria: [{ id: 'c1', weight: 100 }] },
    lots: [{ id: lot, name: 'A1', features }],
    applications: [
      {
        id: application,
        number: 1,
        sector: 'craft',
        choices: [lot],
        needs: {},
        scores: [{ juror: '1', points: { c1: 7 } }],
      },
    ],
    result: {
      ...{
        lines: [{ application, rank: 1, lot, choice: 1, refused: [] }],
        least: {},
        scores: { [application]: 0 },
      },
    },
  }
}
