import { Hono } from 'hono'
import * as z from 'zod'
import { clusterBySlug } from '../clusters/queries'
import { AppError } from '../core/errors'
import { DAY, later } from '../core/time'
import type { Ctx } from '../platform/context'
import type { AppEnv } from '../platform/http'
import { check } from '../platform/input'
import { act } from './demo/act'
import { loadCluster } from './demo/loadCluster'
import { plan } from './demo/plan'
import { Action, DemoListing } from './demo/shape'

const Planning = z.object({
  slug: z.string(),
  organisations: z.array(z.string()),
  listings: z.array(DemoListing),
})
const Acting = z.object({
  slug: z.string(),
  names: z.record(z.string(), z.string()),
  actions: z.array(Action).max(200),
})

/** Fills an empty database with the demo, a piece at a time: scripts/demo.ts calls these in turn. */
export const demo = new Hono<AppEnv>()
  .post('/demo/cluster', async (c) => {
    await loadCluster(quiet(c.get('ctx')), await c.req.json())
    return c.json({})
  })
  .post('/demo/plan', async (c) => {
    const { slug, ...given } = check(Planning, await c.req.json())
    const cluster = await clusterOf(c.get('ctx'), slug)
    return c.json(plan({ ...cluster, ...given, now: c.get('ctx').now }, given.listings))
  })
  .post('/demo/act', async (c) => {
    const { slug, names, actions } = check(Acting, await c.req.json())
    const ctx = quiet(c.get('ctx'))
    return c.json(await act(ctx, { ...(await clusterOf(ctx, slug)), names }, actions))
  })
  /**
   * What happened long ago has been told long ago: old facts are not relayed, the projections are rebuilt instead. What
   * was published is, so that matches are found.
   */
  .post('/demo/end', async (c) => {
    const ctx = c.get('ctx')
    await ctx.db
      .updateTable('events')
      .set((eb) => ({ relayedAt: eb.ref('occurredAt') }))
      .where('relayedAt', 'is', null)
      .where('type', '<>', 'listing.published')
      .where('occurredAt', '<', later(ctx.now, -DAY))
      .execute()
    return c.json({})
  })

/** Nothing is relayed while the past is being written. */
const quiet = (ctx: Ctx): Ctx => ({ ...ctx, after: () => undefined })

async function clusterOf(ctx: Ctx, slug: string) {
  const cluster = await clusterBySlug(ctx, slug)
  if (!cluster) throw new AppError('not_found')
  return cluster
}
