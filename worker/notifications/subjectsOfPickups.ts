import type { Ctx } from '../platform/context'
import type { Subject } from './describe'

/** Whose a round of pick-ups is, what a stop is about, and who gave hours of training or integration. */
export async function subjectsOfPickups(ctx: Ctx, ids: readonly string[]): Promise<[string, Subject][]> {
  const given = (prefix: string) => JSON.stringify(ids.filter((id) => id.startsWith(prefix)))
  if (!ids.some((id) => /^(rnd|stp|inc)_/.test(id))) return []
  const { results } = await ctx.env.DB.prepare(
    `select r.id, o.name as organisation, null as listing, null as borrower, '/pickups/' || r.id as path
       from pickup_rounds r join organisations o on o.id = r.organisation_id where r.id in (select value from json_each(?1))
     union all
     select s.id, null, l.title, o.name, '/bookings/' || b.id from pickup_stops s join bookings b on b.id = s.booking_id
       join listings l on l.id = b.listing_id join organisations o on o.id = b.borrower_id
       where s.id in (select value from json_each(?2))
     union all
     select h.id, o.name, null, null, '/bookings/' || h.booking_id || '/inclusion' from inclusion_hours h
       join organisations o on o.id = h.organisation_id where h.id in (select value from json_each(?3))`,
  )
    .bind(given('rnd_'), given('stp_'), given('inc_'))
    .all<{
      id: string
      organisation: string | null
      listing: string | null
      borrower: string | null
      path: string
    }>()
  return results.map(({ id, organisation, listing, borrower, path }) => [
    id,
    {
      path,
      ...(organisation && { organisation }),
      ...(listing && { listing }),
      ...(borrower && { borrower }),
    },
  ])
}
