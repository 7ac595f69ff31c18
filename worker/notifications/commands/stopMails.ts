import type { Ctx } from '../../platform/context'
import { signedValue } from '../../platform/crypto'
import { setMailRhythm } from '../../people/commands/setMailRhythm'

/** Ends all mails to the person of a signed link. False where the link is not ours or the person is gone. */
export async function stopMails(ctx: Ctx, token: string): Promise<boolean> {
  const personId = await signedValue(ctx.env.AUTH_SECRET, token)
  return personId !== null && setMailRhythm(ctx, personId, 'never')
}
