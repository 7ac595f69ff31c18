import { toMinutes } from '../../worker/core/time'
import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** The smallest JPEG there is: one grey point. */
export const JPEG = Uint8Array.from(
  atob(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  ),
  (char) => char.charCodeAt(0),
)

/** Bookings of the public offer in each state, a match open and one accepted, messages, notices, an import, a draft. */
export function bookingRows(side: Side): Row[] {
  const booking = (id: string, status: string, day: string, more: object = {}): Row[] => {
    const [startsAt, endsAt] = [`${day}T13:00:00.000Z`, `${day}T15:00:00.000Z`]
    return [
      row('bookings', {
        ...{
          id: `${id}_${side}`,
          clusterId: `clu_${side}`,
          listingId: `ofr_public_${side}`,
          capacityId: `cap_public_${side}`,
        },
        ...{
          lenderId: `org_lender_${side}`,
          borrowerId: `org_borrower_${side}`,
          status,
          startsAt,
          endsAt,
          quantity: 1,
        },
        ...{
          unit: 'piece',
          currency: 'EUR',
          note: secret(side, 'note', 'Merci'),
          answerBy: '2026-11-27T08:00:00.000Z',
        },
        ...{ requestedBy: `per_borrower_${side}`, createdAt: NOW, ...made, ...more },
      } as never),
      row('holds', {
        ...{ capacityId: `cap_public_${side}`, bookingId: `${id}_${side}`, reason: 'booking', quantity: 1 },
        ...{ busyFrom: toMinutes(startsAt), busyTo: toMinutes(endsAt), live: status === 'cancelled' ? 0 : 1 },
      }),
    ]
  }
  const match = (id: string, offer: string, status: string, more: object = {}) =>
    row('matches', {
      ...{
        id: `${id}_${side}`,
        clusterId: `clu_${side}`,
        offerId: `${offer}_${side}`,
        needId: `ned_public_${side}`,
      },
      ...{
        offerContent: 1,
        needContent: 1,
        status: status as 'seen',
        score: 0.8,
        parts: PARTS,
        createdAt: NOW,
        ...made,
        ...more,
      },
    })
  const message = (id: string, about: string) =>
    row('messages', {
      ...{
        id: `${id}_${side}`,
        clusterId: `clu_${side}`,
        aboutId: `${about}_${side}`,
        fromPersonId: `per_borrower_${side}`,
      },
      ...{ fromOrganisationId: `org_borrower_${side}`, toOrganisationId: `org_lender_${side}` },
      ...{ body: secret(side, 'message', 'Bonjour'), createdAt: NOW, ...made },
    })
  const notice = (name: string) =>
    row('notices', {
      ...{
        id: `ntc_${name}_${side}`,
        eventId: 'evt_world',
        personId: `per_${name}_${side}`,
        channel: 'app',
        state: 'unread',
      },
      ...{
        clusterId: `clu_${side}`,
        type: 'booking.requested',
        subjectId: `bkg_requested_${side}`,
        dueAt: NOW,
        createdAt: NOW,
      },
    })
  return [
    ...booking('bkg_requested', 'requested', '2026-12-08'),
    row('baskets', {
      ...{ id: `bsk_${side}`, clusterId: `clu_${side}`, borrowerId: `org_borrower_${side}` },
      ...{ requestedBy: `per_borrower_${side}`, createdAt: NOW, ...made },
    }),
    ...booking('bkg_confirmed', 'confirmed', '2026-12-09'),
    ...booking('bkg_begun', 'in_use', '2026-11-20', { endsAt: '2026-11-22T15:00:00.000Z' }),
    ...booking('bkg_completed', 'completed', '2026-11-19', { endedAt: '2026-11-19T15:00:00.000Z' }),
    ...booking('bkg_cancelled', 'cancelled', '2026-12-10', {
      ...{ cancelReason: secret(side, 'reason', 'Une raison'), cancelledSide: 'borrower', endedAt: NOW },
    }),
    row('holds', {
      ...{ capacityId: `cap_public_${side}`, bookingId: null, reason: 'closure', quantity: 1, live: 1 },
      ...{ busyFrom: toMinutes('2026-12-15T08:00:00.000Z'), busyTo: toMinutes('2026-12-15T17:00:00.000Z') },
    }),
    ...booking('bkg_in_basket', 'requested', '2026-12-16', { basketId: `bsk_${side}` }),
    match('mat_open', 'ofr_public', 'suggested'),
    match('mat_accepted', 'ofr_cluster', 'accepted', { offerAcceptedAt: NOW, needAcceptedAt: NOW }),
    message('msg_booking', 'bkg_confirmed'),
    message('msg_match', 'mat_open'),
    ...['manager', 'borrower', 'coordinator'].map(notice),
    row('imports', {
      ...{
        id: `imp_preview_${side}`,
        clusterId: `clu_${side}`,
        kind: 'organisations',
        source: 'essai',
        status: 'preview',
      },
      ...{
        fileName: `${secret(side, 'import', 'structures')}.csv`,
        csv: `name,siret\n${secret(side, 'import', 'Un')},\n`,
      },
      ...{
        columns: '{"name":"name","siret":"siret"}',
        total: 1,
        createdBy: `per_coordinator_${side}`,
        createdAt: NOW,
        ...made,
      },
    }),
    row('drafts', {
      personId: `per_manager_${side}`,
      key: 'post',
      body: JSON.stringify({ title: secret(side, 'draft', '') }),
      updatedAt: NOW,
    }),
  ]
}

const part = { share: 0.8, weight: 0.2 }
const PARTS = JSON.stringify({
  ...{
    text: { ...part, same: ['salle'] },
    distance: { ...part, km: 1 },
    time: { ...part, from: null, to: null, known: false },
  },
  ...{
    quantity: { ...part, have: 1, want: 1 },
    price: { ...part, is: 'free' },
    freshness: { ...part, days: 0 },
  },
})
