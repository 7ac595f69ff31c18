import type { Generated } from 'kysely'
import type { Language } from '../core/kinds'

/** Tables of calls for applications: migrations 0042 and 0043. JSON columns stay text. */
interface Versioned {
  version: Generated<number>
  lastEventId: string
}

export interface SchemaOfCalls {
  calls: Versioned & {
    id: string
    clusterId: string
    siteId: string
    organisationId: string
    status: Generated<CallStatus>
    round: Generated<1 | 2>
    title: string
    description: Generated<string>
    language: Language
    startsOn: string | null
    endsOn: string | null
    deadline: string | null
    answerOn: string | null
    answerDays: Generated<number>
    form: Generated<string>
    questions: Generated<string>
    criteria: Generated<string>
    quotas: Generated<string>
    visits: Generated<string>
    visitPlaces: Generated<number>
    visitListingId: string | null
    seedHash: string | null
    amendments: Generated<number>
    allocation: string | null
    publishedAt: string | null
    closedAt: string | null
    judgedAt: string | null
    allocatedAt: string | null
    endedAt: string | null
    endReason: Generated<string>
    createdBy: string
    createdAt: string
  }
  callSeeds: { callId: string; seed: string }
  callLots: { callId: string; lotId: string; capacityId: string; position: number }
  callJurors: { callId: string; personId: string; number: number; leftAt: string | null }
  callAmendments: {
    callId: string
    number: number
    eventId: string
    reason: string
    changes: string
    madeAt: string
  }
  applicantProfiles: Versioned & {
    organisationId: string
    sector: string
    activity: Generated<string>
    team: Generated<string>
    history: Generated<string>
  }
  applications: Versioned & {
    id: string
    clusterId: string
    callId: string
    organisationId: string
    status: Generated<'draft' | 'submitted' | 'withdrawn'>
    number: number | null
    answers: Generated<string>
    choices: Generated<string>
    needs: Generated<string>
    profile: Generated<string>
    sector: Generated<string>
    hash: string | null
    submittedAt: string | null
    withdrawnAt: string | null
    createdBy: string
    onBehalfOf: string | null
    createdAt: string
  }
  applicationFiles: {
    id: string
    applicationId: string
    position: number
    kind: 'project' | 'identity'
    contentType: string
    bytes: number
    sha256: string
  }
  applicationScores: Versioned & {
    applicationId: string
    personId: string
    callId: string
    clusterId: string
    points: Generated<string>
    comments: Generated<string>
    recused: Generated<number>
    reason: Generated<string>
    round: 1 | 2
    givenAt: string
  }
  callOffers: Versioned & {
    id: string
    clusterId: string
    callId: string
    applicationId: string
    lotId: string
    capacityId: string
    turn: number
    status: Generated<'offered' | 'accepted' | 'declined' | 'lapsed'>
    answerBy: string
    answeredAt: string | null
    createdAt: string
  }
}
export type CallStatus = 'draft' | 'published' | 'closed' | 'judged' | 'allocated' | 'ended' | 'cancelled'
