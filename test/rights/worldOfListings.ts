import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** Monday to Saturday, nine to eight. */
const DAYTIME = [{ days: [1, 2, 3, 4, 5, 6], from: '09:00', to: '20:00' }]

/** A listing of each state, in a cluster. The first are the lender's, the needs the borrower's. */
export function listingRows(side: Side): Row[] {
  const listing = (id: string, title: string, more: Record<string, unknown> = {}) => {
    const direction = id.startsWith('ned') ? 'need' : 'offer'
    const published = (more.status ?? 'published') !== 'draft'
    return row('listings', {
      ...{
        id: `${id}_${side}`,
        clusterId: `clu_${side}`,
        organisationId: `org_${direction === 'need' ? 'borrower' : 'lender'}_${side}`,
      },
      ...{
        direction,
        kind: 'space',
        status: 'published',
        title,
        description: `${title}, au calme.`,
        language: 'fr',
      },
      ...{
        address: secret(side, 'address', '12 rue du Port'),
        commune: 'Rouen',
        postcode: '76000',
        lat: LAT,
        lng: LNG,
      },
      ...{
        quantity: 1,
        unit: 'piece',
        grain: 'hour',
        windows: JSON.stringify(direction === 'offer' ? DAYTIME : []),
      },
      ...{
        tariffMode: 'free',
        visibility: 'public',
        details: '{}',
        createdBy: `per_manager_${side}`,
        createdAt: NOW,
      },
      ...{
        publishedAt: published ? NOW : null,
        expiresAt: published ? '2027-05-20T08:00:00.000Z' : null,
        ...made,
        ...more,
      },
    } as never)
  }
  const hidden = (what: string) => secret(side, what, `Salle ${what}`)
  const week = { startsAt: '2026-12-07T08:00:00.000Z', endsAt: '2026-12-11T17:00:00.000Z' }
  const lots = { kind: 'premises', grain: 'month', unit: 'm2', quantity: 2, windows: '[]' }
  return [
    listing('ofr_public', 'Salle du quai'),
    listing('ofr_quiet', 'Salle sans réservation'), // nobody has booked it: it can be closed, edited, emptied
    listing('ofr_cluster', hidden('cluster'), { visibility: 'cluster' }),
    listing('ofr_draft', hidden('draft'), { status: 'draft' }),
    listing('ofr_paused', 'Salle en pause', { status: 'paused' }),
    listing('ofr_hidden', hidden('hidden'), { hiddenReason: secret(side, 'reason', 'Une raison') }),
    listing('ofr_closed', 'Salle retirée', { status: 'closed', outcome: 'no_longer_needed', closedAt: NOW }),
    listing('ofr_lots', 'Ancien atelier en lots', lots),
    listing('ofr_bystander', 'Salle des voisins', {
      organisationId: `org_bystander_${side}`,
      address: '3 rue des Voisins',
      lat: 49.45,
      lng: 1.1,
    }),
    listing('ned_public', 'Cherche une salle au calme', week),
    listing('ned_quiet', 'Cherche un bureau', week),
    listing('ned_cluster', hidden('cluster-need'), { visibility: 'cluster', ...week }),
    listing('ned_draft', hidden('draft-need'), { status: 'draft' }),
    ...['public', 'quiet', 'cluster', 'draft', 'paused', 'hidden', 'closed'].flatMap((id) =>
      capacity(side, `ofr_${id}`, `cap_${id}`),
    ),
    ...capacity(side, 'ofr_bystander', 'cap_bystander', { organisationId: `org_bystander_${side}` }),
    ...capacity(side, 'ofr_lots', 'cap_lot_one', LOT('Rez-de-chaussée')),
    ...capacity(side, 'ofr_lots', 'cap_lot_two', LOT('Étage')),
    photo(side, 'pho_public', 'ofr_public'),
    photo(side, 'pho_draft', 'ofr_draft'),
    row('reports', {
      ...{
        id: `rep_open_${side}`,
        clusterId: `clu_${side}`,
        listingId: `ofr_public_${side}`,
        reason: 'wrong',
      },
      ...{
        note: secret(side, 'report', 'Fermée'),
        status: 'open',
        reportedBy: `per_borrower_${side}`,
        createdAt: NOW,
        ...made,
      },
    }),
  ]
}

/** Where the listings exactly are: strangers may know it to a kilometre. */
export const LAT = 49.443217
export const LNG = 1.099871

const LOT = (label: string) => ({
  shape: 'lot' as const,
  label,
  details: '{"surfaceM2":40,"floor":"0","state":"ready"}',
})

function capacity(side: Side, listing: string, id: string, more: object = {}): Row[] {
  return [
    row('capacities', {
      ...{
        id: `${id}_${side}`,
        clusterId: `clu_${side}`,
        organisationId: `org_lender_${side}`,
        shape: 'thing',
        quantity: 1,
      },
      ...{ unit: 'piece', ...made, ...more },
    }),
    row('listingCapacities', {
      listingId: `${listing}_${side}`,
      capacityId: `${id}_${side}`,
      position: id.endsWith('two') ? 2 : 1,
    }),
  ]
}

const photo = (side: Side, id: string, listing: string) =>
  row('photos', {
    ...{
      id: `${id}_${side}`,
      listingId: `${listing}_${side}`,
      position: 1,
      contentType: 'image/jpeg',
      bytes: 125,
      width: 1,
    },
    ...{ height: 1, alt: id.includes('draft') ? secret(side, 'alt', 'Une salle') : 'Une salle', ...made },
  })
