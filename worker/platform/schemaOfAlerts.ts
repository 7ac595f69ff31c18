import type { Generated } from 'kysely'
import type { Direction, Kind } from '../core/kinds'

/** What people want to be told of, and how: see migrations/0034_searches_that_alert.sql. */
export interface SchemaOfAlerts {
  savedSearches: {
    id: string
    clusterId: string
    personId: string
    direction: Direction
    kind: Kind | null
    q: Generated<string>
    place: Generated<string>
    lat: number | null
    lng: number | null
    radiusKm: number | null
    startsAt: string | null
    endsAt: string | null
    quantity: number | null
    free: Generated<number>
    wheelchair: Generated<number>
    rhythm: Generated<'now' | 'digest'>
    status: Generated<'active' | 'paused'>
    createdAt: string
    updatedAt: string
  }
  savedSearchTerms: { clusterId: string; direction: Direction; kind: string; term: string; searchId: string }
  searchAlerts: {
    searchId: string
    listingId: string
    contentVersion: number
    clusterId: string
    personId: string
    digest: number
    state: 'waiting' | 'told' | 'dropped'
    dueAt: string
    foundAt: string
  }
  searchDigests: { personId: string; clusterId: string; lastAt: string }
  mailStops: { personId: string; topic: string; since: string }
  quietHours: { personId: string; quietFrom: string; quietTo: string }
}
