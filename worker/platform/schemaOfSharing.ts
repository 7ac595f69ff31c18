import type { Generated } from 'kysely'

interface Versioned {
  version: Generated<number>
  lastEventId: string
}

/** Several at once: jobs that employers share, and what is left of a waste and offered on. */
export interface SharingSchema {
  sharedJobs: Versioned & {
    id: string
    clusterId: string
    status: 'proposed' | 'accepted' | 'booked' | 'refused' | 'lapsed' | 'withdrawn'
    origin: 'coordinator' | 'suggested'
    needsKey: string
    romeCode: string
    minutes: number
    travelMinutes: number
    score: number
    scoreParts: string
    hourCents: number | null
    carrierId: string
    startsOn: string
    weeks: number
    answerBy: string
    offerId: string | null
    note: Generated<string>
    proposedBy: string | null
    createdAt: string
  }
  sharedJobParts: {
    jobId: string
    needId: string
    organisationId: string
    minutes: number
    halfDays: string
    answer: Generated<'waiting' | 'accepted' | 'refused'>
    answeredBy: string | null
    answeredAt: string | null
    onBehalfOf: string | null
    open: Generated<0 | 1>
  }
  cascades: Versioned & {
    id: string
    clusterId: string
    listingId: string
    capacityId: string
    startsAt: string | null
    endsAt: string | null
    status: 'open' | 'ended'
    outcome: 'taken' | 'nobody' | 'stopped' | 'past' | null
    quantityLeft: number | null
    createdAt: string
  }
  remainders: Versioned & {
    id: string
    clusterId: string
    cascadeId: string
    listingId: string
    capacityId: string
    needId: string
    organisationId: string
    slot: Generated<string>
    position: number
    quantity: number
    status: 'offered' | 'taken' | 'refused' | 'lapsed' | 'withdrawn'
    offeredUntil: string
    takenQuantity: number | null
    bookingId: string | null
    createdAt: string
  }
}
