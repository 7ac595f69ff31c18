import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { newId } from '../core/ids'
import { later } from '../core/time'
import type { Ctx } from '../platform/context'
import { randomToken, sha256 } from '../platform/crypto'
import type { AppContext } from '../platform/http'
import { deviceOf, LINK_LIFE, RENEW_AFTER, SESSION_LIFE } from './rules'

/** Who a session is of: a person; or, until they have told their name, an address they have shown to be theirs. */
export type Whose = { personId: string } | { email: string }

/** The person whose session this request carries, or null. One query; a session in use is renewed. */
export async function sessionPerson(c: AppContext): Promise<string | null> {
  const session = await presentSession(c)
  if (!session?.personId) return null
  if (session.lastUsedAt < later(c.get('ctx').now, -RENEW_AFTER)) await renew(c, session.tokenHash)
  return session.personId
}

/** The address shown by someone who has no account yet and is about to make one. */
export const sessionEmail = async (c: AppContext): Promise<string | null> =>
  (await presentSession(c))?.email ?? null

/** Begins a session in this browser, in the place of the one it had. */
export async function startSession(c: AppContext, whose: Whose): Promise<void> {
  const ctx = c.get('ctx')
  await endPresentSession(c)
  const token = randomToken()
  const known = 'personId' in whose
  const life = known ? SESSION_LIFE : LINK_LIFE
  await ctx.db
    .insertInto('authSessions')
    .values({
      tokenHash: await sha256(token),
      id: newId('session', Date.parse(ctx.now)),
      personId: known ? whose.personId : null,
      email: known ? null : whose.email,
      device: deviceOf(c.req.header('user-agent') ?? ''),
      createdAt: ctx.now,
      lastUsedAt: ctx.now,
      expiresAt: later(ctx.now, life),
    })
    .execute()
  giveCookie(c, token, life)
}

/** Signs this browser out. */
export async function endPresentSession(c: AppContext): Promise<void> {
  const token = getCookie(c, cookieName(c))
  if (!token) return
  await c
    .get('ctx')
    .db.deleteFrom('authSessions')
    .where('tokenHash', '=', await sha256(token))
    .execute()
  deleteCookie(c, cookieName(c), cookieOptions(c))
}

/** Signs a person out of one browser, or of all. */
export async function endSessions(ctx: Ctx, personId: string, id?: string): Promise<void> {
  let query = ctx.db.deleteFrom('authSessions').where('personId', '=', personId)
  if (id) query = query.where('id', '=', id)
  await query.execute()
}

/** The browsers a person is signed in with, last used first. */
export async function sessionsOf(c: AppContext, personId: string) {
  const ctx = c.get('ctx')
  const token = getCookie(c, cookieName(c))
  const present = token ? await sha256(token) : ''
  const rows = await ctx.db
    .selectFrom('authSessions')
    .select(['id', 'tokenHash', 'device', 'createdAt', 'lastUsedAt'])
    .where('personId', '=', personId)
    .where('expiresAt', '>', ctx.now)
    .orderBy('lastUsedAt', 'desc')
    .limit(30)
    .execute()
  return rows.map(({ tokenHash, ...row }) => ({ ...row, isThisOne: tokenHash === present }))
}

async function presentSession(c: AppContext) {
  const token = getCookie(c, cookieName(c))
  if (!token) return undefined
  const ctx = c.get('ctx')
  return ctx.db
    .selectFrom('authSessions')
    .select(['tokenHash', 'personId', 'email', 'lastUsedAt'])
    .where('tokenHash', '=', await sha256(token))
    .where('expiresAt', '>', ctx.now)
    .executeTakeFirst()
}

async function renew(c: AppContext, tokenHash: string): Promise<void> {
  const ctx = c.get('ctx')
  await ctx.db
    .updateTable('authSessions')
    .set({ lastUsedAt: ctx.now, expiresAt: later(ctx.now, SESSION_LIFE) })
    .where('tokenHash', '=', tokenHash)
    .execute()
  giveCookie(c, getCookie(c, cookieName(c)) ?? '', SESSION_LIFE)
}

// The deployment's own address says whether it is reached by TLS: behind a proxy a request may not.
const isSecure = (c: AppContext): boolean => c.env.PUBLIC_URL.startsWith('https:')
const cookieName = (c: AppContext): string => (isSecure(c) ? '__Host-session' : 'session')
const cookieOptions = (c: AppContext) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(c) }) as const
const giveCookie = (c: AppContext, token: string, life: number) =>
  setCookie(c, cookieName(c), token, { ...cookieOptions(c), maxAge: life / 1000 })
