import { sql } from 'kysely'
import { AppError } from '../core/errors'
import { wallOf } from '../core/time'
import { namedPlace } from '../imports/rules'
import { mustBeSignedIn, type Ctx } from '../platform/context'
import type { ClusterInView } from '../platform/http'
import { frichesRow, frichesTable, type Friches } from './rulesOfFriches'

/** At most this many rows leave in one file. */
const MOST = 5000

interface Row {
  id: string
  name: string
  address: string
  commune: string
  insee: string
  lat: number | null
  lng: number | null
  surfaceM2: number | null
  friches: string
  createdAt: string
  changedAt: string
}

/**
 * Sites in the columns of the CNIG schema: for coordinators all of the cluster and the leads that are no site yet; for others
 * those of their organisations. What was imported and not touched comes out equal, cell for cell.
 */
export async function frichesOf(ctx: Ctx, cluster: ClusterInView): Promise<string> {
  const actor = mustBeSignedIn(ctx)
  const all = actor.coordinates.includes(cluster.id)
  const mine = actor.organisations.filter((m) => m.clusters.includes(cluster.id)).map((m) => m.organisationId)
  if (!all && mine.length === 0) throw new AppError('not_member')
  const [sites, leads] = await Promise.all([
    sitesIn(ctx, cluster.id, all ? null : mine),
    all ? leadsIn(ctx, cluster.id) : [],
  ])
  const rows = [...leads, ...sites].map((row) => asFriches(ctx, cluster, row))
  return tableText(frichesTable(rows))
}

function asFriches(
  ctx: Ctx,
  cluster: ClusterInView,
  { friches, changedAt, createdAt, ...row }: Row,
): Friches {
  const day = (at: string) => wallOf(at, cluster.timeZone).date
  const url = row.id.startsWith('sit_') ? `${ctx.env.PUBLIC_URL}/fr/${cluster.slug}/premises/${row.id}` : ''
  const now = { ...row, changedOn: day(changedAt), identifiedOn: day(createdAt), ...(url && { url }) }
  return frichesRow(JSON.parse(friches) as Friches, now, cluster, namedPlace)
}

/** The last fact about a row tells when it was changed. */
const sitesIn = (ctx: Ctx, clusterId: string, organisations: readonly string[] | null): Promise<Row[]> => {
  let query = ctx.db
    .selectFrom('sites')
    .leftJoin('events', 'events.id', 'sites.lastEventId')
    .select([
      'sites.id',
      'name',
      'address',
      'commune',
      'insee',
      'lat',
      'lng',
      'surfaceM2',
      'friches',
      'createdAt',
    ])
    .select((eb) => eb.fn.coalesce('events.occurredAt', 'createdAt').as('changedAt'))
    .where('sites.clusterId', '=', clusterId)
    .orderBy(sql`sites.rowid`)
    .limit(MOST)
  if (organisations) query = query.where('organisationId', 'in', organisations.slice(0, 50))
  return query.execute() as Promise<Row[]>
}

const leadsIn = (ctx: Ctx, clusterId: string): Promise<Row[]> =>
  ctx.db
    .selectFrom('leads')
    .leftJoin('events', 'events.id', 'leads.lastEventId')
    .select([
      'leads.id',
      'title as name',
      'address',
      'commune',
      'insee',
      'lat',
      'lng',
      'surfaceM2',
      'friches',
    ])
    .select(['createdAt'])
    .select((eb) => eb.fn.coalesce('events.occurredAt', 'createdAt').as('changedAt'))
    .where('leads.clusterId', '=', clusterId)
    .where('subject', '=', 'premises')
    .where('stage', 'not in', ['reported', 'dropped', 'site'])
    .orderBy(sql`leads.rowid`) // as they came in
    .limit(MOST)
    .execute() as Promise<Row[]>

/**
 * CSV as the schema asks for it (RFC 4180, UTF-8 without a mark, commas). A program reads it, so that no apostrophe is put
 * before what a spreadsheet would run: data comes out as it came in.
 */
function tableText(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}
