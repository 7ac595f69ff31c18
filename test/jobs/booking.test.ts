import { describe, expect, test } from 'vitest'
import { rulesOf } from '../../worker/bookings/offers'
import { acceptJob } from '../../worker/jobs/commands/answerJob'
import { bookJob } from '../../worker/jobs/commands/bookJob'
import { prepareOffer } from '../../worker/jobs/commands/prepareOffer'
import { proposeJob } from '../../worker/jobs/commands/proposeJob'
import { jobById } from '../../worker/jobs/queries'
import { editListing } from '../../worker/listings/commands/editListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import {
  as,
  db,
  eventTypes,
  givenCapacity,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { type Employers, givenEmployers, heard } from './market'

const refused = (code: string) => expect.objectContaining({ code })
const proposed = async (m: Employers, more: object = {}) =>
  proposeJob(await as(m.coordinator), m.cluster.id, {
    needIds: [m.a, m.b, m.c].map((e) => e.need.id),
    ...more,
  })
const accepted = async (m: Employers, more: object = {}) => {
  const job = await proposed(m, more)
  for (const { manager } of [m.a, m.b, m.c]) await acceptJob(await as(manager), job.id)
  return job
}
const count = async (table: 'bookings' | 'events') =>
  Number((await db.selectFrom(table).select(db.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)

describe('an accepted job becomes bookings', () => {
  test('the carrier’s offer is prepared with the half-days of the others, and books them when it is published', async () => {
    const m = await givenEmployers()
    const job = await accepted(m, { weeks: 4, hourCents: 2400 })
    await expect(prepareOffer(await as(m.b.manager), job.id)).rejects.toEqual(refused('not_member'))
    const prepared = await prepareOffer(await as(m.a.manager), job.id)
    const offerId = prepared.offerId ?? ''
    const offer = await db
      .selectFrom('listings')
      .selectAll()
      .where('id', '=', offerId)
      .executeTakeFirstOrThrow()
    expect(offer).toMatchObject({
      status: 'draft',
      organisationId: m.a.organisation.id,
      kind: 'staff',
      visibility: 'cluster',
    })
    expect(JSON.parse(offer.details)).toMatchObject({ romeCode: 'M1203', hoursPerWeek: 16 })
    expect((await rulesOf(await as(null), offerId)).rules.onlyFor.sort()).toEqual(
      [m.b.organisation.id, m.c.organisation.id].sort(),
    )
    await expect(prepareOffer(await as(m.a.manager), job.id)).rejects.toEqual(
      refused('transition_not_allowed'),
    )

    await editListing(await as(m.a.manager), offerId, { details: { consent: true } })
    await publishListing(await as(m.a.manager), offerId)
    await heard(['jobs.book'])
    const now = await jobById(await as(null), job.id)
    expect(now).toMatchObject({ status: 'booked', offerId })
    const bookings = await db.selectFrom('bookings').selectAll().orderBy('startsAt').execute()
    // Bravo: Wednesday, two half-days; Charlie: Thursday, two; four weeks.
    expect(bookings).toHaveLength(16)
    expect(new Set(bookings.map((b) => b.status))).toEqual(new Set(['confirmed']))
    expect(bookings[0]).toMatchObject({
      ...{
        startsAt: '2026-12-23T07:00:00.000Z',
        endsAt: '2026-12-23T12:00:00.000Z',
        lenderId: m.a.organisation.id,
      },
      ...{ borrowerId: m.b.organisation.id, needId: m.b.need.id, requestedBy: m.b.manager.id, quantity: 300 },
      ...{ priceCents: 12_000 },
    })
    const minutes = bookings
      .filter((b) => b.borrowerId === m.c.organisation.id)
      .reduce((s, b) => s + b.quantity, 0)
    expect(minutes).toBe(4 * 420)
    expect(await db.selectFrom('series').select('id').execute()).toHaveLength(4)
    expect((await eventTypes(job.id)).slice(-2)).toEqual(['job.prepared', 'job.booked'])
  })

  test('or an offer that exists is booked for all of them, all or nothing', async () => {
    const m = await givenEmployers()
    const job = await accepted(m, { weeks: 2 })
    const lender = await givenOrganisation(m.cluster, { name: 'Le Partage' })
    const offer = await givenListing(m.cluster, lender, {
      ...{ kind: 'staff', unit: 'minute', details: { romeCode: 'M1203', hoursPerWeek: 35, consent: true } },
      windows: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
    })
    await db.deleteFrom('listingCapacities').where('listingId', '=', offer.id).execute()
    await givenCapacity(m.cluster, lender, offer, { shape: 'person', quantity: 1, unit: 'piece' })
    const week = await givenCapacity(m.cluster, lender, offer, {
      shape: 'week',
      quantity: 25 * 60,
      position: 2,
    })
    const before = [await count('bookings'), await count('events')]
    await expect(bookJob(await as(m.coordinator), job.id, { offerId: offer.id })).rejects.toEqual(
      refused('capacity_taken'),
    )
    expect([await count('bookings'), await count('events')]).toEqual(before)
    await db
      .updateTable('capacities')
      .set({ quantity: 35 * 60 })
      .where('id', '=', week.id)
      .execute()
    await expect(bookJob(await as(await givenMember(lender)), job.id, { offerId: offer.id })).rejects.toEqual(
      refused('not_found'),
    )
    const booked = await bookJob(await as(m.coordinator), job.id, { offerId: offer.id })
    expect(booked.status).toBe('booked')
    const bookings = await db.selectFrom('bookings').selectAll().execute()
    expect(new Set(bookings.map((b) => b.status))).toEqual(new Set(['requested']))
    expect(bookings.reduce((s, b) => s + b.quantity, 0)).toBe(2 * 1800)
    await expect(bookJob(await as(m.coordinator), job.id, { offerId: offer.id })).rejects.toEqual(
      refused('transition_not_allowed'),
    )
  })

  test('not before all have said yes, nor of an offer of something else', async () => {
    const m = await givenEmployers()
    const job = await proposed(m)
    const room = await givenListing(m.cluster, m.a.organisation)
    await expect(bookJob(await as(m.coordinator), job.id)).rejects.toEqual(refused('invalid'))
    await expect(bookJob(await as(m.coordinator), job.id, { offerId: room.id })).rejects.toEqual(
      refused('transition_not_allowed'),
    )
    await expect(prepareOffer(await as(m.a.manager), job.id)).rejects.toEqual(
      refused('transition_not_allowed'),
    )
    for (const { manager } of [m.a, m.b, m.c]) await acceptJob(await as(manager), job.id)
    await expect(bookJob(await as(m.coordinator), job.id, { offerId: room.id })).rejects.toEqual(
      refused('invalid'),
    )
  })
})
