import * as z from 'zod'
import { AppError } from '../../core/errors'
import { wallOf } from '../../core/time'
import { addFactor } from '../../impact/commands/addFactor'
import { chooseBasis } from '../../impact/commands/chooseBasis'
import { draftReport } from '../../impact/commands/draftReport'
import { publishReport } from '../../impact/commands/publishReport'
import { factorsOf, latestOf } from '../../impact/factors'
import type { FactorInput, ReportInput } from '../../impact/input'
import { monthAfter } from '../../impact/rules'
import { quarterOf } from '../../impact/rulesOfPortrait'
import { DemoHours, giveHours } from './inclusion'
import { DemoStream, weighDemo } from './streams'
import { actorOf, type Ctx } from '../../platform/context'
import { together } from '../../platform/db'

const Basis = z.looseObject({
  thing: z.string().optional(),
  transport: z.string().optional(),
  disposal: z.string().optional(),
  vacancy: z.array(z.string()).default([]),
})
/** How the exchanges of a demo cluster are reckoned, and the report that is written about them: impact.json. */
export const DemoImpact = z.object({
  slug: z.string(),
  factors: z.array(z.looseObject({ key: z.string() })).default([]),
  bases: z.record(z.string(), Basis).default({}),
  report: z.looseObject({ title: z.string() }).optional(),
  /** Streams that were weighed: see streams.ts. */
  streams: z.array(DemoStream).default([]),
  /** Training and integration: see inclusion.ts. */
  inclusion: z.array(DemoHours).default([]),
})
type DemoImpact = z.infer<typeof DemoImpact>

async function byCoordinator(ctx: Ctx, clusterId: string): Promise<Ctx> {
  const row = await ctx.db
    .selectFrom('coordinators')
    .select('personId')
    .where('clusterId', '=', clusterId)
    .executeTakeFirstOrThrow()
  return { ...ctx, actor: await actorOf(ctx, row.personId, 'session') }
}

/** Factors of its own, and how its offers are reckoned, from their first exchange on. */
export async function reckonDemo(
  given: Ctx,
  cluster: { id: string },
  { factors, bases, streams, inclusion }: DemoImpact,
) {
  const ctx = await byCoordinator(given, cluster.id)
  await weighDemo(ctx, cluster, streams)
  await giveHours(ctx, cluster, inclusion)
  for (const factor of factors) await addFactor(ctx, cluster, factor as unknown as FactorInput)
  const [all] = await together(ctx.env.DB, factorsOf(ctx, cluster.id))
  const latest = latestOf(all)
  const id = (key: string | undefined) => {
    const found = latest.find((f) => f.key === key)
    if (key && !found) throw new AppError('not_found', { detail: `no factor ${key}` })
    return found?.id
  }
  for (const [key, { thing, transport, disposal, vacancy, ...rest }] of Object.entries(bases)) {
    const listing = await ctx.db
      .selectFrom('listings')
      .select('id')
      .where('clusterId', '=', cluster.id)
      .where('externalId', '=', key)
      .executeTakeFirst()
    if (!listing) throw new AppError('not_found', { detail: `no listing ${key}` })
    await chooseBasis(ctx, listing.id, {
      ...rest,
      ...{ thingFactor: id(thing), transportFactor: id(transport), disposalFactor: id(disposal) },
      vacancyFactors: vacancy.flatMap((one) => id(one) ?? []),
    })
  }
}

/** The report of the last quarter that is over, published. */
export async function reportDemo(
  given: Ctx,
  cluster: { id: string; timeZone: string },
  { report }: DemoImpact,
) {
  if (!report) return
  const ctx = await byCoordinator(given, cluster.id)
  const month = wallOf(ctx.now, cluster.timeZone).date.slice(0, 7)
  const { from, to } = quarterOf(monthAfter(quarterOf(month).from, -1))
  const input = { ...report, fromMonth: from, toMonth: to } as unknown as ReportInput
  await publishReport(ctx, await draftReport(ctx, cluster.id, input))
}
