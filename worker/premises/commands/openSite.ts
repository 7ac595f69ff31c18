import { invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { addDays, instantOf } from '../../core/time'
import { clusterById } from '../../clusters/queries'
import { draftOf } from '../../listings/commands/draftListing'
import type { By } from '../../listings/queries'
import { commit, type Fact, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { wordsOf } from '../../text'
import type { Friches } from '../rulesOfFriches'
import { SiteInput } from '../input'
import { problemsOfLot, problemsOfNames } from '../rules'
import { insertBuildings, insertCharges, insertLots, listed } from '../writes'

/** What else a command writes in the batch that opens a site: the lead it comes from. */
interface With {
  friches?: Friches
  leadId?: string
  also?: (siteId: string) => { facts: readonly Fact[]; writes: readonly Query[] }
}

/**
 * Writes down a site with its lots, and the draft of the offer that will show it: one batch, one capacity for each lot.
 * Throws `invalid` with each wrong field (two lots of one name, dates reversed, a surface below 1 m²). Returns its id.
 */
export async function openSite(
  ctx: Ctx,
  clusterId: string,
  given: SiteInput,
  by: By = {},
  more: With = {},
): Promise<string> {
  const input = check(SiteInput, given)
  const problems = [
    ...problemsOfNames(
      input.lots.map((lot) => lot.name),
      (i) => `lots.${i}.name`,
    ),
    ...input.lots.flatMap((lot, i) => problemsOfLot(lot, [], new Map(), `lots.${i}.`)),
    ...problemsOfNames(
      input.buildings.map((b) => b.name),
      (i) => `buildings.${i}.name`,
    ),
  ]
  if ((input.lat == null) !== (input.lng == null)) problems.push({ path: 'lat', code: 'half_place' })
  if (problems.length > 0) throw invalid(...problems)
  const cluster = await clusterById(ctx, clusterId)
  const { lots, buildings, charges } = input
  const draft = await draftOf(
    ctx,
    clusterId,
    {
      ...{ direction: 'offer', kind: 'premises', organisationId: input.organisationId, title: input.name },
      ...{ description: input.description ?? '', language: input.language, visibility: input.visibility },
      address: input.address ?? '',
      ...(input.commune && { commune: input.commune }),
      ...(input.postcode && { postcode: input.postcode }),
      ...(input.lat != null && input.lng != null && { lat: input.lat, lng: input.lng }),
      ...{ quantity: Math.max(1, total(lots)), tariffMode: 'exchange' },
      terms: wordsOf(input.language).premises.sharedCharges,
      ...(input.endsOn && { endsAt: endOf(input.endsOn, cluster?.timeZone ?? 'Europe/Paris') }),
      details: detailsOf(input.endReason, lots, charges),
      lots: lots.map((lot) => listed(lot)),
    },
    by,
  )
  const id = newId('site', Date.parse(ctx.now))
  const site = { id, clusterId, organisationId: input.organisationId, listingId: draft.id }
  const opened = fact(ctx, 'site.opened', {
    ...{ clusterId, table: 'sites', row: id, onBehalfOf: draft.onBehalfOf },
    payload: { organisationId: input.organisationId, listingId: draft.id },
  }) as Fact
  const row = ctx.db.insertInto('sites').values({
    ...{ id, clusterId, organisationId: input.organisationId, listingId: draft.id, name: input.name },
    ...{ description: input.description ?? '', address: input.address ?? '', commune: input.commune ?? '' },
    ...{ postcode: input.postcode ?? '', insee: input.insee ?? '', endReason: input.endReason ?? '' },
    ...{ lat: input.lat ?? null, lng: input.lng ?? null, surfaceM2: input.surfaceM2 ?? null },
    ...{ vacantSince: input.vacantSince ?? null, endsOn: input.endsOn ?? null },
    ...{ friches: JSON.stringify(more.friches ?? {}), leadId: more.leadId ?? null },
    ...{ lastEventId: opened.id, createdBy: ctx.actor?.personId ?? '', createdAt: ctx.now },
  })
  const made = insertLots(ctx, site, lots, 0, draft.onBehalfOf)
  const also = more.also?.(id) ?? { facts: [], writes: [] }
  await commit(
    ctx,
    [draft.happened, opened, ...made.facts, ...also.facts],
    [
      ...draft.writes,
      row,
      ...insertBuildings(ctx, site, buildings, opened.id),
      ...made.writes,
      ...insertCharges(ctx, site, charges, opened.id),
      ...also.writes,
    ],
  )
  return id
}

export const total = (lots: readonly { surfaceM2: number }[]): number =>
  lots.reduce((sum, lot) => sum + lot.surfaceM2, 0)

/** What the offer says of the site in the questions of its kind. */
export function detailsOf(
  endReason: string | undefined,
  lots: readonly { surfaceM2: number; uses: readonly string[] }[],
  charges: readonly { centsPerYear: number }[],
) {
  const floorM2 = total(lots)
  const perYear = charges.reduce((sum, one) => sum + one.centsPerYear, 0)
  return {
    uses: [...new Set(lots.flatMap((lot) => lot.uses))],
    ...(floorM2 > 0 && { surfaceM2: Math.min(10_000_000, floorM2) }),
    ...(perYear > 0 && perYear <= 100_000_000 && { chargesCentsPerYear: perYear }),
    ...(endReason && { reason: endReason }),
  }
}

/** The last day belongs to the occupation. */
export const endOf = (date: string, zone: string): string => instantOf(addDays(date, 1), '00:00', zone)
