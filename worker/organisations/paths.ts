import { clusterBySlug } from '../clusters/queries'
import { AppError } from '../core/errors'
import { z } from '../platform/api'
import type { Ctx } from '../platform/context'

// What both halves of the organisations' API read of a path.

export const tags = ['organisations']
export const ofCluster = z.object({ slug: z.string().max(60) })
export const ofOrganisation = ofCluster.extend({ id: z.string().max(60) })

export async function read(ctx: Ctx, slug: string) {
  const cluster = await clusterBySlug(ctx, slug)
  if (!cluster) throw new AppError('not_found')
  return cluster
}
