import { capacityOf, givenBooking, givenMarket, type Market } from '../bookings/market'
import { db, NOW } from '../support/given'

/** Yesterday to this afternoon, Paris: it runs at NOW (Saturday 21 November 2026, 09:00). */
export const RUNNING = {
  status: 'in_use',
  startsAt: '2026-11-20T13:00:00.000Z',
  endsAt: '2026-11-21T15:00:00.000Z',
  createdAt: '2026-11-10T08:00:00.000Z',
}

/** A market in which the lender lends three screens, and one booking of two of them that runs. */
export async function givenLent(listing: Parameters<typeof givenMarket>[0] = {}, booking: object = {}) {
  const m = await givenMarket({ kind: 'equipment', title: 'Écrans', quantity: 3, ...listing })
  return { m, b: await givenBooking(m, { ...RUNNING, quantity: 2, ...booking }) }
}

/** Everything a refused command must have left alone. */
export async function written() {
  const rows = async (table: 'handovers' | 'returnsDue' | 'agreements' | 'events' | 'bookings') =>
    JSON.stringify(await db.selectFrom(table).selectAll().execute())
  return Promise.all((['handovers', 'returnsDue', 'agreements', 'events', 'bookings'] as const).map(rows))
}

export const bookingRow = (id: string) =>
  db.selectFrom('bookings').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
export const dueRow = (id: string) =>
  db.selectFrom('returnsDue').selectAll().where('bookingId', '=', id).executeTakeFirst()

export const at = (time: string) => ({ now: time })
export { capacityOf, givenBooking, givenMarket, type Market, NOW }
