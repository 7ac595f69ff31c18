import { AppError, invalid } from '../../core/errors'
import { editOf } from '../../listings/commands/editListing'
import { commit, type Fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { LotInput, LotPatch } from '../input'
import {
  buildingsOf,
  chargesOf,
  type Lot,
  lotById,
  lotsOf,
  plansOf,
  type Site,
  siteToChange,
} from '../queries'
import { problemsOfDrawing, problemsOfLot } from '../rules'
import { cleaned } from '../rulesOfPlan'
import { drawnAsRead, insertLots, listed, lotFact } from '../writes'
import { detailsOf, total } from './openSite'

interface Acting {
  onBehalfOf?: string | null
  ifVersion?: number | undefined
}

/** Adds a lot to a site, with a capacity of its own. Throws `invalid` with each wrong field. Returns its id. */
export async function addLot(ctx: Ctx, siteId: string, given: unknown, acting: Acting = {}): Promise<string> {
  const { site, onBehalfOf, by } = await siteToChange(ctx, siteId, acting.onBehalfOf)
  const lot = check(LotInput, given)
  const lots = await lotsOf(ctx, siteId)
  await mustBeRight(ctx, site, lot, lots, true)
  const shown = [...lots, lot].map((one) => listed(one as Lot))
  const edit = await offerWith(ctx, site, shown, [...lots, lot], by)
  const made = insertLots(
    ctx,
    site,
    [lot],
    Math.max(0, ...lots.map((one) => one.position)),
    onBehalfOf,
    drawnAsRead(lot.planId, lots),
  )
  await commit(ctx, [...edit.facts, ...made.facts], [...edit.writes, ...made.writes])
  return made.ids[0] ?? ''
}

/**
 * Changes what is given of a lot. Its name, surface, floor, state and dates are the offer's too, and follow in the same
 * batch. Throws `version_mismatch`, `invalid`.
 */
export async function changeLot(ctx: Ctx, lotId: string, given: unknown, acting: Acting = {}): Promise<void> {
  const { site, lot, lots, onBehalfOf, by } = await lotToChange(ctx, lotId, acting)
  if (acting.ifVersion !== undefined && acting.ifVersion !== lot.version)
    throw new AppError('version_mismatch')
  const patch = check(LotPatch, given)
  const after = {
    ...lot,
    ...Object.fromEntries(Object.entries(patch).filter(([, v]) => v !== undefined)),
  } as Lot
  if (after.outline === null && patch.outline !== undefined) after.planId = null
  const others = lots.filter((one) => one.id !== lotId)
  const drawn = patch.outline !== undefined || patch.planId !== undefined
  await mustBeRight(ctx, site, after, others, drawn)
  const all = lots.map((one) => (one.id === lotId ? after : one))
  const edit = await offerWith(ctx, site, all.map(listed), all, by)
  const happened = lotFact(ctx, 'lot.changed', site, lot, onBehalfOf)
  const {
    id: _i,
    occupation: _o,
    version: _v,
    lastEventId: _l,
    createdAt: _c,
    capacityId: _k,
    ...row
  } = after
  const write = ctx.db
    .updateTable('lots')
    .set({
      ...row,
      uses: JSON.stringify(after.uses),
      outline: after.outline ? JSON.stringify(cleaned(after.outline)) : null,
      ...stamp(happened),
    })
    .where('id', '=', lotId)
    .where('version', '=', lot.version)
    .where(drawnAsRead(drawn ? after.planId : null, others, lotId))
  await commit(ctx, [...edit.facts, happened], [...edit.writes, write])
}

/** Takes a lot away. One that is booked or under call stays: `capacity_held`. */
export async function removeLot(ctx: Ctx, lotId: string, acting: Acting = {}): Promise<void> {
  const { site, lot, lots, onBehalfOf, by } = await lotToChange(ctx, lotId, acting)
  const rest = lots.filter((one) => one.id !== lotId)
  const edit = await offerWith(ctx, site, rest.map(listed), rest, by)
  const happened = lotFact(ctx, 'lot.removed', site, lot, onBehalfOf)
  const write = ctx.db
    .updateTable('lots')
    .set({ removedAt: ctx.now, ...stamp(happened) })
    .where('id', '=', lotId)
    .where('version', '=', lot.version)
  await commit(ctx, [...edit.facts, happened], [...edit.writes, write])
}

async function lotToChange(ctx: Ctx, lotId: string, acting: Acting) {
  const lot = await lotById(ctx, lotId)
  if (!lot) throw new AppError('not_found')
  const { site, onBehalfOf, by } = await siteToChange(ctx, lot.siteId, acting.onBehalfOf)
  return { lot, site, onBehalfOf, by, lots: await lotsOf(ctx, site.id) }
}

async function mustBeRight(
  ctx: Ctx,
  site: Site,
  lot: LotInput | Lot,
  others: readonly Lot[],
  drawn: boolean,
): Promise<void> {
  const plans = lot.planId || lot.outline ? await plansOf(ctx, site.id) : []
  const papers = new Map(plans.map((plan) => [plan.id, plan]))
  const problems = problemsOfLot(
    lot,
    others.map((one) => one.name),
    papers,
  )
  // What was drawn before this was asked stays as it is until it is drawn again.
  if (drawn && problems.length === 0) problems.push(...problemsOfDrawing(lot, others))
  if (lot.buildingId && !(await buildingsOf(ctx, site.id)).some((b) => b.id === lot.buildingId))
    problems.push({ path: 'buildingId', code: 'not_a_choice' })
  if (others.length >= 200) problems.push({ path: 'name', code: 'too_many' })
  if (problems.length > 0) throw invalid(...problems)
}

/** What of the offer follows: its lots, its whole surface, the uses. Its field errors are told under those of the lot. */
async function offerWith(
  ctx: Ctx,
  site: Site,
  shown: ReturnType<typeof listed>[],
  lots: readonly { surfaceM2: number; uses: readonly string[] }[],
  by: object,
): Promise<{ facts: readonly Fact[]; writes: readonly Query[] }> {
  const patch = {
    ...{ lots: shown, quantity: Math.max(1, total(lots)) },
    details: detailsOf(site.endReason, lots, await chargesOf(ctx, site.id)),
  }
  const edit = await editOf(ctx, site.listingId, patch, undefined, { ...by, ofSite: true })
  return edit ?? { facts: [], writes: [] }
}
