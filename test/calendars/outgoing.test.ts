import { beforeEach, describe, expect, it } from 'vitest'
import { addressBySecret, createAddress } from '../../worker/calendars/addresses'
import { calendarOf } from '../../worker/calendars/calendar'
import { WINDOW } from '../../worker/calendars/queries'
import { zoneLines } from '../../worker/calendars/rulesOfZones'
import { later } from '../../worker/core/time'
import { erasePerson } from '../../worker/people/commands/erasePerson'
import { ask } from '../support/ask'
import {
  as,
  db,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { counting } from '../support/rows'
import { given, givenBooking, givenHistory, read, timeIs } from './market'

beforeEach(timeIs(NOW))

describe('the calendar of a member', () => {
  it('has what their organisations borrow and lend, each from their side, at an address that needs no session', async () => {
    const { lender, borrower, offer } = await given()
    await givenBooking(offer, borrower, { id: 'bkg_one', version: 4, note: 'À douze; merci' })
    await givenBooking(offer, borrower, {
      id: 'bkg_two',
      status: 'requested',
      startsAt: '2026-12-09T13:00:00.000Z',
      endsAt: '2026-12-09T14:00:00.000Z',
    })
    const { events, text, headers } = await read(await addressOf(borrower.person))
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow')
    expect(headers.get('cache-control')).toBe('private, max-age=300, must-revalidate')
    expect(text).toContain('X-WR-CALNAME:Maillage\u00a0: mon agenda\r\n')
    expect(events).toEqual([
      expect.objectContaining({
        ...{ UID: 'bkg_one@localhost', SEQUENCE: '4', STATUS: 'CONFIRMED', SUMMARY: 'Salle des Aulnes' },
        ...{ 'DTSTART;TZID=Europe/Paris': '20261208T140000', 'DTEND;TZID=Europe/Paris': '20261208T160000' },
        ...{ LOCATION: '12 rue du Port\\, 76000 Rouen', 'LAST-MODIFIED': '20261121T080000Z' },
        URL: expect.stringMatching(/^http:\/\/localhost:8787\/fr\/pole-\w+\/bookings\/bkg_one$/),
      }),
      // What is not agreed on has no address yet.
      expect.objectContaining({
        STATUS: 'TENTATIVE',
        SUMMARY: 'À confirmer\u00a0: Salle des Aulnes',
        LOCATION: '76000 Rouen',
      }),
    ])
    expect(events[0]?.DESCRIPTION).toContain('Mot joint\u00a0: À douze\\; merci')
    expect(text).not.toContain('borrower@')

    const lent = await read(await addressOf(lender.person))
    expect(lent.events.map((e) => [e.SUMMARY, e.LOCATION])).toEqual([
      ['Salle des Aulnes (Le Fournil)', '12 rue du Port\\, 76000 Rouen'],
      ['À confirmer\u00a0: Salle des Aulnes (Le Fournil)', '12 rue du Port\\, 76000 Rouen'],
    ])
  })

  it('is told in the language in which it was made', async () => {
    const { borrower, offer } = await given()
    await givenBooking(offer, borrower, { status: 'requested' })
    const ctx = await as(borrower.person, { language: 'ar' })
    const { events, text } = await read((await createAddress(ctx, { scope: 'person' })).address)
    expect(text).toContain('X-WR-CALNAME:Maillage: مفكرتي')
    expect(events[0]?.SUMMARY).toBe('في انتظار التأكيد: Salle des Aulnes')
  })

  it('keeps what was called off for 90 days, and nothing older than that', async () => {
    const { borrower, offer } = await given()
    const gone = (id: string, status: 'cancelled' | 'declined' | 'expired', createdAt: string) =>
      givenBooking(offer, borrower, { id, status, createdAt })
    await gone('bkg_a', 'cancelled', later(NOW, -89 * 86_400_000))
    await gone('bkg_b', 'declined', later(NOW, -91 * 86_400_000))
    await gone('bkg_c', 'expired', NOW)
    await givenBooking(offer, borrower, {
      id: 'bkg_past',
      status: 'completed',
      startsAt: '2026-08-01T08:00:00.000Z',
      endsAt: '2026-08-01T09:00:00.000Z',
    })
    await givenBooking(offer, borrower, {
      id: 'bkg_far',
      startsAt: '2028-06-01T08:00:00.000Z',
      endsAt: '2028-06-01T09:00:00.000Z',
    })
    await givenBooking(offer, borrower, {
      id: 'bkg_long',
      status: 'in_use',
      startsAt: '2024-06-01T08:00:00.000Z',
      endsAt: '2027-06-01T09:00:00.000Z',
    })
    const { events } = await read(await addressOf(borrower.person))
    expect(events.map((e) => [e.UID, e.STATUS, e.TRANSP])).toEqual([
      ['bkg_long@localhost', 'CONFIRMED', 'OPAQUE'],
      ['bkg_a@localhost', 'CANCELLED', 'TRANSPARENT'],
      ['bkg_c@localhost', 'CANCELLED', 'TRANSPARENT'],
    ])
  })

  it('tells what is booked by the day as days', async () => {
    const { borrower, lender, cluster } = await given()
    const van = await givenListing(cluster, lender, { grain: 'day', kind: 'equipment' })
    await givenBooking(van, borrower, {
      startsAt: '2027-03-27T23:00:00.000Z',
      endsAt: '2027-03-29T22:00:00.000Z',
    })
    const { events, text } = await read(await addressOf(borrower.person))
    expect(events[0]).toMatchObject({ 'DTSTART;VALUE=DATE': '20270328', 'DTEND;VALUE=DATE': '20270330' })
    expect(text).not.toContain('VTIMEZONE')
  })

  it('is 304 while nothing has changed, and has another ETag when something has', async () => {
    const { borrower, offer } = await given()
    const booking = await givenBooking(offer, borrower, {})
    const path = await addressOf(borrower.person)
    const etag = (await read(path)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const same = await ask(path, { headers: { 'if-none-match': tag } })
      expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, etag, ''])
    }
    await db
      .updateTable('bookings')
      .set({ version: 2, status: 'cancelled' })
      .where('id', '=', booking.id)
      .execute()
    const other = await ask(path, { headers: { 'if-none-match': etag } })
    expect(other.status).toBe(200)
    expect(other.headers.get('etag')).not.toBe(etag)
  })

  it('is bounded, and reads no more rows for a long history', async () => {
    const { borrower, offer } = await given()
    await givenBooking(offer, borrower, {})
    const path = await addressOf(borrower.person)
    const few = await rowsRead(path)
    await givenHistory(offer, borrower, 2_000)
    expect(await rowsRead(path)).toBe(few)
    expect(few).toBeLessThanOrEqual(40)
    expect(WINDOW.most).toBe(2000)
  })
})

