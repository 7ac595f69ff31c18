import * as z from 'zod'
import { invalid } from '../../core/errors'
import { editOf } from '../../listings/commands/editListing'
import { commit, type Fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { BuildingInput, ChargeInput } from '../input'
import { buildingsOf, lotsOf, siteToChange } from '../queries'
import { problemsOfNames } from '../rules'
import { insertBuildings, insertCharges, siteFact, type SiteRef } from '../writes'
import { detailsOf } from './openSite'

const Buildings = z.object({ buildings: z.array(BuildingInput).max(60) })
const Charges = z.object({ charges: z.array(ChargeInput).max(60) })

/** The buildings of a site, given whole: those with an id change, others are new; lots of those left out have none. */
export async function setBuildings(ctx: Ctx, siteId: string, given: unknown, onBehalfOf?: string | null) {
  const { site, onBehalfOf: helped } = await siteToChange(ctx, siteId, onBehalfOf)
  const { buildings } = check(Buildings, { buildings: given })
  const problems = problemsOfNames(
    buildings.map((b) => b.name),
    (i) => `buildings.${i}.name`,
  )
  const known = await buildingsOf(ctx, siteId)
  buildings.forEach((b, i) => {
    const twice = buildings.findIndex((other) => other.id === b.id) < i
    if (b.id && (twice || !known.some((one) => one.id === b.id)))
      problems.push({ path: `buildings.${i}.id`, code: 'not_a_choice' })
  })
  if (problems.length > 0) throw invalid(...problems)
  const happened = siteFact(ctx, site, 'buildings', helped)
  const gone = known.filter((one) => !buildings.some((b) => b.id === one.id))
  // Lots of a building that goes are facts of their own: they are left with none by a change of each.
  const lots = (await lotsOf(ctx, siteId)).filter((lot) => gone.some((b) => b.id === lot.buildingId))
  if (lots.length > 0) throw invalid({ path: 'buildings', code: 'building_has_lots' })
  await commit(ctx, happened, [
    touch(ctx, site, site.version, happened),
    ...(gone.length > 0
      ? [
          ctx.db
            .updateTable('lots')
            .set({ buildingId: null })
            .where('siteId', '=', siteId)
            .where('removedAt', 'is not', null)
            .where(
              'buildingId',
              'in',
              gone.map((b) => b.id),
            ),
          ctx.db.deleteFrom('buildings').where(
            'id',
            'in',
            gone.map((b) => b.id),
          ),
        ]
      : []),
    ...insertBuildings(ctx, site, buildings, happened.id),
  ])
}

/** The owner's real charges of a year, given whole; the offer says their sum. */
export async function setCharges(ctx: Ctx, siteId: string, given: unknown, onBehalfOf?: string | null) {
  const { site, onBehalfOf: helped, by } = await siteToChange(ctx, siteId, onBehalfOf)
  const { charges } = check(Charges, { charges: given })
  const happened = siteFact(ctx, site, 'charges', helped)
  const { chargesCentsPerYear = null } = detailsOf('', await lotsOf(ctx, siteId), charges)
  const edit = await editOf(ctx, site.listingId, { details: { chargesCentsPerYear } }, undefined, {
    ...by,
    ofSite: true,
  })
  await commit(
    ctx,
    [happened, ...(edit?.facts ?? [])],
    [
      touch(ctx, site, site.version, happened),
      ctx.db.deleteFrom('siteCharges').where('siteId', '=', siteId),
      ...insertCharges(ctx, site, charges, happened.id),
      ...(edit?.writes ?? []),
    ],
  )
}

export const touch = (ctx: Ctx, site: SiteRef, version: number, happened: Fact): Query =>
  ctx.db.updateTable('sites').set(stamp(happened)).where('id', '=', site.id).where('version', '=', version)
