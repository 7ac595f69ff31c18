import type { Entry } from './table'
import { EVERYONE, MEMBERS, SIGNED_IN } from './world'
import { JPEG } from './worldOfBookings'
import { HASH_OF_INVENTORY, HASH_OF_TEXT } from './worldOfOccupancies'

// An occupancy is its two sides' and the coordinators'; a draft, the landlord's. Who answers for the landlord runs it; who
// answers for a side accepts for it. Fees of a site are its landlord's. Another landlord sees nothing.

const RUN = ['manager', 'answerer', 'coordinator'] as const
const INSIDE = ['manager', 'answerer', 'member', 'coordinator'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const
const VERSION = { headers: { 'if-match': '"1"' } }
const given = {
  ...{ lotId: 'lot_spare_a', occupantId: 'org_bystander_a', startsOn: '2027-01-01', endsOn: '2027-12-31' },
  ...{ reason: 'works', reasonWords: 'Chantier', purpose: 'Atelier' },
}
const agreed = (hash: string) => ({
  json: { hash },
  by: { coordinator: { json: { hash, onBehalfOf: 'mbr_hand_a' } } },
})
const agreedForm = (form: Record<string, string>) => ({
  form,
  by: { coordinator: { form: { ...form, onBehalfOf: 'mbr_hand_a' } } },
})
const inventory = { madeOn: '2026-11-20', rooms: [{ name: 'Atelier' }] }
const picture = () => new File([JPEG], 'room.jpg', { type: 'image/jpeg' })
const api = '/api/v1'
const body = `# T\n## A\n{{propriétaire}} {{occupant}} {{lot}} {{adresse}} {{usage}} {{début}} {{fin}} {{redevance}} {{motif}}`

export const occupancyRoutes: Record<string, Entry> = {
  [`GET ${api}/agreement-form`]: {
    ...{ path: `${api}/agreement-form?startsOn=2027-01-01&endsOn=2027-12-31`, may: EVERYONE },
  },
  [`GET ${api}/clusters/:slug/occupancies`]: { path: `${api}/clusters/pole-a/occupancies`, may: SIGNED_IN },
  [`POST ${api}/clusters/:slug/occupancies`]: {
    ...{ path: `${api}/clusters/pole-a/occupancies`, json: given, may: RUN, status: 201 },
    events: ['occupancy.drafted'],
  },
  [`GET ${api}/occupancies/:id`]: { path: `${api}/occupancies/occ_lived_a`, may: PARTIES },
  [`PATCH ${api}/occupancies/:id`]: {
    ...{ path: `${api}/occupancies/occ_draft_a`, json: { purpose: 'Autre' }, ...VERSION, may: RUN },
    events: ['occupancy.edited'],
  },
  [`POST ${api}/occupancies/:id/propose`]: {
    ...{ path: `${api}/occupancies/occ_draft_a/propose`, json: {}, may: RUN, events: ['occupancy.proposed'] },
  },
  [`POST ${api}/occupancies/:id/revise`]: {
    ...{
      path: `${api}/occupancies/occ_proposed_a/revise`,
      json: {},
      may: RUN,
      events: ['occupancy.revised'],
    },
  },
  [`POST ${api}/occupancies/:id/cancel`]: {
    ...{ path: `${api}/occupancies/occ_draft_a/cancel`, json: {}, may: RUN, events: ['occupancy.cancelled'] },
  },
  [`POST ${api}/occupancies/:id/accept`]: {
    ...{ path: `${api}/occupancies/occ_proposed_a/accept`, may: RUN, events: ['occupancy.accepted'] },
    ...agreed(HASH_OF_TEXT),
  },
  [`POST ${api}/occupancies/:id/end`]: {
    ...{ path: `${api}/occupancies/occ_lived_a/end`, json: { leftOn: '2026-11-20' }, may: RUN },
    events: ['occupancy.ended'],
  },
  [`GET ${api}/clusters/:slug/agreement-texts/:form`]: {
    path: `${api}/clusters/pole-a/agreement-texts/precarious`,
    may: MEMBERS,
  },
  [`POST ${api}/clusters/:slug/agreement-texts/:form`]: {
    ...{ path: `${api}/clusters/pole-a/agreement-texts/precarious`, json: { body }, may: ['coordinator'] },
    ...{ status: 201, events: ['agreement_text.changed'] },
  },
  [`GET ${api}/occupancies/:id/inventories`]: {
    path: `${api}/occupancies/occ_lived_a/inventories`,
    may: PARTIES,
  },
  [`PUT ${api}/occupancies/:id/inventories/:kind`]: {
    ...{ path: `${api}/occupancies/occ_lived_a/inventories/exit`, json: inventory, may: RUN },
    events: ['inventory.saved'],
  },
  [`POST ${api}/inventories/:id/agree`]: {
    ...{ path: `${api}/inventories/ivt_entry_a/agree`, may: RUN, events: ['inventory.agreed'] },
    ...agreed(HASH_OF_INVENTORY),
  },
  [`POST ${api}/inventories/:id/photos`]: {
    path: `${api}/inventories/ivt_entry_a/photos?roomId=room_one`,
    ...{ raw: JPEG as unknown as BodyInit, headers: { 'content-type': 'image/jpeg' } },
    ...{ may: RUN, status: 201, events: ['inventory.saved'] },
  },
  [`GET ${api}/inventory-photos/:id`]: { path: `${api}/inventory-photos/pho_room_a`, may: PARTIES },
  [`DELETE ${api}/inventory-photos/:id`]: {
    ...{ path: `${api}/inventory-photos/pho_room_a`, may: RUN, status: 204, events: ['inventory.saved'] },
  },
}

export const feeRoutes: Record<string, Entry> = {
  [`GET ${api}/sites/:id/fees`]: { path: `${api}/sites/sit_house_a/fees?year=2026`, may: INSIDE },
  [`POST ${api}/sites/:id/fees`]: {
    ...{ path: `${api}/sites/sit_house_a/fees`, json: { month: '2026-11' }, may: RUN, status: 201 },
    events: ['fee_month.drawn_up'],
  },
  [`GET ${api}/sites/:id/fees.csv`]: { path: `${api}/sites/sit_house_a/fees.csv?year=2026`, may: INSIDE },
  [`POST ${api}/sites/:id/fees/simulate`]: {
    ...{
      path: `${api}/sites/sit_house_a/fees/simulate`,
      json: { emptyLotIds: ['lot_spare_a'] },
      may: INSIDE,
    },
  },
  [`GET ${api}/sites/:id/fee-rules`]: { path: `${api}/sites/sit_house_a/fee-rules`, may: INSIDE },
  [`POST ${api}/sites/:id/fee-rules`]: {
    path: `${api}/sites/sit_house_a/fee-rules`,
    json: { empty: 'spread', fromMonth: '2026-12' },
    ...{ may: RUN, status: 201, events: ['fee_rule.set'] },
  },
  [`GET ${api}/occupancies/:id/statement`]: {
    path: `${api}/occupancies/occ_lived_a/statement`,
    may: PARTIES,
  },
  [`POST ${api}/occupancies/:id/payments`]: {
    path: `${api}/occupancies/occ_lived_a/payments`,
    json: { cents: 100, paidOn: '2026-11-20' },
    ...{ may: RUN, status: 201, events: ['fee_line.recorded'] },
  },
  [`POST ${api}/fee-lines/:id/correct`]: {
    ...{ path: `${api}/fee-lines/fel_paid_a/correct`, json: { cents: 90, words: 'Erreur' }, may: RUN },
    ...{ status: 201, events: ['fee_line.corrected'] },
  },
  [`GET ${api}/clusters/:slug/landlord`]: { path: `${api}/clusters/pole-a/landlord`, may: SIGNED_IN },
  [`GET ${api}/clusters/:slug/terms`]: { path: `${api}/clusters/pole-a/terms`, may: SIGNED_IN },
  [`GET ${api}/clusters/:slug/premises-figures`]: {
    path: `${api}/clusters/pole-a/premises-figures`,
    may: ['coordinator'],
  },
}

const at = '/fr/pole-a'
const page = '/:language/:slug'
const one = `${page}/occupancies/:id`
const act = (
  name: string,
  of: string,
  form: Record<string, string>,
  event: string,
): Record<string, Entry> => ({
  [`POST ${one}/${name}`]: {
    ...{ path: `${at}/occupancies/${of}/${name}`, form, may: RUN, events: [event] },
  },
})

export const occupancyPageRoutes: Record<string, Entry> = {
  [`GET ${page}/occupancies`]: { path: `${at}/occupancies`, may: SIGNED_IN },
  [`GET ${page}/occupancies/new`]: { path: `${at}/occupancies/new`, may: RUN },
  [`POST ${page}/occupancies/new`]: {
    ...{ path: `${at}/occupancies/new`, form: given, may: RUN, events: ['occupancy.drafted'] },
  },
  [`GET ${one}`]: { path: `${at}/occupancies/occ_lived_a`, may: PARTIES },
  [`GET ${one}/edit`]: { path: `${at}/occupancies/occ_draft_a/edit`, may: RUN },
  [`POST ${one}/edit`]: {
    path: `${at}/occupancies/occ_draft_a/edit`,
    form: { startsOn: '2027-01-01', endsOn: '2027-12-31', owner: 'private', feeMode: 'free', purpose: 'X' },
    ...{ may: RUN, events: ['occupancy.edited'] },
  },
  ...act('propose', 'occ_draft_a', {}, 'occupancy.proposed'),
  ...act('revise', 'occ_proposed_a', {}, 'occupancy.revised'),
  ...act('cancel', 'occ_draft_a', {}, 'occupancy.cancelled'),
  ...act('end', 'occ_lived_a', { leftOn: '2026-11-20' }, 'occupancy.ended'),
  [`POST ${one}/accept`]: {
    ...{ path: `${at}/occupancies/occ_proposed_a/accept`, may: RUN, events: ['occupancy.accepted'] },
    ...agreedForm({ hash: HASH_OF_TEXT }),
  },
  [`GET ${one}/inventories`]: { path: `${at}/occupancies/occ_lived_a/inventories`, may: PARTIES },
  [`POST ${one}/inventories`]: {
    path: `${at}/occupancies/occ_lived_a/inventories`,
    form: { inventory: 'ivt_entry_a', roomId: 'room_one', photo: picture() },
    ...{ may: RUN, events: ['inventory.saved'] },
  },
  [`GET ${one}/inventories/:kind`]: { path: `${at}/occupancies/occ_lived_a/inventories/entry`, may: RUN },
  [`POST ${one}/inventories/:kind`]: {
    path: `${at}/occupancies/occ_lived_a/inventories/exit`,
    form: { madeOn: '2026-11-20', 'rooms.0.name': 'Atelier', 'rooms.0.items': 'Sol : bon' },
    ...{ may: RUN, events: ['inventory.saved'] },
  },
  'GET /inventory-photos/:id': { path: '/inventory-photos/pho_room_a', may: PARTIES },
  [`GET ${one}/statement`]: { path: `${at}/occupancies/occ_lived_a/statement`, may: PARTIES },
  [`POST ${one}/statement`]: {
    path: `${at}/occupancies/occ_lived_a/statement`,
    form: { cents: '12,50', paidOn: '2026-11-20' },
    ...{ may: RUN, events: ['fee_line.recorded'] },
  },
  [`GET ${page}/coordination/agreements`]: { path: `${at}/coordination/agreements`, may: ['coordinator'] },
  [`GET ${page}/coordination/agreements/:form`]: {
    path: `${at}/coordination/agreements/precarious`,
    may: ['coordinator'],
  },
  [`POST ${page}/coordination/agreements/:form`]: {
    ...{ path: `${at}/coordination/agreements/precarious`, form: { body }, may: ['coordinator'] },
    events: ['agreement_text.changed'],
  },
  [`GET ${page}/coordination/premises`]: { path: `${at}/coordination/premises`, may: ['coordinator'] },
  [`GET ${page}/premises/:id/fees`]: { path: `${at}/premises/sit_house_a/fees`, may: INSIDE },
  [`GET ${page}/premises/:id/fees.csv`]: { path: `${at}/premises/sit_house_a/fees.csv`, may: INSIDE },
  [`POST ${page}/premises/:id/fees`]: {
    ...{ path: `${at}/premises/sit_house_a/fees`, form: { month: '2026-11' }, may: RUN },
    events: ['fee_month.drawn_up'],
  },
  [`GET ${page}/landlord`]: { path: `${at}/landlord`, may: SIGNED_IN },
  [`GET ${page}/landlord/terms`]: { path: `${at}/landlord/terms`, may: SIGNED_IN },
}
