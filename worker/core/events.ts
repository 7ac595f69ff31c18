import type { EventsOfPickups } from './eventsOfPickups'
import type { EventsOfPremises } from './eventsOfPremises'
import type { Direction, Kind } from './kinds'

interface About {
  organisationId: string
}
interface ListingFact extends About {
  direction: Direction
  kind: Kind
  /** Of what was drafted or edited: what its exchanges are counted by. A market price of 0: none. */
  unit?: string
  commune?: string
  marketCents?: number
  marketUnit?: string
}
interface BookingFact {
  listingId: string
  lenderId: string
  borrowerId: string
  startsAt: string
  endsAt: string
  quantity: number
  /** What is counted of it; where an event does not say, the one before it does. */
  unit?: string
  priceCents?: number
  capacityId?: string
  surfaceM2?: number
  needId?: string
  /** A change that the lender must answer first: it is a request again. */
  asksAgain?: 1
  /** One date of a series, or part of a basket: who is told of the whole is not told of each. */
  seriesId?: string
  basketId?: string
  /** The series whose own event, of the same batch, tells of this one too: nobody is told of it twice. */
  toldWith?: string
}
/** `bookings`: how many of its dates it is about. */
interface SeriesFact {
  listingId: string
  lenderId: string
  borrowerId: string
  bookings: number
}
interface OutageFact {
  capacityId: string
  startsAt: string
  /** When it is expected to work again; absent: nobody knows. */
  endsAt?: string
  /** Absent: all of them. */
  quantity?: number
}
interface PlaceFact {
  listingId: string
  capacityId: string
  organisationId: string
  startsAt: string
  endsAt: string
  quantity: number
}
interface HandoverFact {
  bookingId: string
  listingId: string
  lenderId: string
  borrowerId: string
}
/** Of a hand-over, or of the end that was noted of a stream. */
interface WasteLineFact {
  bookingId?: string
  endId?: string
  listingId: string
  lenderId: string
  borrowerId?: string
  happened: 0 | 1
}
interface StreamEndFact {
  batchId: string
  listingId: string
  act: string
  quantity: number
  toListingId?: string
  corrects?: string
}
interface FeedFact extends About {
  listingId: string
  capacityId: string
}
interface RemainderFact {
  cascadeId: string
  listingId: string
  lenderId: string
  organisationId: string
  needId: string
  quantity: number
}
interface MatchFact {
  offerId: string
  needId: string
}

/**
 * The catalogue: every fact that can happen, and what its row carries: ids and numbers, never personal data. Types are
 * never renamed; fields are only added, as optional; a new meaning is a new type.
 */
