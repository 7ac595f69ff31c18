import { invalid } from '../core/errors'
import type { Language } from '../core/kinds'
import { draftListing } from '../listings/commands/draftListing'
import { editListing } from '../listings/commands/editListing'
import { publishListing } from '../listings/commands/publishListing'
import type { ListingInput, ListingPatch } from '../listings/input'
import { capacitiesOf, type Listing, listingById } from '../listings/queries'
import type { Imported } from '../organisations/commands/importOrganisation'
import { organisationBySiret, organisationNamed } from '../organisations/queries'
import type { Ctx } from '../platform/context'
import type { ListingRow } from './rows'
import type { Import } from './staging'

type Cluster = { id: string; languages: readonly string[] }

/**
 * Takes in one listing, found again by its identifier within the source: a new one becomes a draft (or is shown, where
 * the import says so), a known one gets what the file says now. What was edited by hand wins; a closed one stays closed.
 */
export async function importListing(
  ctx: Ctx,
  cluster: Cluster,
  one: Pick<Import, 'source' | 'publish'>,
  row: ListingRow,
): Promise<Imported> {
  const { organisation, externalId, ...said } = row
  const given = withoutUndefined(said)
  const before = await listingBySource(ctx, cluster.id, one.source, externalId)
  if (before) return changed(ctx, before, given)
  const organisationId = await ownerOf(ctx, cluster.id, organisation)
  const language = (given.language ?? cluster.languages[0] ?? 'fr') as Language
  const input = { ...given, language, externalId, source: one.source, organisationId }
  const id = await draftListing(ctx, cluster.id, input as ListingInput, { imported: true })
  if (one.publish) await publishListing(ctx, id, { imported: true })
  return { outcome: 'added', leftAlone: [] }
}

async function changed(ctx: Ctx, before: Listing, given: Partial<ListingRow>): Promise<Imported> {
  const { direction: _d, kind: _k, lots, ...rest } = given
  const patch = { ...rest } as Record<string, unknown>
  // One lot with the whole surface: the one that exists takes the new surface, and keeps its state and dates.
  if (lots?.[0]) {
    const [lot, ...others] = await capacitiesOf(ctx, before.id)
    if (lot && others.length === 0 && lot.details.surfaceM2 !== lots[0].surfaceM2)
      patch.lots = [
        { floor: '', ...lot.details, capacityId: lot.id, label: lot.label, surfaceM2: lots[0].surfaceM2 },
      ]
  }
  const leftAlone = before.handEdited.filter(
    (name) => name in patch && differs(patch[name], before[name as keyof Listing]),
  )
  if (before.status === 'closed') return { outcome: 'unchanged', leftAlone: [] }
  await editListing(ctx, before.id, patch as ListingPatch, undefined, { imported: true })
  const after = await listingById(ctx, before.id)
  return { outcome: after?.version === before.version ? 'unchanged' : 'updated', leftAlone }
}

function differs(told: unknown, kept: unknown): boolean {
  if (typeof told !== 'object' || told === null) return told !== kept
  return Object.entries(told).some(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify((kept as never)?.[key]),
  )
}

async function listingBySource(ctx: Ctx, clusterId: string, source: string, externalId: string) {
  const row = await ctx.db
    .selectFrom('listings')
    .select('id')
    .where('clusterId', '=', clusterId)
    .where('source', '=', source)
    .where('externalId', '=', externalId)
    .executeTakeFirst()
  return row ? listingById(ctx, row.id) : null
}

async function ownerOf(ctx: Ctx, clusterId: string, key: ListingRow['organisation']): Promise<string> {
  const found =
    key && 'siret' in key
      ? (await organisationBySiret(ctx, key.siret))?.id
      : key && (await organisationNamed(ctx, clusterId, key.name))
  if (!found) throw invalid({ path: 'organisation', code: 'unknown_organisation' })
  return found
}

const withoutUndefined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>
