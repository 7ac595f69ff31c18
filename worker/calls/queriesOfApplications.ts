import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { type Ctx, mustBeMember, mustBeSignedIn, mustCoordinate } from '../platform/context'
import type { Schema } from '../platform/schema'
import { type Call, callById, type Juror, jurorsOf, type Part, partIn } from './queries'
import { namesAreShown } from './rules'
import type { Needs } from './rulesOfFit'
import { namesOf, withoutNames } from './rulesOfNames'

type Row = Selectable<Schema['applications']>
export interface Profile {
  sector: string
  activity: string
  team: string
  history: string
}
export interface Application extends Omit<Row, 'answers' | 'choices' | 'needs' | 'profile'> {
  answers: string[]
  choices: string[]
  needs: Needs
  /** As it was when it was sent; of a draft, as it is. Null: there is none yet. */
  profile: Profile | null
  organisationName: string
}
export type File = Selectable<Schema['applicationFiles']>

const rows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('applications as a')
    .innerJoin('organisations as o', 'o.id', 'a.organisationId')
    .leftJoin('applicantProfiles as p', 'p.organisationId', 'a.organisationId')
    .selectAll('a')
    .select(['o.name as organisationName', 'p.sector as sectorNow', 'p.activity', 'p.team', 'p.history'])

type Read = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
function asApplication({ sectorNow, activity, team, history, ...row }: Read): Application {
  const now =
    sectorNow === null
      ? null
      : { sector: sectorNow, activity: activity ?? '', team: team ?? '', history: history ?? '' }
  return {
    ...row,
    answers: JSON.parse(row.answers) as string[],
    choices: JSON.parse(row.choices) as string[],
    needs: JSON.parse(row.needs) as Needs,
    profile: row.status === 'draft' || row.profile === '{}' ? now : (JSON.parse(row.profile) as Profile),
  }
}

/** One application, whoever asks: for commands and consumers, which know why they may. */
export async function applicationById(ctx: Ctx, id: string): Promise<Application | null> {
  const row = await rows(ctx).where('a.id', '=', id).executeTakeFirst()
  return row ? asApplication(row) : null
}

/** What is compared and given a lot: an application without its texts, which are long, and are read one by one. */
export type Sent = Pick<
  Application,
  'id' | 'callId' | 'organisationId' | 'organisationName' | 'number' | 'sector' | 'choices' | 'needs'
>

/** All that were sent to a call and not withdrawn, by number. At most 2,000. */
export async function sentTo(ctx: Ctx, callId: string): Promise<Sent[]> {
  const found = await ctx.db
    .selectFrom('applications as a')
    .innerJoin('organisations as o', 'o.id', 'a.organisationId')
    .select(['a.id', 'a.callId', 'a.organisationId', 'a.number', 'a.sector', 'a.choices', 'a.needs'])
    .select('o.name as organisationName')
    .where('a.callId', '=', callId)
    .where('a.status', '=', 'submitted')
    .orderBy('a.number')
    .limit(2000)
    .execute()
  return found.map((row) => ({
    ...row,
    choices: JSON.parse(row.choices) as string[],
    needs: JSON.parse(row.needs) as Needs,
  }))
}

