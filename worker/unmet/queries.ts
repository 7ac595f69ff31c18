import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import type { Kind } from '../core/kinds'
import { type Listing, listingById } from '../listings/queries'
import { type Ctx, mustCoordinate } from '../platform/context'
import type { Schema } from '../platform/schema'
import type { BoardFilters } from './input'
import type { Near } from './weigh'

/** More needs than these at once are no board any more. */
export const MOST_NEEDS = 300
const PAGE = 20

type L = Selectable<Schema['listings']>
export interface OfferNear extends Near {
  title: string
  language: L['language']
  kind: Kind
  unit: L['unit']
  priceUnit: L['priceUnit']
  organisationName: string
  commune: string
}
export interface UnmetNeed
  extends Pick<
    L,
    'id' | 'title' | 'language' | 'kind' | 'commune' | 'publishedAt' | 'unit' | 'priceUnit' | 'tariffMode'
  > {
  organisationName: string
  concepts: string[]
  /** Null: not weighed yet. */
  near: OfferNear[] | null
  asked: number
}
export interface Board {
  needs: UnmetNeed[]
  total: number
  next: string | null
  /** How many there are of each, whatever the board is narrowed to; the most first. */
  groups: { kind: [Kind, number][]; commune: [string, number][]; concept: [string, number][] }
}

/**
 * The needs of a cluster that stand and that nothing here meets (no match both sides accepted, no booking), oldest first, with
 * what almost fits: for its coordinator. At most 300 are looked at, 20 told.
 */
export async function boardOf(ctx: Ctx, clusterId: string, f: BoardFilters): Promise<Board> {
  mustCoordinate(ctx, clusterId)
  const rows = await unmet(ctx, clusterId)
  const all = rows.map(({ concepts, near, weighedAt, ...row }) => ({
    ...{ ...row, concepts: JSON.parse(concepts ?? '[]') as string[] },
    near: weighedAt ? (JSON.parse(near ?? '[]') as Near[]) : null,
  }))
  const fits = all.filter(
    (n) =>
      (!f.kind || n.kind === f.kind) &&
      (!f.commune || n.commune === f.commune) &&
      (!f.concept || n.concepts.includes(f.concept)),
  )
  const begin = f.after ? fits.findIndex((n) => n.id === f.after) + 1 : 0
  const page = fits.slice(begin, begin + PAGE)
  const known = await offersNear(
    ctx,
    clusterId,
    page.flatMap((n) => n.near?.map((one) => one.offerId) ?? []),
  )
  return {
    needs: page.map((n) => ({
      ...n,
      near:
        n.near?.flatMap((one) => {
          const offer = known.get(one.offerId)
          return offer ? [{ ...one, ...offer }] : []
        }) ?? null,
    })),
    total: fits.length,
    next: begin + PAGE < fits.length ? (page.at(-1)?.id ?? null) : null,
    groups: {
      kind: counted(all.map((n) => n.kind)),
      commune: counted(all.map((n) => n.commune).filter(Boolean)),
      concept: counted(all.flatMap((n) => n.concepts)).slice(0, 12),
    },
  }
}

const unmet = (ctx: Ctx, clusterId: string) =>
  ctx.db
    .selectFrom('listings as l')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .innerJoin('affiliations as a', (join) =>
      join.onRef('a.organisationId', '=', 'l.organisationId').onRef('a.clusterId', '=', 'l.clusterId'),
    )
    .leftJoin('unmetNeeds as u', 'u.needId', 'l.id')
    .select([
      'l.id',
      'l.title',
      'l.language',
      'l.kind',
      'l.commune',
      'l.publishedAt',
      'l.unit',
      'l.priceUnit',
    ])
    .select(['l.tariffMode', 'o.name as organisationName', 'u.concepts', 'u.near', 'u.weighedAt'])
    .select(sql<number>`(select count(*) from need_asks where need_id = l.id)`.as('asked'))
    .where('l.clusterId', '=', clusterId)
    .where('l.direction', '=', 'need')
    .where('l.status', '=', 'published')
    .where('l.hiddenReason', 'is', null)
    .where('a.status', '=', 'active')
    .where((eb) => eb.or([eb('l.expiresAt', 'is', null), eb('l.expiresAt', '>', ctx.now)]))
    .where(
      sql<boolean>`not exists (select 1 from matches m where m.need_id = l.id and m.status = 'accepted')`,
    )
    .where(
      sql<boolean>`not exists (select 1 from bookings b where b.need_id = l.id
        and b.status in ('requested', 'confirmed', 'in_use', 'completed'))`,
    )
    .orderBy('l.publishedAt')
    .orderBy('l.id')
    .limit(MOST_NEEDS)
    .execute()

/** The offers that almost fit, those that can still be had: what was paused, hidden or closed since is not told. */
async function offersNear(ctx: Ctx, clusterId: string, ids: string[]) {
  const rows = await ctx.db
    .selectFrom('listings as l')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .innerJoin('affiliations as a', (join) =>
      join.onRef('a.organisationId', '=', 'l.organisationId').onRef('a.clusterId', '=', 'l.clusterId'),
    )
    .select(['l.id', 'l.title', 'l.language', 'l.kind', 'l.unit', 'l.priceUnit', 'l.commune'])
    .select('o.name as organisationName')
    .where('l.id', 'in', sql<string>`(select value from json_each(${JSON.stringify(ids)}))`)
    .where('l.clusterId', '=', clusterId)
    .where('l.status', '=', 'published')
    .where('l.hiddenReason', 'is', null)
    .where('a.status', '=', 'active')
    .where((eb) => eb.or([eb('l.expiresAt', 'is', null), eb('l.expiresAt', '>', ctx.now)]))
    .execute()
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

function counted<T extends string>(values: T[]): [T, number][] {
  const by = new Map<T, number>()
  for (const value of values) by.set(value, (by.get(value) ?? 0) + 1)
  return [...by].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

/** A need that stands, for the coordinator of its cluster; `not_found` for others' and for what no longer stands. */
export async function standingNeed(ctx: Ctx, id: string): Promise<Listing> {
  const need = await listingById(ctx, id)
  if (need?.direction !== 'need' || !ctx.actor?.coordinates.includes(need.clusterId))
    throw new AppError('not_found')
  const over = need.expiresAt !== null && need.expiresAt <= ctx.now
  if (need.status !== 'published' || need.hiddenReason !== null || over)
    throw new AppError('listing_not_open')
  return need
}

/** The offers of near misses by their id, whatever was stored of them. */
export async function withOffers(ctx: Ctx, clusterId: string, near: Near[]): Promise<OfferNear[]> {
  const known = await offersNear(
    ctx,
    clusterId,
    near.map((one) => one.offerId),
  )
  return near.flatMap((one) => {
    const offer = known.get(one.offerId)
    return offer ? [{ ...one, ...offer }] : []
  })
}
