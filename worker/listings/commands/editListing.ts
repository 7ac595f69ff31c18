import { AppError, invalid } from '../../core/errors'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { CheckedListing, type ListingPatch } from '../input'
import { type By, capacitiesOf, isOfSite, listingToChange } from '../queries'
import { CONTENT, countedBy, expiryOf } from '../rules'
import { missingToPublish } from '../rulesOfContent'
import { asInput } from './asInput'
import { changeCapacities } from './changeCapacities'
import { checkCodes } from './checkCodes'
import { mustHavePostcode } from './draftListing'
import { keepBooked } from './keepBooked'

/**
 * Changes what is given and leaves the rest. A listing that others see must stay complete; capacities follow, and are
 * never lowered below what is booked (`capacity_held`). An import leaves alone what was edited by hand.
 *
 * Throws `version_mismatch` where `ifVersion` is not the present one, `stale` where another edit came between.
 */
export async function editListing(
  ctx: Ctx,
  id: string,
  given: ListingPatch,
  ifVersion?: number,
  by: By = {},
): Promise<void> {
  const edit = await editOf(ctx, id, given, ifVersion, by)
  if (!edit) return
  try {
    await commit(ctx, edit.facts, edit.writes)
  } catch (error) {
    if (ifVersion !== undefined && error instanceof AppError && error.code === 'stale')
      throw new AppError('version_mismatch')
    throw error
  }
}

/**
 * The same, not yet written: for a command that writes more in the same batch. Null where nothing changes. The lots of a
 * site are changed on its own pages (`ofSite`), which know more of them than the offer does.
 */
export async function editOf(
  ctx: Ctx,
  id: string,
  given: ListingPatch,
  ifVersion?: number,
  by: By & { ofSite?: true } = {},
): Promise<{ facts: Fact[]; writes: Query[] } | null> {
  const { listing: was, onBehalfOf } = await listingToChange(ctx, id, by)
  if (ifVersion !== undefined && ifVersion !== was.version) throw new AppError('version_mismatch')
  if (was.status === 'closed') throw new AppError('transition_not_allowed', { state: was.status })
  const capacities = await capacitiesOf(ctx, id)
  const before = asInput(was, capacities)
  const patch = by.imported ? withoutHandEdited(given, was.handEdited) : given
  const after = check(CheckedListing, merged(before, patch))
  const wasPublished = was.publishedAt !== null
  const known = await checkCodes(ctx, after.details, was.details)
  const details = { ...after.details, ...known }
  const changed = changedFields({ ...before, details: was.details }, { ...after, details })
  if (changed.length === 0) return null
  if (changed.includes('lots') && !by.ofSite && (await isOfSite(ctx, id)))
    throw invalid({ path: 'lots', code: 'lots_of_site' })
  if (changed.includes('postcode') && !by.imported)
    await mustHavePostcode(ctx, was.organisationId, after.postcode)
  if (wasPublished) {
    const missing = missingToPublish({ ...after, details }, after.lots.length, ctx.now)
    if (missing.length > 0) throw invalid(...missing)
  }

  if (changed.includes('windows') || changed.includes('quantity'))
    await keepBooked(ctx, was, { ...after, details }, capacities)

  const happened: Fact = fact(ctx, 'listing.edited', {
    ...{ clusterId: was.clusterId, table: 'listings', row: id, onBehalfOf },
    payload: {
      ...{ organisationId: was.organisationId, direction: was.direction, kind: was.kind },
      ...countedBy(after),
    },
  })
  const byHand = was.externalId !== null && !by.imported
  const counts = changed.some((name) => (CONTENT as readonly string[]).includes(name))
  const {
    lots,
    organisationId: _o,
    direction: _d,
    kind: _k,
    sharesCapacityOf: _s,
    externalId: _e,
    source: _r,
    ...row
  } = after
  const write = ctx.db
    .updateTable('listings')
    .set({
      ...row,
      ...nulls(row),
      windows: JSON.stringify(row.windows),
      details: JSON.stringify(details),
      ...(counts && { contentVersion: was.contentVersion + 1 }),
      ...(byHand && { handEdited: JSON.stringify([...new Set([...was.handEdited, ...changed])].sort()) }),
      ...(wasPublished && changed.includes('endsAt') && { expiresAt: expiryOf(after, ctx.now) }),
      ...stamp(happened),
    })
    .where('id', '=', id)
    .where('version', '=', was.version)
  const bookable = await changeCapacities(ctx, was, { ...after, details }, lots, capacities, onBehalfOf)
  return { facts: [happened, ...bookable.facts], writes: [write, ...bookable.writes(happened.id)] }
}

const CLEARABLE = [
  ...['startsAt', 'endsAt', 'withinKm', 'solidarityCents', 'referenceCents', 'supportCents', 'priceUnit'],
  ...['lat', 'lng', 'marketCents', 'marketUnit'],
] as const
const nulls = (row: object) =>
  Object.fromEntries(CLEARABLE.map((name) => [name, (row as Record<string, unknown>)[name] ?? null]))

function merged(before: ReturnType<typeof asInput>, patch: ListingPatch) {
  const after: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue
    if (value === null) delete after[name]
    else if (name === 'details') after.details = withoutNulls({ ...before.details, ...(value as object) })
    else after[name] = value
  }
  if (patch.tariffMode && patch.tariffMode !== 'price') {
    for (const name of ['solidarityCents', 'referenceCents', 'supportCents', 'priceUnit']) delete after[name]
  }
  // The price of staff follows its cost unless it is given too (and is then compared).
  const costChanged =
    patch.details && ['wagesCents', 'chargesCents', 'expensesCents'].some((k) => k in patch.details!)
  if (
    before.kind === 'staff' &&
    before.direction === 'offer' &&
    costChanged &&
    patch.referenceCents === undefined
  )
    delete after.referenceCents
  return after
}
const withoutNulls = (o: object) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== null))

function changedFields(before: object, after: object): string[] {
  const text = (value: unknown) => JSON.stringify(value === undefined ? null : sorted(value))
  const [b, a] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const names = new Set([...Object.keys(b), ...Object.keys(a)])
  for (const never of ['externalId', 'source', 'sharesCapacityOf']) names.delete(never)
  return [...names].filter((name) => text(b[name]) !== text(a[name]))
}
/** With keys in one order, so that two spellings of the same JSON are equal. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  return Object.fromEntries(entries.sort(([x], [y]) => (x < y ? -1 : 1)).map(([k, v]) => [k, sorted(v)]))
}

/** What was edited by hand wins over an import; details are compared name by name. */
function withoutHandEdited(patch: ListingPatch, handEdited: readonly string[]): ListingPatch {
  return Object.fromEntries(Object.entries(patch).filter(([name]) => !handEdited.includes(name)))
}
