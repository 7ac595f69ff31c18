import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { AppError } from '../core/errors'
import type { Language } from '../core/kinds'
import type { Ctx } from './context'
import type { Env } from './env'
import { isMultipart, readMultipart } from './multipart'

/** The cluster a request is about, as the middleware read it. */
export interface ClusterInView {
  id: string
  slug: string
  name: string
  territory: string
  lat: number
  lng: number
  radiusKm: number
  timeZone: string
  currency: string
  languages: Language[]
  helperName: string | null
  helperPhone: string | null
  isDemo: boolean
  version: number
}

export interface AppEnv {
  Bindings: Env
  Variables: { ctx: Ctx; cluster: ClusterInView }
}
export type AppContext = Context<AppEnv>

/** RFC 9457. `words` gives title, detail and the words of each field in the reader's language. */
export function problem(
  c: AppContext,
  error: AppError,
  words: {
    title: string
    /** What this very refusal tells; absent: its title. */
    detail?: string
    field: (code: string, params?: Record<string, string | number>) => string
  },
): Response {
  const { fields, retryAfterSeconds, alternatives, ...rest } = error.details
  const body = {
    ...rest, // first: a detail named `status` (of an organisation, say) is not the status of the answer
    type: `${c.env.PUBLIC_URL}/problems/${error.code}`,
    title: words.title,
    status: error.status,
    detail: words.detail ?? words.title,
    code: error.code,
    ...(fields && {
      errors: fields.map((f) => ({ path: f.path, code: f.code, message: words.field(f.code, f.params) })),
    }),
    ...(alternatives !== undefined && { alternatives }),
  }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (retryAfterSeconds) headers['retry-after'] = String(retryAfterSeconds)
  return c.body(JSON.stringify(body), error.status as ContentfulStatusCode, headers)
}

/** Where a request comes from, as Cloudflare saw it; limits count by it. */
export const senderOf = (c: AppContext): string => c.req.header('cf-connecting-ip') ?? 'local'

export const MAX_BODY = 1_000_000

/** The JSON body of a request, or a refusal that says why it can not be read. */
export async function readJson(c: AppContext): Promise<unknown> {
  const type = c.req.header('content-type') ?? ''
  const text = await c.req.text()
  if (text.length > MAX_BODY) throw new AppError('too_large')
  if (text === '') return {}
  if (!/^application\/(.+\+)?json\b/.test(type)) throw new AppError('wrong_media_type')
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('malformed')
  }
}

/** The version of `If-Match`, as GET gave it in its ETag. Absent: 428; one that is no version of ours: 412. */
export function versionIn(c: AppContext): number {
  const given = c.req.header('if-match')
  if (!given) throw new AppError('version_required')
  const version = /^(?:W\/)?"?(\d{1,15})(?:-[a-z-]+)?"?$/.exec(given.trim())?.[1]
  if (!version) throw new AppError('version_mismatch')
  return Number(version)
}

/** What is read at once: a document or some photos as they may come without script, and the rest of the form. */
const MOST_FORM = 15_000_000

/**
 * What is posted to a page is a form that can be read: everything after this may take it for granted. One with a heavy file is read
 * as it arrives, so that what was typed beside the file is not lost. Throws `wrong_media_type`, `malformed`, `too_large`.
 */
export async function mustBeForm(c: AppContext): Promise<void> {
  const type = c.req.header('content-type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    throw new AppError('wrong_media_type')
  const inParts = isMultipart(type)
  const announced = Number(c.req.header('content-length') ?? (inParts ? Number.POSITIVE_INFINITY : 0))
  const { body } = c.req.raw
  try {
    // Kept, so that it is read once.
    if (announced <= MOST_FORM) await c.req.formData()
    else if (body && inParts) c.req.bodyCache.formData = await readMultipart(body, type)
    else throw new AppError('too_large')
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('malformed')
  }
}
