import { sql } from 'kysely'
import type { StoredEvent } from '../core/events'
import type { Ctx } from '../platform/context'

const MOST = 5000

/** People to tell of what happens to a call, an application or an offer of a lot. */
export async function concernedByCall(ctx: Ctx, event: StoredEvent): Promise<string[]> {
  switch (event.type) {
    case 'call.published':
      return jurors(ctx, event.subjectId)
    case 'call.amended':
    case 'call.allocated':
      return [...(await applicants(ctx, event.subjectId)), ...(await jurors(ctx, event.subjectId))]
    case 'call.cancelled':
      return [...(await applicants(ctx, event.subjectId)), ...(await jurors(ctx, event.subjectId))]
    case 'call.closed':
      return [...(await jurors(ctx, event.subjectId)), ...(await landlords(ctx, event.subjectId))]
    case 'call.names_shown':
      return jurors(ctx, event.subjectId)
    case 'application.submitted':
    case 'application.withdrawn':
      return applicant(ctx, event.subjectId)
    case 'call_offer.made':
    case 'call_offer.lapsed':
      return applicant(ctx, event.payload.applicationId)
    case 'call_offer.accepted':
    case 'call_offer.declined':
      return [
        ...(await applicant(ctx, event.payload.applicationId)),
        ...(await landlords(ctx, event.payload.callId)),
      ]
    default:
      return []
  }
}

type Ids = { personId: string }
const read = async (ctx: Ctx, rows: ReturnType<typeof sql<Ids>>): Promise<string[]> =>
  (await rows.execute(ctx.db)).rows.map((r) => r.personId)

const jurors = (ctx: Ctx, callId: string) =>
  read(
    ctx,
    sql<Ids>`select person_id from call_jurors where call_id = ${callId} and left_at is null limit 100`,
  )

const landlords = (ctx: Ctx, callId: string) =>
  read(
    ctx,
    sql<Ids>`select m.person_id from calls c join members m on m.organisation_id = c.organisation_id
      where c.id = ${callId} and m.status = 'active' and (m.role = 'manager' or m.may_answer = 1) limit 50`,
  )

/** Who wrote an application, the member it was written for, and those who answer for its organisation. */
const people = sql`select a.created_by as person_id, a.id, a.call_id, a.status from applications a
  union select a.on_behalf_of, a.id, a.call_id, a.status from applications a where a.on_behalf_of is not null
  union select m.person_id, a.id, a.call_id, a.status from applications a join members m on m.organisation_id = a.organisation_id
    and m.status = 'active' and (m.role = 'manager' or m.may_answer = 1)`

const applicant = (ctx: Ctx, applicationId: string) =>
  read(ctx, sql<Ids>`select distinct person_id from (${people}) where id = ${applicationId} limit 50`)

/** Of applications that were sent, and of those under way. */
const applicants = (ctx: Ctx, callId: string) =>
  read(
    ctx,
    sql<Ids>`select distinct person_id from (${people}) where call_id = ${callId} and status <> 'withdrawn' limit ${sql.lit(MOST)}`,
  )
