import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { draftOf } from '../../listings/commands/draftListing'
import { affiliationOf, membersOf } from '../../organisations/queries'
import { commit, type Fact, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { BecomeListing } from '../input'
import { type Lead, leadInside } from '../queries'
import { mayBecomeListing } from '../rules'
import { write } from './changeLead'

/**
 * What was seen in the street becomes a draft in the name of an organisation, in one batch: an offer of what somebody has there,
 * or a need of who would take it, with its photo. The coordinator does it for a member, who completes and publishes it. Throws
 * `transition_not_allowed`, `invalid`. Returns the id of the listing.
 */
export async function becomeListing(ctx: Ctx, id: string, given: BecomeListing): Promise<string> {
  const lead = await leadInside(ctx, id)
  const { direction, organisationId, quantity, unit } = check(BecomeListing, given)
  if (!mayBecomeListing(lead)) throw new AppError('transition_not_allowed', { state: lead.stage })
  if ((await affiliationOf(ctx, lead.clusterId, organisationId))?.status !== 'active')
    throw invalid({ path: 'organisationId', code: 'not_a_choice' })
  const [member] = await membersOf(ctx, organisationId)
  const { address, commune, postcode, lat, lng } = lead
  const draft = await draftOf(
    ctx,
    lead.clusterId,
    {
      ...{ direction, organisationId, kind: 'waste', title: lead.title, description: lead.words },
      ...{ quantity, unit, language: ctx.language, address, commune },
      ...(postcode && { postcode }),
      ...(lat !== null && lng !== null && { lat, lng }),
      ...(direction === 'offer' && { grain: 'stock' as const }),
    },
    member ? { onBehalfOf: member.id } : { asCoordinator: true },
  )
  const happened = fact(ctx, 'lead.became_listing', {
    ...{ clusterId: lead.clusterId, table: 'leads', row: id },
    payload: { listingId: draft.id, from: lead.stage },
  }) as Fact
  const set = { stage: 'done', stageSince: ctx.now, listingId: draft.id, nextAction: '', nextOn: null }
  const photo = await photoOf(ctx, lead, draft)
  try {
    await commit(
      ctx,
      [draft.happened, happened],
      [...draft.writes, ...photo.writes, write(ctx, lead, happened, set)],
    )
  } catch (error) {
    await ctx.env.PHOTOS.delete(photo.ids)
    throw error
  }
  return draft.id
}

/** The photo that was sent with it, as a file of the listing's own: taken from one, it stays with the other. */
async function photoOf(
  ctx: Ctx,
  lead: Lead,
  draft: { id: string; happened: Fact },
): Promise<{ ids: string[]; writes: Query[] }> {
  const { photoId, photoType, photoBytes, photoWidth, photoHeight } = lead
  const stored = photoId ? await ctx.env.PHOTOS.get(photoId) : null
  if (!stored || !photoType) return { ids: [], writes: [] }
  const id = newId('photo', Date.parse(ctx.now))
  await ctx.env.PHOTOS.put(id, await stored.arrayBuffer(), { httpMetadata: { contentType: photoType } })
  const row = ctx.db.insertInto('photos').values({
    ...{ id, listingId: draft.id, position: 1, contentType: photoType, bytes: photoBytes ?? 0, alt: '' },
    ...{ width: photoWidth ?? 0, height: photoHeight ?? 0, lastEventId: draft.happened.id },
  })
  return { ids: [id], writes: [row] }
}
