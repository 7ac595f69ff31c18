import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { cleanImage } from '../../listings/image'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { DocumentInput } from '../input'
import { documentById, documentsOf, siteToChange } from '../queries'
import { siteFact } from '../writes'
import { touch } from './setParts'

export const MOST_DOCUMENTS = 40
export const MOST_DOCUMENT_BYTES = 10 * 1024 * 1024

/**
 * Attaches a document to a site: a PDF as it is, a picture without what it tells about its maker. Its type is told by its
 * content. Throws `too_large` above 10 MB, `wrong_media_type`, `invalid`. Returns its id.
 */
export async function addDocument(
  ctx: Ctx,
  siteId: string,
  given: unknown,
  bytes: Uint8Array,
  onBehalfOf?: string | null,
): Promise<string> {
  const { site, onBehalfOf: helped } = await siteToChange(ctx, siteId, onBehalfOf)
  const input = check(DocumentInput, given)
  if (bytes.length === 0) throw invalid({ path: 'file', code: 'required' })
  if (bytes.length > MOST_DOCUMENT_BYTES)
    throw new AppError('too_large', { fields: [{ path: 'file', code: 'document_size' }] })
  const file = fileIn(bytes)
  if (!file) throw new AppError('wrong_media_type', { fields: [{ path: 'file', code: 'document_type' }] })
  if ((await documentsOf(ctx, siteId)).length >= MOST_DOCUMENTS)
    throw invalid({ path: 'file', code: 'too_many', params: { max: MOST_DOCUMENTS } })
  const id = newId('document', Date.parse(ctx.now))
  const happened = siteFact(ctx, site, 'documents', helped)
  const { contentType } = file
  await ctx.env.PHOTOS.put(id, file.bytes, { httpMetadata: { contentType } })
  try {
    await commit(ctx, happened, [
      touch(ctx, site, site.version, happened),
      ctx.db.insertInto('siteDocuments').values({
        ...{ id, clusterId: site.clusterId, siteId, ...input, contentType, bytes: file.bytes.length },
        ...{ lastEventId: happened.id, createdAt: ctx.now },
      }),
    ])
  } catch (error) {
    await ctx.env.PHOTOS.delete(id)
    throw error
  }
  return id
}

function fileIn(bytes: Uint8Array): { bytes: Uint8Array; contentType: string } | null {
  // A PDF may begin with up to a kilobyte of something else (ISO 32000-1, annex H); we ask for less.
  const isPdf = [0x25, 0x50, 0x44, 0x46, 0x2d].every((byte, i) => bytes[i] === byte)
  return isPdf ? { bytes, contentType: 'application/pdf' } : cleanImage(bytes)
}

/** Takes a document away, from the site and from the store. */
export async function removeDocument(
  ctx: Ctx,
  documentId: string,
  onBehalfOf?: string | null,
): Promise<void> {
  const document = await documentById(ctx, documentId)
  if (!document) throw new AppError('not_found')
  const { site, onBehalfOf: helped } = await siteToChange(ctx, document.siteId, onBehalfOf)
  const happened = siteFact(ctx, site, 'documents', helped)
  await commit(ctx, happened, [
    touch(ctx, site, site.version, happened),
    ctx.db.deleteFrom('siteDocuments').where('id', '=', documentId),
  ])
  await ctx.env.PHOTOS.delete(documentId)
}
