import { sql } from 'kysely'
import type * as z from 'zod'
import { callById } from '../../calls/queries'
import { callOfferById } from '../../calls/queriesOfOffers'
import { clusterById } from '../../clusters/queries'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit } from '../../platform/commit'
import { type Ctx, mustAnswerFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { lotById, siteById } from '../../premises/queries'
import { OccupancyInput, Terms } from '../input'
import { type Occupancy, occupancyById } from '../queries'
import { formFor } from '../rulesOfForms'
import { addMonths } from '../rulesOfTerms'
import { hold, occupancyFact, query } from '../writes'

/** Ten years: what is longer is no meanwhile. */
export const MOST_MONTHS_OF_ALL = 120

/**
 * Gives a lot to an organisation for a term, as a draft of its agreement: directly, or from a lot of a call that was accepted,
 * whose hold becomes its own in the same batch. From here on the lot is held. Without a form, the answers choose it. Throws
 * `not_found` to who has nothing to do with the site, `not_manager`, `invalid` with each wrong field, `capacity_taken`.
 */
export async function draftOccupancy(ctx: Ctx, clusterId: string, given: OccupancyInput): Promise<Occupancy> {
  mustBeSignedIn(ctx)
  const input = check(OccupancyInput, given)
  const { lot, site, occupantId, fromCall, startsOn, endsOn } = input.callOfferId
    ? await ofCall(ctx, clusterId, input.callOfferId, input)
    : await direct(ctx, clusterId, input)
  const cluster = await clusterById(ctx, clusterId)
  mustBeTerm(startsOn, endsOn)
  const free = input.feeMode === 'free'
  const form = input.form ?? formFor({ ...input, free, startsOn, endsOn }).form
  if (form === null) throw invalid({ path: 'endsOn', code: 'no_form' })
  const id = newId('occupancy', Date.parse(ctx.now))
  const o = {
    ...{ id, clusterId, siteId: site.id, lotId: lot.id, capacityId: lot.capacityId },
    ...{ landlordId: site.organisationId, occupantId, startsOn, endsOn },
  }
  const happened = occupancyFact(ctx, 'occupancy.drafted', o)
  const row = ctx.db.insertInto('occupancies').values({
    ...o,
    ...{ callOfferId: input.callOfferId ?? null, form, feeMode: input.feeMode },
    ...{ feeCents: input.feeMode === 'fixed' ? input.feeCents : 0, reason: input.reason },
    ...{ solidarityPercent: input.solidarityPercent, reasonWords: input.reasonWords },
    terms: JSON.stringify(check(Terms, input)),
    ...{ lastEventId: happened.id, createdBy: ctx.actor?.personId ?? '', createdAt: ctx.now },
  })
  const held = { ...o, timeZone: cluster?.timeZone ?? 'Europe/Paris' }
  // What the call kept for its winner is theirs now: a moment in which nobody holds the lot does not exist.
  const before = fromCall
    ? [query(ctx, sql`delete from holds where source_id = ${fromCall} and capacity_id = ${lot.capacityId}`)]
    : []
  await commit(ctx, happened, [...before, hold(ctx, held), row])
  return (await occupancyById(ctx, id)) as Occupancy
}

type Input = z.output<typeof OccupancyInput>

async function direct(ctx: Ctx, clusterId: string, input: Input) {
  const lot = input.lotId ? await lotById(ctx, input.lotId) : null
  const site = lot && (await siteById(ctx, lot.siteId))
  if (input.lotId && (!lot || !site || !mayGive(ctx, site, clusterId))) throw new AppError('not_found')
  const problems = [
    ...(lot ? [] : [{ path: 'lotId', code: 'required' }]),
    ...(input.occupantId ? [] : [{ path: 'occupantId', code: 'required' }]),
    ...(input.startsOn ? [] : [{ path: 'startsOn', code: 'required' }]),
    ...(input.endsOn ? [] : [{ path: 'endsOn', code: 'required' }]),
  ]
  if (!lot || !site || problems.length > 0) throw invalid(...problems)
  mustRun(ctx, site)
  const occupantId = input.occupantId ?? ''
  if (occupantId === site.organisationId) throw invalid({ path: 'occupantId', code: 'own_lot' })
  const known = await ctx.db
    .selectFrom('affiliations')
    .select('organisationId')
    .where('organisationId', '=', occupantId)
    .where('clusterId', '=', clusterId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  if (!known) throw invalid({ path: 'occupantId', code: 'no_such_organisation' })
  return {
    ...{ lot, site, occupantId, fromCall: null },
    ...{ startsOn: input.startsOn ?? '', endsOn: input.endsOn ?? '' },
  }
}

async function ofCall(ctx: Ctx, clusterId: string, offerId: string, input: Input) {
  const offer = await callOfferById(ctx, offerId)
  const call = offer && (await callById(ctx, offer.callId))
  const site = call && (await siteById(ctx, call.siteId))
  if (!offer || !call || !site || !mayGive(ctx, site, clusterId)) throw new AppError('not_found')
  mustRun(ctx, site)
  if (offer.status !== 'accepted') throw new AppError('transition_not_allowed', { state: offer.status })
  const lot = await lotById(ctx, offer.lotId)
  if (!lot) throw new AppError('not_found')
  const startsOn = input.startsOn ?? call.startsOn ?? ''
  const endsOn = input.endsOn ?? call.endsOn ?? ''
  return { lot, site, occupantId: offer.organisationId, fromCall: offer.id, startsOn, endsOn }
}

interface Owned {
  clusterId: string
  organisationId: string
}
const mayGive = (ctx: Ctx, site: Owned, clusterId: string): boolean =>
  site.clusterId === clusterId &&
  (ctx.actor?.coordinates.includes(clusterId) ||
    ctx.actor?.organisations.some((m) => m.organisationId === site.organisationId) ||
    false)

function mustRun(ctx: Ctx, site: Owned): void {
  if (!ctx.actor?.coordinates.includes(site.clusterId))
    mustAnswerFor(ctx, site.organisationId, site.clusterId)
}

export function mustBeTerm(startsOn: string, endsOn: string): void {
  if (endsOn < startsOn) throw invalid({ path: 'endsOn', code: 'end_before_start' })
  if (endsOn >= addMonths(startsOn, MOST_MONTHS_OF_ALL))
    throw invalid({ path: 'endsOn', code: 'too_many_months', params: { max: MOST_MONTHS_OF_ALL } })
}
