import { clusterById } from '../../clusters/queries'
import { AppError, invalid } from '../../core/errors'
import { editOf } from '../../listings/commands/editListing'
import { commit, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { MOST_COLUMNS, problemsOfCells } from '../rulesOfFriches'
import { SitePatch } from '../input'
import { siteToChange } from '../queries'
import { siteFact } from '../writes'
import { endOf } from './openSite'

/**
 * Changes what is given of a site's sheet and leaves the rest; the offer that shows it follows in the same batch. Throws
 * `version_mismatch` where `ifVersion` is not the present one, `invalid` with each wrong field.
 */
export async function changeSite(
  ctx: Ctx,
  id: string,
  given: SitePatch,
  { ifVersion, onBehalfOf }: { ifVersion?: number | undefined; onBehalfOf?: string | null } = {},
): Promise<void> {
  const { site, onBehalfOf: helped, by } = await siteToChange(ctx, id, onBehalfOf)
  if (ifVersion !== undefined && ifVersion !== site.version) throw new AppError('version_mismatch')
  const { friches, visibility, ...patch } = check(SitePatch, given)
  const after = { ...site, ...withoutUndefined(patch) }
  const cells = friches ? merged(site.friches, friches) : site.friches
  const problems = problemsOfCells(friches ?? {}).map((one) => ({ ...one, path: `friches.${one.path}` }))
  if (Object.keys(cells).length > MOST_COLUMNS) problems.push({ path: 'friches', code: 'too_many' })
  if ((after.lat === null) !== (after.lng === null)) problems.push({ path: 'lat', code: 'half_place' })
  if (problems.length > 0) throw invalid(...problems)
  const cluster = await clusterById(ctx, site.clusterId)
  const happened = siteFact(ctx, site, 'sheet', helped)
  const edit = await editOf(
    ctx,
    site.listingId,
    {
      ...{ title: after.name, description: after.description, address: after.address },
      ...{ commune: after.commune, postcode: after.postcode },
      ...(after.lat !== null && after.lng !== null && { lat: after.lat, lng: after.lng }),
      endsAt: after.endsOn ? endOf(after.endsOn, cluster?.timeZone ?? 'Europe/Paris') : null,
      details: { reason: after.endReason || null },
      ...(visibility && { visibility }),
    },
    undefined,
    { ...by, ofSite: true },
  )
  const write = ctx.db
    .updateTable('sites')
    .set({
      ...{ name: after.name, description: after.description, address: after.address, commune: after.commune },
      ...{ postcode: after.postcode, insee: after.insee, lat: after.lat, lng: after.lng },
      ...{ surfaceM2: after.surfaceM2, vacantSince: after.vacantSince, endsOn: after.endsOn },
      ...{ endReason: after.endReason, friches: JSON.stringify(cells), ...stamp(happened) },
    })
    .where('id', '=', id)
    .where('version', '=', site.version)
  await commit(ctx, [happened, ...(edit?.facts ?? [])], [write, ...(edit?.writes ?? [])])
}

const merged = (before: Record<string, string>, given: Record<string, string>) =>
  Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, cell]) => cell !== ''))

const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
