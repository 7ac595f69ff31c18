import type { Generated } from 'kysely'

interface Versioned {
  version: Generated<number>
  lastEventId: string
}
type Outcome = 'collected' | 'refused' | 'nobody'

/** Rounds of pick-ups, what was recorded on them, and the hours of training and integration given with an exchange. */
export interface SchemaOfPickups {
  pickupRounds: Versioned & {
    id: string
    clusterId: string
    organisationId: string
    /** The local date. */
    day: string
    /** Local time. */
    departs: string
    status: 'open' | 'cancelled'
    vehicleId: string | null
    vehicleBookingId: string | null
    /** 1: booked with the round. */
    booksVehicle: Generated<number>
    closureHoldId: number | null
    /** JSON: the ids of the stops, in the order in which they are driven. */
    stopOrder: string
    createdBy: string
    createdAt: string
  }
  pickupStops: Versioned & {
    id: string
    clusterId: string
    roundId: string
    bookingId: string
    live: Generated<number>
    outcome: Outcome | null
    quantity: number | null
    reason: Generated<string>
    happenedAt: string | null
    recordKey: string | null
    createdAt: string
  }
  pickupRecords: {
    stopId: string
    key: string
    number: number
    outcome: Outcome
    quantity: number
    reason: Generated<string>
    happenedAt: string
    /** JSON: the keys of those that it takes the place of. */
    replaces: Generated<string>
    recordedBy: string
    recordedAt: string
  }
  inclusionHours: Versioned & {
    id: string
    clusterId: string
    bookingId: string
    organisationId: string
    day: string
    purpose: 'training' | 'integration'
    family: string
    people: number
    /** Of all of them together. */
    minutes: number
    withdrawn: Generated<number>
    createdBy: string
    createdAt: string
  }
}