export interface Events extends EventsOfPremises, EventsOfPickups {
  'person.registered': object
  'person.updated': object
  'person.erased': object
  'cluster.created': object
  'cluster.updated': object
  'cluster_page.edited': { page: string; language: string }
  'coordinator.appointed': { personId: string }
  'coordinator.ended': { personId: string }
  'organisation.registered': object
  'organisation.updated': object
  'affiliation.requested': About
  'affiliation.accepted': About
  'affiliation.refused': About
  'affiliation.suspended': About
  'affiliation.reinstated': About
  'affiliation.left': About
  'member.requested': About & { personId: string }
  'member.joined': About & { personId: string }
  'member.changed': About & { personId: string }
  'member.left': About & { personId: string }
  'invitation.created': { role: string }
  'invitation.used': { role: string }
  'invitation.revoked': object
  'listing.drafted': ListingFact
  'listing.published': ListingFact
  'listing.edited': ListingFact
  'listing.photos_changed': ListingFact
  'listing.paused': ListingFact
  'listing.resumed': ListingFact
  'listing.renewed': ListingFact
  'listing.closed': ListingFact & { outcome: string }
  'listing.expired': ListingFact
  'listing.hidden': ListingFact
  'listing.restored': ListingFact
  'report.opened': { listingId: string }
  'report.upheld': { listingId: string }
  'report.dismissed': { listingId: string }
  /** `surfaceM2`: of a lot. */
  'capacity.changed': { quantity: number; surfaceM2?: number }
  'capacity.closed': { from: string; to: string }
  'capacity.reopened': { from: string; to: string }
  /** A calendar kept elsewhere was read: its closures took the place of those before. */
  'capacity.closures_replaced': { feedId: string; closures: number; collisions: number }
  'feed.added': FeedFact & { closures: number; collisions: number }
  /** Something of it falls on what is booked, and closes nothing. */
  'feed.collided': FeedFact & { collisions: number }
  /** It could not be read several times in a row. */
  'feed.failed': FeedFact & { failures: number }
  'feed.removed': FeedFact
  'offer_rules.changed': { listingId: string }
  /** Several bookings asked for at once; each has its own event too. */
  'basket.requested': { borrowerId: string; bookings: number }
  'booking.requested': BookingFact
  'booking.confirmed': BookingFact
  'booking.declined': BookingFact
  'booking.cancelled': BookingFact & { side: string }
  'booking.expired': BookingFact
  'booking.changed': BookingFact
  /** The slip of hazardous waste: its number was entered, or put right. The subject is the booking. */
  'slip.entered': HandoverFact
  /** Waste left: its line in the register; another line took its place. The subject is the line. */
  'waste_line.written': WasteLineFact
  'waste_line.corrected': WasteLineFact & { corrects?: string }
  'booking.started': BookingFact
  'booking.completed': BookingFact
  'booking.no_show': BookingFact
  /** What was booked is out of order; `resumed`: it can be had again. */
  'booking.suspended': BookingFact & { outageId: string }
  /** A part of a whole that waits for the others. */
  'booking.agreed': BookingFact
  'booking.resumed': BookingFact & { outageId: string }
  'outage.declared': OutageFact
  'outage.changed': OutageFact
  'outage.ended': OutageFact
  'waitlist.joined': PlaceFact
  'waitlist.offered': PlaceFact & { until: string }
  'waitlist.taken': PlaceFact & { bookingId: string }
  'waitlist.passed': PlaceFact
  'waitlist.left': PlaceFact
  /** The time to answer an offer is over (`offered` 1), or that which was waited for (0). */
  'waitlist.lapsed': PlaceFact & { offered: 0 | 1 }
  /** What was offered went out of order before it was answered: they wait again, where they stood. */
  'waitlist.returned': PlaceFact
  'handover.noted': HandoverFact & {
    step: 'pick_up' | 'return'
    side: 'lender' | 'borrower' | 'coordinator'
    happened: 0 | 1
    condition: string
    quantity: number
    lateMinutes: number
    /** Of waste: what was there and was not taken. */
    refused?: number
    corrects?: string
  }
  /** Some of a stream came to its end: used, passed on, with the recycler, or an offer of its own. */
  'stream_end.recorded': StreamEndFact
  /** That was taken back, some of it or all. */
  'stream_end.corrected': StreamEndFact
  /** Something is out longer than was booked: told once. The subject is the booking. */
  'handover.overdue': HandoverFact & { dueAt: string }
  /** `both`: 1 where that makes it accepted by the two. */
  'agreement.accepted': HandoverFact & {
    side: 'lender' | 'borrower'
    both: 0 | 1
    textVersion: string
    hash: string
  }
  /** The booking changed after somebody had accepted: both are asked again. */
  'agreement.lapsed': HandoverFact
  'series.requested': SeriesFact
  'series.changed': SeriesFact
  'series.cancelled': SeriesFact & { side: string }
  'series.confirmed': SeriesFact
  'series.declined': SeriesFact
  'job.proposed': { employers: number; carrierId: string }
  /** One employer says yes; others are still to answer. */
  'job.answered': About
  /** The last one says yes. */
  'job.accepted': About & { carrierId: string }
  'job.refused': About
  'job.lapsed': object
  'job.withdrawn': object
  'job.prepared': { offerId: string }
  'job.booked': { offerId: string; bookings: number }
  /** Something is left of a stock or a collection, and is offered on. */
  'cascade.opened': { listingId: string; lenderId: string; quantity: number; startsAt?: string }
  'cascade.ended': { listingId: string; lenderId: string; outcome: string; quantity: number }
  'remainder.offered': RemainderFact & { until: string }
  'remainder.taken': RemainderFact & { bookingId: string; taken: number }
  'remainder.refused': RemainderFact
  'remainder.lapsed': RemainderFact
  'remainder.withdrawn': RemainderFact
  /** The coordinator asks an organisation whether it has what a need looks for. */
  'need.asked': About & { needId: string }
  'match.suggested': MatchFact & { score: number }
  'match.dismissed': MatchFact & { reason: string }
  /** `side`: who accepts now; `both`: 1 where that makes it accepted by the two; `bookingId`: what was booked for it. */
  'match.accepted': MatchFact & { side?: 'offer' | 'need'; both?: 0 | 1; bookingId?: string }
  'match.time_proposed': MatchFact & { startsAt: string; endsAt: string }
  'match.withdrawn': MatchFact
  /** Withdrawn, and there again unchanged (a listing that was paused): nobody is told a second time. */
  'match.restored': MatchFact
  'message.sent': { aboutId: string; fromOrganisationId: string; toOrganisationId: string }
  /** A version of a factor, with its values in millionths of its unit. */
  'impact_factor.added': { key: string; number: number; lowMicro: number; highMicro: number }
  /** How the exchanges of an offer are reckoned from a local day on; what is absent is not reckoned. */
  'impact_basis.chosen': {
    listingId: string
    number: number
    appliesFrom: string
    distanceHm: number
    thingFactor?: string
    thingsMilli?: number
    replacedPercent?: number
    lifePercent?: number
    transportFactor?: string
    /** Ids, one space between. */
    vacancyFactors?: string
    disposalFactor?: string
    unitGrams?: number
  }
  'funder_report.drafted': { fromMonth: string; toMonth: string }
  'funder_report.changed': { fromMonth: string; toMonth: string }
  /** `asOf`: the last event that was counted. */
  'funder_report.published': { fromMonth: string; toMonth: string; asOf: number }
  'import.accepted': { kind: string; added: number; updated: number; left: number }
}
export type EventType = keyof Events

/** An event as it is stored and read. `seq` is the order of the feed. */
export type StoredEvent<T extends EventType = EventType> = {
  [K in T]: {
    seq: number
    id: string
    type: K
    clusterId: string | null
    subjectId: string
    subjectVersion: number
    payload: Events[K]
    actorId: string | null
    onBehalfOf: string | null
    occurredAt: string
  }
}[T]
