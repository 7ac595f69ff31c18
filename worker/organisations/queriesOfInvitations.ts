import type { Ctx } from '../platform/context'
import { sha256 } from '../platform/crypto'

/** Invitations of a cluster that still work, newest first; those of one organisation, or all. At most 100. */
export function openInvitations(ctx: Ctx, clusterId: string, organisationId?: string) {
  let query = ctx.db
    .selectFrom('invitations')
    .leftJoin('organisations', 'organisations.id', 'invitations.organisationId')
    .select(['invitations.id', 'invitations.role', 'invitations.expiresAt', 'invitations.createdAt'])
    .select(['invitations.organisationId', 'organisations.name as organisationName'])
    .where('invitations.clusterId', '=', clusterId)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', ctx.now)
    .orderBy('invitations.createdAt', 'desc')
    .limit(100)
  if (organisationId) query = query.where('invitations.organisationId', '=', organisationId)
  return query.execute()
}

export async function invitationById(ctx: Ctx, id: string) {
  return (await ctx.db.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** What a link opens, to whoever holds it: the cluster, the organisation, the role; null where no such link was made. */
export async function invitationByToken(ctx: Ctx, token: string) {
  const row = await ctx.db
    .selectFrom('invitations')
    .innerJoin('clusters', 'clusters.id', 'invitations.clusterId')
    .leftJoin('organisations', 'organisations.id', 'invitations.organisationId')
    .select(['invitations.id', 'invitations.clusterId', 'invitations.organisationId', 'invitations.role'])
    .select(['invitations.expiresAt', 'usedAt', 'usedBy', 'revokedAt'])
    .select(['clusters.slug', 'clusters.name as clusterName', 'clusters.territory'])
    .select('organisations.name as organisationName')
    .where('tokenHash', '=', await sha256(token))
    .executeTakeFirst()
  return row ? { ...row, open: !row.usedAt && !row.revokedAt && row.expiresAt > ctx.now } : null
}
