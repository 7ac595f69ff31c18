import type { FeedTables } from './schemaOfFeeds'
import type { Generated, GeneratedAlways } from 'kysely'
import type { SchemaOfRegister } from './schemaOfRegister'
import type { SlipTables } from './schemaOfSlips'
import type { Direction, Grain, Kind, Language, Unit } from '../core/kinds'
import type { SchemaOfAlerts } from './schemaOfAlerts'
import type { SchemaOfBoard } from './schemaOfBoard'
import type { SchemaOfMeanings } from './schemaOfMeanings'
import type { SharingSchema } from './schemaOfSharing'
import type { SchemaOfCalls } from './schemaOfCalls'
import type { SchemaOfOccupancies } from './schemaOfOccupancies'
import type { SchemaOfPickups } from './schemaOfPickups'
import type { SchemaOfPremises } from './schemaOfPremises'
import type { SchemaOfImpact } from './schemaOfImpact'
import type { SchemaOfStreams } from './schemaOfStreams'

/** The tables as migrations make them; columns are snake_case there and camelCase here. JSON columns stay text. */
interface Versioned {
  version: Generated<number>
  lastEventId: string
}

export interface Schema
  extends SharingSchema,
    SchemaOfAlerts,
    SchemaOfBoard,
    SchemaOfMeanings,
    SchemaOfPremises,
    SchemaOfPickups,
    SchemaOfCalls,
    SlipTables,
    SchemaOfRegister,
    SchemaOfImpact,
    SchemaOfStreams,
    FeedTables,
    SchemaOfOccupancies {
  people: Versioned & {
    id: string
    name: string
    email: string | null
    phone: string | null
    language: Language
    mailRhythm: Generated<'now' | 'daily' | 'never'>
    isOperator: Generated<number>
    erasedAt: string | null
    createdAt: string
  }
  clusters: Versioned & {
    id: string
    slug: string
    name: string
    territory: string
    lat: number
    lng: number
    radiusKm: number
    timeZone: string
    currency: string
    languages: string
    charter: Generated<string>
    helperName: string | null
    helperPhone: string | null
    isDemo: Generated<number>
    createdAt: string
  }
  clusterPages: Versioned & { clusterId: string; page: string; language: Language; body: string }
  coordinators: Versioned & { clusterId: string; personId: string; since: string; until: string | null }
  organisations: Versioned & {
    id: string
    name: string
    legalForm: LegalForm
    siret: string | null
    foreignId: string | null
    country: Generated<string>
    description: Generated<string>
    website: string | null
    address: Generated<string>
    commune: Generated<string>
    postcode: Generated<string>
    lat: number | null
    lng: number | null
    handEdited: Generated<string>
    createdAt: string
  }
  affiliations: Versioned & {
    clusterId: string
    organisationId: string
    status: 'requested' | 'active' | 'refused' | 'suspended' | 'left'
    reason: string | null
    since: string
  }
  members: Versioned & {
    id: string
    organisationId: string
    personId: string
    role: 'manager' | 'member'
    mayAnswer: Generated<number>
    status: 'requested' | 'active' | 'left'
    createdAt: string
  }
  invitations: Versioned & {
    id: string
    clusterId: string
    organisationId: string | null
    role: 'coordinator' | 'manager' | 'member'
    tokenHash: string
    expiresAt: string
    usedAt: string | null
    usedBy: string | null
    revokedAt: string | null
    createdAt: string
  }
  apiTokens: {
    id: string
    personId: string
    name: string
    tokenHash: string
    createdAt: string
    lastUsedAt: string | null
    revokedAt: string | null
  }
  authChallenges: {
    id: string
    email: string
    codeHash: string
    linkHash: string
    tries: Generated<number>
    next: string | null
    codeExpiresAt: string
    linkExpiresAt: string
  }
  authSessions: {
    tokenHash: string
    id: string
    personId: string | null
    email: string | null
    device: string
    createdAt: string
    lastUsedAt: string
    expiresAt: string
  }
  rateLimits: { key: string; windowStart: number; hits: number }
  idempotencyKeys: {
    personId: string
    key: string
    bodyHash: string
    createdAt: string
    status: number | null
    location: string | null
    answer: string | null
  }
  drafts: { personId: string; key: string; body: string; updatedAt: string }
  events: {
    seq: GeneratedAlways<number>
    id: string
    clusterId: string | null
    type: string
    subjectId: string
    subjectVersion: number
    payload: string
    actorId: string | null
    onBehalfOf: string | null
    occurredAt: string
    relayedAt: string | null
  }
  deadLetters: { eventSeq: number; consumer: string; error: string; failedAt: string }
  listings: Versioned & {
    id: string
    clusterId: string
    organisationId: string
    direction: Direction
    kind: Kind
    status: 'draft' | 'published' | 'paused' | 'closed'
    outcome: Outcome | null
    hiddenReason: string | null
    title: string
    description: Generated<string>
    language: Language
    address: Generated<string>
    commune: Generated<string>
    postcode: Generated<string>
    lat: number | null
    lng: number | null
    withinKm: number | null
    quantity: number
    unit: Unit
    grain: Grain
    windows: Generated<string>
    startsAt: string | null
    endsAt: string | null
    tariffMode: 'free' | 'exchange' | 'price'
    solidarityCents: number | null
    referenceCents: number | null
    supportCents: number | null
    priceUnit: PriceUnit | null
    /** What the same use costs elsewhere, as the holder of an offer states it. */
    marketCents: number | null
    marketUnit: PriceUnit | null
    terms: Generated<string>
    visibility: 'cluster' | 'public'
    instantFor: Generated<'everyone' | 'known' | 'nobody'>
    details: Generated<string>
    externalId: string | null
    source: string | null
    handEdited: Generated<string>
    expiresAt: string | null
    publishedAt: string | null
    closedAt: string | null
    contentVersion: Generated<number>
    createdBy: string
    createdAt: string
  }
  photos: {
    id: string
    listingId: string
    position: number
    contentType: string
    bytes: number
    width: number
    height: number
    alt: Generated<string>
    version: Generated<number>
    lastEventId: string
  }
  reports: Versioned & {
    id: string
    clusterId: string
    listingId: string
    reason: string
    note: Generated<string>
    status: 'open' | 'upheld' | 'dismissed'
    reportedBy: string | null
    createdAt: string
  }
  capacities: Versioned & {
    id: string
    clusterId: string
    organisationId: string
    shape: CapacityShape
    label: Generated<string>
    quantity: number
    unit: string
    details: Generated<string>
  }
  listingCapacities: { listingId: string; capacityId: string; position: number }
  bookings: Versioned & {
    id: string
    clusterId: string
    listingId: string
    capacityId: string
    lenderId: string
    borrowerId: string
    needId: string | null
    status: BookingStatus
    startsAt: string
    endsAt: string
    quantity: number
    unit: Unit
    tariff: Generated<'solidarity' | 'reference' | 'support'>
    priceCents: Generated<number>
    currency: string
    note: Generated<string>
    answerBy: string | null
    requestedBy: string
    onBehalfOf: string | null
    cancelReason: string | null
    cancelledSide: 'borrower' | 'lender' | 'coordinator' | null
    seriesId: string | null
    basketId: string | null
    partOf: string | null
    agreedAt: string | null
    competing: Generated<number>
    endedAt: string | null
    createdAt: string
  }
  holds: {
    id: GeneratedAlways<number>
    capacityId: string
    bookingId: string | null
    reason: 'booking' | 'closure' | 'maintenance' | 'waitlist'
    sourceId: string | null
    busyFrom: number
    busyTo: number
    quantity: number
    live: Generated<number>
    suspendedBy: Generated<string | null>
    /** Of a collection that has less than the capacity. */
    atMost: Generated<number | null>
    /** Of migration 0004, which its finer follower in 0022 has taken the place of: nothing reads it any more. */
    lengthClass: GeneratedAlways<number>
    lengthBand: GeneratedAlways<number>
  }
  baskets: Versioned & {
    id: string
    clusterId: string
    borrowerId: string
    requestedBy: string
    onBehalfOf: string | null
    createdAt: string
  }
  series: Versioned & {
    id: string
    clusterId: string
    listingId: string
    capacityId: string
    lenderId: string
    borrowerId: string
    needId: string | null
    rrule: string
    startsOn: string
    startsTime: string | null
    endsTime: string | null
    days: number
    zone: string
    quantity: number
    tariff: Generated<'solidarity' | 'reference' | 'support'>
    exdates: Generated<string>
    note: Generated<string>
    requestedBy: string
    onBehalfOf: string | null
    createdAt: string
  }
  seriesDates: {
    seriesId: string
    date: string
    bookingId: string | null
    state: 'booked' | 'skipped' | 'moved'
    startsAt: string
    endsAt: string
  }
  calendarAddresses: {
    id: string
    tokenHash: string
    personId: string
    scope: 'person' | 'organisation' | 'offer'
    subjectId: string
    clusterId: string | null
    language: Language
    createdAt: string
    lastReadAt: string | null
  }
  calendarFeeds: Versioned & {
    id: string
    clusterId: string
    listingId: string
    capacityId: string
    organisationId: string
    name: string
    address: string | null
    createdBy: string
    removedAt: string | null
    createdAt: string
  }
  feedReads: {
    feedId: string
    dueAt: string | null
    failures: Generated<number>
    problem: string | null
    etag: string | null
    lastModified: string | null
    readAt: string | null
    wholeAt: string | null
    report: Generated<string>
  }
  offerRules: Versioned & { listingId: string; clusterId: string; rules: string }
  handovers: Versioned & {
    id: string
    clusterId: string
    bookingId: string
    step: 'pick_up' | 'return'
    side: 'lender' | 'borrower' | 'coordinator'
    happened: Generated<number>
    at: string
    condition: 'ok' | 'dirty' | 'incomplete' | 'damaged' | 'broken'
    note: Generated<string>
    quantity: number
    lateMinutes: Generated<number>
    photoId: string | null
    photoType: string | null
    photoBytes: number | null
    photoWidth: number | null
    photoHeight: number | null
    photoAlt: Generated<string>
    /** Of waste: how its quantity was found, what of it was refused and why, and its weight where it is counted otherwise. */
    measure: 'weighed' | 'counted' | 'estimated' | null
    refusedQuantity: Generated<number>
    refusedReason: 'contaminated' | 'not_as_told' | 'too_much' | 'other' | null
    weightKg: number | null
    corrects: string | null
    notedBy: string
    createdAt: string
  }
  returnsDue: Versioned & {
    bookingId: string
    clusterId: string
    lenderId: string
    dueAt: string
    isOut: number
    toldAt: string | null
  }
  agreements: Versioned & {
    id: string
    clusterId: string
    bookingId: string
    number: number
    status: 'open' | 'accepted' | 'lapsed'
    textVersion: string
    terms: string
    text: string
    hash: string
    lenderAcceptedAt: string | null
    lenderAcceptedBy: string | null
    lenderAcceptedFor: string | null
    borrowerAcceptedAt: string | null
    borrowerAcceptedBy: string | null
    borrowerAcceptedFor: string | null
    createdAt: string
  }
  dayMailStops: { memberId: string; stoppedAt: string }
  dayMailRuns: { clusterId: string; date: string }
  dayMails: {
    memberId: string
    clusterId: string
    date: string
    state: 'due' | 'sent' | 'failed' | 'dropped'
    dueAt: string
    attempts: Generated<number>
  }
  outages: Versioned & {
    id: string
    clusterId: string
    capacityId: string
    startsAt: string
    endsAt: string | null
    quantity: number | null
    reason: Generated<string>
    status: Generated<'open' | 'ended'>
    endedAt: string | null
    declaredBy: string
    createdAt: string
  }
  waitlist: Versioned & {
    id: string
    clusterId: string
    listingId: string
    capacityId: string
    organisationId: string
    startsAt: string
    endsAt: string
    quantity: number
    status: Generated<'waiting' | 'offered' | 'taken' | 'passed' | 'left' | 'lapsed'>
    offeredUntil: string | null
    bookingId: string | null
    askedBy: string
    onBehalfOf: string | null
    createdAt: string
  }
  matches: Versioned & {
    id: string
    clusterId: string
    offerId: string
    needId: string
    offerContent: number
    needContent: number
    status: 'suggested' | 'seen' | 'dismissed' | 'accepted' | 'withdrawn'
    score: number
    parts: string
    dismissedReason: 'too_far' | 'wrong_dates' | 'wrong_thing' | 'price' | 'other' | null
    dismissedBy: string | null
    proposedStartsAt: string | null
    proposedEndsAt: string | null
    offerAcceptedAt: string | null
    needAcceptedAt: string | null
    createdAt: string
  }
  messages: Versioned & {
    id: string
    clusterId: string
    aboutId: string
    fromOrganisationId: string
    toOrganisationId: string
    fromPersonId: string
    body: string
    createdAt: string
  }
  readMarks: { personId: string; aboutId: string; readAt: string }
  notices: {
    id: string
    eventId: string
    personId: string
    channel: 'app' | 'mail'
    clusterId: string
    type: string
    subjectId: string
    dueAt: string
    state: 'unread' | 'read' | 'due' | 'sent' | 'failed' | 'dropped'
    attempts: Generated<number>
    createdAt: string
  }
  imports: {
    id: string
    clusterId: string
    kind: 'organisations' | 'listings' | 'sites'
    source: string
    fileName: Generated<string>
    csv: string
    columns: string
    publish: Generated<number>
    status: 'preview' | 'running' | 'accepted'
    total: number
    nextRow: Generated<number>
    added: Generated<number>
    updated: Generated<number>
    unchanged: Generated<number>
    leftAlone: Generated<number>
    refused: Generated<number>
    remarks: Generated<string>
    version: Generated<number>
    lastEventId: string
    createdBy: string
    createdAt: string
  }
  lowCodes: { code: string; hazardous: number; titleFr: string; titleEn: string; mirror: string | null }
  lowChapters: { chapter: string; titleFr: string; titleEn: string }
  searchDocs: { doc: Generated<number>; listingId: string; listingVersion: number }
  romeCodes: { code: string; titleFr: string }
  listingFacts: {
    listingId: string
    clusterId: string
    organisationId: string
    direction: Direction
    kind: Kind
    state: 'open' | 'paused' | 'closed' | 'met' | 'unmet' | 'dropped'
    week: string
    publishedAt: string
    expiresAt: string | null
    openUntil: string | null
    held: Generated<number>
    firstMatchAt: string | null
    minutesToMatch: number | null
    answered: number
    lastBookedAt: string | null
  }
  offerWeeks: { listingId: string; week: string; clusterId: string; kind: Kind; minutesOpen: number }
  bookingWeeks: {
    bookingId: string
    week: string
    clusterId: string
    kind: Kind
    listingId: string
    lenderId: string
    borrowerId: string
    state: Exclude<BookingStatus, 'in_use'>
    begins: number
    minutes: number
    quantity: number
    unit: Unit
    requestedAt: string
  }
  usageOfKinds: {
    clusterId: string
    week: string
    kind: Kind
    minutesOpen: number
    minutesBooked: number
    requested: number
    confirmed: number
    completed: number
    declined: number
    expired: number
    cancelled: number
    noShow: number
    offersPosted: number
    needsPosted: number
    needsMet: number
    needsUnmet: number
    needsDropped: number
  }
  usageOfOffers: { clusterId: string; week: string; listingId: string; minutes: number; bookings: number }
  usageOfPairs: {
    clusterId: string
    week: string
    lenderId: string
    borrowerId: string
    minutes: number
    bookings: number
  }
  usageOfUnits: { clusterId: string; week: string; unit: Unit; quantity: number; bookings: number }
  usageOfPosters: { clusterId: string; week: string; organisationId: string; listings: number }
  openListings: { clusterId: string; direction: Direction; kind: Kind; listings: number }
}

export type LegalForm =
  | 'association'
  | 'cooperative'
  | 'social_enterprise'
  | 'public'
  | 'company'
  | 'research'
  | 'training'
  | 'other'
export type Outcome = 'met_here' | 'met_elsewhere' | 'no_longer_needed' | 'expired'
export type PriceUnit = 'hour' | 'day' | 'month' | 'piece' | 'kg' | 'm2_month' | 'once'
export type CapacityShape = 'thing' | 'lot' | 'window' | 'stock' | 'person' | 'week'
export type BookingStatus =
  | 'requested'
  | 'confirmed'
  | 'in_use'
  | 'completed'
  | 'declined'
  | 'expired'
  | 'cancelled'
  | 'no_show'
