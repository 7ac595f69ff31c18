import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addFeed } from '../../worker/calendars/commands/addFeed'
import { readDueFeeds } from '../../worker/calendars/commands/readDueFeeds'
import { feedById } from '../../worker/calendars/feeds'
import { HOUR, later } from '../../worker/core/time'
import { tell } from '../../worker/notifications/reactTo'
import { as, db, eventsOf, eventTypes, givenCapacity, NOW } from '../support/given'
import { ADDRESS, calendar, closures, event, server } from './elsewhere'
import { given, givenBooking, timeIs } from './market'

beforeEach(timeIs(NOW))
afterEach(() => void vi.restoreAllMocks())

const MORNING = event('a', '20261209T090000', '20261209T120000')

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
