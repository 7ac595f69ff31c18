import { cursorIn } from '../platform/cursor'
import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import type { Schema } from '../platform/schema'
import type { ScoreParts } from './rules'
import { carriersOf, type Carrier, type Organisation } from './rulesOfSharing'
import type { HalfDay } from './rulesOfWeek'

/** What one employer has of a job. */
export interface JobPart extends Omit<Selectable<Schema['sharedJobParts']>, 'halfDays'> {
  halfDays: HalfDay[]
  organisationName: string
  needTitle: string
  /** Where the employer is; packing takes none without. */
  lat: number | null
  lng: number | null
}
/** A job with its employers, the one with the most hours first, and the names of what it joins. */
export interface SharedJob extends Omit<Selectable<Schema['sharedJobs']>, 'scoreParts'> {
  scoreParts: ScoreParts
  carrierName: string
  romeTitle: string
  currency: string
  zone: string
  parts: JobPart[]
}

const readJobs = (ctx: Ctx) =>
  ctx.db
    .selectFrom('sharedJobs')
    .innerJoin('organisations as carriers', 'carriers.id', 'sharedJobs.carrierId')
    .innerJoin('clusters', 'clusters.id', 'sharedJobs.clusterId')
    .leftJoin('romeCodes', 'romeCodes.code', 'sharedJobs.romeCode')
    .selectAll('sharedJobs')
    .select(['carriers.name as carrierName', 'clusters.currency', 'clusters.timeZone as zone'])
    .select(sql<string>`coalesce(rome_codes.title_fr, shared_jobs.rome_code)`.as('romeTitle'))
type Row = Awaited<ReturnType<ReturnType<typeof readJobs>['executeTakeFirstOrThrow']>>

async function withParts(ctx: Ctx, rows: readonly Row[]): Promise<SharedJob[]> {
  if (rows.length === 0) return []
  const parts = await ctx.db
    .selectFrom('sharedJobParts as p')
    .innerJoin('organisations as o', 'o.id', 'p.organisationId')
    .innerJoin('listings as l', 'l.id', 'p.needId')
    .selectAll('p')
    .select(['o.name as organisationName', 'l.title as needTitle'])
    .select([
      sql<number | null>`coalesce(l.lat, o.lat)`.as('lat'),
      sql<number | null>`coalesce(l.lng, o.lng)`.as('lng'),
    ])
    .where(
      'p.jobId',
      'in',
      sql<string>`(select value from json_each(${JSON.stringify(rows.map((r) => r.id))}))`,
    )
    .orderBy('p.minutes', 'desc')
    .orderBy('p.needId')
    .execute()
  return rows.map((row) => ({
    ...row,
    scoreParts: JSON.parse(row.scoreParts) as ScoreParts,
    parts: parts
      .filter((p) => p.jobId === row.id)
      .map((p) => ({ ...p, halfDays: JSON.parse(p.halfDays) as HalfDay[] })),
  }))
}

/** One job, whoever asks: for commands and consumers, which know why they may. */
export async function jobById(ctx: Ctx, id: string): Promise<SharedJob | null> {
  const rows = await readJobs(ctx).where('sharedJobs.id', '=', id).execute()
  return (await withParts(ctx, rows))[0] ?? null
}

/** Whether the actor is of one of its employers or of its carrier, or coordinates its cluster. */
export const knows = (ctx: Ctx, job: SharedJob): boolean =>
  ctx.actor !== null &&
  (ctx.actor.coordinates.includes(job.clusterId) ||
    ctx.actor.organisations.some(
      ({ organisationId }) =>
        organisationId === job.carrierId || job.parts.some((p) => p.organisationId === organisationId),
    ))

/** A job, for its employers, its carrier and the coordinator. Throws `not_found`. */
export async function visibleJob(ctx: Ctx, id: string): Promise<SharedJob> {
  const job = await jobById(ctx, id)
  if (!job || !knows(ctx, job)) throw new AppError('not_found')
  return job
}

