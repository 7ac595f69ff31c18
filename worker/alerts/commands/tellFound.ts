import { calm, dueAt } from '../../notifications/rules'
import type { Ctx } from '../../platform/context'
import { digestAt } from '../rules'
import { dueFound, type Due, finish, later, waitingOf, writeMails } from '../telling'

/**
 * The clock: what searches have found leaves by mail, at once or gathered, out of the quiet hours of its reader. What can no
 * longer be had by then is not told. Returns how many things were told.
 */
export async function tellFound(ctx: Ctx): Promise<number> {
  const groups = new Map<string, Due[]>()
  for (const due of await dueFound(ctx)) {
    const key = `${due.personId} ${due.clusterId} ${due.digest}`
    groups.set(key, [...(groups.get(key) ?? []), due])
  }
  let told = 0
  for (const group of groups.values()) told += await tellOne(ctx, group)
  return told
}

async function tellOne(ctx: Ctx, some: Due[]): Promise<number> {
  const [first] = some
  if (!first) return 0
  const quiet = { from: first.quietFrom, to: first.quietTo }
  const when = calm(ctx.now, quiet, first.timeZone)
  if (when > ctx.now) {
    await later(ctx, some, when)
    return 0
  }
  // Of a digest all that waits leaves together, also what was to be looked at later.
  const all = first.digest ? await waitingOf(ctx, first) : some
  const standing = all.filter((due) => due.stands)
  if (first.digest && standing.length > 0) {
    const next = digestAt(
      first.lastAt ?? standing.reduce((a, b) => (a < b.foundAt ? a : b.foundAt), ctx.now),
      standing.length,
    )
    if (next > ctx.now) {
      await later(ctx, all, next)
      return 0
    }
  }
  const mailed = standing.filter((due) => due.email !== null && due.mailRhythm !== 'never' && !due.stopped)
  const leaves = dueAt(
    first.digest || first.mailRhythm === 'never' ? 'now' : first.mailRhythm,
    ctx.now,
    first.timeZone,
  )
  await writeMails(ctx, mailed, leaves)
  await finish(ctx, all)
  return standing.length
}
