import {
  booking,
  finding,
  memberOrganisation,
  need,
  offer,
  organisationOf,
  people,
  pole,
  site,
} from './demo.ts'
import { firstFigure, invited, newDraft, stagedImport } from './reach.ts'
import { halfAYear, twoHours } from './series.ts'
import type { Screen } from './screens.ts'

const { member, borrower, landlord, coordinator, operator } = people

const own = (where: string) => finding(`l.organisation_id = (${memberOrganisation}) AND ${where}`)
const ownOffer = own(`l.direction = 'offer'`)
const ownNeed = own(`l.direction = 'need'`)
const hourly = finding(`l.direction = 'offer' AND l.kind = 'space' AND l.grain = 'hour'`)
const match = `SELECT m.id FROM matches m JOIN listings l ON l.id IN (m.offer_id, m.need_id)
  WHERE l.organisation_id = (${memberOrganisation}) AND m.status IN ('suggested', 'seen') ORDER BY m.score DESC LIMIT 1`
const booked = booking(borrower, 'borrower', 'confirmed')
/** A room that somebody has at a time to come, and that time. */
const busy = `FROM holds h JOIN capacities k ON k.id = h.capacity_id AND k.quantity = 1 JOIN bookings b ON b.id = h.booking_id
  JOIN listings l ON l.id = b.listing_id AND l.grain = 'hour' AND l.kind = 'space' AND l.status = 'published'
  JOIN clusters c ON c.id = l.cluster_id AND c.slug = 'pole-seine'
  WHERE b.status = 'confirmed' AND b.lender_id <> (${organisationOf(borrower)}) ORDER BY b.starts_at DESC LIMIT 1`

const lent = (where: string) => `SELECT b.id FROM bookings b JOIN listings l ON l.id = b.listing_id
  WHERE b.lender_id = (${memberOrganisation}) AND ${where} ORDER BY b.starts_at DESC LIMIT 1`
const lentThing = lent(`b.status = 'completed' AND l.kind = 'equipment'`)
const lentFree = lent(
  `b.status = 'confirmed' AND l.tariff_mode = 'free' AND l.kind IN ('space', 'equipment')`,
)
const dayLent = `SELECT substr(b.ends_at, 1, 10) FROM bookings b JOIN listings l ON l.id = b.listing_id
  WHERE b.lender_id = (${memberOrganisation}) AND b.status = 'completed' AND l.grain = 'hour' ORDER BY b.starts_at DESC LIMIT 1`

