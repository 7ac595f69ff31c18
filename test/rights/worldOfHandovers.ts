import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** Of the text that nobody has accepted yet. */
export const HASH = 'a'.repeat(64)

/** The borrower noted a pick-up, with a photo; an agreement waits for both. */
export function handoverRows(side: Side): Row[] {
  const party = { name: 'Structure', siret: null, seat: 'Rouen' }
  const terms = {
    ...{ textVersion: '2026-11', kind: 'space', lender: party, borrower: party, thing: 'Salle', lot: '' },
    ...{
      capacityId: `cap_public_${side}`,
      quantity: 1,
      unit: 'piece',
      timeZone: 'Europe/Paris',
      currency: 'EUR',
    },
    ...{ startsAt: '2026-12-09T13:00:00.000Z', endsAt: '2026-12-09T15:00:00.000Z' },
    ...{
      place: secret(side, 'place-of-loan', 'Rouen'),
      condition: null,
      vehicle: false,
      deposit: '',
      special: '',
    },
  }
  const text = { title: 'Convention', lead: '', parts: [['Lieu', secret(side, 'text-of-loan', 'Rouen')]] }
  return [
    row('handovers', {
      ...{
        id: `hnd_begun_${side}`,
        clusterId: `clu_${side}`,
        bookingId: `bkg_begun_${side}`,
        step: 'pick_up',
      },
      ...{
        side: 'borrower',
        at: NOW,
        condition: 'dirty',
        note: secret(side, 'handover', 'Sale'),
        quantity: 1,
      },
      ...{ photoId: `pho_handover_${side}`, photoType: 'image/jpeg', photoBytes: 125, photoWidth: 1 },
      ...{ photoHeight: 1, photoAlt: secret(side, 'alt-of-handover', 'Une tache') },
      ...{ notedBy: `per_borrower_${side}`, createdAt: NOW, ...made },
    }),
    row('returnsDue', {
      ...{ bookingId: `bkg_begun_${side}`, clusterId: `clu_${side}`, lenderId: `org_lender_${side}` },
      ...{ dueAt: '2026-11-22T15:00:00.000Z', isOut: 1, ...made },
    }),
    row('agreements', {
      ...{
        id: `agr_confirmed_${side}`,
        clusterId: `clu_${side}`,
        bookingId: `bkg_confirmed_${side}`,
        number: 1,
      },
      ...{ status: 'open', textVersion: '2026-11', terms: JSON.stringify(terms), text: JSON.stringify(text) },
      ...{ hash: HASH, createdAt: NOW, ...made },
    }),
  ]
}
