import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { type Booking, readBookings } from '../bookings/queries'
import type { Ctx } from '../platform/context'
import type { Schema } from '../platform/schema'
import { goingWith } from './moving'

/** All bookings of a basket, in the order in which they were asked; a basket has few. */
export const bookingsOfBasket = (ctx: Ctx, id: string): Promise<Booking[]> =>
  readBookings(ctx).where('bookings.basketId', '=', id).orderBy(sql`bookings.rowid`).limit(50).execute()

/**
 * A basket with those of its bookings that the actor may see: all to its borrower and the coordinator, their own to a
 * lender. Throws `not_found` to everyone else.
 */
export async function visibleBasket(
  ctx: Ctx,
  id: string,
): Promise<{ basket: Selectable<Schema['baskets']>; bookings: Booking[] }> {
  const basket = await ctx.db.selectFrom('baskets').selectAll().where('id', '=', id).executeTakeFirst()
  if (!basket) throw new AppError('not_found')
  const mine = (id: string) => ctx.actor?.organisations.some((m) => m.organisationId === id)
  const all = await bookingsOfBasket(ctx, id)
  const whole = ctx.actor?.coordinates.includes(basket.clusterId) || mine(basket.borrowerId)
  const bookings = whole ? all : all.filter((b) => mine(b.lenderId))
  if (bookings.length === 0) throw new AppError('not_found')
  return { basket, bookings }
}

/** What was asked for together with a booking, of what the actor may see; without a basket, what always goes with it. */
export async function askedWith(ctx: Ctx, b: Booking): Promise<Booking[]> {
  const all = b.basketId ? await bookingsOfBasket(ctx, b.basketId) : await goingWith(ctx, b)
  const mine = (id: string) => ctx.actor?.organisations.some((m) => m.organisationId === id)
  const whole = ctx.actor?.coordinates.includes(b.clusterId) || mine(b.borrowerId)
  return all.filter((one) => one.id !== b.id && (whole || mine(one.lenderId)))
}
