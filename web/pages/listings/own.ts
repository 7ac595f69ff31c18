import { AppError, invalid } from '../../../worker/core/errors'
import { addPhoto, MOST_PHOTO_BYTES } from '../../../worker/listings/commands/addPhoto'
import { type By, isInside, type VisibleListing, visibleListing } from '../../../worker/listings/queries'
import { actableMembers } from '../../../worker/organisations/queriesOfPeople'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext } from '../../../worker/platform/http'
import type { View } from '../../view'
import type { Typed } from './form'

/** A listing of this cluster that the reader may manage; anything else is not found. */
export async function ownListing(v: View): Promise<VisibleListing> {
  mustBeSignedIn(v.ctx)
  const l = await visibleListing(v.ctx, v.c.req.param('id') ?? '')
  if (l.clusterId !== v.cluster?.id || !isInside(v.ctx, l)) throw new AppError('not_found')
  return l
}

/** For whom the reader acts: their own organisation, else, as coordinator, a member of the listing's. */
export async function actingFor(v: View, organisationId: string): Promise<By> {
  const own = v.actor?.organisations.some((m) => m.organisationId === organisationId)
  if (own || !v.cluster) return {}
  const members = await actableMembers(v.ctx, v.cluster.id, organisationId)
  return members[0] ? { onBehalfOf: members[0].id } : { asCoordinator: true }
}

/** A form's answers, and the photo it carried, if any. */
export async function readForm(c: AppContext): Promise<{ typed: Typed; photo: File | null }> {
  const body = await c.req.parseBody({ all: true })
  const typed: Typed = {}
  let photo: File | null = null
  for (const [name, value] of Object.entries(body)) {
    const values = Array.isArray(value) ? value : [value]
    const file = values.find((one): one is File => one instanceof File)
    if (file && name === 'photo') photo = file.size > 0 ? file : null
    const texts = values.filter((one): one is string => typeof one === 'string')
    if (texts.length > 0) typed[name] = texts.length === 1 ? (texts[0] ?? '') : texts
  }
  return { typed, photo }
}

/** Adds the photo of a form; what is wrong with it is told beside its field. */
export async function keepPhoto(
  v: View,
  listingId: string,
  photo: File | null,
  alt: string,
  by: By,
): Promise<void> {
  if (!photo) return
  if (photo.size > MOST_PHOTO_BYTES) throw invalid({ path: 'photo', code: 'photo_size' })
  try {
    await addPhoto(v.ctx, listingId, { bytes: new Uint8Array(await photo.arrayBuffer()), alt }, by)
  } catch (error) {
    if (error instanceof AppError && error.code === 'wrong_media_type')
      throw invalid({ path: 'photo', code: 'photo_type' })
    throw error
  }
}