/** Rows that the queries of one calendar read, as D1 tells them. */
async function rowsRead(path: string): Promise<number> {
  const { rows, ctx } = counting(await as(null))
  const address = await addressBySecret(ctx, path.replace('/calendars/', '').replace('.ics', ''), 'test')
  const before = rows.read
  await calendarOf(ctx, address)
  return rows.read - before
}

/** The path of a person's own calendar. */
async function addressOf(person: { id: string }): Promise<string> {
  return new URL((await createAddress(await as(person), { scope: 'person' })).address).pathname
}

describe('the calendar of an organisation', () => {
  it('is for its members, while they are, and for the coordinator', async () => {
    const { cluster, lender, borrower, offer } = await given()
    await givenBooking(offer, borrower, {})
    const coordinator = await givenCoordinator(cluster)
    const input = { scope: 'organisation' as const, subjectId: borrower.id, clusterId: cluster.id }
    await expect(createAddress(await as(lender.person), input)).rejects.toThrow('not_member')
    const elsewhere = await givenCluster()
    await expect(
      createAddress(await as(borrower.person), { ...input, clusterId: elsewhere.id }),
    ).rejects.toThrow('not_member')
    const stranger = await givenCoordinator(elsewhere)
    await expect(createAddress(await as(stranger), input)).rejects.toThrow('not_member')

    const { address } = await createAddress(await as(borrower.person), input)
    expect((await read(address)).text).toContain('X-WR-CALNAME:Maillage\u00a0: Le Fournil')
    const byCoordinator = await createAddress(await as(coordinator), input)
    expect((await read(byCoordinator.address)).events).toHaveLength(1)

    await db
      .updateTable('members')
      .set({ status: 'left' })
      .where('personId', '=', borrower.person.id)
      .execute()
    expect((await ask(new URL(address).pathname)).status).toBe(404)
  })

  it('has nothing of its other clusters', async () => {
    const { cluster, borrower, offer } = await given()
    const other = await givenCluster()
    const there = await givenListing(other, await givenOrganisation(other))
    await givenBooking(offer, borrower, { id: 'bkg_here' })
    await givenBooking(there, borrower, { id: 'bkg_there' })
    const input = { scope: 'organisation' as const, subjectId: borrower.id, clusterId: cluster.id }
    const { address } = await createAddress(await as(borrower.person), input)
    expect((await read(address)).events.map((e) => e.UID)).toEqual(['bkg_here@localhost'])
  })
})

