import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { MOST_PHOTO_BYTES } from '../../listings/commands/addPhoto'
import { type CleanImage, cleanImage } from '../../listings/image'
import { commit, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { PlanInput } from '../input'
import { lotsOf, planById, plansOf, siteToChange } from '../queries'
import { siteFact } from '../writes'
import { touch } from './setParts'

export const MOST_PLANS = 12

/**
 * Adds a plan to a site: a picture that lots are drawn over (its size in pixels is the plan's), or blank paper. Throws
 * `too_large` above 2 MB, `wrong_media_type`, `invalid`. Returns its id.
 */
export async function addPlan(
  ctx: Ctx,
  siteId: string,
  given: unknown,
  picture?: Uint8Array,
  onBehalfOf?: string | null,
): Promise<string> {
  const { site, onBehalfOf: helped } = await siteToChange(ctx, siteId, onBehalfOf)
  const input = check(PlanInput, given)
  if (picture && picture.length > MOST_PHOTO_BYTES)
    throw new AppError('too_large', { fields: [{ path: 'picture', code: 'photo_size' }] })
  const image = picture ? cleanImage(picture) : null
  if (picture && !image)
    throw new AppError('wrong_media_type', { fields: [{ path: 'picture', code: 'photo_type' }] })
  const plans = await plansOf(ctx, siteId)
  if (plans.length >= MOST_PLANS)
    throw invalid({ path: 'name', code: 'too_many', params: { max: MOST_PLANS } })
  const id = newId('plan', Date.parse(ctx.now))
  const pictureId = image ? newId('photo', Date.parse(ctx.now)) : null
  const happened = siteFact(ctx, site, 'plans', helped)
  const paper = image ? scaled(image) : input
  if (image && pictureId)
    await ctx.env.PHOTOS.put(pictureId, image.bytes, { httpMetadata: { contentType: image.contentType } })
  try {
    await commit(ctx, happened, [
      touch(ctx, site, site.version, happened),
      ctx.db.insertInto('plans').values({
        ...{
          id,
          clusterId: site.clusterId,
          siteId,
          name: input.name,
          width: paper.width,
          height: paper.height,
        },
        ...{ pictureId, pictureType: image?.contentType ?? null, pictureBytes: image?.bytes.length ?? null },
        position: Math.max(0, ...plans.map((plan) => plan.position)) + 1,
        lastEventId: happened.id,
      }),
    ])
  } catch (error) {
    if (pictureId) await ctx.env.PHOTOS.delete(pictureId)
    throw error
  }
  return id
}

/** A plan is at most 1,000 units wide, so that what is typed stays short. */
function scaled({ width, height }: CleanImage) {
  const by = Math.min(1, 1000 / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) }
}

/** Takes a plan away, with what is drawn on it. */
export async function removePlan(ctx: Ctx, planId: string, onBehalfOf?: string | null): Promise<void> {
  const plan = await planById(ctx, planId)
  if (!plan) throw new AppError('not_found')
  const { site, onBehalfOf: helped } = await siteToChange(ctx, plan.siteId, onBehalfOf)
  const drawn = (await lotsOf(ctx, site.id)).filter((lot) => lot.planId === planId)
  const happened = siteFact(ctx, site, 'plans', helped)
  const changed = drawn.map((lot) =>
    fact(ctx, 'lot.changed', {
      ...{ clusterId: site.clusterId, table: 'lots', row: lot.id, onBehalfOf: helped },
      payload: { organisationId: site.organisationId, siteId: site.id, capacityId: lot.capacityId },
    }),
  )
  await commit(
    ctx,
    [happened, ...changed],
    [
      touch(ctx, site, site.version, happened),
      ...drawn.map((lot, i) =>
        ctx.db
          .updateTable('lots')
          .set((eb) => ({
            ...{ planId: null, outline: null, lastEventId: changed[i]?.id ?? '' },
            version: eb('version', '+', 1),
          }))
          .where('id', '=', lot.id)
          .where('version', '=', lot.version),
      ),
      ctx.db
        .updateTable('lots')
        .set({ planId: null, outline: null })
        .where('planId', '=', planId)
        .where('removedAt', 'is not', null),
      ctx.db.deleteFrom('plans').where('id', '=', planId),
    ],
  )
  if (plan.pictureId) await ctx.env.PHOTOS.delete(plan.pictureId)
}
