import { alertsOfMarket } from './everyAlert'
import { sharingOfMarket } from './everySharing'
import { callsOfMarket } from '../calls/everyRow'
import { impactOfMarket } from '../impact/everyRow'
import { handoversOfMarket } from '../handovers/everyRow'
import {
  db,
  givenCapacity,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { pickupsOfMarket } from '../pickups/everyRow'
import { occupanciesOfMarket } from '../occupancies/everyRow'
import { streamsOfMarket } from '../streams/everyRow'
import { premisesOfMarket } from '../premises/everyRow'
import { calendarRows } from './calendarRows'
import { givenEvent, givenHold } from './rows'

const made = { lastEventId: 'evt_given', createdAt: NOW }

/** At least one row of every saved table, with what is hard to word or to write again. */
export async function givenAMarket() {
  const cluster = await givenCluster({
    name: 'L’Île; "aux" \'Plâtriers\'',
    charter: 'Une ligne\nune autre;\n-- pas un commentaire',
  })
  const lender = await givenOrganisation(cluster, { name: 'الورشة', lat: 49.443112345678, lng: -0.1 })
  const borrower = await givenOrganisation(cluster)
  const person = await givenMember(lender, {}, { email: null, phone: '02 35 00 00 00' })
  await givenCoordinator(cluster)
  const offer = await givenListing(cluster, lender, {
    quantity: 2,
    details: { seats: 12, note: 'l’été ☀\\n' },
  })
  const need = await givenListing(cluster, borrower, { direction: 'need' })
  const stock = await givenCapacity(cluster, lender, offer, { shape: 'stock', quantity: 40, position: 2 })
  const closed = await givenCapacity(cluster, lender, offer, { position: 3 })
  const { capacityId } = await db
    .selectFrom('listingCapacities')
    .select('capacityId')
    .where('position', '=', 1)
    .executeTakeFirstOrThrow()

  const about = { clusterId: cluster.id, listingId: offer.id, lenderId: lender.id, borrowerId: borrower.id }
  const booked = async (
    id: string,
    status: 'requested' | 'cancelled' | 'completed',
    capacity: string,
    quantity: number,
  ) => {
    const when = {
      startsAt: '2026-12-01T08:00:00.000Z',
      endsAt: '2026-12-01T09:00:00.000Z',
      answerBy: '2026-11-23T08:00:00.000Z',
    }
    const row = {
      id,
      ...about,
      ...when,
      ...made,
      capacityId: capacity,
      status,
      quantity,
      unit: 'piece',
      currency: 'EUR',
      requestedBy: person.id,
    }
    await db
      .insertInto('bookings')
      .values(row as never)
      .execute()
  }
  await db
    .insertInto('baskets')
    .values({
      ...made,
      id: 'bsk_given',
      clusterId: cluster.id,
      borrowerId: borrower.id,
      requestedBy: person.id,
    })
    .execute()
  await booked('bkg_cancelled', 'cancelled', capacityId, 2)
  await givenHold(capacityId, {
    bookingId: 'bkg_cancelled',
    busyFrom: 1_000,
    busyTo: 1_060,
    quantity: 2,
    live: 0,
  })
  await booked('bkg_requested', 'requested', capacityId, 2)
  await givenHold(capacityId, { bookingId: 'bkg_requested', busyFrom: 1_000, busyTo: 1_060, quantity: 2 })
  await booked('bkg_taken', 'completed', stock.id, 30)
  await givenHold(stock.id, { bookingId: 'bkg_taken', busyFrom: 1_000, busyTo: 2_147_483_647, quantity: 30 })
  await db
    .insertInto('series')
    .values({
      ...{
        ...about,
        ...made,
        id: 'srs_given',
        capacityId,
        rrule: 'FREQ=WEEKLY;COUNT=2',
        startsOn: '2026-12-01',
      },
      ...{ startsTime: '09:00', endsTime: '10:00', days: 0, zone: 'Europe/Paris', quantity: 1 },
      ...{ exdates: '["2026-12-08"]', requestedBy: person.id, note: 'L’été ; "aux" îles' },
    })
    .execute()
  await db
    .insertInto('seriesDates')
    .values({
      ...{ seriesId: 'srs_given', date: '2026-12-01', bookingId: 'bkg_requested', state: 'booked' },
      ...{ startsAt: '2026-12-01T08:00:00.000Z', endsAt: '2026-12-01T09:00:00.000Z' },
    })
    .execute()
  // A closed room whose capacity is then lowered to nothing: its closure is a live hold of nothing.
  await givenHold(closed.id, { reason: 'closure', busyFrom: 1_000, busyTo: 90_000, quantity: 2 })
  await db.updateTable('capacities').set({ quantity: 0 }).where('id', '=', closed.id).execute()

  await givenEvent('organisation.registered', 7)
  await givenEvent('listing.published', 41)
  const each: [string, object][] = [
    [
      'clusterPages',
      { clusterId: cluster.id, page: 'help', language: 'fr', body: 'Aide', lastEventId: 'evt_given' },
    ],
    [
      'offerRules',
      { listingId: offer.id, clusterId: cluster.id, rules: '{"gapMinutes":30}', lastEventId: 'evt_given' },
    ],
    [
      'imports',
      {
        id: 'imp_1',
        clusterId: cluster.id,
        kind: 'sites',
        source: 's',
        csv: "l’été ☀😀\n'".repeat(30_000),
        columns: '{}',
        status: 'accepted',
        total: 1,
        lastEventId: 'evt_given',
        createdBy: person.id,
        createdAt: NOW,
      },
    ],
    [
      'invitations',
      { id: 'inv_1', clusterId: cluster.id, role: 'member', tokenHash: 'h', expiresAt: NOW, ...made },
    ],
    ['apiTokens', { id: 'tok_1', personId: person.id, name: 'a', tokenHash: 'h', createdAt: NOW }],
    ['drafts', { personId: person.id, key: 'k', body: '{"title":"’"}', updatedAt: NOW }],
    ['deadLetters', { eventSeq: 7, consumer: 'search.index', error: 'e', failedAt: NOW }],
    [
      'photos',
      {
        id: 'pho_1',
        listingId: offer.id,
        position: 1,
        contentType: 'image/jpeg',
        bytes: 9,
        width: 3,
        height: 2,
        lastEventId: 'evt_given',
      },
    ],
    [
      'reports',
      { id: 'rep_1', clusterId: cluster.id, listingId: offer.id, reason: 'other', status: 'open', ...made },
    ],
    [
      'matches',
      {
        id: 'mat_1',
        clusterId: cluster.id,
        offerId: offer.id,
        needId: need.id,
        offerContent: 1,
        needContent: 1,
        status: 'seen',
        score: 0.1 + 0.2,
        parts: '{}',
        ...made,
      },
    ],
    [
      'messages',
      {
        id: 'msg_1',
        clusterId: cluster.id,
        aboutId: 'mat_1',
        fromOrganisationId: lender.id,
        toOrganisationId: borrower.id,
        fromPersonId: person.id,
        body: "D'accord",
        ...made,
      },
    ],
    ...handoversOfMarket(cluster.id, lender.id, person),
    ...streamsOfMarket(cluster.id, offer.id),
    ...premisesOfMarket(cluster.id, lender.id, offer.id, capacityId),
    ...callsOfMarket(
      { clusterId: cluster.id, siteId: 'sit_1', lotId: 'lot_1', capacityId },
      lender.id,
      borrower.id,
      person.id,
    ),
    ...occupanciesOfMarket(
      { clusterId: cluster.id, siteId: 'sit_1', lotId: 'lot_1', capacityId },
      lender.id,
      borrower.id,
      person.id,
    ),
    ...impactOfMarket(cluster.id, offer.id, person.id),
    ...pickupsOfMarket(cluster.id, borrower.id, 'bkg_taken'),
    [
      'outages',
      {
        ...{ id: 'out_1', clusterId: cluster.id, capacityId, startsAt: NOW, endsAt: null, quantity: 1 },
        ...{ reason: 'L’axe est cassé', declaredBy: person.id, ...made },
      },
    ],
    [
      'waitlist',
      {
        ...{ id: 'wtl_1', clusterId: cluster.id, listingId: offer.id, capacityId, askedBy: person.id },
        ...{ organisationId: borrower.id, startsAt: NOW, endsAt: '2026-12-01T09:00:00.000Z', quantity: 1 },
        ...{ status: 'taken', bookingId: 'bkg_requested', ...made },
      },
    ],
    ...calendarRows(cluster.id, offer.id, capacityId, lender.id, person.id),
    [
      'dislikes',
      {
        ...{ organisationId: borrower.id, matchId: 'mat_1', clusterId: cluster.id, kind: 'equipment' },
        ...{ reason: 'too_far', listingId: offer.id, km: 12.5, createdAt: NOW },
      },
    ],
    [
      'needAsks',
      {
        id: 'ask_1',
        needId: need.id,
        organisationId: lender.id,
        clusterId: cluster.id,
        askedBy: person.id,
        ...made,
      },
    ],
    ...alertsOfMarket(cluster.id, person.id, offer.id),
    ...sharingOfMarket({
      ...{ clusterId: cluster.id, offerId: offer.id, needId: need.id, lenderId: lender.id },
      ...{ borrowerId: borrower.id, capacityId: stock.id },
    }),
    ['readMarks', { personId: person.id, aboutId: 'mat_1', readAt: NOW }],
    [
      'notices',
      {
        id: 'ntc_1',
        eventId: 'evt_1',
        personId: person.id,
        channel: 'mail',
        clusterId: cluster.id,
        type: 'message.sent',
        subjectId: 'msg_1',
        dueAt: NOW,
        state: 'sent',
        createdAt: NOW,
      },
    ],
  ]
  for (const [table, row] of each)
    await db
      .insertInto(table as 'drafts')
      .values(row as never)
      .execute()
}
