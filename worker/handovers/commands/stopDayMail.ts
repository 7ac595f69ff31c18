import type { Ctx } from '../../platform/context'
import { sign, signedValue } from '../../platform/crypto'
import { setDayMail } from '../writesOfDay'

/** Marks what is signed as this and nothing else: the link that ends all mails is signed with the same secret. */
const PREFIX = 'day:'

export const stopToken = (ctx: Ctx, memberId: string): Promise<string> =>
  sign(ctx.env.AUTH_SECRET, `${PREFIX}${memberId}`)

/** Ends the list of the day for the member of a signed link. False where the link is not ours or they are gone. */
export async function stopDayMail(ctx: Ctx, token: string): Promise<boolean> {
  const value = await signedValue(ctx.env.AUTH_SECRET, token)
  if (!value?.startsWith(PREFIX)) return false
  const memberId = value.slice(PREFIX.length)
  const member = await ctx.db.selectFrom('members').select('id').where('id', '=', memberId).executeTakeFirst()
  if (!member) return false
  await setDayMail(ctx, memberId, false)
  return true
}
