import { sharesOfSite } from '../fees/estimate'
import type { Ctx } from '../platform/context'
import type { WholeCall } from './asJson'
import { amendmentsOf, interestIn, lotsOfCall, visibleCall } from './queries'
import { visitTimes } from './visits'

/** All that a call says of itself, as the actor may see it. Throws `not_found`. */
export async function wholeCall(ctx: Ctx, id: string): Promise<WholeCall> {
  const { call, jurors, part } = await visibleCall(ctx, id)
  const [lots, amendments, interest, visits, shares] = await Promise.all([
    lotsOfCall(ctx, id),
    amendmentsOf(ctx, id),
    interestIn(ctx, id),
    call.publishedAt === null ? [] : visitTimes(ctx, call),
    sharesOfSite(ctx, call.siteId),
  ])
  return { call, lots, amendments, interest, visits, shares, jurors, part }
}
