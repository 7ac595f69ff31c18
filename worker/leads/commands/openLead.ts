import { coordinatorsOf } from '../../clusters/queries'
import { type FieldError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { affiliationOf } from '../../organisations/queries'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { check } from '../../platform/input'
import { LeadInput } from '../input'

/** A coordinator writes down what they have heard of. Throws `invalid`. Returns its id. */
export async function openLead(ctx: Ctx, clusterId: string, given: LeadInput): Promise<string> {
  const actor = mustCoordinate(ctx, clusterId)
  const input = check(LeadInput, given)
  const problems = await problemsOfLead(ctx, clusterId, input)
  if (problems.length > 0) throw invalid(...problems)
  const id = newId('lead', Date.parse(ctx.now))
  const happened = fact(ctx, 'lead.opened', {
    ...{ clusterId, table: 'leads', row: id },
    payload: { subject: input.subject, origin: 'coordinator' },
  })
  await commit(ctx, happened, [
    ctx.db.insertInto('leads').values({
      ...empty,
      ...{ id, clusterId, subject: input.subject, origin: 'coordinator', stage: 'lead', stageSince: ctx.now },
      ...{ title: input.title, words: input.words ?? '', address: input.address ?? '' },
      ...{ commune: input.commune ?? '', postcode: input.postcode ?? '', insee: input.insee ?? '' },
      ...{ lat: input.lat ?? null, lng: input.lng ?? null, surfaceM2: input.surfaceM2 ?? null },
      ...{ ownerId: input.ownerId ?? null, ownerName: input.ownerName ?? '' },
      ...{ ownerContact: input.ownerContact ?? '', nextAction: input.nextAction ?? '' },
      ...{ nextOn: input.nextOn ?? null, nextBy: input.nextBy ?? null },
      ...{ lastEventId: happened.id, createdBy: actor.personId, createdAt: ctx.now },
    }),
  ])
  return id
}

export const empty = {
  ...{ droppedReason: null, photoId: null, photoType: null, photoBytes: null, photoWidth: null },
  ...{ photoHeight: null, source: null, externalId: null, siteId: null, listingId: null, createdBy: null },
}

/** Who does the next thing is a coordinator of the cluster, and an owner an organisation of it. */
export async function problemsOfLead(
  ctx: Ctx,
  clusterId: string,
  lead: { lat?: number | null; lng?: number | null; nextBy?: string | null; ownerId?: string | null },
): Promise<FieldError[]> {
  const found: FieldError[] = []
  if ((lead.lat == null) !== (lead.lng == null)) found.push({ path: 'lat', code: 'half_place' })
  if (lead.nextBy) {
    const coordinators = await coordinatorsOf(ctx, clusterId)
    if (!coordinators.some((one) => one.personId === lead.nextBy))
      found.push({ path: 'nextBy', code: 'not_a_choice' })
  }
  if (lead.ownerId && (await affiliationOf(ctx, clusterId, lead.ownerId))?.status !== 'active')
    found.push({ path: 'ownerId', code: 'not_a_choice' })
  return found
}
