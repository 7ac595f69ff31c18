import { type Alternative, alternatives } from '../bookings/alternatives'
import { busyOf } from '../bookings/availability'
import type { Placing } from '../bookings/placing'
import { fits } from '../bookings/rulesOfFree'
import type { Ctx } from '../platform/context'

export interface Conflict {
  offerId: string
  title: string
  alternatives: Alternative[]
}

/** Of what was asked together, what does not fit, in order, with what would. Parts of one basket also take from each other. */
export async function conflictsOf(ctx: Ctx, placings: readonly Placing[]): Promise<Conflict[]> {
  const found: Conflict[] = []
  const own: Placing['holds'] = []
  for (const { offer, row, holds } of placings) {
    const { holds: busy } = await busyOf(ctx, offer, row.startsAt, row.endsAt)
    if (fits(offer.capacities, [...busy, ...own], holds)) {
      own.push(...holds)
      continue
    }
    const wanted = { ...row, organisationId: row.borrowerId }
    found.push({
      ...{ offerId: row.listingId, title: offer.listing.title },
      alternatives: await alternatives(ctx, offer, wanted),
    })
  }
  return found
}
