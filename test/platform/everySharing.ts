import { NOW } from '../support/given'

const made = { lastEventId: 'evt_given', createdAt: NOW }
interface Of {
  clusterId: string
  offerId: string
  needId: string
  lenderId: string
  borrowerId: string
  /** Of a stock, with something left. */
  capacityId: string
}

/** A job that two share, and what is left of a stock and offered: its hold comes with it. */
export function sharingOfMarket(of: Of): [string, object][] {
  const { clusterId, offerId, needId, lenderId, borrowerId, capacityId } = of
  return [
    [
      'sharedJobs',
      {
        ...{ id: 'job_1', clusterId, status: 'proposed', origin: 'suggested', needsKey: `${needId}@1` },
        ...{ romeCode: 'M1203', minutes: 1800, travelMinutes: 12, score: 0.9, scoreParts: '{"hours":1}' },
        ...{ hourCents: 2350, carrierId: lenderId, startsOn: '2026-12-21', weeks: 12, answerBy: NOW },
        ...{ offerId: null, note: 'L’essai', proposedBy: null, ...made },
      },
    ],
    [
      'sharedJobParts',
      {
        ...{ jobId: 'job_1', needId, organisationId: borrowerId, minutes: 900 },
        ...{ halfDays: '[{"day":1,"half":"am","from":"09:00","to":"12:00"}]', answer: 'accepted' },
        ...{ answeredBy: 'per_given', answeredAt: NOW, onBehalfOf: null },
      },
    ],
    [
      'cascades',
      {
        ...{ id: 'csc_1', clusterId, listingId: offerId, capacityId, startsAt: null, endsAt: null },
        ...{ status: 'open', outcome: null, quantityLeft: null, ...made },
      },
    ],
    [
      'remainders',
      {
        ...{
          id: 'rmd_1',
          clusterId,
          cascadeId: 'csc_1',
          listingId: offerId,
          capacityId,
          needId,
          position: 1,
        },
        ...{ organisationId: borrowerId, quantity: 1, status: 'offered', offeredUntil: NOW },
        ...{ takenQuantity: null, bookingId: null, ...made },
      },
    ],
  ]
}
