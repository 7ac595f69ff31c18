import { Hono } from 'hono'
import { AppError } from '../core/errors'
import { newCtx } from '../platform/context'
import type { AppEnv } from '../platform/http'
import { wordsOf } from '../text'
import { Format } from '../text/format'
import { demo } from './demo'
import { copies } from './copies'
import type { LocalEnv } from './env'
import { importFile } from './import'
import { labelled } from './labelled'
import { bench } from './bench'
import { mail } from './mail'
import { routes } from './routes'
import { race } from './race'
import { rebuild } from './rebuild'
import { signIn } from './signIn'
import { tick } from './tick'
import { token } from './token'

/** The project's commands, each a file of its own: only who has the key of this run may call them. */
const COMMANDS = [token, tick, copies, demo, importFile, routes, rebuild, bench, race, labelled]

/** Everything under /dev, on a machine of one's own: the mailbox, the demo people, the doors of the commands. */
export function doors() {
  const app = new Hono<AppEnv>().basePath('/dev')
  app.use(async (c, next) => {
    // A page of the web that has its name point here must not read the mailbox.
    const { hostname } = new URL(c.req.url)
    if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) throw new AppError('not_found')
    c.set('ctx', newCtx(c.env, { language: 'en', after: (work) => c.executionCtx.waitUntil(work()) }))
    await next()
  })
  app.route('/', mail)
  app.route('/', signIn)
  app.use(async (c, next) => {
    const { LOCAL_KEY } = c.env as LocalEnv
    if (!LOCAL_KEY || c.req.header('x-local-key') !== LOCAL_KEY) throw new AppError('not_found')
    await next()
  })
  for (const command of COMMANDS) app.route('/', command)

  app.notFound((c) => c.json(told(new AppError('not_found')), 404))
  app.onError((error, c) => {
    if (error instanceof AppError) return c.json(told(error), error.status)
    console.error(JSON.stringify({ at: 'dev', error: String(error?.stack ?? error) }))
    return c.json(
      { title: 'A defect of Maillage', detail: String(error), status: 500, code: 'internal' },
      500,
    )
  })
  return app
}

/** A refusal as the commands print it. */
function told(error: AppError) {
  const { codes, fields } = wordsOf('en').errors
  const format = new Format('en', 'UTC', 'EUR')
  const wrong = error.details.fields?.map(
    (f) => `${f.path}: ${(fields[f.code] ?? fields.wrong)?.(f.params, format)}`,
  )
  const detail = error.details.detail ?? wrong?.join(' ')
  return { title: codes[error.code], status: error.status, code: error.code, ...(detail ? { detail } : {}) }
}
