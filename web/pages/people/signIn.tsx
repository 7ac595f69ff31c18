import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { AppError } from '../../../worker/core/errors'
import { type AppContext, type AppEnv, senderOf } from '../../../worker/platform/http'
import { homeOf, personByEmail } from '../../../worker/people/queries'
import { endPresentSession, startSession } from '../../../worker/people/session'
import {
  askedOf,
  askToSignIn,
  linkAddress,
  type Proof,
  proveByCode,
  proveByLink,
} from '../../../worker/people/signIn'
import { page, viewOf } from '../../view'
import { errorsIn } from '../../components/Field'
import { CodePage, ExpiredLinkPage, LinkPage, SignInPage } from './SignInPages'

/** Sign-in: an address, then a code or a link that proves it. */
export const signInPages = new Hono<AppEnv>()

signInPages.use('/sign-in/*', async (c, next) => {
  await next()
  c.header('cache-control', 'no-store')
})

signInPages.get('/sign-in', async (c) => {
  const v = viewOf(c)
  const next = c.req.query('next')
  if (v.actor && !next) return c.redirect(v.at('/account'), 303)
  return page(
    v,
    { title: v.t.people.signIn.title, noIndex: true },
    <SignInPage v={v} next={next} erased={c.req.query('erased') !== undefined} />,
  )
})

signInPages.post('/sign-in', async (c) => {
  const v = viewOf(c)
  const { email = '', next } = await textsOf(c)
  try {
    const id = await askToSignIn(v.ctx, { email, next }, senderOf(c))
    return c.redirect(v.at(`/sign-in/code/${id}`), 303)
  } catch (error) {
    const errors = errorsIn(v, error)
    const props = { title: v.t.people.signIn.title, status: statusOf(error), noIndex: true }
    return page(v, props, <SignInPage v={v} next={next} email={email} errors={errors} />)
  }
})

signInPages.get('/sign-in/code/:id', async (c) => {
  const v = viewOf(c)
  const id = c.req.param('id')
  const asked = await askedOf(v.ctx, id)
  if (!asked) return c.redirect(v.at('/sign-in'), 303)
  return page(v, { title: v.t.people.code.title, noIndex: true }, <CodePage v={v} id={id} {...asked} />)
})

signInPages.post('/sign-in/code/:id', async (c) => {
  const v = viewOf(c)
  const id = c.req.param('id')
  const { code = '' } = await textsOf(c)
  const asked = await askedOf(v.ctx, id)
  try {
    return await enter(c, await proveByCode(v.ctx, id, code, senderOf(c)))
  } catch (error) {
    const { fields, general } = errorsIn(v, error)
    const props = { title: v.t.people.code.title, status: statusOf(error), noIndex: true }
    // The form sent twice: the first has let them in.
    if (!asked && v.actor) return c.redirect(await homeOf(v.ctx, v.actor.personId), 303)
    if (!asked) return page(v, props, <SignInPage v={v} errors={{ fields, general }} />)
    // Whatever is refused is the code.
    const errors = { fields: general ? { code: general } : fields }
    return page(v, props, <CodePage v={v} id={id} {...asked} code={code} errors={errors} />)
  }
})

signInPages.get('/sign-in/link/:link', async (c) => {
  const v = viewOf(c)
  const email = await linkAddress(v.ctx, c.req.param('link'))
  if (!email) return expired(c)
  return page(v, { title: v.t.people.link.title, noIndex: true }, <LinkPage v={v} email={email} />)
})

signInPages.post('/sign-in/link/:link', async (c) => {
  try {
    return await enter(c, await proveByLink(c.get('ctx'), c.req.param('link')))
  } catch (error) {
    if (error instanceof AppError && error.code === 'link_expired') return expired(c)
    throw error
  }
})

signInPages.post('/sign-out', async (c) => {
  await endPresentSession(c)
  return c.redirect(viewOf(c).at(), 303)
})

function expired(c: AppContext) {
  const v = viewOf(c)
  return page(v, { title: v.t.people.link.expired, status: 410, noIndex: true }, <ExpiredLinkPage v={v} />)
}

/** Who has proved an address comes in; who is new tells their name first. */
async function enter(c: AppContext, { email, next }: Proof) {
  const v = viewOf(c)
  const person = await personByEmail(v.ctx, email)
  if (!person) {
    await startSession(c, { email })
    return c.redirect(v.at('/sign-in/welcome') + (next ? `?next=${encodeURIComponent(next)}` : ''), 303)
  }
  await startSession(c, { personId: person.id })
  return c.redirect(next ?? (await homeOf(v.ctx, person.id)), 303)
}

/** The status of a refused form. */
export const statusOf = (error: unknown): ContentfulStatusCode =>
  error instanceof AppError ? (error.status as ContentfulStatusCode) : 422

/** The text fields of a form; files are left out. */
export async function textsOf(c: AppContext): Promise<Record<string, string | undefined>> {
  const form = await c.req.parseBody()
  return Object.fromEntries(Object.entries(form).filter(([, value]) => typeof value === 'string')) as Record<
    string,
    string
  >
}
