import { sql } from 'kysely'
import { AppError } from '../../core/errors'
import { commit, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { occupancyById } from '../queries'
import { occupancyFact, setOccupancy } from '../writes'

const MOST = 50

/**
 * The clock: agreements begin and end on their days, and people are reminded of terms, each reminder once, whatever ticks at the
 * same time. Returns how many things passed.
 */
export async function passOccupancies(ctx: Ctx): Promise<number> {
  let passed = 0
  // A local day has begun somewhere at most 14 hours before it does in UTC: each is looked at with its own zone.
  const tomorrow = new Date(Date.parse(ctx.now) + 14 * 3_600_000).toISOString().slice(0, 10)
  const due = await ctx.db
    .selectFrom('occupancies')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([eb('status', '=', 'accepted'), eb('startsOn', '<=', tomorrow)]),
        eb.and([eb('status', '=', 'in_force'), eb('endsOn', '<', tomorrow)]),
      ]),
    )
    .orderBy('startsOn')
    .limit(MOST)
    .execute()
  for (const { id } of due) if (await tried(() => pass(ctx, id))) passed++
  for (const { occupancyId, days } of await remindersDue(ctx))
    if (await tried(() => remind(ctx, occupancyId, days))) passed++
  return passed
}

async function pass(ctx: Ctx, id: string): Promise<boolean> {
  const o = await occupancyById(ctx, id)
  if (!o || o.now === o.status) return false
  if (o.now !== 'in_force' && o.now !== 'ended') return false
  const happened =
    o.now === 'in_force'
      ? occupancyFact(ctx, 'occupancy.started', o)
      : occupancyFact(ctx, 'occupancy.ended', o, { early: 0 })
  await commit(ctx, happened, [
    setOccupancy(ctx, o, happened, { status: o.now, ...(o.now === 'ended' && { endedAt: ctx.now }) }),
  ])
  return true
}

const remindersDue = (ctx: Ctx) =>
  ctx.db
    .selectFrom('occupancyReminders')
    .select(['occupancyId', 'days'])
    .where('dueAt', '<=', ctx.now)
    .where('toldAt', 'is', null)
    .where('droppedAt', 'is', null)
    .orderBy('dueAt')
    .limit(MOST)
    .execute()

async function remind(ctx: Ctx, occupancyId: string, days: number): Promise<boolean> {
  const o = await occupancyById(ctx, occupancyId)
  if (!o) return false
  // The subject is the occupancy; the row it is written with is the reminder's, which is what makes it told once.
  const happened = {
    ...occupancyFact(ctx, 'occupancy.reminded', o, { days }),
    ...{ table: 'occupancyReminders' as const, key: { occupancyId } },
  }
  await commit(ctx, happened, [
    ctx.db
      .updateTable('occupancyReminders')
      .set({ toldAt: ctx.now, ...stamp(happened) })
      .where('occupancyId', '=', occupancyId)
      .where('days', '=', days)
      .where('toldAt', 'is', null)
      .where('droppedAt', 'is', null)
      .where(sql<boolean>`due_at <= ${ctx.now}`),
  ])
  return true
}

async function tried(act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act()
  } catch (error) {
    // Somebody was faster: left to the next look.
    if (!(error instanceof AppError)) throw error
    return false
  }
}
