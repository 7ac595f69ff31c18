import { toMinutes } from '../../worker/core/time'
import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** 11 December 2026, whole, in Paris. */
export const ONE_DAY = { startsAt: '2026-12-10T23:00:00.000Z', endsAt: '2026-12-11T23:00:00.000Z' }
const FRIDAY = { startsAt: '2026-12-04T08:00:00.000Z', endsAt: '2026-12-04T10:00:00.000Z' }

/**
 * Several at once: needs that could make a job, one that is proposed and one that all accepted; chairs of two lenders; what
 * is left of a collection and offered to the borrower.
 */
export function sharingRows(side: Side): Row[] {
  const listing = (id: string, organisation: string, more: Record<string, unknown>): Row =>
    row('listings', {
      ...{ id: `${id}_${side}`, clusterId: `clu_${side}`, organisationId: `org_${organisation}_${side}` },
      ...{
        direction: id.startsWith('ned') ? 'need' : 'offer',
        status: 'published',
        description: '',
        language: 'fr',
      },
      ...{ address: '', commune: 'Rouen', postcode: '76000', lat: 49.44, lng: 1.09, visibility: 'cluster' },
      ...{ quantity: 1, unit: 'piece', grain: 'hour', windows: '[]', details: '{}', tariffMode: 'free' },
      ...{ createdBy: `per_manager_${side}`, createdAt: NOW, publishedAt: NOW },
      ...{ expiresAt: '2027-05-20T08:00:00.000Z', ...made, ...more },
    } as never)
  const staff = (id: string, organisation: string, days: number[]): Row =>
    listing(id, organisation, {
      ...{ kind: 'staff', unit: 'minute', title: 'Comptable à temps partiel' },
      windows: JSON.stringify([{ days, from: '08:00', to: '15:00' }]),
      details: JSON.stringify({ romeCode: 'M1203', hoursPerWeek: 14, consent: true }),
    })
  const capacity = (
    offer: string,
    shape: string,
    quantity: number,
    unit: string,
    n = 1,
    organisation = 'lender',
  ) => [
    row('capacities', {
      ...{
        id: `cap_${offer.slice(4)}${n > 1 ? n : ''}_${side}`,
        clusterId: `clu_${side}`,
        shape,
        quantity,
        unit,
      },
      ...{ organisationId: `org_${organisation}_${side}`, ...made },
    } as never),
    row('listingCapacities', {
      ...{
        listingId: `${offer}_${side}`,
        capacityId: `cap_${offer.slice(4)}${n > 1 ? n : ''}_${side}`,
        position: n,
      },
    }),
  ]
  const job = (id: string, status: 'proposed' | 'accepted', first: string, second: string): Row[] => [
    row('sharedJobs', {
      ...{ id: `${id}_${side}`, clusterId: `clu_${side}`, status, origin: 'coordinator', needsKey: id },
      ...{ romeCode: 'M1203', minutes: 1680, travelMinutes: 0, score: 0.9 },
      ...{ scoreParts: JSON.stringify({ hours: 0.8, travel: 1, fit: 1 }), hourCents: 2400 },
      ...{ carrierId: `org_lender_${side}`, startsOn: '2027-01-04', weeks: 1, offerId: null },
      ...{ answerBy: '2026-12-05T08:00:00.000Z', note: secret(side, 'job', 'Voyons-nous') },
      ...{ proposedBy: `per_coordinator_${side}`, createdAt: NOW, ...made },
    }),
    ...(
      [
        [first, 'lender', [1, 2]],
        [second, 'borrower', [3, 4]],
      ] as const
    ).map(([need, organisation, days]) =>
      row('sharedJobParts', {
        ...{
          jobId: `${id}_${side}`,
          needId: `${need}_${side}`,
          organisationId: `org_${organisation}_${side}`,
        },
        minutes: 840,
        halfDays: JSON.stringify(days.map((day) => ({ day, half: 'am', from: '08:00', to: '15:00' }))),
        ...(status === 'accepted'
          ? { answer: 'accepted' as const, answeredBy: `per_manager_${side}`, answeredAt: NOW }
          : { answer: 'waiting' as const, answeredBy: null, answeredAt: null }),
        onBehalfOf: null,
      }),
    ),
  ]
  const chairs = { kind: 'equipment', grain: 'day', title: 'Chaises pliantes' }
  const waste = { kind: 'waste', unit: 'kg', grain: 'window', title: 'Sciure de chêne' }
  return [
    ...[staff('ned_part', 'lender', [1, 2]), staff('ned_parttwo', 'borrower', [3, 4])],
    ...[staff('ned_asked', 'lender', [1, 2]), staff('ned_askedtwo', 'borrower', [3, 4])],
    ...[staff('ned_agreed', 'lender', [1, 2]), staff('ned_agreedtwo', 'borrower', [3, 4])],
    staff('ofr_staff', 'lender', [1, 2, 3, 4, 5]),
    ...capacity('ofr_staff', 'person', 1, 'piece'),
    ...capacity('ofr_staff', 'week', 840, 'minute', 2),
    ...job('job_open', 'proposed', 'ned_asked', 'ned_askedtwo'),
    ...job('job_agreed', 'accepted', 'ned_agreed', 'ned_agreedtwo'),
    listing('ned_many', 'borrower', { ...chairs, quantity: 60, ...ONE_DAY }),
    listing('ofr_some', 'lender', { ...chairs, quantity: 40 }),
    ...capacity('ofr_some', 'thing', 40, 'piece'),
    listing('ofr_someother', 'bystander', { ...chairs, quantity: 35 }),
    ...capacity('ofr_someother', 'thing', 35, 'piece', 1, 'bystander'),
    listing('ofr_waste', 'lender', {
      ...{ ...waste, quantity: 500, details: JSON.stringify({ materialStatus: 'by_product' }) },
      windows: JSON.stringify([{ days: [5], from: '09:00', to: '11:00' }]),
    }),
    ...capacity('ofr_waste', 'window', 500, 'kg'),
    listing('ned_waste', 'borrower', { ...waste, quantity: 200 }),
    listing('ned_wasteother', 'bystander', { ...waste, quantity: 100 }),
    row('matches', {
      ...{ id: `mat_waste_${side}`, clusterId: `clu_${side}`, offerId: `ofr_waste_${side}` },
      ...{
        needId: `ned_wasteother_${side}`,
        offerContent: 1,
        needContent: 1,
        status: 'suggested',
        score: 0.8,
      },
      ...{ parts: '{}', createdAt: NOW, ...made },
    } as never),
    row('cascades', {
      ...{ id: `csc_open_${side}`, clusterId: `clu_${side}`, listingId: `ofr_waste_${side}` },
      ...{ capacityId: `cap_waste_${side}`, ...FRIDAY, status: 'open', outcome: null, quantityLeft: null },
      ...{ createdAt: NOW, ...made },
    }),
    row('holds', {
      ...{
        capacityId: `cap_waste_${side}`,
        reason: 'waitlist',
        sourceId: `rmd_offered_${side}`,
        quantity: 150,
      },
      ...{ busyFrom: toMinutes(FRIDAY.startsAt), busyTo: toMinutes(FRIDAY.endsAt) },
    } as never),
    row('remainders', {
      ...{ id: `rmd_offered_${side}`, clusterId: `clu_${side}`, cascadeId: `csc_open_${side}`, position: 1 },
      ...{ listingId: `ofr_waste_${side}`, capacityId: `cap_waste_${side}`, needId: `ned_waste_${side}` },
      ...{ organisationId: `org_borrower_${side}`, slot: FRIDAY.startsAt, quantity: 150, status: 'offered' },
      ...{ offeredUntil: '2026-11-22T08:00:00.000Z', takenQuantity: null, bookingId: null },
      ...{ createdAt: NOW, ...made },
    }),
  ]
}
