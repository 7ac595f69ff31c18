import { invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, type Fact, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { RuleInput } from '../input'
import { rulesOf, siteToBill } from '../queries'

/**
 * Sets the rule of a site from a month on, as a new version; months that were drawn up keep theirs. Throws `invalid` for a month
 * at or before the last that was drawn up, `not_found`, `not_manager`. Returns its number.
 */
export async function setFeeRule(ctx: Ctx, siteId: string, given: RuleInput): Promise<number> {
  const site = await siteToBill(ctx, siteId)
  const input = check(RuleInput, given)
  const last = await ctx.db
    .selectFrom('feeMonths')
    .select((eb) => eb.fn.max('month').as('month'))
    .where('siteId', '=', siteId)
    .executeTakeFirst()
  if (last?.month && input.fromMonth <= last.month)
    throw invalid({ path: 'fromMonth', code: 'month_drawn_up' })
  const number = ((await rulesOf(ctx, siteId))[0]?.number ?? 0) + 1
  const id = newId('feeRule', Date.parse(ctx.now))
  const happened = fact(ctx, 'fee_rule.set', {
    ...{ clusterId: site.clusterId, table: 'feeRules', row: id },
    payload: { siteId, landlordId: site.organisationId, number, ...input },
  }) as Fact
  await commit(ctx, happened, [
    ctx.db.insertInto('feeRules').values({
      ...{ id, clusterId: site.clusterId, siteId, number, ...input },
      ...{ lastEventId: happened.id, createdBy: ctx.actor?.personId ?? '', createdAt: ctx.now },
    }),
  ])
  return number
}
