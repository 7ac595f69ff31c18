import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../platform/context'
import { together } from '../platform/db'
import type { Schema } from '../platform/schema'
import type { LeadStage } from '../platform/schemaOfPremises'
import type { Friches } from '../premises/rulesOfFriches'

type Row = Selectable<Schema['leads']>
export interface Lead extends Omit<Row, 'friches' | 'handEdited'> {
  friches: Friches
  handEdited: string[]
  nextByName: string | null
  ownerOrganisation: string | null
}

const leadRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('leads')
    .leftJoin('people', 'people.id', 'leads.nextBy')
    .leftJoin('organisations', 'organisations.id', 'leads.ownerId')
    .selectAll('leads')
    .select(['people.name as nextByName', 'organisations.name as ownerOrganisation'])

const asLead = (row: Row & Pick<Lead, 'nextByName' | 'ownerOrganisation'>): Lead => ({
  ...row,
  friches: JSON.parse(row.friches) as Friches,
  handEdited: JSON.parse(row.handEdited) as string[],
})

/** A lead, for the coordinators of its cluster; `not_found` to everyone else, who may not know that it exists. */
export async function leadInside(ctx: Ctx, id: string): Promise<Lead> {
  const actor = mustBeSignedIn(ctx)
  const row = await leadRows(ctx).where('leads.id', '=', id).executeTakeFirst()
  if (!row || !actor.coordinates.includes(row.clusterId)) throw new AppError('not_found')
  return asLead(row)
}

export async function leadBySource(ctx: Ctx, clusterId: string, source: string, externalId: string) {
  const row = await leadRows(ctx)
    .where('leads.clusterId', '=', clusterId)
    .where('leads.source', '=', source)
    .where('leads.externalId', '=', externalId)
    .executeTakeFirst()
  return row ? asLead(row) : null
}

export interface LeadFilters {
  subject?: 'premises' | 'waste' | undefined
  stage?: LeadStage | undefined
  /** Only those whose next action is this person's. */
  by?: string | undefined
  /** Only those whose next action is due on this local date or before. */
  dueOn?: string | undefined
  q?: string | undefined
}

const filtered = (ctx: Ctx, clusterId: string, filters: LeadFilters) => {
  let query = leadRows(ctx).where('leads.clusterId', '=', clusterId)
  if (filters.subject) query = query.where('leads.subject', '=', filters.subject)
  if (filters.stage) query = query.where('leads.stage', '=', filters.stage)
  if (filters.by) query = query.where('leads.nextBy', '=', filters.by)
  if (filters.dueOn) query = query.where('leads.nextOn', '<=', filters.dueOn)
  if (filters.q) {
    // Not LIKE: D1 takes patterns of 50 bytes at most.
    const q = filters.q.slice(0, 60).toLowerCase()
    query = query.where(
      sql<boolean>`instr(lower(leads.title || ' ' || leads.commune || ' ' || leads.address || ' ' || leads.owner_name), ${q}) > 0`,
    )
  }
  return query
}

/** The leads of a cluster, newest first, a page at a time, after an id. */
export async function leadsOf(
  ctx: Ctx,
  clusterId: string,
  filters: LeadFilters,
  { limit = 30, after }: { limit?: number; after?: string | undefined } = {},
): Promise<{ items: Lead[]; next: string | null }> {
  mustCoordinate(ctx, clusterId)
  let query = filtered(ctx, clusterId, filters)
    .orderBy('leads.id', 'desc')
    .limit(limit + 1)
  if (after) query = query.where('leads.id', '<', after)
  const rows = await query.execute()
  const items = rows.slice(0, limit).map(asLead)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export interface Column {
  stage: LeadStage
  count: number
  surfaceM2: number
  /** The first few: those whose next action is the nearest, then the newest. */
  first: Lead[]
}

/** The board: how many leads stand at each stage, and the first of each, in one round trip. */
export async function boardOf(
  ctx: Ctx,
  clusterId: string,
  filters: Omit<LeadFilters, 'stage'>,
  stages: readonly LeadStage[],
  most: number,
): Promise<{ columns: Column[]; dropped: number }> {
  mustCoordinate(ctx, clusterId)
  const counts = filtered(ctx, clusterId, filters)
    .clearSelect()
    .select((eb) => [
      'leads.stage',
      eb.fn.countAll<number>().as('count'),
      eb.fn.coalesce(eb.fn.sum<number>('leads.surfaceM2'), sql<number>`0`).as('surfaceM2'),
    ])
    .groupBy('leads.stage')
  const firsts = stages.map((stage) =>
    filtered(ctx, clusterId, { ...filters, stage })
      .orderBy(sql`leads.next_on is null`)
      .orderBy('leads.nextOn')
      .orderBy('leads.id', 'desc')
      .limit(most),
  )
  const [counted = [], ...first] = (await together(ctx.env.DB, counts, ...firsts)) as unknown as [
    { stage: LeadStage; count: number; surfaceM2: number }[],
    ...Parameters<typeof asLead>[0][][],
  ]
  const of = (stage: LeadStage) => counted.find((one) => one.stage === stage)
  return {
    columns: stages.map((stage, i) => ({
      ...{ stage, count: of(stage)?.count ?? 0, surfaceM2: of(stage)?.surfaceM2 ?? 0 },
      first: (first[i] ?? []).map(asLead),
    })),
    dropped: of('dropped')?.count ?? 0,
  }
}

/** Whether an identifier of the national schema is the one under which a site or a lead of this cluster leaves: see `frichesRow`. */
export async function isOurOwn(ctx: Ctx, clusterId: string, externalId: string): Promise<boolean> {
  const id = /_((?:sit|lea)_\w+)$/.exec(externalId)?.[1]
  if (!id) return false
  const table = id.startsWith('sit_') ? 'sites' : 'leads'
  const known = ctx.db.selectFrom(table).select('id').where('id', '=', id).where('clusterId', '=', clusterId)
  return (await known.executeTakeFirst()) !== undefined
}

/** Where leads are, for the map: at most 1,000, and how many were left out for want of a place. */
export async function pointsOf(ctx: Ctx, clusterId: string, filters: LeadFilters) {
  mustCoordinate(ctx, clusterId)
  return filtered(ctx, clusterId, filters)
    .clearSelect()
    .select(['leads.lat', 'leads.lng', 'leads.stage', 'leads.commune'])
    .where('leads.lat', 'is not', null)
    .limit(1000)
    .execute()
}

export interface Step {
  eventId: string
  type: string
  payload: Record<string, unknown>
  at: string
  actorName: string | null
  note: { kind: string; body: string } | null
}

/** What happened to a lead, newest first: its events, with what was written by hand. At most 200. */
export async function historyOf(ctx: Ctx, leadId: string): Promise<Step[]> {
  const rows = await ctx.db
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.actorId')
    .leftJoin('leadNotes', 'leadNotes.lastEventId', 'events.id')
    .select(['events.id as eventId', 'events.type', 'events.payload', 'events.occurredAt as at'])
    .select(['people.name as actorName', 'leadNotes.kind', 'leadNotes.body'])
    .where('events.subjectId', '=', leadId)
    .orderBy('events.seq', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ payload, kind, body, ...row }) => ({
    ...row,
    payload: JSON.parse(payload) as Record<string, unknown>,
    note: kind && body ? { kind, body } : null,
  }))
}
