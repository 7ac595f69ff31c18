import { sql } from 'kysely'
import { clusterById } from '../../clusters/queries'
import { AppError, invalid } from '../../core/errors'
import { editOf } from '../../listings/commands/editListing'
import { commit, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { MOST_COLUMNS, problemsOfCells } from '../rulesOfFriches'
import { SitePatch } from '../input'
import { givenTo, historyOf } from '../owner'
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
  const { friches, visibility, organisationId, ...patch } = check(SitePatch, given)
  const after = { ...site, ...withoutUndefined(patch) }
  const cells = friches ? merged(site.friches, friches) : site.friches
  const problems = problemsOfCells(friches ?? {}).map((one) => ({ ...one, path: `friches.${one.path}` }))
  if (Object.keys(cells).length > MOST_COLUMNS) problems.push({ path: 'friches', code: 'too_many' })
  if ((after.lat === null) !== (after.lng === null)) problems.push({ path: 'lat', code: 'half_place' })
  if (problems.length > 0) throw invalid(...problems)
  const cluster = await clusterById(ctx, site.clusterId)
  const ownerId = organisationId && organisationId !== site.organisationId ? organisationId : null
  const happened = ownerId
    ? siteFact(ctx, { ...site, organisationId: ownerId }, 'owner', helped)
    : siteFact(ctx, site, 'sheet', helped)
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
  const sheet = ctx.db
    .updateTable('sites')
    .set({
      ...{ name: after.name, description: after.description, address: after.address, commune: after.commune },
      ...{ postcode: after.postcode, insee: after.insee, lat: after.lat, lng: after.lng },
      ...{ surfaceM2: after.surfaceM2, vacantSince: after.vacantSince, endsOn: after.endsOn },
      ...{ endReason: after.endReason, friches: JSON.stringify(cells), ...stamp(happened) },
      ...(ownerId && { organisationId: ownerId }),
    })
    .where('id', '=', id)
    .where('version', '=', site.version)
  // Nobody may book, call or agree between what was read and this: the batch is undone, and asked again.
  const write = ownerId ? sheet.where(sql<boolean>`not ${historyOf(site)}`) : sheet
  const toOwner = ownerId ? await givenTo(ctx, site, ownerId, edit !== null) : { facts: [], writes: [] }
  await commit(
    ctx,
    [happened, ...(edit?.facts ?? []), ...toOwner.facts],
    [write, ...(edit?.writes ?? []), ...toOwner.writes],
  )
}

const merged = (before: Record<string, string>, given: Record<string, string>) =>
  Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, cell]) => cell !== ''))

const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