/** What an organisation has under way or has sent to a call: its latest. */
export async function latestOf(
  ctx: Ctx,
  callId: string,
  organisationId: string,
): Promise<Application | null> {
  const row = await rows(ctx)
    .where('a.callId', '=', callId)
    .where('a.organisationId', '=', organisationId)
    .orderBy('a.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? asApplication(row) : null
}

/** The applications of the actor's organisations, newest first, paged by id. */
export async function myApplications(
  ctx: Ctx,
  {
    clusterId,
    limit = 20,
    cursor,
  }: { clusterId?: string; limit?: number; cursor?: string | null | undefined } = {},
): Promise<{ items: (Application & { callTitle: string })[]; nextCursor: string | null }> {
  const actor = mustBeSignedIn(ctx)
  const mine = JSON.stringify(actor.organisations.slice(0, 50).map((m) => m.organisationId))
  let query = rows(ctx)
    .innerJoin('calls as c', 'c.id', 'a.callId')
    .select('c.title as callTitle')
    .where('a.organisationId', 'in', sql<string>`(select value from json_each(${mine}))`)
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
  if (clusterId) query = query.where('a.clusterId', '=', clusterId)
  if (cursor) {
    if (!/^apl_\w+$/.test(cursor))
      throw new AppError('invalid', { fields: [{ path: 'cursor', code: 'wrong' }] })
    query = query.where('a.id', '<', cursor)
  }
  const found = await query.execute()
  const items = found.slice(0, limit).map(({ callTitle, ...row }) => ({ ...asApplication(row), callTitle }))
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export const filesOf = (ctx: Ctx, applicationId: string): Promise<File[]> =>
  ctx.db
    .selectFrom('applicationFiles')
    .selectAll()
    .where('applicationId', '=', applicationId)
    .orderBy('position')
    .limit(20)
    .execute()

export const profileOf = async (ctx: Ctx, organisationId: string) =>
  (await ctx.db
    .selectFrom('applicantProfiles')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()) ?? null

/** An application of one's own organisation, or that the actor wrote for a member. Throws `not_found`. */
export async function ownApplication(
  ctx: Ctx,
  id: string,
): Promise<{ application: Application; call: Call }> {
  const actor = mustBeSignedIn(ctx)
  const application = await applicationById(ctx, id)
  if (!application || !isTheirs(actor, application)) throw new AppError('not_found')
  const call = await callById(ctx, application.callId)
  if (!call) throw new AppError('not_found')
  return { application, call }
}

type Actor = ReturnType<typeof mustBeSignedIn>
/** The coordinator who wrote it for a member reads and sends it, as the member would. */
const isTheirs = (
  actor: Actor,
  a: Pick<Application, 'organisationId' | 'clusterId' | 'createdBy' | 'onBehalfOf'>,
): boolean =>
  actor.organisations.some((m) => m.organisationId === a.organisationId) ||
  (a.onBehalfOf !== null && a.createdBy === actor.personId && actor.coordinates.includes(a.clusterId))

/** The same, to be changed: its organisation must not be suspended. Returns for whom a coordinator acts. */
export async function applicationToChange(ctx: Ctx, id: string) {
  const { application, call } = await ownApplication(ctx, id)
  const { organisationId, clusterId } = application
  const isMember = ctx.actor?.organisations.some((m) => m.organisationId === organisationId)
  if (isMember) mustBeMember(ctx, organisationId, clusterId)
  else mustCoordinate(ctx, clusterId)
  return { application, call, onBehalfOf: isMember ? null : application.onBehalfOf }
}

/** An application as one reader may see it. */
export interface Seen {
  call: Call
  application: Application
  files: File[]
  /** 'own': its organisation. 'jury': those who judge or run the call, with names or without. */
  as: 'own' | 'jury'
  named: boolean
  part: Part
  jurors: Juror[]
  /** Whoever is near to an application does not judge it: its own people, and who wrote it for them. */
  concerned: boolean
}

/**
 * An application for its own people, and, once the call is closed, for those who judge or run the call: without its name, and
 * with names in its texts hidden, until names are shown. Throws `not_found` to all others.
 */
export async function visibleApplication(ctx: Ctx, id: string): Promise<Seen> {
  const actor = mustBeSignedIn(ctx)
  const application = await applicationById(ctx, id)
  const call = application && (await callById(ctx, application.callId))
  if (!application || !call) throw new AppError('not_found')
  const [jurors, files] = await Promise.all([jurorsOf(ctx, call.id), filesOf(ctx, id)])
  const part = partIn(ctx, call, jurors)
  const own = isTheirs(actor, application)
  const seen = { call, files, part, jurors, concerned: own }
  if (own) return { ...seen, application, as: 'own', named: true }
  const open = application.status === 'submitted' && !['draft', 'published', 'cancelled'].includes(call.now)
  if (!open || !(part.runs || part.judges)) throw new AppError('not_found')
  const named = namesAreShown(call)
  const shown = named ? application : await anonymous(ctx, application)
  return {
    ...seen,
    application: shown,
    files: named ? files : files.filter((f) => f.kind === 'project'),
    as: 'jury',
    named,
  }
}

/** An application without anything by which it could be told who sent it. */
export async function anonymous(ctx: Ctx, a: Application): Promise<Application> {
  const { names, words } = namesOf(a.organisationName, await peopleOf(ctx, a.organisationId))
  const hide = (text: string) => withoutNames(text, names, words)
  return {
    ...a,
    ...{ organisationId: '', organisationName: '', createdBy: '', onBehalfOf: null, hash: null },
    answers: a.answers.map(hide),
    profile: a.profile && {
      ...a.profile,
      ...{ activity: hide(a.profile.activity), team: hide(a.profile.team), history: hide(a.profile.history) },
    },
  }
}

async function peopleOf(ctx: Ctx, organisationId: string): Promise<string[]> {
  const people = await ctx.db
    .selectFrom('members as m')
    .innerJoin('people as p', 'p.id', 'm.personId')
    .select('p.name')
    .where('m.organisationId', '=', organisationId)
    .limit(200)
    .execute()
  return people.map((p) => p.name)
}
