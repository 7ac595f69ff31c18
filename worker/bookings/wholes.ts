import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { among, type Query } from '../platform/db'
import { type Booking, readBookings } from './queries'
import { statusAt } from './rules'

const MOST = 500

/** The booking that brought others along; of one alone, itself. */
export const rootOf = (b: Pick<Booking, 'id' | 'partOf'>): string => b.partOf ?? b.id

/** All bookings of the wholes that some belong to, these included, whatever became of them. */
export async function wholesOf(ctx: Ctx, bookings: readonly Booking[]): Promise<Booking[]> {
  const roots = among([...new Set(bookings.map(rootOf))])
  return readBookings(ctx)
    .where((eb) => eb.or([eb('bookings.id', 'in', roots), eb('bookings.partOf', 'in', roots)]))
    .limit(MOST)
    .execute()
}

/** Of a whole, what still waits for an answer beside the bookings that are answered now. */
export const waitingBeside = (
  ctx: Ctx,
  whole: readonly Booking[],
  b: Booking,
  answered: readonly Booking[],
): Booking[] =>
  whole.filter(
    (o) =>
      rootOf(o) === rootOf(b) &&
      statusAt(o, ctx.now) === 'requested' &&
      answered.every((one) => one.id !== o.id),
  )

/**
 * A yes that is not the last one. It holds only if the whole is as it was read: two yeses at once would each find the other
 * missing. The first booking of the whole stands for it, so its version goes up as well.
 */
export function agreeing(
  ctx: Ctx,
  b: Booking,
  whole: readonly Booking[],
  stamped: { version: unknown; lastEventId: string },
): Query {
  const root = whole.find((o) => o.id === rootOf(b))
  return ctx.db
    .updateTable('bookings')
    .set({ agreedAt: ctx.now, ...(stamped as { lastEventId: string }) })
    .where('id', '=', b.id)
    .where('clusterId', '=', b.clusterId)
    .where('version', '=', b.version)
    .where(
      sql<boolean>`exists (select 1 from bookings r where r.id = ${rootOf(b)} and r.version = ${root?.version ?? 0})`,
    )
}

/** Makes the whole another one, for whoever read it before: see `agreeing`. */
export const touchRoot = (ctx: Ctx, root: string): Query =>
  ctx.db.updateTable('bookings').set({ version: sql`version + 1` }).where('id', '=', root)
