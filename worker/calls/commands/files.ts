import { sql } from 'kysely'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { cleanImage } from '../../listings/image'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { FileKind, MOST_FILE_BYTES, MOST_FILES } from '../input'
import {
  type Application,
  applicationById,
  type File,
  filesOf,
  visibleApplication,
} from '../queriesOfApplications'
import { isPdf, withoutAuthor } from '../rulesOfFiles'
import { query } from '../writing'
import { applicationFact, setApplication } from '../writesOfApplications'
import { draftToChange } from './saveApplication'

/**
 * Adds a document to a draft: a PDF or a picture of 5 MB at most, told by its content. Its name is not kept, nor what its properties
 * say of its author. Throws `too_large`, `wrong_media_type`, `invalid` beyond six, as `saveApplication`.
 */
export async function addFile(
  ctx: Ctx,
  id: string,
  given: { bytes: Uint8Array; kind: unknown },
): Promise<Application> {
  const { application, onBehalfOf } = await draftToChange(ctx, id)
  const kind = check(FileKind, given.kind)
  if (given.bytes.length > MOST_FILE_BYTES) throw new AppError('too_large')
  const clean = isPdf(given.bytes)
    ? { contentType: 'application/pdf' as const, bytes: withoutAuthor(given.bytes) }
    : cleanImage(given.bytes)
  if (!clean) throw new AppError('wrong_media_type')
  const before = await filesOf(ctx, id)
  if (before.length >= MOST_FILES)
    throw invalid({ path: 'file', code: 'too_many', params: { max: MOST_FILES } })
  const fileId = newId('applicationFile', Date.parse(ctx.now))
  const happened = applicationFact(ctx, 'application.saved', { ...application, onBehalfOf })
  const { bytes, contentType } = clean
  const hash = await crypto.subtle.digest('SHA-256', bytes)
  const sha = [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, '0')).join('')
  const position = Math.max(0, ...before.map((f) => f.position)) + 1
  await ctx.env.PHOTOS.put(fileId, bytes, { httpMetadata: { contentType } })
  try {
    await commit(ctx, happened, [
      setApplication(ctx, application, happened, {}),
      query(
        ctx,
        sql`insert into application_files (id, application_id, position, kind, content_type, bytes, sha256)
          values (${fileId}, ${id}, cast(${position} as integer), ${kind}, ${contentType}, cast(${bytes.length} as integer), ${sha})`,
      ),
    ])
  } catch (error) {
    await ctx.env.PHOTOS.delete(fileId)
    throw error
  }
  return (await applicationById(ctx, id)) as Application
}

/** Takes a document out of a draft. Throws `not_found`, as `saveApplication`. */
export async function removeFile(ctx: Ctx, id: string, fileId: string): Promise<Application> {
  const { application, onBehalfOf } = await draftToChange(ctx, id)
  if (!(await filesOf(ctx, id)).some((f) => f.id === fileId)) throw new AppError('not_found')
  const happened = applicationFact(ctx, 'application.saved', { ...application, onBehalfOf })
  await commit(ctx, happened, [
    setApplication(ctx, application, happened, {}),
    ctx.db.deleteFrom('applicationFiles').where('id', '=', fileId).where('applicationId', '=', id),
  ])
  await ctx.env.PHOTOS.delete(fileId)
  return (await applicationById(ctx, id)) as Application
}

const ENDS: Record<File['contentType'], string> = {
  ...{ 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' },
}

/** A document as the actor may read it, under a name that says nothing of who sent it: "dossier-7-piece-2.pdf". */
export async function fileFor(ctx: Ctx, id: string, fileId: string) {
  const { application, files } = await visibleApplication(ctx, id)
  const file = files.find((f) => f.id === fileId)
  const stored = file && (await ctx.env.PHOTOS.get(file.id))
  if (!file || !stored) throw new AppError('not_found')
  const name = `dossier-${application.number ?? 0}-piece-${file.position}.${ENDS[file.contentType]}`
  return {
    body: stored.body,
    headers: {
      ...{ 'content-type': file.contentType, 'cache-control': 'private, no-store' },
      ...{ 'x-content-type-options': 'nosniff', 'content-disposition': `inline; filename="${name}"` },
    },
  }
}
