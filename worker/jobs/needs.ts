import { sql } from 'kysely'
import { later, wallOf } from '../core/time'
import type { Window } from '../listings/input'
import type { Ctx } from '../platform/context'
import { type PartTime, MOST_NEEDS } from './rules'
import { ASKED_AGAIN_AFTER } from './rulesOfLife'
import { halfDaysOf } from './rulesOfWeek'

/** A part-time need, with what is shown of it. */
export interface StaffNeed extends PartTime {
  title: string
  organisationName: string
  contentVersion: number
  /** What it would pay for an hour, in cents; null where it does not say. */
  hourCents: number | null
}

interface Asked {
  /** These only. */
  ids?: readonly string[]
  /** Without those whose employer refused a job for them lately. */
  willing?: boolean
}

/** At most so many needs of a cluster are read. */
const MOST_READ = 5 * MOST_NEEDS

/**
 * The part-time needs of a cluster that stand in no job yet: hours, half-days, a trade and a place are known of each. The
 * oldest first, because they have waited the longest.
 */
export async function partTimeNeeds(
  ctx: Ctx,
  cluster: { id: string; timeZone: string },
  asked: Asked = {},
): Promise<StaffNeed[]> {
  let query = ctx.db
    .selectFrom('listings as l')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .innerJoin('affiliations as a', (join) =>
      join.onRef('a.organisationId', '=', 'l.organisationId').onRef('a.clusterId', '=', 'l.clusterId'),
    )
    .select(['l.id', 'l.organisationId', 'l.title', 'o.name as organisationName', 'l.contentVersion'])
    .select([
      'l.windows',
      'l.details',
      'l.startsAt',
      'l.endsAt',
      'l.tariffMode',
      'l.referenceCents',
      'l.priceUnit',
    ])
    .select([
      sql<number | null>`coalesce(l.lat, o.lat)`.as('lat'),
      sql<number | null>`coalesce(l.lng, o.lng)`.as('lng'),
    ])
    .where('l.clusterId', '=', cluster.id)
    .where('l.direction', '=', 'need')
    .where('l.kind', '=', 'staff')
    .where('l.status', '=', 'published')
    .where('l.hiddenReason', 'is', null)
    .where('a.status', '=', 'active')
    .where(({ eb, or }) => or([eb('l.expiresAt', 'is', null), eb('l.expiresAt', '>', ctx.now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sharedJobParts as p')
            .select('p.needId')
            .whereRef('p.needId', '=', 'l.id')
            .where('p.open', '=', 1),
        ),
      ),
    )
    .orderBy('l.publishedAt')
    .orderBy('l.id')
    .limit(MOST_READ)
  if (asked.ids)
    query = query.where(
      'l.id',
      'in',
      sql<string>`(select value from json_each(${JSON.stringify(asked.ids)}))`,
    )
  if (asked.willing)
    query = query.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sharedJobParts as p')
            .select('p.needId')
            .whereRef('p.needId', '=', 'l.id')
            .where('p.answer', '=', 'refused')
            .where('p.answeredAt', '>', later(ctx.now, -ASKED_AGAIN_AFTER)),
        ),
      ),
    )
  const rows = await query.execute()
  const today = wallOf(ctx.now, cluster.timeZone).date
  return rows.flatMap((row) => needOf(row, today, cluster.timeZone) ?? [])
}

interface Row {
  id: string
  organisationId: string
  organisationName: string
  title: string
  contentVersion: number
  windows: string
  details: string
  startsAt: string | null
  endsAt: string | null
  tariffMode: string
  referenceCents: number | null
  priceUnit: string | null
  lat: number | null
  lng: number | null
}

/** Null where something is missing that packing needs to know. */
function needOf(row: Row, today: string, zone: string): StaffNeed | null {
  const { romeCode, hoursPerWeek } = JSON.parse(row.details) as { romeCode?: string; hoursPerWeek?: number }
  const windows = (JSON.parse(row.windows) as Window[]).filter((w) => !w.endsOn || w.endsOn >= today)
  const halfDays = halfDaysOf(windows)
  const { lat, lng } = row
  if (!romeCode || !hoursPerWeek || halfDays.length === 0 || lat === null || lng === null) return null
  return {
    ...{
      id: row.id,
      organisationId: row.organisationId,
      organisationName: row.organisationName,
      title: row.title,
    },
    ...{
      contentVersion: row.contentVersion,
      rome: romeCode,
      minutes: Math.round(hoursPerWeek * 60),
      halfDays,
    },
    ...{ point: { lat, lng } },
    startsOn: row.startsAt && wallOf(row.startsAt, zone).date,
    endsOn: row.endsAt && wallOf(row.endsAt, zone).date,
    hourCents: row.tariffMode === 'price' && row.priceUnit === 'hour' ? row.referenceCents : null,
  }
}
