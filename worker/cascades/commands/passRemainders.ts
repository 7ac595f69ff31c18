import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { cascadeById, cascadesDue, remainderById } from '../queries'
import { remainderAt } from '../rules'
import { remainderFact, setRemainder } from '../writing'
import { goOn } from '../reactTo'

/**
 * The clock: what was offered and not answered in time lapses, and goes on to the next; a cascade whose collection has come
 * ends. Returns how many lapsed.
 */
export async function passRemainders(ctx: Ctx): Promise<number> {
  const due = await cascadesDue(ctx)
  let passed = 0
  for (const id of due.remainders)
    await left(async () => {
      const r = await remainderById(ctx, id)
      if (r?.status !== 'offered' || remainderAt(r, ctx.now) !== 'lapsed') return
      const happened = remainderFact(ctx, 'remainder.lapsed', r)
      await commit(ctx, happened, [setRemainder(ctx, r, happened, { status: 'lapsed' })])
      passed++
    })
  for (const id of due.cascades)
    await left(async () => {
      const cascade = await cascadeById(ctx, id)
      if (cascade) await goOn(ctx, cascade)
    })
  return passed
}

/** Whatever somebody changed in between is left to the next look. */
async function left(act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}
