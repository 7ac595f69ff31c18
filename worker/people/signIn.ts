import { AppError, invalid } from '../core/errors'
import { HOUR, later } from '../core/time'
import type { Ctx } from '../platform/context'
import { keyedHash, randomToken, sha256 } from '../platform/crypto'
import { check } from '../platform/input'
import { limit } from '../platform/limits'
import { sendMail } from '../platform/mail'
import { SignIn } from './input'
import { signInMail } from './mails'
import { CODE_LIFE, digitsOf, LINK_LIFE, newCode, ownPath, TRIES } from './rules'

// Mails one address may be sent, and one sender may ask for, in an hour. A training room shares one sender.
const MAILS_PER_ADDRESS = 5
const MAILS_PER_SENDER = 60
const CODES_PER_SENDER = 60

/** What a code or a link proves: who holds this mailbox, and where they were going. */
export interface Proof {
  email: string
  next: string | null
}

/**
 * Sends a link and a code to an address, known or not: nobody learns who has an account. Returns the id of the page that
 * asks for the code. Throws `invalid`, `too_many_requests`, or `unavailable` where the mail could not leave.
 */
export async function askToSignIn(
  ctx: Ctx,
  input: { email: unknown; next?: unknown },
  sender: string,
): Promise<string> {
  const { email } = check(SignIn, { email: input.email })
  await limit(ctx, `sign-in:${await keyedHash(ctx.env, sender)}`, MAILS_PER_SENDER, HOUR / 1000)
  await limit(ctx, `sign-in:${await keyedHash(ctx.env, email)}`, MAILS_PER_ADDRESS, HOUR / 1000)
  const [id, code, link] = [randomToken(16), newCode(), randomToken()]
  await ctx.db
    .insertInto('authChallenges')
    .values({
      id,
      email,
      codeHash: await codeHash(ctx, id, code),
      linkHash: await sha256(link),
      next: ownPath(input.next),
      codeExpiresAt: later(ctx.now, CODE_LIFE),
      linkExpiresAt: later(ctx.now, LINK_LIFE),
    })
    .execute()
  try {
    const address = `${ctx.env.PUBLIC_URL}/${ctx.language}/sign-in/link/${link}`
    await sendMail(ctx.env, { to: email, ...signInMail(ctx.language, { code, link: address }) })
  } catch (error) {
    await ctx.db.deleteFrom('authChallenges').where('id', '=', id).execute()
    console.error(JSON.stringify({ at: 'sign-in', error: String(error) }))
    throw new AppError('unavailable')
  }
  return id
}

/** The address a code was sent to and where its holder was going, while the page that asks for it is of use. */
export async function askedOf(ctx: Ctx, id: string): Promise<Proof | null> {
  const row = await ctx.db
    .selectFrom('authChallenges')
    .select(['email', 'next'])
    .where('id', '=', id)
    .where('linkExpiresAt', '>', ctx.now)
    .executeTakeFirst()
  return row ?? null
}

/**
 * Takes a code, as it was typed; what has not six digits is `invalid` and no try. A try is counted before it is judged, so that a thousand at once are still three. Throws `code_wrong`, or
 * `code_expired` where it is too late, used, or tried too often.
 */
export async function proveByCode(ctx: Ctx, id: string, typed: string, sender: string): Promise<Proof> {
  const code = digitsOf(typed)
  if (code.length !== 6) throw invalid({ path: 'code', code: 'not_code' })
  await limit(ctx, `code:${await keyedHash(ctx.env, sender)}`, CODES_PER_SENDER, HOUR / 1000)
  const row = await ctx.db
    .updateTable('authChallenges')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .where('tries', '<', TRIES)
    .where('codeExpiresAt', '>', ctx.now)
    .returning(['codeHash', 'tries'])
    .executeTakeFirst()
  if (!row) throw new AppError('code_expired')
  // Both are keyed hashes: how alike they are tells nothing about the code.
  if (row.codeHash !== (await codeHash(ctx, id, code))) {
    throw new AppError(row.tries < TRIES ? 'code_wrong' : 'code_expired')
  }
  return consumed(ctx, 'id', id, 'code_expired')
}

/** What a link would do, without using it up: mail scanners open links too. */
export async function linkAddress(ctx: Ctx, link: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('authChallenges')
    .select('email')
    .where('linkHash', '=', await sha256(link))
    .where('linkExpiresAt', '>', ctx.now)
    .executeTakeFirst()
  return row?.email ?? null
}

/** Takes a link, once. Throws `link_expired`. */
export async function proveByLink(ctx: Ctx, link: string): Promise<Proof> {
  return consumed(ctx, 'linkHash', await sha256(link), 'link_expired')
}

/** Uses a mail up: of two at once only one gets the row. The other mails sent to the address go with it. */
async function consumed(
  ctx: Ctx,
  by: 'id' | 'linkHash',
  value: string,
  refusal: 'code_expired' | 'link_expired',
): Promise<Proof> {
  const row = await ctx.db
    .deleteFrom('authChallenges')
    .where(by, '=', value)
    .where('linkExpiresAt', '>', ctx.now)
    .returning(['email', 'next'])
    .executeTakeFirst()
  if (!row) throw new AppError(refusal)
  await ctx.db.deleteFrom('authChallenges').where('email', '=', row.email).execute()
  return row
}

const codeHash = (ctx: Ctx, id: string, code: string) => keyedHash(ctx.env, `${id}:${code}`)

/** Forgets mails and sessions whose time has passed; the clock calls it. */
export async function forgetOldSignIns(ctx: Ctx): Promise<void> {
  await ctx.db.deleteFrom('authChallenges').where('linkExpiresAt', '<', ctx.now).execute()
  await ctx.db.deleteFrom('authSessions').where('expiresAt', '<', ctx.now).execute()
}
