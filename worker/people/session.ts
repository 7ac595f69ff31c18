import { sql } from 'kysely'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { newId } from '../core/ids'
import { later } from '../core/time'
import { type Actor, actorBy, type Ctx } from '../platform/context'
import { randomToken, sha256 } from '../platform/crypto'
import type { AppContext } from '../platform/http'
import { deviceOf, LINK_LIFE, RENEW_AFTER, SESSION_LIFE } from './rules'

/** Who a session is of: a person; or, until they have told their name, an address they have shown to be theirs. */
export type Whose = { personId: string } | { email: string }

/** The person whose session this request carries, with their rights, or null. One round trip; a session in use is renewed. */
export async function sessionActor(c: AppContext): Promise<Actor | null> {
  const ctx = c.get('ctx')
  const hash = await presentHash(c)
  if (!hash) return null
  const session = sessionBy(ctx, hash)
  const whose = sql<string>`(${session.clearSelect().select('personId')})`
  const { key, actor } = await actorBy(ctx, session, whose, 'session')
  if (key?.personId && key.lastUsedAt < later(ctx.now, -RENEW_AFTER)) await renew(c, key.tokenHash)
  return actor
}

/** The address shown by someone who has no account yet and is about to make one. */
export async function sessionEmail(c: AppContext): Promise<string | null> {
  const hash = await presentHash(c)
  return (hash && (await sessionBy(c.get('ctx'), hash).executeTakeFirst())?.email) || null
}

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
  const present = await presentHash(c)
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

async function presentHash(c: AppContext): Promise<string | null> {
  const token = getCookie(c, cookieName(c))
  return token ? sha256(token) : null
}

const sessionBy = (ctx: Ctx, tokenHash: string) =>
  ctx.db
    .selectFrom('authSessions')
    .select(['tokenHash', 'personId', 'email', 'lastUsedAt'])
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', ctx.now)

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
