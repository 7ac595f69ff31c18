import { sql } from 'kysely'
import { newId } from '../../worker/core/ids'
import { openRound } from '../../worker/pickups/commands/openRound'
import type { RoundInput } from '../../worker/pickups/input'
import { stopsOf, visibleRound } from '../../worker/pickups/queries'
import { givenBooking, givenMarket } from '../bookings/market'
import { as, db, givenListing, givenOrganisation, NOW } from '../support/given'

/** Saturday 21 November 2026, 09:00–12:00 in Paris: it has begun at NOW. */
export const TODAY = '2026-11-21'
export const MORNING = { startsAt: '2026-11-21T07:00:00.000Z', endsAt: '2026-11-21T11:00:00.000Z' }

/** A workshop (the borrower) that has booked wastes of three lenders, at growing distance to the east, for today. */
export async function givenPickups(details: object = {}) {
  const m = await givenMarket({ kind: 'waste', unit: 'kg', grain: 'window', quantity: 500, title: 'Sciure' })
  const booked = async (name: string, lng: number, given: object = {}) => {
    const lender = await givenOrganisation(m.cluster, { name, lng })
    const offer = await givenListing(m.cluster, lender, {
      ...{
        kind: 'waste',
        unit: 'kg',
        grain: 'window',
        quantity: 500,
        title: `Chutes ${name}`,
        lat: 49.44,
        lng,
      },
      details: { packaging: 'En sacs', ...details },
      ...given,
    } as never)
    const of = { ...m, lender, offer } as unknown as typeof m
    const booking = await givenBooking(of, {
      ...{ status: 'in_use', ...MORNING, quantity: 120, unit: 'kg', answerBy: null },
      createdAt: '2026-11-18T08:00:00.000Z',
    })
    return { lender, offer, booking }
  }
  const [far, near, middle] = [
    await booked('Loin', 1.3),
    await booked('Près', 1.11),
    await booked('Milieu', 1.2),
  ]
  const van = (given: object = {}, more: object = {}) =>
    givenListing(m.cluster, m.lender, {
      ...{ kind: 'equipment', title: 'Fourgon', grain: 'day', instantFor: 'everyone' },
      details: { category: 'vehicle', payloadKg: 300, ...more },
      ...given,
    } as never)
  return { m, far, near, middle, van, booked }
}
export type Pickups = Awaited<ReturnType<typeof givenPickups>>

export async function givenRound({ m }: Pickups, input: Partial<RoundInput> = {}) {
  const ctx = await as(m.member)
  const id = await openRound(ctx, m.cluster.id, { organisationId: m.borrower.id, day: TODAY, ...input })
  const round = await visibleRound(ctx, id)
  return { ctx, id, round, stops: await stopsOf(ctx, round) }
}

export const key = () => newId('event', Date.parse(NOW)).replace('evt_', 'key-')
export const linesOf = (stopId: string) =>
  db.selectFrom('pickupRecords').selectAll().where('stopId', '=', stopId).orderBy('number').execute()
export const handedOver = (bookingId: string) =>
  db
    .selectFrom('handovers')
    .select(['step', 'side', 'quantity', 'corrects', 'note'])
    .where('bookingId', '=', bookingId)
    .orderBy(sql`rowid`)
    .execute()
export const stateOf = async (bookingId: string) =>
  (await db.selectFrom('bookings').select('status').where('id', '=', bookingId).executeTakeFirst())?.status
