import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** Of the lender: a site that is a draft and one that is online; leads and a report of the coordinators. */
export function premisesRows(side: Side): Row[] {
  const of = { clusterId: `clu_${side}` }
  const owned = { ...of, organisationId: `org_lender_${side}` }
  const site = (id: string, listing: string, name: string) =>
    row('sites', {
      ...{ id: `${id}_${side}`, ...owned, listingId: `${listing}_${side}`, name, leadId: null },
      ...{
        address: secret(side, 'site-address', '3 rue Puchot'),
        commune: 'Elbeuf',
        postcode: '76500',
        lat: null,
        lng: null,
      },
      ...{ friches: JSON.stringify({ site_id: 'x', proprio_nom: secret(side, 'friches', 'SCI') }) },
      ...{
        surfaceM2: 900,
        vacantSince: null,
        endsOn: null,
        createdBy: `per_manager_${side}`,
        createdAt: NOW,
      },
      ...made,
    })
  const lot = (id: string, inSite: string, capacity: string, name: string, more: object = {}) =>
    row('lots', {
      ...{ id: `${id}_${side}`, ...of, siteId: `${inSite}_${side}`, capacityId: `${capacity}_${side}` },
      ...{ position: 1, name, surfaceM2: 50, createdAt: NOW, ...made, ...more },
    } as never)
  const capacity = (id: string, listing: string, label: string, position: number) => [
    row('capacities', {
      ...{ id: `${id}_${side}`, ...owned, shape: 'lot', label, quantity: 1, unit: 'piece', ...made },
      details: JSON.stringify({ surfaceM2: 50, floor: '', state: 'ready' }),
    }),
    row('listingCapacities', { listingId: `${listing}_${side}`, capacityId: `${id}_${side}`, position }),
  ]
  const document = (id: string, inSite: string, audience: 'owner' | 'cluster', name: string) =>
    row('siteDocuments', {
      ...{ id: `${id}_${side}`, ...of, siteId: `${inSite}_${side}`, kind: 'diagnosis', name, audience },
      ...{ contentType: 'application/pdf', bytes: 12, createdAt: NOW, ...made },
    })
  const lead = (id: string, stage: 'lead' | 'reported', more: object = {}) =>
    row('leads', {
      ...{ id: `${id}_${side}`, ...of, subject: 'premises', origin: 'coordinator', stage, stageSince: NOW },
      ...{ title: secret(side, 'lead', 'Une piste'), words: secret(side, 'lead-words', 'Vide') },
      ...{
        commune: 'Rouen',
        reporterContact: secret(side, 'reporter', '06'),
        createdAt: NOW,
        ...made,
        ...more,
      },
    } as never)
  return [
    row('listings', {
      ...{ id: `ofr_site_${side}`, ...owned, direction: 'offer', kind: 'premises', status: 'draft' },
      ...{ title: secret(side, 'site', 'Manufacture'), language: 'fr', commune: 'Elbeuf', postcode: '76500' },
      address: secret(side, 'site-address', '3 rue Puchot'),
      ...{ quantity: 100, unit: 'm2', grain: 'month', tariffMode: 'exchange', visibility: 'public' },
      ...{ windows: '[]', details: JSON.stringify({ uses: [], surfaceM2: 100 }) },
      ...{ createdBy: `per_manager_${side}`, createdAt: NOW, ...made },
    } as never),
    ...capacity('cap_one', 'ofr_site', 'A1', 1),
    ...capacity('cap_two', 'ofr_site', 'A2', 2),
    site('sit_draft', 'ofr_site', secret(side, 'site', 'Manufacture')),
    site('sit_public', 'ofr_lots', 'Ancien atelier'),
    row('buildings', {
      ...{ id: `bld_hall_${side}`, ...of, siteId: `sit_draft_${side}`, position: 1, name: 'Halle', ...made },
    }),
    row('plans', {
      ...{ id: `pln_draft_${side}`, ...of, siteId: `sit_draft_${side}`, position: 1, name: 'Étage' },
      ...{
        width: 340,
        height: 240,
        pictureId: `pho_plan_${side}`,
        pictureType: 'image/jpeg',
        pictureBytes: 9,
        ...made,
      },
    }),
    lot('lot_one', 'sit_draft', 'cap_one', 'A1', {
      planId: `pln_draft_${side}`,
      outline: '[[0,0],[9,0],[9,9]]',
    }),
    lot('lot_two', 'sit_draft', 'cap_two', 'A2'),
    lot('lot_ground', 'sit_public', 'cap_lot_one', 'Rez-de-chaussée'),
    row('siteCharges', {
      ...{ id: `chg_tax_${side}`, ...of, siteId: `sit_public_${side}`, position: 1, item: 'property_tax' },
      ...{ label: secret(side, 'charges', 'Taxe'), centsPerYear: 120_000, ...made },
    }),
    document('doc_own', 'sit_draft', 'owner', secret(side, 'document', 'Diagnostic')),
    document('doc_public', 'sit_public', 'owner', secret(side, 'document', 'Diagnostic')),
    row('photos', {
      ...{ id: `pho_site_${side}`, listingId: `ofr_site_${side}`, position: 1, contentType: 'image/jpeg' },
      ...{ bytes: 9, width: 4, height: 3, alt: secret(side, 'photo', 'La halle'), ...made },
    }),
    lead('lea_open', 'lead'),
    lead('lea_street', 'lead', { subject: 'waste' }),
    lead('lea_reported', 'reported', {
      ...{ origin: 'report', photoId: `pho_lead_${side}`, photoType: 'image/jpeg', photoBytes: 9 },
    }),
    row('leadNotes', {
      ...{ id: `nte_call_${side}`, ...of, leadId: `lea_open_${side}`, kind: 'call', createdAt: NOW, ...made },
      body: secret(side, 'lead-note', 'Rappelle lundi'),
    }),
  ]
}

/** Objects in the store: what plans, documents and reports hold. */
export const PREMISES_FILES = ['pho_plan', 'doc_own', 'doc_public', 'pho_lead', 'pho_site']
