import type { Ctx } from '../../platform/context'
import { signedValue } from '../../platform/crypto'
import { setMailRhythm } from '../../people/commands/setMailRhythm'
import { addStops } from '../settings'
import { isTopic, type Topic } from '../topics'

/** What a signed link is about: some topics, or (none named) every mail. Null where the link is not ours. */
export async function stopOf(ctx: Ctx, token: string): Promise<{ personId: string; topics: Topic[] } | null> {
  const value = await signedValue(ctx.env.AUTH_SECRET, token)
  const [personId, ...topics] = value?.split('~') ?? []
  return personId ? { personId, topics: topics.filter(isTopic) } : null
}

/**
 * Ends the mails that a signed link is about to the person it was sent to; `all`: every mail. False where the link is not
 * ours or the person is gone.
 */
export async function stopMails(ctx: Ctx, token: string, { all = false } = {}): Promise<boolean> {
  const stop = await stopOf(ctx, token)
  if (!stop) return false
  if (all || stop.topics.length === 0) return setMailRhythm(ctx, stop.personId, 'never')
  return addStops(ctx, stop.personId, stop.topics)
}