interface Asked {
  clusterId?: string | undefined
  /** All of the cluster, for its coordinator; else those of the actor's organisations. */
  all?: boolean
  limit?: number
  cursor?: string | null | undefined
}

/** Jobs, the newest first, paged by key. */
export async function jobsFor(
  ctx: Ctx,
  asked: Asked,
): Promise<{ items: SharedJob[]; nextCursor: string | null }> {
  const actor = mustBeSignedIn(ctx)
  const { limit = 20 } = asked
  let query = readJobs(ctx)
    .orderBy('sharedJobs.createdAt', 'desc')
    .orderBy('sharedJobs.id', 'desc')
    .limit(limit + 1)
  if (asked.clusterId) query = query.where('sharedJobs.clusterId', '=', asked.clusterId)
  if (!asked.all) {
    const mine = JSON.stringify(actor.organisations.slice(0, 30).map((m) => m.organisationId))
    const own = sql<string>`(select value from json_each(${mine}))`
    query = query.where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('sharedJobs.carrierId', 'in', own),
        exists(
          selectFrom('sharedJobParts as p')
            .select('p.needId')
            .whereRef('p.jobId', '=', 'sharedJobs.id')
            .where('p.organisationId', 'in', own),
        ),
      ]),
    )
  }
  const after = cursorIn(asked.cursor, 'job')
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('sharedJobs.createdAt', 'sharedJobs.id'), '<', tuple(after.at, after.id)),
    )
  const rows = await query.execute()
  const items = await withParts(ctx, rows.slice(0, limit))
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? `${last.createdAt}_${last.id}` : null }
}

const MOST_ORGANISATIONS = 1000

/** Who could carry the contract of a job of these employers, the first first. */
export async function carriersFor(
  ctx: Ctx,
  clusterId: string,
  employers: Parameters<typeof carriersOf>[0],
): Promise<Carrier[]> {
  const rows = await ctx.db
    .selectFrom('affiliations as a')
    .innerJoin('organisations as o', 'o.id', 'a.organisationId')
    .select(['o.id', 'o.name', 'o.description', 'o.lat', 'o.lng'])
    .where('a.clusterId', '=', clusterId)
    .where('a.status', '=', 'active')
    .limit(MOST_ORGANISATIONS)
    .execute()
  const others = rows.map(
    ({ lat, lng, ...o }): Organisation => ({
      ...o,
      point: lat === null || lng === null ? null : { lat, lng },
    }),
  )
  return carriersOf(employers, others)
}

/** Suggested sets of needs of a cluster, with their contents: a set is suggested once. */
export async function suggestedKeys(ctx: Ctx, clusterId: string): Promise<Set<string>> {
  const rows = await ctx.db
    .selectFrom('sharedJobs')
    .select('needsKey')
    .where('clusterId', '=', clusterId)
    .where('origin', '=', 'suggested')
    .orderBy('createdAt', 'desc')
    .limit(1000)
    .execute()
  return new Set(rows.map((r) => r.needsKey))
}

/** Jobs whose time to answer is over; at most 50. */
export const jobsDue = async (ctx: Ctx): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('sharedJobs')
      .select('id')
      .where('status', '=', 'proposed')
      .where('answerBy', '<=', ctx.now)
      .orderBy('answerBy')
      .limit(50)
      .execute()
  ).map((r) => r.id)

/** The job in which a need stands, if it may still come about. */
export const jobOfNeed = async (ctx: Ctx, needId: string): Promise<string | undefined> =>
  (
    await ctx.db
      .selectFrom('sharedJobParts')
      .select('jobId')
      .where('needId', '=', needId)
      .where('open', '=', 1)
      .executeTakeFirst()
  )?.jobId

/** The jobs that wait for an offer to be published; at most one in practice. */
export const jobOfOffer = async (ctx: Ctx, offerId: string): Promise<string | undefined> =>
  (
    await ctx.db
      .selectFrom('sharedJobs')
      .select('id')
      .where('offerId', '=', offerId)
      .where('status', '=', 'accepted')
      .executeTakeFirst()
  )?.id
