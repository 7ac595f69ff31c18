import type { Generated } from 'kysely'
import type { Kind } from '../core/kinds'

/** What was dismissed, and what nobody meets: see migrations/0035 and 0036. */
export interface SchemaOfBoard {
  dislikes: {
    organisationId: string
    matchId: string
    clusterId: string
    kind: Kind
    reason: 'too_far' | 'wrong_dates' | 'wrong_thing' | 'price' | 'other'
    listingId: string
    km: number | null
    cents: number | null
    priceUnit: string | null
    createdAt: string
  }
  unmetNeeds: {
    needId: string
    clusterId: string
    concepts: Generated<string>
    near: Generated<string>
    weighedAt: string
  }
  needAsks: {
    id: string
    needId: string
    organisationId: string
    clusterId: string
    askedBy: string
    createdAt: string
    version: Generated<number>
    lastEventId: string
  }
}
