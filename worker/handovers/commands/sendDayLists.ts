import { sql } from 'kysely'
import { addDays, HOUR, type Instant, instantOf, later, MINUTE, wallOf } from '../../core/time'
import type { Language } from '../../core/kinds'
import { MAIL_TRIES, retryAt } from '../../notifications/rules'
import type { Ctx } from '../../platform/context'
import { sendMail } from '../../platform/mail'
import { dayOf } from '../day'
import { mailOf } from '../dayMail'
import { listToday } from '../writesOfDay'

/** Mails one tick sends at most; clusters it looks at. */
const MAILS = 20
const CLUSTERS = 500
const LEASE = 10 * MINUTE
const AT = '07:00'
/** After this a list of the day is no use any more: the clock stood still this morning. */
const UNTIL = 5 * HOUR
const KEPT_DAYS = 7

/**
 * The clock: at 07:00 local time of each cluster, those who answer for a lender get the list of their day, where there is
 * anything on it. Who gets one is written once for each cluster and day; a mail is leased before it is sent, so that two
 * ticks send one. Returns how many left.
 */
export async function sendDayLists(ctx: Ctx): Promise<number> {
  const clusters = await ctx.db
    .selectFrom('clusters')
    .select(['id', 'slug', 'name', 'timeZone', 'currency'])
    .orderBy('id')
    .limit(CLUSTERS)
    .execute()
  const now = clusters.filter((c) => isTime(ctx.now, c.timeZone))
  const days = now.map((c) => ({ clusterId: c.id, date: wallOf(ctx.now, c.timeZone).date }))
  const open = await notListed(ctx, days)
  for (const { clusterId, date } of open) {
    const zone = clusters.find((c) => c.id === clusterId)?.timeZone ?? 'UTC'
    await listToday(ctx, clusterId, date, {
      from: instantOf(date, '00:00', zone),
      to: instantOf(addDays(date, 1), '00:00', zone),
    })
  }
  let sent = 0
  for (const due of await dueMails(ctx)) {
    const cluster = clusters.find((c) => c.id === due.clusterId)
    if (cluster && (await sendOne(ctx, cluster, due))) sent++
  }
  if (open.length > 0) await forgetOld(ctx)
  return sent
}

/** Between 07:00 on the cluster's clock and noon, on whatever side of a change of clocks. */
function isTime(now: Instant, zone: string): boolean {
  const start = instantOf(wallOf(now, zone).date, AT, zone)
  return start <= now && now < later(start, UNTIL)
}

async function notListed(ctx: Ctx, days: readonly { clusterId: string; date: string }[]) {
  if (days.length === 0) return []
  const done = await ctx.db
    .selectFrom('dayMailRuns')
    .selectAll()
    .where(
      sql<string>`cluster_id || ' ' || date`,
      'in',
      sql<string>`(select value from json_each(${JSON.stringify(days.map((d) => `${d.clusterId} ${d.date}`))}))`,
    )
    .execute()
  return days.filter((d) => !done.some((one) => one.clusterId === d.clusterId && one.date === d.date))
}

const dueMails = (ctx: Ctx) =>
  ctx.db
    .selectFrom('dayMails as d')
    .innerJoin('members as m', 'm.id', 'd.memberId')
    .innerJoin('people as p', 'p.id', 'm.personId')
    .leftJoin('dayMailStops as s', 's.memberId', 'd.memberId')
    .select([
      'd.memberId',
      'd.clusterId',
      'd.date',
      'd.attempts',
      'm.organisationId',
      'm.status',
      's.stoppedAt',
    ])
    .select(['p.name', 'p.email', 'p.language', 'p.mailRhythm'])
    .where('d.state', '=', sql.lit('due'))
    .where('d.dueAt', '<=', ctx.now)
    .orderBy('d.dueAt')
    .limit(MAILS)
    .execute()
type Due = Awaited<ReturnType<typeof dueMails>>[number]

type Cluster = { id: string; slug: string; name: string; timeZone: string; currency: string }

async function sendOne(ctx: Ctx, cluster: Cluster, due: Due): Promise<boolean> {
  const mine = ctx.db
    .updateTable('dayMails')
    .where('memberId', '=', due.memberId)
    .where('clusterId', '=', due.clusterId)
    .where('date', '=', due.date)
    .where('state', '=', 'due')
  const leased = await mine
    .set({ dueAt: later(ctx.now, LEASE) })
    .where('dueAt', '<=', ctx.now)
    .returning('memberId')
    .execute()
  if (leased.length === 0) return false
  const unwanted = !due.email || due.mailRhythm === 'never' || due.status !== 'active' || due.stoppedAt
  const isOver = !isTime(ctx.now, cluster.timeZone) || wallOf(ctx.now, cluster.timeZone).date !== due.date
  const list = unwanted || isOver ? null : await dayOf(ctx, due.organisationId, cluster, due.date)
  if (!due.email || !list || list.items.length === 0) {
    await mine.set({ state: 'dropped' }).execute()
    return false
  }
  const reader = { ...due, email: due.email, language: due.language as Language }
  try {
    await sendMail(ctx.env, await mailOf(ctx, cluster, reader, list))
    await mine.set({ state: 'sent' }).execute()
    return true
  } catch (error) {
    const attempts = due.attempts + 1
    console.error(JSON.stringify({ at: 'mail', dayOf: due.memberId, attempts, error: String(error) }))
    await mine
      .set({ attempts, state: attempts >= MAIL_TRIES ? 'failed' : 'due', dueAt: retryAt(ctx.now, attempts) })
      .execute()
    return false
  }
}

/** What was sent says nothing after a week. */
async function forgetOld(ctx: Ctx): Promise<void> {
  const before = addDays(ctx.now.slice(0, 10), -KEPT_DAYS)
  await ctx.db.deleteFrom('dayMails').where('date', '<', before).execute()
  await ctx.db.deleteFrom('dayMailRuns').where('date', '<', before).execute()
}
