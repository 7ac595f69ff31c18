import { Hono } from 'hono'
import { AppError } from '../core/errors'
import type { AppEnv } from '../platform/http'
import { readJson } from '../platform/http'
import { check } from '../platform/input'
import { SignIn } from '../people/input'
import { personByEmail } from '../people/queries'
import { newToken } from '../people/tokens'

/** `npm run token`: a token of anyone, whose machine this is. */
export const token = new Hono<AppEnv>().post('/token', async (c) => {
  const ctx = c.get('ctx')
  const { email } = check(SignIn, await readJson(c))
  const person = await personByEmail(ctx, email)
  if (!person) throw new AppError('not_found', { detail: `Nobody here has the address ${email}` })
  const made = await newToken(ctx, person.id, 'npm run token')
  return c.json({ token: made.token })
})
