import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { addFeed } from '../../worker/calendars/commands/addFeed'
import { readDueFeeds } from '../../worker/calendars/commands/readDueFeeds'
import { removeFeed } from '../../worker/calendars/commands/removeFeed'
import { feedById } from '../../worker/calendars/feeds'
import { closeAgain } from '../../worker/calendars/reactTo'
import { keptOf } from '../../worker/calendars/rulesOfKeeping'
import { DAY, HOUR, later } from '../../worker/core/time'
import { declareOutage } from '../../worker/outages/commands/declareOutage'
import { endOutage } from '../../worker/outages/commands/endOutage'
import { capacityOf } from '../bookings/market'
import { as, db, eventsOf, NOW } from '../support/given'
import { ADDRESS, calendar, closures, event, server } from './elsewhere'
import { given, timeIs } from './market'

beforeEach(timeIs(NOW))
afterEach(() => void vi.restoreAllMocks())

const WEEKLY = event('a', '20261208T090000', '20261208T120000', 'RRULE:FREQ=WEEKLY', 'SUMMARY:Mme Martin')

it('keeps what tells when, and nothing of whom or what', () => {
  const whole = calendar(
    WEEKLY,
    'BEGIN:VEVENT',
    'UID:b',
    'DTSTART;TZID=Europe/Paris:20261210T100000',
    'DURATION:PT1H',
    'DESCRIPTION:Chez le médecin\r\n  à dix heures\r\n DTEND:20300101T000000',
    'ATTENDEE;CN=Mme Martin:mailto:martin@example.org',
    'LOCATION:Rouen',
    'END:VEVENT',
  )
  const kept = keptOf(whole)
  expect(kept).not.toMatch(/Martin|médecin|Rouen|2030/)
  expect(kept.split('\r\n')).toEqual(
    expect.arrayContaining([
      'RRULE:FREQ=WEEKLY',
      'DTSTART;TZID=Europe/Paris:20261210T100000',
      'DURATION:PT1H',
    ]),
  )
})

it('goes through a file again each week, so that what recurs goes on closing', async () => {
  const { lender, offer } = await given()
  const feed = await addFeed(await as(lender.person), offer.id, { name: 'Cours', file: calendar(WEEKLY) })
  expect(await feedById(await as(null), feed.id)).toMatchObject({ dueAt: later(NOW, 7 * DAY) })
  const before = (await closures()).length
  const last = (await closures()).at(-1) ?? ''
  const ctx = await as(null, { now: later(NOW, 70 * DAY) })
  expect(await readDueFeeds(ctx)).toBe(1)
  const after = await closures()
  expect((after.at(-1) ?? '') > last).toBe(true)
  expect(after.length).toBeGreaterThan(before - 12)
  expect(await feedById(ctx, feed.id)).toMatchObject({ dueAt: later(NOW, 77 * DAY), failures: 0 })
  await removeFeed(await as(lender.person), feed.id)
  expect(await db.selectFrom('feedTexts').selectAll().execute()).toEqual([])
})

it('closes again what an outage was in the way of, at once and without asking anybody', async () => {
  const { lender, offer } = await given()
  const capacity = await capacityOf(offer.id)
  const asked = server(() => new Response(calendar(event('a', '20261209T090000', '20261209T120000'))))
  const feed = await addFeed(await as(lender.person), offer.id, { name: 'Accueil', address: ADDRESS })
  const closed = ['2026-12-09T08:00 2026-12-09T11:00 1']
  expect(await closures()).toEqual(closed)
  const outage = await declareOutage(await as(lender.person), capacity.id, { startsAt: later(NOW, HOUR) })
  expect(await closures()).toEqual([])
  // It is read anew meanwhile: there is no room for its closures.
  await readDueFeeds(await as(null, { now: later(NOW, 25 * HOUR) }))
  await endOutage(await as(lender.person, { now: later(NOW, 26 * HOUR) }), outage.id)
  const times = asked.length
  const ended = (await eventsOf(outage.id)).at(-1)
  const ctx = await as(null, { now: later(NOW, 26 * HOUR) })
  const due = (await feedById(ctx, feed.id))?.dueAt
  for (let twice = 0; twice < 2; twice++) await closeAgain(ctx, ended as never)
  expect(await closures()).toEqual(closed)
  expect(asked).toHaveLength(times)
  expect((await feedById(ctx, feed.id))?.dueAt).toBe(due)
})
