import { OpenAPIHono } from '@hono/zod-openapi'
import { getCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { pages } from '../web/pages'
import { brokenPage, refusedPage } from '../web/pages/refusals'
import { api } from './api'
import { AppError } from './core/errors'
import { LANGUAGES, type Language } from './core/kinds'
import { newCtx } from './platform/context'
import { type AppContext, type AppEnv, problem } from './platform/http'
import { sessionActor } from './people/session'
import { wordsOf } from './text'
import { Format } from './text/format'

/** The whole application: what stands before every route, the API, the pages, and what a refusal looks like. */
export function createApp() {
  const app = new OpenAPIHono<AppEnv>()

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', 'https:'], // https: for the tiles a cluster may set
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        manifestSrc: ["'self'"],
      },
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
    }),
  )
  app.use(async (c, next) => {
    c.set(
      'ctx',
      newCtx(c.env, { language: languageOf(c), after: (work) => c.executionCtx.waitUntil(work()) }),
    )
    await next()
  })
  app.route('/api/v1', api())
  // Pages know a person by the session's cookie, so their forms must come from our own pages. Mail programs post to the
  // unsubscribe link by themselves; what it does hangs on the link's signature alone.
  const ownForms = csrf()
  app.use((c, next) => (UNSUBSCRIBE.test(c.req.path) ? next() : ownForms(c, next)))
  app.use(async (c, next) => {
    c.get('ctx').actor = await sessionActor(c)
    await next()
  })
  app.route('/', pages())

  app.notFound((c) => refused(c, new AppError('not_found')))
  app.onError((error, c) => {
    if (error instanceof AppError) return refused(c, error)
    if (error instanceof HTTPException) {
      if (error.status === 403) return refused(c, new AppError('wrong_site'))
      if (error.status === 400) return refused(c, new AppError('malformed'))
      if (error.status === 413) return refused(c, new AppError('too_large'))
      if (error.status === 415) return refused(c, new AppError('wrong_media_type'))
    }
    // Only what is needed to find the defect: no body, no address, no name.
    console.error(
      JSON.stringify({
        at: 'fetch',
        method: c.req.method,
        route: c.req.routePath,
        error: String(error?.stack ?? error),
      }),
    )
    return isApi(c) ? c.body(INTERNAL, 500, { 'content-type': 'application/problem+json' }) : brokenPage(c)
  })
  return app
}

const INTERNAL = JSON.stringify({
  ...{ type: 'about:blank', title: 'Internal error', status: 500, code: 'internal' },
  detail: 'A defect of Maillage: it is noted.',
})

/** With the topics of the mail (`~`), or of the mail of a day; some programs write these characters with a percent sign. */
const UNSUBSCRIBE = /^\/(fr|en|ar)\/unsubscribe\/(day\/)?[\w.:~%-]+$/

const isApi = (c: AppContext) => new URL(c.req.url).pathname.startsWith('/api/')

function refused(c: AppContext, error: AppError) {
  if (!isApi(c)) return refusedPage(c, error)
  const language = c.get('ctx')?.language ?? 'en'
  const words = wordsOf(language).errors
  // Rules of an offer speak of local times, and say in which zone.
  const { zone } = error.details
  const format = new Format(language, typeof zone === 'string' ? zone : 'UTC', 'EUR')
  return problem(c, error, {
    title: words.codes[error.code],
    detail: words.why[error.code]?.(error.details, format) ?? words.codes[error.code],
    field: (code, params) => (words.fields[code] ?? words.fields.wrong)?.(params, format) ?? code,
  })
}

/** The language: in the path of pages; else what the reader asks for, among those that exist. */
function languageOf(c: AppContext): Language {
  const first = new URL(c.req.url).pathname.split('/')[1]
  if (isLanguage(first)) return first
  const kept = getCookie(c, 'language')
  if (isLanguage(kept)) return kept
  for (const part of (c.req.header('accept-language') ?? '').split(',')) {
    const asked = part.trim().slice(0, 2).toLowerCase()
    if (isLanguage(asked)) return asked
  }
  return 'fr'
}
const isLanguage = (text: string | undefined): text is Language =>
  (LANGUAGES as readonly string[]).includes(text ?? '')
