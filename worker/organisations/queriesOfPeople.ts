import { sql } from 'kysely'
import type { Ctx } from '../platform/context'

/** People who ask to join organisations of this cluster, oldest first. At most 100. */
export function peopleAsking(ctx: Ctx, clusterId: string) {
  return ctx.db
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.personId')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .innerJoin('affiliations', 'affiliations.organisationId', 'members.organisationId')
    .select(['members.id', 'members.role', 'members.createdAt', 'people.name', 'people.email'])
    .select(['organisations.id as organisationId', 'organisations.name as organisationName'])
    .where('affiliations.clusterId', '=', clusterId)
    .where('affiliations.status', '=', 'active')
    .where('members.status', '=', 'requested')
    .orderBy('members.createdAt')
    .limit(100)
    .execute()
}

/** Who asked for an organisation that is not accepted yet: shown to the coordinator beside the request. At most 100. */
export function foundersAsking(ctx: Ctx, clusterId: string) {
  return ctx.db
    .selectFrom('affiliations')
    .innerJoin('members', 'members.organisationId', 'affiliations.organisationId')
    .innerJoin('people', 'people.id', 'members.personId')
    .select(['affiliations.organisationId', 'people.name', 'people.email', 'members.role', 'members.status'])
    .where('affiliations.clusterId', '=', clusterId)
    .where('affiliations.status', '=', 'requested')
    .where('members.status', 'in', ['requested', 'active'])
    .orderBy('members.createdAt')
    .limit(100)
    .execute()
}

/** The active members of an organisation of this cluster for whom a coordinator may act: those without e-mail first. */
export function actableMembers(ctx: Ctx, clusterId: string, organisationId: string) {
  return ctx.db
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.personId')
    .innerJoin('affiliations', 'affiliations.organisationId', 'members.organisationId')
    .select(['members.id', 'people.id as personId', 'people.name', 'people.email'])
    .where('members.organisationId', '=', organisationId)
    .where('members.status', '=', 'active')
    .where('affiliations.clusterId', '=', clusterId)
    .where('affiliations.status', '=', 'active')
    .orderBy(sql`people.email is not null`)
    .orderBy('people.name')
    .limit(100)
    .execute()
}

/** The actor's organisations that have, had asked for, or lost a place in this cluster; the memberships asked for too. */
export function placesOfMine(ctx: Ctx, clusterId: string) {
  return ctx.db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .innerJoin('affiliations', 'affiliations.organisationId', 'members.organisationId')
    .select(['members.organisationId', 'organisations.name', 'members.role', 'members.status'])
    .select(['affiliations.status as standing', 'affiliations.reason'])
    .where('members.personId', '=', ctx.actor?.personId ?? '')
    .where('members.status', 'in', ['requested', 'active'])
    .where('affiliations.clusterId', '=', clusterId)
    .where('affiliations.status', 'in', ['requested', 'active', 'suspended'])
    .orderBy('organisations.name')
    .limit(50)
    .execute()
}
