interface RoundFact {
  organisationId: string
  day: string
  stops: number
  /** The vehicle that was booked for it. */
  vehicleBookingId?: string
}
interface InclusionFact {
  bookingId: string
  listingId: string
  organisationId: string
  purpose: string
  family: string
  people: number
  minutes: number
}

/** What happens on rounds of pick-ups, and the hours of training and integration given with an exchange. */
export interface EventsOfPickups {
  'pickup_round.opened': RoundFact
  'pickup_round.changed': RoundFact
  'pickup_round.cancelled': RoundFact
  /** What was found at a stop; `number` 2 and more: it puts right what was recorded before. */
  'pickup_stop.recorded': {
    roundId: string
    bookingId: string
    listingId: string
    lenderId: string
    borrowerId: string
    outcome: string
    quantity: number
    number: number
  }
  'inclusion.recorded': InclusionFact
  'inclusion.corrected': InclusionFact
  'inclusion.withdrawn': InclusionFact
  /** A lead became a draft of an offer or a need. */
  'lead.became_listing': { listingId: string; from: string }
}
