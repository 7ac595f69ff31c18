import { Hono } from 'hono'
import { sql } from 'kysely'
import * as z from 'zod'
import { clusterNamed } from '../clusters/queries'
import { DAY, HOUR, instantOf, later, wallOf } from '../core/time'
import type { Ctx } from '../platform/context'
import type { AppEnv } from '../platform/http'
import { check } from '../platform/input'
import { act } from './demo/act'
import { tellSince } from './demo/follow'
import { DemoImpact, reckonDemo, reportDemo } from './demo/impact'
import { loadCluster } from './demo/loadCluster'
import { plan } from './demo/plan'
import { DemoPremises, loadPremises } from './demo/premises'
import { registerDemo } from './demo/register'
import { Action, DemoListing, Past, Talk, Waiting } from './demo/shape'

const Planning = z.object({
  slug: z.string(),
  organisations: z.array(z.string()),
  listings: z.array(DemoListing),
  history: z.array(Past),
  talks: z.array(Talk),
  waiting: Waiting,
})
const Acting = z.object({
  slug: z.string(),
  names: z.record(z.string(), z.string()),
  actions: z.array(Action).max(200),
})

const Housing = Acting.omit({ actions: true }).extend({ premises: DemoPremises })

/** Notices of these days are there to be read again; those since yesterday noon (UTC) are new. */
const TOLD = 10 * DAY
const NEW = 12 * HOUR

/** Fills an empty database with the demo, a piece at a time: scripts/demo.ts calls these in turn. */
export const demo = new Hono<AppEnv>()
  .post('/demo/cluster', async (c) => {
    await loadCluster(quiet(c.get('ctx')), await c.req.json())
    return c.json({})
  })
  .post('/demo/plan', async (c) => {
    const { slug, organisations, ...given } = check(Planning, await c.req.json())
    const { now } = c.get('ctx')
    const { timeZone } = await clusterNamed(c.get('ctx'), slug)
    const today = wallOf(now, timeZone).date
    const midnight = instantOf(today, '00:00', timeZone)
    return c.json(plan({ slug, timeZone, organisations, now, today, midnight }, given))
  })
  .post('/demo/act', async (c) => {
    const { slug, names, actions } = check(Acting, await c.req.json())
    const ctx = quiet(c.get('ctx'))
    return c.json(await act(ctx, { ...(await clusterNamed(ctx, slug)), names }, actions))
  })
  .post('/demo/premises', async (c) => {
    const { slug, names, premises } = check(Housing, await c.req.json())
    const ctx = quiet(c.get('ctx'))
    await loadPremises(ctx, { ...(await clusterNamed(ctx, slug)), names }, premises)
    return c.json({})
  })
  .post('/demo/tell', async (c) => {
    const { after } = check(z.object({ after: z.int() }), await c.req.json())
    const ctx = quiet(c.get('ctx'))
    return c.json({ next: await tellSince(ctx, later(ctx.now, -TOLD), after) })
  })
  .post('/demo/reckon', async (c) => {
    const given = check(DemoImpact, await c.req.json())
    const ctx = quiet(c.get('ctx'))
    const cluster = await clusterNamed(ctx, given.slug)
    await reckonDemo(ctx, cluster, given)
    await registerDemo(ctx, cluster.id)
    return c.json({})
  })
  .post('/demo/report', async (c) => {
    const given = check(DemoImpact, await c.req.json())
    const ctx = quiet(c.get('ctx'))
    await reportDemo(ctx, await clusterNamed(ctx, given.slug), given)
    return c.json({})
  })
  /** What happened has been told, and read by those who look every day; nothing of it is sent again. */
  .post('/demo/end', async (c) => {
    const { db, now } = c.get('ctx')
    const since = later(`${now.slice(0, 10)}T00:00:00.000Z`, -NEW)
    await db
      .updateTable('events')
      .set((eb) => ({ relayedAt: eb.ref('occurredAt') }))
      .where('relayedAt', 'is', null)
      .execute()
    await db
      .updateTable('notices')
      .set({ state: 'read' })
      .where('channel', '=', 'app')
      .where('state', '=', 'unread')
      // Nothing is to be done about a booking that has ended.
      .where((eb) => eb.or([eb('createdAt', '<', since), eb('type', '=', 'booking.completed')]))
      .execute()
    await sql`insert or ignore into read_marks (person_id, about_id, read_at)
      select m.person_id, s.about_id, max(s.created_at) from messages s
        join members m on m.organisation_id in (s.from_organisation_id, s.to_organisation_id)
       where s.created_at < ${since} group by m.person_id, s.about_id`.execute(db)
    return c.json({})
  })

/** Nothing is relayed while the past is being written. */
const quiet = (ctx: Ctx): Ctx => ({ ...ctx, after: () => undefined })
