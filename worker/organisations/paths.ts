import { z } from '../platform/api'

// What both halves of the organisations' API read of a path.

export const tags = ['organisations']
export const ofCluster = z.object({ slug: z.string().max(60) })
export const ofOrganisation = ofCluster.extend({ id: z.string().max(60) })
