import type { Generated } from 'kysely'

/** Tables of occupancies, inventories and fees: migrations 0044 to 0046. JSON columns stay text. */
interface Versioned {
  version: Generated<number>
  lastEventId: string
}
type AgreementForm = 'precarious' | 'short_lease' | 'free_loan' | 'public_domain'

export interface SchemaOfOccupancies {
  occupancies: Versioned & {
    id: string
    clusterId: string
    siteId: string
    lotId: string
    capacityId: string
    landlordId: string
    occupantId: string
    callOfferId: string | null
    status: Generated<'draft' | 'proposed' | 'accepted' | 'in_force' | 'ended' | 'cancelled'>
    form: AgreementForm
    startsOn: string
    endsOn: string
    leftOn: string | null
    feeMode: 'charges' | 'fixed' | 'free'
    feeCents: Generated<number>
    solidarityPercent: Generated<number>
    reason: Generated<'none' | 'works' | 'sale' | 'demolition' | 'project' | 'other'>
    reasonWords: Generated<string>
    terms: Generated<string>
    textNumber: number | null
    text: string | null
    hash: string | null
    proposedAt: string | null
    landlordAcceptedAt: string | null
    landlordAcceptedBy: string | null
    landlordAcceptedFor: string | null
    occupantAcceptedAt: string | null
    occupantAcceptedBy: string | null
    occupantAcceptedFor: string | null
    endedAt: string | null
    endWords: Generated<string>
    createdBy: string
    createdAt: string
  }
  occupancyReminders: Versioned & {
    occupancyId: string
    days: number
    dueOn: string
    dueAt: string
    toldAt: string | null
    droppedAt: string | null
  }
  agreementTexts: Versioned & {
    id: string
    clusterId: string
    form: AgreementForm
    number: number
    body: string
    note: Generated<string>
    createdBy: string
    createdAt: string
  }
  inventories: Versioned & {
    id: string
    clusterId: string
    occupancyId: string
    kind: 'entry' | 'exit'
    madeOn: string
    rooms: Generated<string>
    meters: Generated<string>
    keys: number | null
    note: Generated<string>
    hash: string
    landlordAgreedAt: string | null
    landlordAgreedBy: string | null
    landlordAgreedFor: string | null
    occupantAgreedAt: string | null
    occupantAgreedBy: string | null
    occupantAgreedFor: string | null
    createdBy: string
    createdAt: string
  }
  inventoryPhotos: {
    id: string
    inventoryId: string
    roomId: string
    position: number
    alt: Generated<string>
    contentType: string
    bytes: number
    width: number
    height: number
  }
  feeRules: Versioned & {
    id: string
    clusterId: string
    siteId: string
    number: number
    fromMonth: string
    empty: 'owner' | 'spread'
    createdBy: string
    createdAt: string
  }
  feeMonths: Versioned & {
    id: string
    clusterId: string
    siteId: string
    month: string
    ruleNumber: number
    empty: 'owner' | 'spread'
    chargesCents: number
    ownerCents: number
    createdAt: string
  }
  feeLines: Versioned & {
    id: string
    clusterId: string
    siteId: string
    lotId: string
    occupancyId: string
    kind: 'due' | 'paid'
    month: string | null
    onDate: string
    cents: number
    days: number | null
    weight: number | null
    words: Generated<string>
    corrects: string | null
    notedBy: string
    createdAt: string
  }
}
