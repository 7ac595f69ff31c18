import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import type { OrganisationInput } from '../input'
import { newOrganisation } from '../writes'

/**
 * Makes an organisation known, and asks for its place in a cluster. Who registers it becomes its manager once the
 * coordinator accepts it. A coordinator's own registration is accepted at once, and makes nobody a manager unless
 * `asFounder`. Throws `already_exists` where the SIRET or the identifier is known.
 */
export async function registerOrganisation(
  ctx: Ctx,
  clusterId: string,
  input: OrganisationInput,
  { asFounder }: { asFounder?: boolean } = {},
): Promise<string> {
  const actor = mustBeSignedIn(ctx)
  const coordinates = actor.coordinates.includes(clusterId)
  const made = newOrganisation(ctx, clusterId, input)
  const facts = [...made.facts]
  const writes = [...made.writes]

  const place = { clusterId, organisationId: made.id }
  const placed = fact(ctx, coordinates ? 'affiliation.accepted' : 'affiliation.requested', {
    clusterId,
    table: 'affiliations',
    row: place,
    payload: { organisationId: made.id },
  })
  facts.push(placed)
  writes.push(
    ctx.db.insertInto('affiliations').values({
      ...place,
      status: coordinates ? 'active' : 'requested',
      since: ctx.now,
      reason: null,
      lastEventId: placed.id,
    }),
  )
  if (asFounder ?? !coordinates) {
    const memberId = newId('member', Date.parse(ctx.now))
    const asked = fact(ctx, coordinates ? 'member.joined' : 'member.requested', {
      clusterId,
      table: 'members',
      row: memberId,
      payload: { organisationId: made.id, personId: actor.personId },
    })
    facts.push(asked)
    writes.push(
      ctx.db.insertInto('members').values({
        id: memberId,
        organisationId: made.id,
        personId: actor.personId,
        role: 'manager',
        status: coordinates ? 'active' : 'requested',
        lastEventId: asked.id,
        createdAt: ctx.now,
      }),
    )
  }
  await commit(ctx, facts, writes)
  return made.id
}
