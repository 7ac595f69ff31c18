import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { addFeed } from '../../worker/calendars/commands/addFeed'
import { readDueFeeds } from '../../worker/calendars/commands/readDueFeeds'
import { refreshFeed } from '../../worker/calendars/commands/refreshFeed'
import { removeFeed } from '../../worker/calendars/commands/removeFeed'
import { feedById } from '../../worker/calendars/feeds'
import { AppError } from '../../worker/core/errors'
import { fromMinutes, HOUR, later } from '../../worker/core/time'
import { tell } from '../../worker/notifications/reactTo'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenCapacity,
  givenCoordinator,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { given, givenBooking, timeIs } from './market'
import { ADDRESS, calendar, event, server } from './elsewhere'

beforeEach(timeIs(NOW))
afterEach(() => void vi.restoreAllMocks())

const MORNING = event('a', '20261209T090000', '20261209T120000')

describe('a calendar from elsewhere', () => {
  it('closes the thing when it says it is taken, with a fact of the thing and one of itself', async () => {
    const { lender, offer, cluster } = await given()
    const asked = server(() => new Response(calendar(MORNING), { headers: { etag: '"one"' } }))
    const feed = await addFeed(await as(lender.person), offer.id, { name: ' Accueil ', address: ADDRESS })
    expect(asked).toEqual([
      { url: ADDRESS, headers: { accept: 'text/calendar, */*;q=0.1', 'user-agent': 'Maillage' } },
    ])
    expect(await closures()).toEqual(['2026-12-09T08:00 2026-12-09T11:00 1'])
    expect(feed).toMatchObject({
      ...{ name: 'Accueil', address: ADDRESS, clusterId: cluster.id, listingId: offer.id, version: 1 },
      ...{ organisationId: lender.id, createdBy: lender.person.id, removedAt: null, etag: '"one"' },
      ...{ dueAt: later(NOW, 2 * HOUR), failures: 0, problem: null, readAt: NOW, wholeAt: NOW },
      report: {
        events: 1,
        ignored: 0,
        closures: 1,
        collisions: 0,
        left: [],
        remarks: [],
        until: '2027-11-22T00:00:00.000Z',
      },
    })
    const about = { organisationId: lender.id, listingId: offer.id, capacityId: feed.capacityId }
    expect((await eventsOf()).map((e) => [e.type, e.subjectId, e.payload, e.actorId])).toEqual([
      ['feed.added', feed.id, { ...about, closures: 1, collisions: 0 }, lender.person.id],
      [
        'capacity.closures_replaced',
        feed.capacityId,
        { feedId: feed.id, closures: 1, collisions: 0 },
        lender.person.id,
      ],
    ])
    expect(JSON.stringify(await eventsOf())).not.toContain('calendars.example.org')
  })

  it('is a file too, read once', async () => {
    const { lender, offer } = await given()
    const feed = await addFeed(await as(lender.person), offer.id, {
      name: 'Accueil',
      file: calendar(MORNING),
    })
    expect(feed).toMatchObject({ address: null, dueAt: null })
    expect(await closures()).toHaveLength(1)
    await expect(refreshFeed(await as(lender.person), feed.id)).rejects.toThrow('transition_not_allowed')
  })

  it('never touches a booking: what falls on one is left open, and told', async () => {
    const { lender, borrower, offer } = await given()
    await givenBooking(offer, borrower, {
      startsAt: '2026-12-09T09:00:00.000Z',
      endsAt: '2026-12-09T10:00:00.000Z',
    })
    const feed = await addFeed(await as(lender.person), offer.id, {
      name: 'Accueil',
      file: calendar(MORNING),
    })
    expect(await closures()).toEqual([
      '2026-12-09T08:00 2026-12-09T09:00 1',
      '2026-12-09T10:00 2026-12-09T11:00 1',
    ])
    expect(feed.report).toMatchObject({
      ...{ closures: 1, collisions: 1 },
      left: [{ startsAt: '2026-12-09T09:00:00.000Z', endsAt: '2026-12-09T10:00:00.000Z' }],
    })
    expect(await db.selectFrom('bookings').select('status').execute()).toEqual([{ status: 'confirmed' }])
  })

  it('closes what is left of several, and is no place to book into', async () => {
    const { lender, borrower, offer } = await given()
    await db.updateTable('capacities').set({ quantity: 3 }).execute()
    await givenBooking(offer, borrower, {
      startsAt: '2026-12-09T09:00:00.000Z',
      endsAt: '2026-12-09T10:00:00.000Z',
    })
    await addFeed(await as(lender.person), offer.id, { name: 'Accueil', file: calendar(MORNING) })
    expect(await closures()).toEqual([
      ...[
        '2026-12-09T08:00 2026-12-09T09:00 3',
        '2026-12-09T09:00 2026-12-09T10:00 2',
        '2026-12-09T10:00 2026-12-09T11:00 3',
      ],
    ])
    const wanted = {
      organisationId: borrower.id,
      startsAt: '2026-12-09T09:00:00.000Z',
      endsAt: '2026-12-09T10:00:00.000Z',
    }
    await expect(requestBooking(await as(borrower.person), offer.id, wanted)).rejects.toThrow(
      'capacity_taken',
    )
  })

  it.each([
    [{ name: '', address: ADDRESS }, { name: 'required' }],
    [{ name: 'x' }, { address: 'required' }],
    [{ name: 'x', address: ADDRESS, file: 'y' }, { address: 'file_or_address' }],
    [{ name: 'x', file: 'not a calendar' }, { file: 'not_ics' }],
    [{ name: 'x', file: 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n' }, { file: 'not_ics' }],
    [
      { name: 'x', file: calendar(event('a', '20261209T090000', '20261209T100000', 'RRULE:FREQ=SECONDLY')) },
      { file: 'endless_rule' },
    ],
    [{ name: 'x', address: 'https://127.0.0.1/a.ics' }, { address: 'not_public' }],
    [{ name: 'x', address: 'http://example.org/a.ics' }, { address: 'not_https' }],
    [{ name: 'x', file: calendar(MORNING), capacityId: 'cap_other' }, { capacityId: 'not_a_choice' }],
  ])('that can not be is refused, beside its field, and leaves nothing: %j', async (input, wrong) => {
    const { lender, offer } = await given()
    const asked = server(() => new Response(calendar(MORNING)))
    const error = await addFeed(await as(lender.person), offer.id, input as never).catch((e: AppError) => e)
    expect(error).toBeInstanceOf(AppError)
    const fields = (error as AppError).details.fields ?? []
    expect(Object.fromEntries(fields.map((f) => [f.path, f.code]))).toEqual(wrong)
    expect([asked, await closures(), await eventTypes()]).toEqual([[], [], []])
    expect(await db.selectFrom('calendarFeeds').selectAll().execute()).toEqual([])
  })

  it('names what it closes where there is a choice; five are enough for one thing', async () => {
    const { cluster, lender, offer } = await given()
    const second = await givenCapacity(cluster, lender, offer, { position: 2, label: 'Deuxième' })
    const ctx = await as(lender.person)
    const file = calendar(MORNING)
    await expect(addFeed(ctx, offer.id, { name: 'x', file })).rejects.toMatchObject({
      details: { fields: [{ path: 'capacityId', code: 'required' }] },
    })
    for (let i = 0; i < 5; i++) await addFeed(ctx, offer.id, { name: `x${i}`, file, capacityId: second.id })
    await expect(addFeed(ctx, offer.id, { name: 'x', file, capacityId: second.id })).rejects.toMatchObject({
      details: { fields: [{ path: 'address', code: 'too_many_feeds' }] },
    })
    expect(
      (await db.selectFrom('holds').select('capacityId').distinct().execute()).map((h) => h.capacityId),
    ).toEqual([second.id])
  })

  it('is for those who answer for the offer, and the coordinator', async () => {
    const { cluster, lender, borrower, offer } = await given()
    const input = { name: 'x', file: calendar(MORNING) }
    const member = await givenMember(lender)
    await expect(addFeed(await as(null), offer.id, input)).rejects.toThrow('not_signed_in')
    await expect(addFeed(await as(member), offer.id, input)).rejects.toThrow('not_manager')
    await expect(addFeed(await as(borrower.person), offer.id, input)).rejects.toThrow('not_found')
    const elsewhere = await given()
    await expect(addFeed(await as(elsewhere.lender.person), offer.id, input)).rejects.toThrow('not_found')
    const feed = await addFeed(await as(await givenCoordinator(cluster)), offer.id, input)
    for (const act of [refreshFeed, removeFeed]) {
      await expect(act(await as(borrower.person), feed.id)).rejects.toThrow('not_found')
      await expect(act(await as(elsewhere.lender.person), feed.id)).rejects.toThrow('not_found')
      await expect(act(await as(member), feed.id)).rejects.toThrow('not_manager')
      await expect(act(await as(lender.person), 'fee_none')).rejects.toThrow('not_found')
    }
    expect(await closures()).toHaveLength(1)
  })

  it('is removed with its closures, and its address is forgotten', async () => {
    const { lender, offer } = await given()
    server(() => new Response(calendar(MORNING)))
    const kept = await addFeed(await as(lender.person), offer.id, {
      name: 'Autre',
      file: calendar(event('b', '20261210T090000', '20261210T100000')),
    })
    const feed = await addFeed(await as(lender.person), offer.id, { name: 'Accueil', address: ADDRESS })
    await removeFeed(await as(lender.person), feed.id)
    expect(await closures()).toEqual(['2026-12-10T08:00 2026-12-10T09:00 1'])
    expect(await feedById(await as(null), feed.id)).toBeNull()
    expect(await feedById(await as(null), kept.id)).not.toBeNull()
    const rows = await db
      .selectFrom('calendarFeeds')
      .select(['address', 'removedAt', 'version'])
      .where('id', '=', feed.id)
      .execute()
    expect(rows).toEqual([{ address: null, removedAt: NOW, version: 2 }])
    expect((await eventTypes()).slice(-2)).toEqual(['feed.removed', 'capacity.closures_replaced'])
    await expect(removeFeed(await as(lender.person), feed.id)).rejects.toThrow('not_found')
  })
})

describe('the clock', () => {
  const after = (hours: number) => as(null, { now: later(NOW, hours * HOUR) })

  it('reads it again after two hours, with what its server said, and replaces its closures at once', async () => {
    const { lender, borrower, offer } = await given()
    let text = calendar(MORNING)
    const asked = server(({ headers }) =>
      headers['if-none-match'] === '"one"' && text === calendar(MORNING)
        ? new Response(null, { status: 304 })
        : new Response(text, {
            headers: { etag: '"one"', 'last-modified': 'Sat, 21 Nov 2026 08:00:00 GMT' },
          }),
    )
    const feed = await addFeed(await as(lender.person), offer.id, { name: 'Accueil', address: ADDRESS })
    expect(await readDueFeeds(await after(1))).toBe(0)
    expect(await readDueFeeds(await after(2))).toBe(1)
    expect(asked.at(-1)?.headers).toMatchObject({
      'if-none-match': '"one"',
      'if-modified-since': 'Sat, 21 Nov 2026 08:00:00 GMT',
    })
    expect(await feedById(await as(null), feed.id)).toMatchObject({
      readAt: later(NOW, 2 * HOUR),
      wholeAt: NOW,
      dueAt: later(NOW, 4 * HOUR),
    })

    await givenBooking(offer, borrower, {
      startsAt: '2026-12-11T09:00:00.000Z',
      endsAt: '2026-12-11T10:00:00.000Z',
    })
    text = calendar(event('b', '20261211T090000', '20261211T120000'))
    await readDueFeeds(await after(4))
    expect(await closures()).toEqual([
      '2026-12-11T08:00 2026-12-11T09:00 1',
      '2026-12-11T10:00 2026-12-11T11:00 1',
    ])
    expect((await eventTypes()).slice(2)).toEqual(['capacity.closures_replaced', 'feed.collided'])
    // The collision is known: nobody is told again, and nothing is written where nothing changed.
    await readDueFeeds(await after(6))
    expect((await eventTypes()).slice(4)).toEqual([])
    // The booking is given up: what could not be held is now, without the server's telling that it has changed.
    await db.updateTable('bookings').set({ status: 'cancelled' }).execute()
    await readDueFeeds(await after(8))
    expect(await closures()).toEqual(['2026-12-11T08:00 2026-12-11T11:00 1'])
    expect((await eventTypes()).slice(4)).toEqual(['capacity.closures_replaced'])
  })

  it('reads it whole once a day, though its server says it is the same: the year moves on', async () => {
    const { lender, offer } = await given()
    const weekly = calendar(event('a', '20261209T090000', '20261209T120000', 'RRULE:FREQ=WEEKLY'))
    const asked = server(({ headers }) =>
      headers['if-none-match']
        ? new Response(null, { status: 304 })
        : new Response(weekly, { headers: { etag: '"one"' } }),
    )
    await addFeed(await as(lender.person), offer.id, { name: 'Accueil', address: ADDRESS })
    const last = (await closures()).at(-1)
    for (let hours = 2; hours <= 24 * 9; hours += 2) await readDueFeeds(await after(hours))
    expect(asked.filter((one) => !one.headers['if-none-match'])).toHaveLength(10)
    expect((await closures()).at(-1)).not.toBe(last)
    // One series, read 108 times: a fact for each change of what it closes, none for the rest.
    expect(
      (await eventTypes()).filter((type) => type === 'capacity.closures_replaced').length,
    ).toBeLessThanOrEqual(4)
  })

  it('tries later and later where it fails, keeps what it knew, and tells once', async () => {
    const { lender, offer } = await given()
    let broken = false
    const asked = server(() => {
      if (broken) throw new TypeError('network')
      return new Response(calendar(MORNING))
    })
    const feed = await addFeed(await as(lender.person), offer.id, { name: 'Accueil', address: ADDRESS })
    broken = true
    const dues: (string | null | undefined)[] = []
    for (let tries = 0; tries < 7; tries++) {
      const now = (await feedById(await as(null), feed.id))?.dueAt ?? ''
      await readDueFeeds(await as(null, { now }))
      dues.push(later((await feedById(await as(null), feed.id))?.dueAt ?? '', -Date.parse(now)).slice(8, 13))
    }
    expect(dues).toEqual(['01T02', '01T04', '01T08', '01T16', '02T00', '02T00', '02T00'])
    expect(asked).toHaveLength(8)
    expect(await closures()).toHaveLength(1)
    expect(await feedById(await as(null), feed.id)).toMatchObject({
      failures: 7,
      problem: 'feed_unreachable',
    })
    expect((await eventTypes()).slice(2)).toEqual(['feed.failed'])
    broken = false
    const ctx = await as(null, { now: later(NOW, 30 * 24 * HOUR) })
    await readDueFeeds(ctx)
    expect(await feedById(ctx, feed.id)).toMatchObject({ failures: 0, problem: null })
  })

  it('reads a few at a time, and each once though two ticks come together', async () => {
    const { cluster, lender, offer } = await given()
    const asked = server(() => new Response(calendar(MORNING)))
    for (let i = 2; i < 9; i++) {
      const thing = await givenCapacity(cluster, lender, offer, { position: i })
      await addFeed(await as(lender.person), offer.id, {
        name: `x${i}`,
        address: ADDRESS,
        capacityId: thing.id,
      })
    }
    asked.length = 0
    const ctx = await after(3)
    await Promise.all([readDueFeeds(ctx), readDueFeeds(ctx)])
    expect(asked).toHaveLength(5)
    await readDueFeeds(ctx)
    expect(asked).toHaveLength(7)
  })

  it('tells those who answer for the lender, where they see it', async () => {
    const { lender, borrower, offer } = await given()
    await givenBooking(offer, borrower, {})
    server(() => new Response(calendar(event('a', '20261208T090000', '20261208T180000'))))
    await db
      .insertInto('calendarFeeds')
      .values({
        ...{
          id: 'fee_one',
          clusterId: offer.clusterId,
          listingId: offer.id,
          organisationId: lender.id,
          name: 'Accueil',
        },
        ...{ capacityId: (await db.selectFrom('capacities').select('id').executeTakeFirstOrThrow()).id },
        ...{
          address: ADDRESS,
          createdBy: 'per_given',
          removedAt: null,
          createdAt: NOW,
          lastEventId: 'evt_given',
        },
      })
      .execute()
    await db
      .insertInto('feedReads')
      .values({
        feedId: 'fee_one',
        dueAt: NOW,
        problem: null,
        etag: null,
        lastModified: null,
        readAt: null,
        wholeAt: null,
      })
      .execute()
    await readDueFeeds(await as(null))
    for (const happened of await eventsOf('fee_one')) await tell(await as(null), happened)
    const notices = await db
      .selectFrom('notices')
      .select(['personId', 'channel', 'type', 'subjectId'])
      .execute()
    expect(notices).toEqual([
      { personId: lender.person.id, channel: 'app', type: 'feed.collided', subjectId: 'fee_one' },
      { personId: lender.person.id, channel: 'mail', type: 'feed.collided', subjectId: 'fee_one' },
    ])
  })
})

it('is read by hand so often an hour', async () => {
  const { lender, offer } = await given()
  server(() => new Response(calendar(MORNING)))
  const ctx = await as(lender.person)
  const feed = await addFeed(ctx, offer.id, { name: 'Accueil', address: ADDRESS })
  for (let i = 0; i < 19; i++) await refreshFeed(ctx, feed.id)
  await expect(refreshFeed(ctx, feed.id)).rejects.toThrow('too_many_requests')
})

it('does not lose a booking that is made while it is read', async () => {
  const { lender, borrower, offer } = await given()
  let raced = false
  server(() => new Response(calendar(MORNING)))
  const ctx = await as(lender.person)
  const batch = ctx.env.DB.batch.bind(ctx.env.DB)
  const racing = new Proxy(ctx.env.DB, {
    get: (target, name) =>
      name !== 'batch'
        ? (Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name))
        : async (statements: D1PreparedStatement[]) => {
            if (!raced) {
              raced = true
              await givenBooking(offer, borrower, {
                startsAt: '2026-12-09T09:00:00.000Z',
                endsAt: '2026-12-09T10:00:00.000Z',
              })
            }
            return batch(statements)
          },
  })
  const feed = await addFeed({ ...ctx, env: { ...ctx.env, DB: racing } }, offer.id, {
    name: 'Accueil',
    address: ADDRESS,
  })
  expect(raced).toBe(true)
  expect(feed.report.collisions).toBe(1)
  expect(await closures()).toHaveLength(2)
})

it('waits for nobody else: another organisation’s thing is not theirs to close', async () => {
  const { cluster, lender, offer } = await given()
  const other = await givenOrganisation(cluster)
  const theirs = await givenCapacity(cluster, other, { ...offer, id: offer.id }, { position: 2 })
  await db.deleteFrom('listingCapacities').where('capacityId', '=', theirs.id).execute()
  const input = { name: 'x', file: calendar(MORNING), capacityId: theirs.id }
  await expect(addFeed(await as(lender.person), offer.id, input)).rejects.toMatchObject({
    details: { fields: [{ path: 'capacityId', code: 'not_a_choice' }] },
  })
})

async function closures(): Promise<string[]> {
  const rows = await db
    .selectFrom('holds')
    .select(['busyFrom', 'busyTo', 'quantity'])
    .where('reason', '=', 'closure')
    .where('live', '=', 1)
    .orderBy('busyFrom')
    .execute()
  const short = (minutes: number) => fromMinutes(minutes).slice(0, 16)
  return rows.map((h) => `${short(h.busyFrom)} ${short(h.busyTo)} ${h.quantity}`)
}
