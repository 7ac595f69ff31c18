import { type Selectable, sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import type { Schema } from '../platform/schema'

type Row<T extends keyof Schema> = Selectable<Schema[T]>
export type Organisation = Omit<Row<'organisations'>, 'handEdited'> & { handEdited: string[] }
export type Standing = Row<'affiliations'>['status']

const parsed = (row: Row<'organisations'>): Organisation => ({
  ...row,
  handEdited: JSON.parse(row.handEdited) as string[],
})

export async function organisationById(ctx: Ctx, id: string): Promise<Organisation | null> {
  const row = await ctx.db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? parsed(row) : null
}

/** By SIRET: organisations are global, so this also finds one that is not in the reader's cluster. */
export async function organisationBySiret(ctx: Ctx, siret: string): Promise<Organisation | null> {
  const row = await ctx.db
    .selectFrom('organisations')
    .selectAll()
    .where('siret', '=', siret)
    .executeTakeFirst()
  return row ? parsed(row) : null
}

/** By what an organisation is known anywhere: its SIRET, else its identifier in its country. */
export async function organisationByKey(
  ctx: Ctx,
  key: { siret?: string | null; foreignId?: string | null; country: string },
): Promise<Organisation | null> {
  if (key.siret) return organisationBySiret(ctx, key.siret)
  if (!key.foreignId) return null
  const row = await ctx.db
    .selectFrom('organisations')
    .selectAll()
    .where('country', '=', key.country)
    .where('foreignId', '=', key.foreignId)
    .executeTakeFirst()
  return row ? parsed(row) : null
}

/** Whether another cluster has taken this organisation in. */
export async function isElsewhere(ctx: Ctx, organisationId: string, clusterId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('affiliations')
    .select('clusterId')
    .where('organisationId', '=', organisationId)
    .where('clusterId', '<>', clusterId)
    .where('status', 'in', ['active', 'suspended'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The active organisation of a cluster that is called this, letter case aside; null where there is none, or several. */
export async function organisationNamed(ctx: Ctx, clusterId: string, name: string): Promise<string | null> {
  const rows = await ctx.db
    .selectFrom('affiliations')
    .innerJoin('organisations', 'organisations.id', 'affiliations.organisationId')
    .select('organisations.id')
    .where('affiliations.clusterId', '=', clusterId)
    .where('affiliations.status', '=', 'active')
    .where(sql<boolean>`name = ${name} collate nocase`)
    .limit(2)
    .execute()
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

/** An organisation as this cluster knows it, with its standing there; null where it has never asked. */
export async function organisationIn(ctx: Ctx, clusterId: string, id: string) {
  const row = await ctx.db
    .selectFrom('affiliations')
    .innerJoin('organisations', 'organisations.id', 'affiliations.organisationId')
    .selectAll('organisations')
    .select(['affiliations.status as standing', 'affiliations.reason', 'affiliations.since'])
    .where('affiliations.clusterId', '=', clusterId)
    .where('affiliations.organisationId', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { standing, reason, since, ...organisation } = row
  return { ...parsed(organisation), standing, reason, since }
}

/** An organisation's place in a cluster, or null. */
export async function affiliationOf(ctx: Ctx, clusterId: string, organisationId: string) {
  const row = await ctx.db
    .selectFrom('affiliations')
    .selectAll()
    .where('clusterId', '=', clusterId)
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
  return row ?? null
}

export interface ListedOrganisation {
  id: string
  name: string
  legalForm: Row<'organisations'>['legalForm']
  siret: string | null
  foreignId: string | null
  country: string
  commune: string
  postcode: string
  lat: number | null
  lng: number | null
  standing: Standing
  reason: string | null
  since: string
  members: number
}

/**
 * Organisations of a cluster by name. `after`: the cursor of the page before. `q`: words that the name, the commune or the
 * SIRET contain.
 */
export async function organisationsOf(
  ctx: Ctx,
  clusterId: string,
  wanted: { standing?: Standing; q?: string; limit?: number; cursor?: string | null } = {},
): Promise<{ items: ListedOrganisation[]; nextCursor: string | null }> {
  const { standing = 'active', limit = 50 } = wanted
  let query = ctx.db
    .selectFrom('affiliations')
    .innerJoin('organisations', 'organisations.id', 'affiliations.organisationId')
    .select(['organisations.id', 'name', 'legalForm', 'siret', 'foreignId', 'country', 'commune', 'postcode'])
    .select(['lat', 'lng', 'affiliations.status as standing', 'affiliations.reason', 'affiliations.since'])
    .select(
      sql<number>`(select count(*) from members m where m.organisation_id = organisations.id and m.status = 'active')`.as(
        'members',
      ),
    )
    .where('affiliations.clusterId', '=', clusterId)
    .where('affiliations.status', '=', standing)
    .orderBy(sql`name collate nocase`)
    .orderBy('organisations.id')
    .limit(limit + 1)
  for (const word of (wanted.q ?? '').trim().split(/\s+/).filter(Boolean).slice(0, 5)) {
    // D1 takes patterns of 50 bytes: the beginning of a long word finds it too.
    const like = `%${[...word]
      .slice(0, 14)
      .join('')
      .replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(
      sql<boolean>`(name like ${like} escape '\\' or commune like ${like} escape '\\' or siret like ${like} escape '\\')`,
    )
  }
  const key = wanted.cursor ? readCursor(wanted.cursor) : null
  if (key) query = query.where(sql<boolean>`(name collate nocase, organisations.id) > (${key[0]}, ${key[1]})`)
  const rows = await query.execute()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? cursorOf(last.name, last.id) : null }
}

/** The active organisations of a cluster by name, to choose one of; at most 300. */
export const namesOf = (ctx: Ctx, clusterId: string) =>
  ctx.db
    .selectFrom('affiliations')
    .innerJoin('organisations', 'organisations.id', 'affiliations.organisationId')
    .select(['organisations.id', 'name'])
    .where('affiliations.clusterId', '=', clusterId)
    .where('affiliations.status', '=', 'active')
    .orderBy(sql`name collate nocase`)
    .limit(300)
    .execute()

const cursorOf = (name: string, id: string) => encodeURIComponent(JSON.stringify([name, id]))
function readCursor(cursor: string): [string, string] | null {
  try {
    const key: unknown = JSON.parse(decodeURIComponent(cursor))
    return Array.isArray(key) && key.length === 2 ? [String(key[0]), String(key[1])] : null
  } catch {
    return null
  }
}

/** How many organisations stand where, in a cluster. */
export async function standingsOf(ctx: Ctx, clusterId: string): Promise<Record<Standing, number>> {
  const rows = await ctx.db
    .selectFrom('affiliations')
    .select(['status', sql<number>`count(*)`.as('n')])
    .where('clusterId', '=', clusterId)
    .groupBy('status')
    .execute()
  const counts = { requested: 0, active: 0, refused: 0, suspended: 0, left: 0 }
  for (const row of rows) counts[row.status] = row.n
  return counts
}

/** Whether anyone acts for an organisation, and whether this person does or asks to. */
export async function peopleBehind(ctx: Ctx, organisationId: string) {
  const [managers, mine] = await together(
    ctx.env.DB,
    ctx.db
      .selectFrom('members')
      .select('personId')
      .where('organisationId', '=', organisationId)
      .where('role', '=', 'manager')
      .where('status', '=', 'active')
      .limit(50),
    ctx.db
      .selectFrom('members')
      .select(['id', 'status', 'role'])
      .where('organisationId', '=', organisationId)
      .where('personId', '=', ctx.actor?.personId ?? ''),
  )
  return { managers: managers.map((m) => m.personId), mine: mine[0] ?? null }
}

export interface Member {
  id: string
  organisationId: string
  personId: string
  name: string
  email: string | null
  phone: string | null
  language: Row<'people'>['language']
  role: Row<'members'>['role']
  mayAnswer: boolean
  status: Row<'members'>['status']
  createdAt: string
}

/** The people of an organisation: managers first, then by name. At most 200. */
export async function membersOf(
  ctx: Ctx,
  organisationId: string,
  status: Row<'members'>['status'][] = ['active'],
): Promise<Member[]> {
  const rows = await ctx.db
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.personId')
    .select(['members.id', 'organisationId', 'personId', 'name', 'email', 'phone', 'language', 'role'])
    .select(['mayAnswer', 'status', 'members.createdAt'])
    .where('organisationId', '=', organisationId)
    .where('status', 'in', status)
    .orderBy('role')
    .orderBy(sql`name collate nocase`)
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, mayAnswer: row.role === 'manager' || row.mayAnswer === 1 }))
}

/** Who answers requests for an organisation: its managers, and the members they named. */
export async function answerersOf(ctx: Ctx, organisationId: string): Promise<Member[]> {
  return (await membersOf(ctx, organisationId)).filter((member) => member.mayAnswer)
}

export async function memberById(ctx: Ctx, id: string) {
  const row = await ctx.db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}
