import type { Ctx } from '../platform/context'

/** What was handed over, and what the agreements are about, by line and by agreement. */
export async function handedOver(ctx: Ctx, handovers: string, agreements: string) {
  const { results } = await ctx.env.DB.prepare(
    `select x.id, x.booking_id as bookingId, x.step, l.title as listing, lender.name as lender,
            borrower.name as borrower, b.starts_at as startsAt, b.ends_at as endsAt
       from (select id, booking_id, step from handovers where id in (select value from json_each(?))
             union all
             select id, booking_id, null from agreements where id in (select value from json_each(?))) x
       join bookings b on b.id = x.booking_id join listings l on l.id = b.listing_id
       join organisations lender on lender.id = b.lender_id
       join organisations borrower on borrower.id = b.borrower_id`,
  )
    .bind(handovers, agreements)
    .all<
      Record<'id' | 'bookingId' | 'listing' | 'lender' | 'borrower' | 'startsAt' | 'endsAt', string> & {
        step: string | null
      }
    >()
  return results
}

/** What somebody waits for, and what is out of order: of an outage, the offer that has the thing the longest. */
export async function queuesAndOutages(ctx: Ctx, places: string, outages: string) {
  const { results } = await ctx.env.DB.prepare(
    `select w.id, l.title as listing, lender.name as lender, w.starts_at as startsAt, w.ends_at as endsAt,
            w.offered_until as until
       from waitlist w join listings l on l.id = w.listing_id join organisations lender on lender.id = l.organisation_id
      where w.id in (select value from json_each(?1))
     union all
     select o.id, (select l.title from listing_capacities lc join listings l on l.id = lc.listing_id
        where lc.capacity_id = o.capacity_id order by lc.listing_id limit 1), lender.name, null, null, o.ends_at
       from outages o join capacities c on c.id = o.capacity_id join organisations lender on lender.id = c.organisation_id
      where o.id in (select value from json_each(?2))`,
  )
    .bind(places, outages)
    .all<{
      id: string
      listing: string
      lender: string
      startsAt?: string
      endsAt?: string
      until: string | null
    }>()
  return results
}
