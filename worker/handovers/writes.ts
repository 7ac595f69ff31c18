import { sql } from 'kysely'
import type { Booking } from '../bookings/queries'
import type { Instant } from '../core/time'
import type { CleanImage } from '../listings/image'
import type { Fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { NewLine } from './line'

export function insertHandover(
  ctx: Ctx,
  b: Booking,
  line: NewLine & { id: string },
  photo: (CleanImage & { id: string; alt: string }) | null,
  noted: Pick<Fact, 'id'>,
): Query {
  return ctx.db.insertInto('handovers').values({
    ...line,
    ...{ clusterId: b.clusterId, bookingId: b.id, notedBy: ctx.actor?.personId ?? '' },
    ...{ photoId: photo?.id ?? null, photoType: photo?.contentType ?? null, photoAlt: photo?.alt ?? '' },
    ...{ photoBytes: photo?.bytes.length ?? null, photoWidth: photo?.width ?? null },
    ...{ photoHeight: photo?.height ?? null, lastEventId: noted.id },
  })
}

/** What is out, counted from the lines as they are once this batch is written: two sides may note at once. */
export const keepReturnDue = (ctx: Ctx, b: Booking, due: Instant, noted: Pick<Fact, 'id'>): Query => {
  const stands = (step: 'pick_up' | 'return') => sql`exists (
    select 1 from handovers h where h.booking_id = ${b.id} and h.step = ${step} and h.happened = 1
      and not exists (select 1 from handovers c where c.corrects = h.id))`
  const isOut = sql`(${stands('pick_up')} and not ${stands('return')})`
  return {
    compile: () =>
      sql`insert into returns_due (booking_id, cluster_id, lender_id, due_at, is_out, last_event_id)
        values (${b.id}, ${b.clusterId}, ${b.lenderId}, ${due}, ${isOut}, ${noted.id})
        on conflict (booking_id) do update set is_out = excluded.is_out, due_at = excluded.due_at`.compile(
        ctx.db,
      ),
  }
}
