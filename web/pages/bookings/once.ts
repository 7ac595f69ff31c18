import { AppError } from '../../../worker/core/errors'
import type { Ctx } from '../../../worker/platform/context'
import { answerTo, keepAnswer } from '../../../worker/platform/idempotency'

const WAIT_MS = 60
const TIMES = 20

/**
 * Runs a form's command once for the key that the form carries, however often it is sent: every replay lands where the
 * first one did. `act` answers with that address.
 */
export async function once(ctx: Ctx, key: unknown, act: () => Promise<string>): Promise<string> {
  if (typeof key !== 'string' || key === '' || key.length > 100 || !ctx.actor) return act()
  const known = await answerTo(ctx, key)
  if (known?.location) return known.location
  ctx.once = { key, bodyHash: 'form' }
  try {
    const location = await act()
    await keepAnswer(ctx, key, { status: 303, location, answer: null })
    return location
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'idempotency_in_progress') throw error
    return answered(ctx, key)
  }
}

/** The same form was sent twice at once: the other one is a moment ahead. */
async function answered(ctx: Ctx, key: string): Promise<string> {
  for (let i = 0; i < TIMES; i++) {
    const known = await answerTo(ctx, key)
    if (known?.location) return known.location
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  }
  throw new AppError('idempotency_in_progress')
}
