import { Hono } from 'hono'
import * as z from 'zod'
import { clusterById } from '../clusters/queries'
import { AppError } from '../core/errors'
import { DAY, later } from '../core/time'
import { Direction, Grain, Kind, Language, Unit } from '../core/kinds'
import { type Listing, listingById } from '../listings/queries'
import { type Fit, fitsOf } from '../matching/candidates'
import { THRESHOLD as LEAST_IDEA, MOST as MOST_IDEAS } from '../matching/ideas'
import { asSide, candidatesFor } from '../matching/retrieval'
import { isScored, type Refusal, score, THRESHOLD } from '../matching/rules'
import type { Ctx } from '../platform/context'
import { type AppEnv, readJson } from '../platform/http'
import { check } from '../platform/input'
import { rebuildSearch } from '../search/rebuild'
import type { LocalEnv } from './env'

// `npm run match:eval` plays the labelled pairs through the market's own finding and scoring, over a scratch database.

const Given = z.looseObject({
  ...{ key: z.string(), direction: Direction, organisation: z.string(), kind: Kind, title: z.string() },
  ...{ description: z.string(), language: Language, commune: z.string(), lat: z.number(), lng: z.number() },
  ...{ withinKm: z.number().nullable(), quantity: z.number(), unit: Unit, grain: Grain },
  windows: z.array(z.unknown()),
  ...{ startsInDays: z.number().optional(), endsInDays: z.number().optional() },
  tariffMode: z.enum(['free', 'exchange', 'price']),
  ...{ solidarityCents: z.number().nullable(), referenceCents: z.number().nullable() },
  ...{ priceUnit: z.string().nullable(), details: z.record(z.string(), z.unknown()) },
})
const Pool = z.object({
  ...{ name: z.string(), timeZone: z.string(), radiusKm: z.number() },
  listings: z.array(Given).max(2000),
  needs: z.array(z.string()).max(500),
  /** For each need: the offers whose fate is asked for, beside what is shown. */
  asked: z.record(z.string(), z.array(z.string()).max(50)),
})
type Pool = z.infer<typeof Pool>
const MADE = 'evt_labelled'

/** Fills a cluster of its own with the listings, and answers with the first fits and ideas of each of its labelled needs. */
export const labelled = new Hono<AppEnv>().post('/labelled', async (c) => {
  if ((c.env as LocalEnv).SCRATCH !== 'yes') throw new AppError('not_found')
  const ctx = c.get('ctx')
  const pool = check(Pool, await readJson(c))
  const clusterId = `clu_${pool.name.replace(/\W/g, 'x')}`
  const ids = await fill(ctx, pool, clusterId)
  for (let after: string | null = ''; after !== null; ) after = await rebuildSearch(ctx, after)
  const cluster = await clusterById(ctx, clusterId)
  if (!cluster) throw new AppError('not_found')
  const keys = new Map([...ids].map(([key, id]) => [id, key]))
  const found: Record<string, { matches: string[]; ideas: string[]; fates: Record<string, Fate> }> = {}
  for (const need of pool.needs) {
    const listing = await listingById(ctx, ids.get(need) ?? '')
    if (!listing) throw new AppError('not_found', { need })
    const named = (fits: Fit[]) => fits.map((fit) => keys.get(fit.row.id) ?? '')
    const matches = named(await fitsOf(ctx, listing, cluster, 10, THRESHOLD))
    const ideas = named(await fitsOf(ctx, listing, cluster, 10, LEAST_IDEA, { ideas: true }))
    const fates = await fatesOf(ctx, listing, cluster, (key) => ids.get(key) ?? '', pool.asked[need] ?? [])
    found[need] = {
      matches,
      ideas: ideas.filter((key) => !matches.includes(key)).slice(0, MOST_IDEAS),
      fates,
    }
  }
  return c.json({ found })
})

/** What became of an offer: why it was refused, or its score and the share of its text. */
type Fate = Refusal | { score: number; text: number }

async function fatesOf(
  ctx: Ctx,
  need: Listing,
  cluster: { timeZone: string; radiusKm: number },
  idOf: (key: string) => string,
  asked: readonly string[],
): Promise<Record<string, Fate>> {
  const { side } = await candidatesFor(ctx, need, cluster.radiusKm)
  const fates: Record<string, Fate> = {}
  for (const key of asked) {
    const offer = await listingById(ctx, idOf(key))
    if (!offer) throw new AppError('not_found', { offer: key })
    const result = score(asSide(offer), side, ctx.now, cluster)
    fates[key] = isScored(result) ? { score: result.score, text: result.parts.text.share } : result
  }
  return fates
}

async function fill(ctx: Ctx, pool: Pool, clusterId: string): Promise<Map<string, string>> {
  const { now } = ctx
  const made = { lastEventId: MADE, createdAt: now }
  await ctx.db
    .insertInto('clusters')
    .values({
      ...{ id: clusterId, slug: clusterId, name: pool.name, territory: '', lat: 0, lng: 0, currency: 'EUR' },
      ...{ radiusKm: pool.radiusKm, timeZone: pool.timeZone, languages: '["fr"]', ...made },
    } as never)
    .execute()
  const organisations = new Map(
    [...new Set(pool.listings.map((l) => l.organisation))].map((key, i) => [key, `org_${clusterId}_${i}`]),
  )
  for (const [key, id] of organisations) {
    await ctx.db
      .insertInto('organisations')
      .values({ id, name: key, commune: '', postcode: '', ...made } as never)
      .execute()
    await ctx.db
      .insertInto('affiliations')
      .values({ clusterId, organisationId: id, status: 'active', since: now, lastEventId: MADE } as never)
      .execute()
  }
  const ids = new Map<string, string>()
  for (const [i, l] of pool.listings.entries()) {
    const id = `${l.direction === 'offer' ? 'ofr' : 'ned'}_${clusterId}_${String(i).padStart(4, '0')}`
    ids.set(l.key, id)
    const at = (days: number | undefined) => (days === undefined ? null : later(now, days * DAY))
    await ctx.db
      .insertInto('listings')
      .values({
        ...{ id, clusterId, organisationId: organisations.get(l.organisation) ?? '' },
        ...{ direction: l.direction, kind: l.kind, status: 'published', title: l.title },
        ...{ description: l.description, language: l.language, commune: l.commune, lat: l.lat, lng: l.lng },
        ...{
          withinKm: l.withinKm,
          quantity: Math.max(1, Math.round(l.quantity)),
          unit: l.unit,
          grain: l.grain,
        },
        ...{ windows: JSON.stringify(l.windows), startsAt: at(l.startsInDays), endsAt: at(l.endsInDays) },
        ...{ tariffMode: l.tariffMode, solidarityCents: l.solidarityCents, referenceCents: l.referenceCents },
        ...{ priceUnit: l.priceUnit, details: JSON.stringify(l.details), visibility: 'cluster' },
        ...{ publishedAt: now, createdBy: 'per_labelled', ...made },
      } as never)
      .execute()
  }
  return ids
}
