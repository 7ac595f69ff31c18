import { AppError } from '../core/errors'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { documentById, planById, type Plan, seesAll, type SiteDocument, visibleSite } from './queries'

/**
 * A document, if the actor may read it: those inside always; members of the cluster those meant for them, once the site is
 * online. Throws `not_found` to everyone else.
 */
export async function readableDocument(ctx: Ctx, id: string): Promise<SiteDocument & { siteId: string }> {
  const actor = mustBeSignedIn(ctx)
  const document = await documentById(ctx, id)
  if (!document) throw new AppError('not_found')
  const { site } = await visibleSite(ctx, document.siteId)
  const isMember = actor.organisations.some((m) => m.clusters.includes(site.clusterId))
  const shared = document.audience === 'cluster' && isMember && site.status === 'published'
  if (!seesAll(ctx, site) && !shared) throw new AppError('not_found')
  return document
}

/** A plan, for whoever may see its site. `forAll`: everyone may. */
export async function visiblePlan(ctx: Ctx, id: string): Promise<{ plan: Plan; forAll: boolean }> {
  const plan = await planById(ctx, id)
  if (!plan) throw new AppError('not_found')
  const { listing } = await visibleSite(ctx, plan.siteId)
  const forAll =
    listing.visibility === 'public' && listing.status !== 'draft' && listing.hiddenReason === null
  return { plan, forAll }
}
