import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { addFeed } from '../../worker/calendars/commands/addFeed'
import { refreshFeed } from '../../worker/calendars/commands/refreshFeed'
import { removeFeed } from '../../worker/calendars/commands/removeFeed'
import { feedById } from '../../worker/calendars/feeds'
import { AppError } from '../../worker/core/errors'
import { DAY, HOUR, later } from '../../worker/core/time'
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
import { ADDRESS, calendar, closures, event, server } from './elsewhere'

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

  it('is a file too, which nobody can be asked for again', async () => {
    const { lender, offer } = await given()
    const feed = await addFeed(await as(lender.person), offer.id, {
      name: 'Accueil',
      file: calendar(MORNING),
    })
    expect(feed).toMatchObject({ address: null, dueAt: later(NOW, 7 * DAY) })
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
