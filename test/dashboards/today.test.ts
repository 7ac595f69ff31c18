import { describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { newId } from '../../worker/core/ids'
import { DAY, HOUR, later } from '../../worker/core/time'
import { today, waiting } from '../../worker/dashboards/queriesOfToday'
import { draftListing } from '../../worker/listings/commands/draftListing'
import { hideListing } from '../../worker/listings/commands/hideListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { sendMessage } from '../../worker/messages/commands/sendMessage'
import { counting } from '../support/rows'
import {
  as,
  db,
  eventsOf,
  givenAffiliation,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { givenMarket, TUESDAY } from '../bookings/market'
import { signedIn } from './session'
import { delivered, suggested } from './support'

async function needOf(m: Awaited<ReturnType<typeof givenMarket>>, title: string, now = NOW) {
  const ctx = await as(m.member, { now })
  const id = await draftListing(ctx, m.cluster.id, {
    ...{ direction: 'need', organisationId: m.borrower.id, kind: 'space', title },
  })
  await publishListing(ctx, id)
  return id
}
const at = async (m: { coordinator: { id: string } }, hours: number) =>
  as(m.coordinator, { now: later(NOW, hours * HOUR) })

describe('what waits today', () => {
  test('is empty when nothing does', async () => {
    const m = await givenMarket()
    const list = await today(await as(m.coordinator), m.cluster.id)
    expect(waiting(list)).toBe(0)
    expect(list).toMatchObject({ unrelayedSince: null, deadLetters: 0 })
  })

  test('a need counts after 48 hours, until somebody writes, books or the coordinator hides it', async () => {
    const m = await givenMarket()
    const [quiet, written, booked, hidden] = await Promise.all(
      ['quiet', 'written', 'booked', 'hidden'].map((title) => needOf(m, title)),
    )
    const match = await suggested(await as(m.member), m.cluster.id, m.offer.id, written!)
    await suggested(await as(m.member), m.cluster.id, m.offer.id, quiet!)
    await delivered()
    expect((await today(await at(m, 47), m.cluster.id)).needs).toEqual([])
    expect((await today(await at(m, 49), m.cluster.id)).needs).toHaveLength(4)

    await sendMessage(await as(m.answerer), match, 'La salle est libre mardi.')
    await requestBooking(await as(m.member), m.offer.id, {
      organisationId: m.borrower.id,
      ...TUESDAY,
      needId: booked!,
    })
    await hideListing(await as(m.coordinator), hidden!, 'En double')
    await delivered()
    const { needs } = await today(await at(m, 49), m.cluster.id)
    expect(needs).toEqual([
      expect.objectContaining({
        id: quiet,
        title: 'quiet',
        matches: 1,
        organisationName: 'Les Jardins des Aulnes',
      }),
    ])
  })

  test('a request counts after 24 hours, until it is answered', async () => {
    const m = await givenMarket()
    const booking = await requestBooking(await as(m.member), m.offer.id, {
      organisationId: m.borrower.id,
      ...TUESDAY,
    })
    await delivered()
    expect((await today(await at(m, 23), m.cluster.id)).requests).toEqual([])
    const { requests } = await today(await at(m, 25), m.cluster.id)
    expect(requests).toEqual([
      expect.objectContaining({
        id: booking.id,
        title: 'Salle des Aulnes',
        lender: 'La Fabrique des Quais',
        ...TUESDAY,
      }),
    ])
    await confirmBooking(await as(m.answerer), booking.id)
    // The consumer has not run yet: the page does not ask for what is done.
    expect((await today(await at(m, 25), m.cluster.id)).requests).toEqual([])
  })

  test('a listing counts in its last seven days; renewing it takes one press, traced for its member', async () => {
    const m = await givenMarket()
    const need = await needOf(m, 'Une scène', new Date().toISOString())
    const soon = new Date(Date.now() + 3 * DAY).toISOString()
    await db.updateTable('listings').set({ expiresAt: soon }).where('id', '=', need).execute()
    await delivered()
    const browser = await signedIn(m.coordinator)
    const path = `/fr/${m.cluster.slug}/coordination`
    const page = await browser.get(path)
    expect(page.text).toContain('Expire dans 3 jours')
    const answer = await browser.post(`${path}/renew`, { listing: need })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?done=renewed`])
    const row = await db
      .selectFrom('listings')
      .select('expiresAt')
      .where('id', '=', need)
      .executeTakeFirstOrThrow()
    expect(row.expiresAt! > new Date(Date.now() + 50 * DAY).toISOString()).toBe(true)
    const last = (await eventsOf(need)).at(-1)
    expect(last).toMatchObject({
      type: 'listing.renewed',
      actorId: m.coordinator.id,
      onBehalfOf: m.member.id,
    })
    await delivered()
    expect((await browser.get(path)).text).not.toContain('Expire dans 3 jours')
  })

  test('nobody else renews, and nothing of another cluster is renewed', async () => {
    const m = await givenMarket()
    const elsewhere = await givenMarket()
    const path = `/fr/${m.cluster.slug}/coordination/renew`
    expect((await (await signedIn(m.member)).post(path, { listing: m.offer.id })).status).toBe(403)
    const browser = await signedIn(m.coordinator)
    for (const listing of [elsewhere.offer.id, 'ofr_unknown', ''])
      expect((await browser.post(path, { listing })).status).toBe(404)
    expect(await eventsOf()).toEqual([])
  })

  test('reports, organisations and people who ask are those of this cluster', async () => {
    const m = await givenMarket()
    const other = await givenCluster()
    const asking = await givenOrganisation(other, { name: 'Roule ma Benne' })
    await givenAffiliation(m.cluster, asking, { status: 'requested' })
    await givenMember(m.lender, { status: 'requested' }, { name: 'Noor' })
    await givenMember(asking, { status: 'requested' })
    for (const cluster of [m.cluster, other]) {
      const listing = cluster === other ? await givenListing(other, asking) : m.offer
      await db
        .insertInto('reports')
        .values({
          ...{
            id: newId('report'),
            clusterId: cluster.id,
            listingId: listing.id,
            reason: 'wrong',
            status: 'open',
          },
          ...{ reportedBy: null, createdAt: NOW, lastEventId: 'evt_given' },
        })
        .execute()
    }
    const list = await today(await as(m.coordinator), m.cluster.id)
    expect(list.organisations.map((o) => o.name)).toEqual(['Roule ma Benne'])
    expect(list.members.map((p) => p.name)).toEqual(['Noor'])
    expect(list.reports).toHaveLength(1)
    expect(waiting(list)).toBe(3)
    const { text } = await (await signedIn(m.coordinator)).get(`/fr/${m.cluster.slug}/coordination`)
    expect(text).toContain('Trois choses attendent.')
    for (const words of ['Roule ma Benne', 'Noor', 'Annonce signalée', '/coordination/reports'])
      expect(text).toContain(words)
  })

  test('alarms when events are not relayed for over five minutes, or consumers gave up', async () => {
    const m = await givenMarket()
    await needOf(m, 'Une salle')
    const soon = await as(m.coordinator, { now: later(NOW, 4 * 60_000) })
    expect((await today(soon, m.cluster.id)).unrelayedSince).toBeNull()
    const late = await today(await as(m.coordinator, { now: later(NOW, 6 * 60_000) }), m.cluster.id)
    expect(late.unrelayedSince).toBe(NOW)
    await needOf(m, 'Une autre', new Date(Date.now() - 600_000).toISOString())
    await db.updateTable('events').set({ relayedAt: NOW }).where('occurredAt', '=', NOW).execute()
    await db
      .insertInto('deadLetters')
      .values({ eventSeq: 1, consumer: 'search.index', error: 'x', failedAt: NOW })
      .execute()
    const { text } = await (await signedIn(m.coordinator)).get(`/fr/${m.cluster.slug}/coordination`)
    expect(text).toContain('Avis et correspondances ne partent plus')
    expect(text).toContain('Une suite a échoué')
  })

  test('reads as little when there is much more of it', async () => {
    const m = await givenMarket()
    for (let i = 0; i < 8; i++) await needOf(m, `Besoin ${i}`)
    await delivered()
    const rowsOf = async () => {
      const { ctx, rows } = counting(await at(m, 49))
      await today(ctx, m.cluster.id)
      return rows.read
    }
    const before = await rowsOf()
    for (let i = 0; i < 40; i++) await needOf(m, `Autre ${i}`)
    await delivered()
    expect(await rowsOf()).toBeLessThanOrEqual(before)
  })
})
