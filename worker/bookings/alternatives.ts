import type { Ctx } from '../platform/context'
import type { Offer } from './queries'
import type { Wanted } from './rulesOfHolds'

export async function alternatives(_ctx: Ctx, _offer: Offer, _wanted: Wanted): Promise<unknown[]> {
  return []
}
