import type { Insertable } from 'kysely'
import { vi } from 'vitest'
import { insertBookings } from '../../worker/bookings/writes'
import { newId } from '../../worker/core/ids'
import { prepare } from '../../worker/platform/db'
import type { Schema } from '../../worker/platform/schema'
import { ask } from '../support/ask'
import { as, db, givenCluster, givenListing, givenMember, givenOrganisation, NOW } from '../support/given'

/** For beforeEach: the application's clock stands still. */
export const timeIs = (now: string) => () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) })
  return () => void vi.useRealTimers()
}

/** A cluster, who lends a room in it, and who borrows. */
export async function given(cluster: Parameters<typeof givenCluster>[0] = {}) {
  const where = await givenCluster(cluster)
  const lender = await givenOrganisation(where)
  const borrower = await givenOrganisation(where, { name: 'Le Fournil' })
  const offer = await givenListing(where, lender)
  return {
    ...{ cluster: where, offer },
    lender: { ...lender, person: await givenMember(lender, { role: 'manager' }) },
    borrower: { ...borrower, person: await givenMember(borrower) },
  }
}

type Given = Partial<Omit<Insertable<Schema['bookings']>, 'listingId'>>

/** A booking on 8 December from two to four, confirmed unless told; it holds its capacity while it is to come. */
export async function givenBooking(
  listing: { id: string; clusterId: string; organisationId: string },
  borrower: { id: string },
  booking: Given,
) {
  const { capacityId } = await db
    .selectFrom('listingCapacities')
    .select('capacityId')
    .where('listingId', '=', listing.id)
    .executeTakeFirstOrThrow()
  const row = {
    ...{ id: newId('booking'), clusterId: listing.clusterId, listingId: listing.id, capacityId },
    ...{ lenderId: listing.organisationId, borrowerId: borrower.id, status: 'confirmed' as const },
    ...{ startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z', quantity: 1 },
    ...{ unit: 'piece' as const, currency: 'EUR', answerBy: '2026-11-27T08:00:00.000Z' },
    ...{ requestedBy: 'per_given', createdAt: NOW, lastEventId: 'evt_given', ...booking },
  }
  await db
    .insertInto('bookings')
    .values(row as never)
    .execute()
  if (['requested', 'confirmed', 'in_use'].includes(row.status)) {
    const minutes = (at: string) => Math.floor(Date.parse(at) / 60_000)
    const hold = { busyFrom: minutes(row.startsAt), busyTo: minutes(row.endsAt), quantity: row.quantity }
    await db
      .insertInto('holds')
      .values({ capacityId, bookingId: row.id, reason: 'booking', sourceId: null, ...hold })
      .execute()
  }
  return row
}

/** Bookings that are over, an hour each day from 2015 on, of an offer that is. */
export async function givenHistory(
  listing: { id: string; clusterId: string; organisationId: string },
  borrower: { id: string },
  days: number,
) {
  const model = await givenBooking(listing, borrower, { status: 'completed', startsAt: at(0), endsAt: at(1) })
  const rows = Array.from({ length: days }, (_, n) => ({
    ...{ ...model, id: `bkg_h${n}`, startsAt: at(24 * (n + 1)), endsAt: at(24 * (n + 1) + 1) },
  }))
  const ctx = await as(null)
  for (let n = 0; n < days; n += 500)
    await ctx.env.DB.batch([
      prepare(ctx.env.DB, insertBookings(ctx, rows.slice(n, n + 500) as never).compile()),
    ])
}
const at = (hours: number) => new Date(Date.UTC(2015, 0, 1) + hours * 3_600_000).toISOString()

/** What a program reads at an address: the text, and each event as its properties. */
export async function read(address: string) {
  const path = address.startsWith('/') ? address : new URL(address).pathname
  const answer = await ask(path)
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`${answer.status}: ${text.slice(0, 200)}`)
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n')
  const events: Record<string, string>[] = []
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') events.push({})
    const [, name = '', value = ''] = /^([A-Z][\w-]*(?:;[^:"]*(?:"[^"]*")?)*):(.*)$/.exec(line) ?? []
    const event = events.at(-1)
    if (event && name && name !== 'BEGIN') event[name] = value
  }
  return { text: text.replace(/\r\n[ \t]/g, ''), events, headers: answer.headers }
}