/** What members, coordinators and the operator see once they are signed in. */
export const atWork: readonly Screen[] = [
  // a member
  { name: 'home, member', route: pole, as: member },
  { name: 'me', route: `${pole}/me`, as: member },
  {
    name: 'organisation, manager',
    route: `${pole}/organisations/:id`,
    as: landlord,
    find: { id: organisationOf(landlord) },
  },
  {
    name: 'edit organisation',
    route: `${pole}/organisations/:id/edit`,
    as: landlord,
    find: { id: organisationOf(landlord) },
  },
  {
    ...{ name: 'edit organisation, no name', route: `${pole}/organisations/:id/edit`, as: landlord },
    ...{ find: { id: organisationOf(landlord) }, send: { name: '', siret: '12' } },
  },
  { name: 'invitation', route: `${site}/invitations/:token`, as: landlord, reach: invited },
  { name: 'invitation, gone', route: `${site}/invitations/:token`, find: { token: '=none' }, answers: 404 },
  { name: 'join, member', route: `${pole}/join`, as: operator },
  { name: 'post', route: `${pole}/post`, as: member },
  { name: 'post an offer', route: `${pole}/post/:direction`, as: member, find: { direction: '=offer' } },
  { name: 'post a need', route: `${pole}/post/:direction`, as: member, find: { direction: '=need' } },
  ...(['space', 'equipment', 'staff', 'waste', 'premises'] as const).flatMap((kind) => [
    {
      ...{ name: `post ${kind}`, route: `${pole}/post/:direction/:kind`, as: member },
      find: { direction: '=offer', kind: `=${kind}` },
    },
  ]),
  {
    ...{ name: 'post a need, empty', route: `${pole}/post/:direction/:kind`, as: member },
    ...{ find: { direction: '=need', kind: '=equipment' }, send: { title: '' } },
  },
  { name: 'need, with what fits', route: `${pole}/me/listings/:id/:step`, as: member, reach: newDraft },
  ...(['what', 'when', 'details', 'terms'] as const).map((step) => ({
    ...{ name: `edit an offer, ${step}`, route: `${pole}/me/listings/:id/:step`, as: member },
    find: { id: ownOffer, step: `=${step}` },
  })),
  {
    ...{ name: 'edit an offer, no title', route: `${pole}/me/listings/:id/:step`, as: member },
    ...{ find: { id: ownOffer, step: '=what' }, send: { title: '' } },
  },
  { name: 'my listings', route: `${pole}/me/listings`, as: member },
  { name: 'my offer', route: `${pole}/me/listings/:id`, as: member, find: { id: ownOffer } },
  { name: 'my need', route: `${pole}/me/listings/:id`, as: member, find: { id: ownNeed } },
  { name: 'rules of my offer', route: `${pole}/me/listings/:id/rules`, as: member, find: { id: ownOffer } },
  {
    ...{ name: 'rules of my offer, no number', route: `${pole}/me/listings/:id/rules`, as: member },
    ...{ find: { id: ownOffer }, send: { noticeMinutes: 'deux' }, answers: 422 },
  },
  { name: 'offer, owner', route: `${pole}/offers/:id`, as: member, find: { id: ownOffer } },
  { name: 'need, member', route: `${pole}/needs/:id`, as: borrower, find: { id: need } },
  { name: 'notices', route: `${pole}/notices`, as: member },
  {
    name: 'matches',
    route: `${pole}/matches`,
    as: member,
    query: '?listing=:listing',
    find: { listing: ownNeed },
  },
  { name: 'match', route: `${pole}/matches/:id`, as: member, find: { id: match } },
  { name: 'messages', route: `${pole}/messages`, as: borrower },
  { name: 'conversation', route: `${pole}/messages/:aboutId`, as: borrower, find: { aboutId: booked } },
  {
    ...{ name: 'conversation, empty', route: `${pole}/messages/:aboutId`, as: borrower },
    ...{ find: { aboutId: booked }, send: { body: '' } },
  },

  // booking
  { name: 'book a room', route: `${pole}/offers/:id/book`, as: borrower, find: { id: hourly } },
  ...(['equipment', 'staff', 'waste', 'premises'] as const).map((kind) => ({
    ...{ name: `book ${kind}`, route: `${pole}/offers/:id/book`, as: borrower, find: { id: offer(kind) } },
  })),
  { name: 'book, no time', route: `${pole}/offers/:id/book`, as: borrower, find: { id: hourly }, send: {} },
  {
    ...{
      name: 'book, just taken',
      route: `${pole}/offers/:id/book`,
      as: borrower,
      find: { id: `SELECT b.listing_id ${busy}` },
    },
    ...{ sendTo: `SELECT '?take=' || h.busy_from || '-' || h.busy_to || '-1-' || h.capacity_id ${busy}` },
    ...{ send: {}, answers: 409 },
  },
  { name: 'agenda', route: `${pole}/agenda`, as: borrower },
  {
    name: 'booking',
    route: `${pole}/bookings/:id`,
    as: borrower,
    find: { id: booked },
  },
  {
    name: 'booking, lender',
    route: `${pole}/bookings/:id`,
    as: member,
    find: { id: booking(member, 'lender', 'completed') },
  },
  {
    ...{ name: 'cancel a booking', route: `${pole}/bookings/:id/cancel`, as: borrower },
    find: { id: booked },
  },

  // series
  {
    ...{
      name: 'series, every date',
      route: `${pole}/offers/:id/book`,
      as: borrower,
      reach: twoHours(hourly),
    },
    ...{ form: '#book', send: { repeat: 'weekly', times: '26' }, answers: 200 },
  },
  {
    ...{ name: 'series, no end', route: `${pole}/offers/:id/book`, as: borrower, reach: twoHours(hourly) },
    ...{ form: '#book', send: { repeat: 'weekly' } },
  },
  { name: 'series', route: `${pole}/series/:id`, as: borrower, reach: halfAYear(hourly) },

  // hand-overs
  { name: 'list of the day', route: `${pole}/me/day`, as: member },
  {
    ...{ name: 'list of the day, busy', route: `${pole}/me/day`, as: member, query: '?date=:date' },
    find: { date: dayLent },
  },
  {
    ...{ name: 'hand-overs', route: `${pole}/bookings/:id/handovers`, as: member },
    find: { id: lentThing },
  },
  {
    ...{ name: 'hand-overs, too many words', route: `${pole}/bookings/:id/handovers`, as: member },
    ...{ find: { id: lentThing }, send: { note: 'mot '.repeat(300) } },
  },
  {
    ...{ name: 'agreement', route: `${pole}/bookings/:id/agreement`, as: member },
    find: { id: lentFree },
  },

  // the coordinator
  { name: 'today', route: `${pole}/coordination`, as: coordinator },
  { name: 'dashboard', route: `${pole}/coordination/dashboard`, as: coordinator },
  {
    ...{ name: 'dashboard, needs', route: `${pole}/coordination/dashboard`, as: coordinator },
    query: '?view=needs',
  },
  {
    ...{ name: 'dashboard, sharing', route: `${pole}/coordination/dashboard`, as: coordinator },
    query: '?view=sharing',
  },
  { name: 'counted', route: `${pole}/coordination/counted`, as: coordinator, reach: firstFigure },
  { name: 'journal', route: `${pole}/coordination/journal`, as: coordinator },
  { name: 'members', route: `${pole}/coordination/members`, as: coordinator },
  { name: 'reports', route: `${pole}/coordination/reports`, as: coordinator },
  { name: 'import', route: `${pole}/coordination/import`, as: coordinator },
  { name: 'import, no file', route: `${pole}/coordination/import`, as: coordinator, send: {} },
  { name: 'import, preview', route: `${pole}/coordination/import/:id`, as: coordinator, reach: stagedImport },
  { name: 'pages', route: `${pole}/coordination/pages`, as: coordinator },
  {
    ...{ name: 'edit a page', route: `${pole}/coordination/pages/:page/:language`, as: coordinator },
    find: { page: '=help' },
  },
  { name: 'settings', route: `${pole}/coordination/settings`, as: coordinator },
  { name: 'settings, no name', route: `${pole}/coordination/settings`, as: coordinator, send: { name: '' } },
  {
    name: 'offer, coordinator',
    route: `${pole}/offers/:id`,
    as: coordinator,
    find: { id: offer('premises') },
  },
  { name: 'not allowed', route: `${pole}/coordination`, as: member, answers: 403 },

  // the operator
  { name: 'operator', route: `${site}/operator`, as: operator },
  {
    name: 'operator, no name',
    route: `${site}/operator`,
    as: operator,
    form: 'form[action$="/operator"]',
    send: { name: '' },
  },
]
