import { sql } from 'kysely'
import { newId } from '../core/ids'
import { type Fact, fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { check } from '../platform/input'
import { OrganisationInput } from './input'

// Rows and facts that several commands write together with others of their own.

/** The row and the fact of a new organisation, for commands that write it together with other things. */
export function newOrganisation(
  ctx: Ctx,
  clusterId: string,
  input: OrganisationInput,
  handEdited: string[] = [],
) {
  const organisation = check(OrganisationInput, input)
  const id = newId('organisation', Date.parse(ctx.now))
  const registered = fact(ctx, 'organisation.registered', {
    clusterId,
    table: 'organisations',
    row: id,
    payload: {},
  })
  const writes: Query[] = [
    ctx.db.insertInto('organisations').values({
      ...organisation,
      id,
      siret: organisation.siret ?? null,
      foreignId: organisation.foreignId ?? null,
      website: organisation.website ?? null,
      lat: organisation.lat ?? null,
      lng: organisation.lng ?? null,
      handEdited: JSON.stringify(handEdited),
      lastEventId: registered.id,
      createdAt: ctx.now,
    }),
  ]
  return { id, facts: [registered] as Fact[], writes }
}

/** An active membership, whether or not there was one before; an existing manager stays one. */
export function memberRow(
  ctx: Ctx,
  eventId: string,
  row: {
    id: string
    organisationId: string
    personId: string
    role: 'manager' | 'member'
    mayAnswer?: boolean
  },
) {
  return ctx.db
    .insertInto('members')
    .values({
      ...row,
      mayAnswer: Number(row.mayAnswer ?? false),
      status: 'active',
      lastEventId: eventId,
      createdAt: ctx.now,
    })
    .onConflict((c) =>
      c.columns(['organisationId', 'personId']).doUpdateSet({
        role:
          row.role === 'manager' ? 'manager' : sql`iif(members.status = 'active', members.role, ${row.role})`,
        mayAnswer: sql`max(iif(members.status = 'active', members.may_answer, 0), excluded.may_answer)`,
        status: 'active',
        version: sql<number>`members.version + 1`,
        lastEventId: eventId,
      }),
    )
}

/** An organisation's place in a cluster, taken at once: by the coordinator, or by their invitation. */
export function placed(ctx: Ctx, clusterId: string, organisationId: string) {
  const row = { clusterId, organisationId }
  const accepted = fact(ctx, 'affiliation.accepted', {
    clusterId,
    table: 'affiliations',
    row,
    payload: { organisationId },
  })
  const write = ctx.db
    .insertInto('affiliations')
    .values({ ...row, status: 'active', since: ctx.now, reason: null, lastEventId: accepted.id })
    .onConflict((c) =>
      c
        .columns(['clusterId', 'organisationId'])
        .doUpdateSet({
          status: 'active',
          since: ctx.now,
          reason: null,
          version: sql<number>`affiliations.version + 1`,
          lastEventId: accepted.id,
        })
        .where('affiliations.status', '<>', 'suspended'),
    )
  return { fact: accepted as Fact, write: write as Query }
}
