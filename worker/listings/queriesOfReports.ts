import type { Ctx } from '../platform/context'

/** Open reports of a cluster with the listing each is about, oldest first. At most 100. */
export function openReports(ctx: Ctx, clusterId: string) {
  return ctx.db
    .selectFrom('reports')
    .innerJoin('listings', 'listings.id', 'reports.listingId')
    .innerJoin('organisations', 'organisations.id', 'listings.organisationId')
    .select(['reports.id', 'reports.reason', 'reports.note', 'reports.createdAt', 'reports.listingId'])
    .select([
      'listings.title',
      'listings.kind',
      'listings.direction',
      'listings.language',
      'listings.hiddenReason',
    ])
    .select(['organisations.id as organisationId', 'organisations.name as organisationName'])
    .where('reports.clusterId', '=', clusterId)
    .where('reports.status', '=', 'open')
    .orderBy('reports.createdAt')
    .limit(100)
    .execute()
}

/** Listings of a cluster that its coordinator hid, newest first. At most 50. */
export function hiddenListings(ctx: Ctx, clusterId: string) {
  return ctx.db
    .selectFrom('listings')
    .innerJoin('organisations', 'organisations.id', 'listings.organisationId')
    .select(['listings.id', 'title', 'kind', 'direction', 'listings.language', 'hiddenReason'])
    .select('organisations.name as organisationName')
    .where('clusterId', '=', clusterId)
    .where('hiddenReason', 'is not', null)
    .where('listings.status', '<>', 'closed')
    .orderBy('listings.createdAt', 'desc')
    .limit(50)
    .execute()
}
