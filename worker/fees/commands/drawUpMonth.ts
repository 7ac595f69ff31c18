import { sql } from 'kysely'
import { clusterById } from '../../clusters/queries'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { wallOf } from '../../core/time'
import { commit, type Fact, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { DrawUpInput } from '../input'
import { computedYear, siteToBill } from '../queries'

/**
 * Draws up a month of a site, once: one line for each occupancy that is there, with what it was computed from. A month that is
 * to come is refused. Throws `already_exists` where it was drawn up, `invalid`, `not_found`, `not_manager`.
 */
export async function drawUpMonth(
  ctx: Ctx,
  siteId: string,
  given: { month: string },
): Promise<{ month: string; lines: number; cents: number }> {
  const site = await siteToBill(ctx, siteId)
  const { month } = check(DrawUpInput, given)
  const cluster = await clusterById(ctx, site.clusterId)
  const today = wallOf(ctx.now, cluster?.timeZone ?? 'Europe/Paris').date
  if (month > today.slice(0, 7)) throw invalid({ path: 'month', code: 'in_the_future_month' })
  const done = await ctx.db
    .selectFrom('feeMonths')
    .select('id')
    .where('siteId', '=', siteId)
    .where('month', '=', month)
    .executeTakeFirst()
  if (done) throw new AppError('already_exists')
  const year = await computedYear(ctx, site, Number(month.slice(0, 4)))
  const computed = year.months.find((one) => one.month === month)
  if (!computed) throw new AppError('not_found')
  const id = newId('feeMonth', Date.parse(ctx.now))
  // Somebody who stays two separate times in a month has two occupancies: one line each.
  const rows = computed.lines
    .filter((line) => line.occupancyId !== null)
    .map((line) => {
      const starts = year.occupancies.find((o) => o.id === line.occupancyId)?.startsOn ?? ''
      return {
        ...{ id: newId('feeLine', Date.parse(ctx.now)), lotId: line.lotId, occupancyId: line.occupancyId },
        ...{ cents: line.dueCents, days: line.days, weight: line.weight },
        onDate: starts > `${month}-01` ? starts : `${month}-01`,
      }
    })
  const cents = rows.reduce((sum, row) => sum + row.cents, 0)
  const happened = fact(ctx, 'fee_month.drawn_up', {
    ...{ clusterId: site.clusterId, table: 'feeMonths', row: id },
    payload: { siteId, landlordId: site.organisationId, month, lines: rows.length, cents },
  }) as Fact
  const insert = sql`insert into fee_lines (id, cluster_id, site_id, lot_id, occupancy_id, kind, month, on_date, cents, days, weight,
      noted_by, last_event_id, created_at)
    select value->>'id', ${site.clusterId}, ${siteId}, value->>'lotId', value->>'occupancyId', 'due', ${month}, value->>'onDate',
      value->>'cents', value->>'days', value->>'weight', ${ctx.actor?.personId ?? ''}, ${happened.id}, ${ctx.now}
    from json_each(${JSON.stringify(rows)})`
  await commit(ctx, happened, [
    ctx.db.insertInto('feeMonths').values({
      ...{ id, clusterId: site.clusterId, siteId, month, ruleNumber: computed.rule.number },
      ...{ empty: computed.rule.empty, chargesCents: year.chargesCents, ownerCents: computed.ownerCents },
      ...{ lastEventId: happened.id, createdAt: ctx.now },
    }),
    { compile: () => insert.compile(ctx.db) },
  ])
  return { month, lines: rows.length, cents }
}
