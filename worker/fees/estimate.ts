import { wallOf } from '../core/time'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import { monthsOf, splitCents, weightOf } from './rulesOfSplit'

/**
 * What a lot's share of the real charges comes to in a month, in cents, were all lots of its site occupied as they are today:
 * what an agreement says it is about. 0 where no charges are known.
 */
export async function shareOfMonth(
  ctx: Ctx,
  lot: { siteId: string; lotId: string; solidarityPercent: number; timeZone: string },
): Promise<number> {
  const today = wallOf(ctx.now, lot.timeZone).date
  const [charges, lots, theirs] = await together(
    ctx.env.DB,
    ctx.db.selectFrom('siteCharges').select('centsPerYear').where('siteId', '=', lot.siteId).limit(60),
    ctx.db
      .selectFrom('lots')
      .select(['id', 'surfaceM2', 'comfortPercent'])
      .where('siteId', '=', lot.siteId)
      .where('removedAt', 'is', null)
      .orderBy('position')
      .limit(200),
    ctx.db
      .selectFrom('occupancies')
      .select(['lotId', 'solidarityPercent'])
      .where('siteId', '=', lot.siteId)
      .where('status', 'in', ['accepted', 'in_force'])
      .where('startsOn', '<=', today)
      .where('endsOn', '>=', today)
      .limit(400),
  )
  const year = charges.reduce((sum, one) => sum + one.centsPerYear, 0)
  if (year === 0 || lots.length === 0) return 0
  const solidarity = new Map(theirs.map((one) => [one.lotId, one.solidarityPercent]))
  solidarity.set(lot.lotId, lot.solidarityPercent)
  const shares = splitCents(
    year,
    lots.map((one) => weightOf({ ...one, lotId: one.id }, solidarity.get(one.id) ?? 100)),
  )
  return Math.round((shares[lots.findIndex((one) => one.id === lot.lotId)] ?? 0) / 12)
}

export interface SharesOfSite {
  /** By lot, in cents. */
  lots: Map<string, number>
  /** What they sum to: a twelfth of the year's charges. */
  totalCents: number
}

/**
 * What each lot of a site would pay in a month were all of them occupied, in cents that sum to the whole: what a call announces.
 * Nothing where no charges are known.
 */
export async function sharesOfSite(ctx: Ctx, siteId: string): Promise<SharesOfSite> {
  const [charges, lots] = await together(
    ctx.env.DB,
    ctx.db.selectFrom('siteCharges').select('centsPerYear').where('siteId', '=', siteId).limit(60),
    ctx.db
      .selectFrom('lots')
      .select(['id', 'surfaceM2', 'comfortPercent'])
      .where('siteId', '=', siteId)
      .where('removedAt', 'is', null)
      .orderBy('position')
      .limit(200),
  )
  const year = charges.reduce((sum, one) => sum + one.centsPerYear, 0)
  if (year === 0 || lots.length === 0) return { lots: new Map(), totalCents: 0 }
  const totalCents = monthsOf(year)[0] ?? 0
  const shares = splitCents(
    totalCents,
    lots.map((one) => weightOf({ ...one, lotId: one.id }, 100)),
  )
  return { lots: new Map(lots.map((lot, i) => [lot.id, shares[i] ?? 0])), totalCents }
}