describe('the calendar of an offer', () => {
  it('names bookings to those who lend, their own to those who borrow, and to others only what is taken', async () => {
    const { cluster, lender, borrower, offer } = await given()
    await givenBooking(offer, borrower, { id: 'bkg_one' })
    const { capacityId } = await db
      .selectFrom('listingCapacities')
      .select('capacityId')
      .where('listingId', '=', offer.id)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('holds')
      .values({
        capacityId,
        bookingId: null,
        sourceId: null,
        reason: 'closure',
        quantity: 1,
        busyFrom: 29_930_000,
        busyTo: 29_930_060,
      })
      .execute()
    const other = await givenMember(await givenOrganisation(cluster))
    const of = async (person: { id: string }) =>
      (
        await read((await createAddress(await as(person), { scope: 'offer', subjectId: offer.id })).address)
      ).events.map((e) => e.SUMMARY)
    expect(await of(lender.person)).toEqual(['Occupé', 'Salle des Aulnes (Le Fournil)'])
    expect(await of(borrower.person)).toEqual(['Occupé', 'Salle des Aulnes'])
    expect(await of(other)).toEqual(['Occupé', 'Occupé'])
    const { text } = await read(
      (await createAddress(await as(other), { scope: 'offer', subjectId: offer.id })).address,
    )
    for (const secret of ['Fournil', 'rue du Port', 'bkg_one', 'DESCRIPTION', 'LOCATION'])
      expect(text).not.toContain(secret)
  })

  it('ends when the offer may not be seen any more', async () => {
    const { cluster, offer } = await given()
    const other = await givenMember(await givenOrganisation(cluster))
    const { address } = await createAddress(await as(other), { scope: 'offer', subjectId: offer.id })
    await db.updateTable('listings').set({ visibility: 'cluster' }).where('id', '=', offer.id).execute()
    expect((await ask(new URL(address).pathname)).status).toBe(200)
    await db.updateTable('listings').set({ hiddenReason: 'x' }).where('id', '=', offer.id).execute()
    expect((await ask(new URL(address).pathname)).status).toBe(404)
    const need = await givenListing(cluster, await givenOrganisation(cluster), { direction: 'need' })
    await expect(createAddress(await as(other), { scope: 'offer', subjectId: need.id })).rejects.toThrow(
      'not_found',
    )
  })
})

describe('a secret', () => {
  it('is kept as a hash, ends when another is made, when it is revoked, and with its person', async () => {
    const { borrower } = await given()
    const first = await addressOf(borrower.person)
    const second = await addressOf(borrower.person)
    const rows = await db.selectFrom('calendarAddresses').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(second.slice(11, -4))
    expect([(await ask(first)).status, (await ask(second)).status]).toEqual([404, 200])
    await erasePerson(await as(borrower.person))
    expect((await ask(second)).status).toBe(404)
    expect(await db.selectFrom('calendarAddresses').selectAll().execute()).toEqual([])
  })

  it('that is none is not found, and guessing is limited', async () => {
    for (const path of ['/calendars/x.ics', `/calendars/${'a'.repeat(43)}.ics`, '/calendars/..ics'])
      expect((await ask(path)).status).toBe(404)
    const last = []
    for (let i = 0; i < 60; i++) last.push((await ask(`/calendars/${'a'.repeat(43)}.ics`)).status)
    expect(last.at(-1)).toBe(429)
  })

  it('may be used so often an hour', async () => {
    const { borrower } = await given()
    const path = await addressOf(borrower.person)
    await db
      .insertInto('rateLimits')
      .values({
        key: `calendar:${(await db.selectFrom('calendarAddresses').select('id').executeTakeFirstOrThrow()).id}`,
        windowStart: Math.floor(Date.parse(NOW) / 3_600_000) * 3600,
        hits: 120,
      })
      .execute()
    const answer = await ask(path)
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

it('knows Morocco as it is: Ramadan in the spring of 2026, then no change any more', () => {
  const lines = zoneLines('Africa/Casablanca', '2026-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z')
  expect(lines.filter((line) => line.startsWith('DTSTART') || line.startsWith('TZOFFSETTO'))).toEqual([
    ...['DTSTART:19700101T000000', 'TZOFFSETTO:+0100', 'DTSTART:20260215T030000', 'TZOFFSETTO:+0000'],
    ...['DTSTART:20260322T020000', 'TZOFFSETTO:+0100', 'DTSTART:20260920T020000', 'TZOFFSETTO:+0000'],
  ])
})
