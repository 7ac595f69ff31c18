import { toMinutes } from '../../worker/core/time'
import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

export const HASH_OF_TEXT = 'b'.repeat(64)
export const HASH_OF_INVENTORY = 'c'.repeat(64)

/** A house of the lender with four lots: a draft, a proposal and an occupancy of the borrower's, and a lot that is free. */
export function occupancyRows(side: Side): Row[] {
  const of = { clusterId: `clu_${side}` }
  const owned = { ...of, organisationId: `org_lender_${side}` }
  const site = `sit_house_${side}`
  const lot = (name: string, position: number): Row[] => [
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
      details: JSON.stringify({ surfaceM2: 50 }),
    }),
    row('listingCapacities', {
      listingId: `ofr_house_${side}`,
      capacityId: `cap_${name}_${side}`,
      position,
    }),
    row('lots', {
      ...{
        id: `lot_${name}_${side}`,
        ...of,
        siteId: site,
        capacityId: `cap_${name}_${side}`,
        position,
        name,
      },
      ...{ surfaceM2: 50, createdAt: NOW, ...made },
    } as never),
  ]
  const terms = {
    ...{ owner: 'private', publicDomain: false, activity: 'non_profit', rentalValueCents: 90_000 },
    ...{ priorMonths: 0, declaredValueCents: null, knownFaults: '', noKnownFaults: false, title: '' },
    ...{ feeBasis: '', callException: '' },
    purpose: secret(side, 'purpose', 'Atelier'),
    conditions: secret(side, 'conditions', 'Rien'),
  }
  const [from, to] = ['2026-01-01', '2028-07-31']
  const occupancy = (name: string, inLot: string, status: string, more: object = {}): Row[] => [
    row('occupancies', {
      ...{ id: `occ_${name}_${side}`, ...of, siteId: site, lotId: `lot_${inLot}_${side}` },
      ...{ capacityId: `cap_${inLot}_${side}`, landlordId: `org_lender_${side}` },
      ...{ occupantId: `org_borrower_${side}`, status, form: 'precarious', startsOn: from, endsOn: to },
      ...{
        feeMode: 'fixed',
        feeCents: 20_000,
        reason: 'works',
        reasonWords: secret(side, 'why', 'Chantier'),
      },
      ...{ terms: JSON.stringify(terms), createdBy: `per_manager_${side}`, createdAt: NOW, ...made, ...more },
    } as never),
    row('holds', {
      ...{ capacityId: `cap_${inLot}_${side}`, reason: status === 'in_force' ? 'booking' : 'waitlist' },
      ...{ sourceId: `occ_${name}_${side}`, quantity: 1 },
      ...{ busyFrom: toMinutes('2025-12-31T23:00:00.000Z'), busyTo: toMinutes('2028-07-31T22:00:00.000Z') },
    } as never),
  ]
  const text = `# Convention\n## Les lieux\n${secret(side, 'text-of-occupancy', 'Ici')}`
  const proposed = { text, hash: HASH_OF_TEXT, textNumber: 0, proposedAt: NOW }
  const accepted = {
    ...{ landlordAcceptedAt: NOW, landlordAcceptedBy: `per_manager_${side}` },
    ...{ occupantAcceptedAt: NOW, occupantAcceptedBy: `per_hand_${side}` },
  }
  const room = { id: 'room_one', name: secret(side, 'room', 'Atelier'), note: '', items: [] }
  const line = (id: string, more: object) =>
    row('feeLines', {
      ...{ id: `fel_${id}_${side}`, ...of, siteId: site, lotId: `lot_lived_${side}`, onDate: '2026-10-01' },
      ...{ occupancyId: `occ_lived_${side}`, words: secret(side, 'payment', 'Virement'), cents: 20_000 },
      ...{ notedBy: `per_manager_${side}`, createdAt: NOW, ...made, ...more },
    } as never)
  return [
    row('listings', {
      ...{ id: `ofr_house_${side}`, ...owned, direction: 'offer', kind: 'premises', status: 'draft' },
      ...{ title: secret(side, 'house', 'Maison'), language: 'fr', commune: 'Elbeuf', postcode: '76500' },
      ...{ quantity: 200, unit: 'm2', grain: 'month', tariffMode: 'exchange', visibility: 'public' },
      ...{ windows: '[]', details: JSON.stringify({ uses: [], surfaceM2: 200 }) },
      ...{ createdBy: `per_manager_${side}`, createdAt: NOW, ...made },
    } as never),
    row('sites', {
      ...{ id: site, ...owned, listingId: `ofr_house_${side}`, name: secret(side, 'house', 'Maison') },
      ...{ leadId: null, lat: null, lng: null, surfaceM2: null, vacantSince: null, endsOn: null },
      ...{ commune: 'Elbeuf', createdBy: `per_manager_${side}`, createdAt: NOW, ...made },
    }),
    row('siteCharges', {
      ...{ id: `chg_house_${side}`, ...of, siteId: site, position: 1, item: 'energy', centsPerYear: 240_000 },
      ...made,
    }),
    ...lot('spare', 1),
    ...lot('drafted', 2),
    ...lot('asked', 3),
    ...lot('lived', 4),
    ...occupancy('draft', 'drafted', 'draft'),
    ...occupancy('proposed', 'asked', 'proposed', proposed),
    ...occupancy('lived', 'lived', 'in_force', { ...proposed, ...accepted }),
    row('occupancyReminders', {
      ...{
        occupancyId: `occ_lived_${side}`,
        days: -30,
        dueOn: '2028-07-01',
        dueAt: '2028-07-01T06:00:00.000Z',
      },
      ...made,
    }),
    row('inventories', {
      ...{
        id: `ivt_entry_${side}`,
        ...of,
        occupancyId: `occ_lived_${side}`,
        kind: 'entry',
        madeOn: '2026-01-02',
      },
      ...{ rooms: JSON.stringify([room]), hash: HASH_OF_INVENTORY, createdBy: `per_manager_${side}` },
      ...{ createdAt: NOW, ...made },
    }),
    row('inventoryPhotos', {
      ...{ id: `pho_room_${side}`, inventoryId: `ivt_entry_${side}`, roomId: 'room_one', position: 1 },
      ...{
        alt: secret(side, 'alt-of-room', 'Fissure'),
        contentType: 'image/jpeg',
        bytes: 9,
        width: 4,
        height: 3,
      },
    }),
    line('due', { kind: 'due', month: '2026-10', days: 31, weight: 500_000 }),
    line('paid', { kind: 'paid' }),
  ]
}

/** Objects in the store: photos of rooms. */
export const OCCUPANCY_FILES = ['pho_room']
