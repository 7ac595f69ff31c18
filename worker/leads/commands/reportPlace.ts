import { clusterById } from '../../clusters/queries'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { MOST_PHOTO_BYTES } from '../../listings/commands/addPhoto'
import { cleanImage } from '../../listings/image'
import { commit, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { limit } from '../../platform/limits'
import { wordsOf } from '../../text'
import { ReportedPlace } from '../input'
import { problemsOfReport, titleOf } from '../rules'
import { empty } from './openLead'

/** One address may report this many places in an hour, and all together this many in a day and cluster. */
export const REPORTS_PER_HOUR = 6
export const REPORTS_PER_DAY = 200

/**
 * Anyone says what they saw: an empty building, things in the street. Nothing of it is public: a coordinator looks at it
 * first. Throws `invalid`, `too_large`, `wrong_media_type`, `too_many_requests`. Returns its id, which its reporter never sees.
 */
export async function reportPlace(
  ctx: Ctx,
  clusterId: string,
  given: unknown,
  photo: Uint8Array | undefined,
  sender: string,
): Promise<string> {
  const cluster = await clusterById(ctx, clusterId)
  if (!cluster) throw new AppError('not_found')
  const { contact, subject, ...input } = check(ReportedPlace, given)
  const problems = problemsOfReport(input, photo !== undefined)
  if (problems.length > 0) throw invalid(...problems)
  if (photo && photo.length > MOST_PHOTO_BYTES)
    throw new AppError('too_large', { fields: [{ path: 'photo', code: 'photo_size' }] })
  const image = photo ? cleanImage(photo) : null
  if (photo && !image)
    throw new AppError('wrong_media_type', { fields: [{ path: 'photo', code: 'photo_type' }] })
  await limit(ctx, `report-place:${ctx.actor?.personId ?? sender}`, REPORTS_PER_HOUR, 3600)
  await limit(ctx, `report-place:${clusterId}`, REPORTS_PER_DAY, 86_400)

  const id = newId('lead', Date.parse(ctx.now))
  const photoId = image ? newId('photo', Date.parse(ctx.now)) : null
  const happened = fact(ctx, 'lead.reported', {
    ...{ clusterId, table: 'leads', row: id },
    payload: { subject },
  })
  const words = wordsOf(ctx.language).leads.report.untitled[subject]
  const place = [input.address, input.commune].filter(Boolean).join(', ')
  if (image && photoId)
    await ctx.env.PHOTOS.put(photoId, image.bytes, { httpMetadata: { contentType: image.contentType } })
  try {
    await commit(ctx, happened, [
      ctx.db.insertInto('leads').values({
        ...empty,
        ...{ id, clusterId, subject, origin: 'report', stage: 'reported', stageSince: ctx.now, ...input },
        title: titleOf(input.words, [words, place].filter(Boolean).join(', ')),
        reporterContact: contact,
        ...(image && {
          ...{ photoId, photoType: image.contentType, photoBytes: image.bytes.length },
          ...{ photoWidth: image.width, photoHeight: image.height },
        }),
        ...{ lastEventId: happened.id, createdBy: ctx.actor?.personId ?? null, createdAt: ctx.now },
      }),
    ])
  } catch (error) {
    if (photoId) await ctx.env.PHOTOS.delete(photoId)
    throw error
  }
  return id
}
