import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'

/** Forgets what a person was told, to be written with the erasure of their account. */
export const forgetNotices = (ctx: Ctx, personId: string): Query =>
  ctx.db.deleteFrom('notices').where('personId', '=', personId)
