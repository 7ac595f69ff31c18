import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { goOnByItself } from './goingOn'
import type { Rest } from './keeping'

interface Left {
  id: string
  clusterId: string
  listingId: string
  organisationId: string
  unfetched: number
}

/**
 * What nobody booked of collections that are over goes on by itself where somebody is known who looks for it, and nothing left of
 * that stream is offered yet: a weekly stream would else fill the market with what its giver has long thrown away. The rest is
 * shown to the coordinator, who can offer it on or note its outlet.
 */
export async function passOn(ctx: Ctx, rests: readonly Rest[]): Promise<void> {
  if (rests.length === 0) return
  const { rows } = await sql<Left>`
    select s.id, s.cluster_id, s.listing_id, l.organisation_id, s.unfetched from json_each(${JSON.stringify(rests)}) j
    join stream_batches s on s.listing_id = j.value ->> 'listingId' and s.slot = j.value ->> 'slot' and s.booking_id is null
    join listings l on l.id = s.listing_id
    where s.unfetched > 0 and s.slot <> ''
      and exists (select 1 from matches m join listings n on n.id = m.need_id where m.offer_id = s.listing_id
        and m.status in ('suggested', 'seen') and n.status = 'published' and n.hidden_reason is null
        -- Who booked of this collection took what they wanted of it.
        and not exists (select 1 from bookings b where b.listing_id = s.listing_id and b.starts_at = s.slot
          and b.borrower_id = n.organisation_id))
    order by s.slot desc`.execute(ctx.db)
  for (const left of rows) {
    if (await isOfferedOn(ctx, left.listingId)) continue
    await goOnByItself(ctx, left, 'unfetched', left.unfetched)
  }
}

/** Whether something that nobody booked of a stream is still offered to others. */
async function isOfferedOn(ctx: Ctx, listingId: string): Promise<boolean> {
  const open = await ctx.db
    .selectFrom('streamEnds as e')
    .innerJoin('streamBatches as s', 's.id', 'e.batchId')
    .innerJoin('listings as c', 'c.id', 'e.toListingId')
    .select('e.id')
    .where('e.listingId', '=', listingId)
    .where('e.act', '=', 'went_on')
    .where('s.bookingId', 'is', null)
    .where('c.status', '=', 'published')
    .executeTakeFirst()
  return open !== undefined
}
