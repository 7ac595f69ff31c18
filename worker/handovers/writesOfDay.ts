import { sql } from 'kysely'
import { type Instant, later } from '../core/time'
import type { Ctx } from '../platform/context'
import { prepare } from '../platform/db'

/** A whole-day booking that ended at midnight is due the day after. */
const DAY_MS = 86_400_000

/**
 * Writes who gets the list of a day, once: those who answer for an organisation of the cluster that lends something then, or
 * waits for something. Whether there is anything on the list is looked at again when it is sent.
 */
export async function listToday(
  ctx: Ctx,
  clusterId: string,
  date: string,
  { from, to }: { from: Instant; to: Instant },
): Promise<void> {
  const lends = sql`bookings b where b.lender_id = m.organisation_id and b.status in ('confirmed', 'in_use', 'completed', 'no_show')`
  const run = sql`insert into day_mail_runs (cluster_id, date) values (${clusterId}, ${date}) on conflict do nothing`
  const mails = sql`insert into day_mails (member_id, cluster_id, date, state, due_at)
    select m.id, ${clusterId}, ${date}, 'due', ${ctx.now}
      from affiliations a
      join members m on m.organisation_id = a.organisation_id and m.status = 'active'
        and (m.role = 'manager' or m.may_answer = 1)
      join people p on p.id = m.person_id and p.email is not null and p.erased_at is null and p.mail_rhythm <> 'never'
     where a.cluster_id = ${clusterId} and a.status = 'active'
       and not exists (select 1 from day_mail_stops s where s.member_id = m.id)
       and (exists (select 1 from ${lends} and b.starts_at >= ${from} and b.starts_at < ${to})
         or exists (select 1 from ${lends} and b.ends_at > ${from} and b.ends_at <= ${to})
         or exists (select 1 from returns_due r
           where r.lender_id = m.organisation_id and r.is_out = 1 and r.due_at < ${later(to, DAY_MS)}))
    on conflict do nothing`
  await ctx.env.DB.batch([run, mails].map((one) => prepare(ctx.env.DB, one.compile(ctx.db))))
}

/** Whether a member gets the list of the day. A preference, not a fact. */
export async function setDayMail(ctx: Ctx, memberId: string, wanted: boolean): Promise<void> {
  if (wanted) await ctx.db.deleteFrom('dayMailStops').where('memberId', '=', memberId).execute()
  else
    await ctx.db
      .insertInto('dayMailStops')
      .values({ memberId, stoppedAt: ctx.now })
      .onConflict((c) => c.doNothing())
      .execute()
}

/** Whether a member gets it. */
export const wantsDayMail = async (ctx: Ctx, memberId: string): Promise<boolean> =>
  (await ctx.db
    .selectFrom('dayMailStops')
    .select('memberId')
    .where('memberId', '=', memberId)
    .executeTakeFirst()) === undefined
