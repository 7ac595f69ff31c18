import type { Generated } from 'kysely'

/** Tables of vacant premises: migrations 0040 and 0041. JSON columns stay text. */
interface Versioned {
  version: Generated<number>
  lastEventId: string
}

export interface SchemaOfPremises {
  sites: Versioned & {
    id: string
    clusterId: string
    organisationId: string
    listingId: string
    leadId: string | null
    name: string
    description: Generated<string>
    address: Generated<string>
    commune: Generated<string>
    postcode: Generated<string>
    insee: Generated<string>
    lat: number | null
    lng: number | null
    surfaceM2: number | null
    vacantSince: string | null
    endsOn: string | null
    endReason: Generated<string>
    friches: Generated<string>
    createdBy: string
    createdAt: string
  }
  buildings: Versioned & {
    id: string
    clusterId: string
    siteId: string
    position: number
    name: string
    kind: Generated<'industrial' | 'commercial' | 'residential' | 'tertiary' | 'other'>
    state: 'good' | 'average' | 'bad' | 'mixed' | null
    floors: number | null
    builtYear: number | null
    surfaceM2: number | null
  }
  plans: Versioned & {
    id: string
    clusterId: string
    siteId: string
    position: number
    name: string
    width: number
    height: number
    pictureId: string | null
    pictureType: string | null
    pictureBytes: number | null
  }
  lots: Versioned & {
    id: string
    clusterId: string
    siteId: string
    buildingId: string | null
    capacityId: string
    position: number
    name: string
    surfaceM2: number
    floor: Generated<string>
    state: Generated<'ready' | 'light_works' | 'heavy_works'>
    stepFree: 'yes' | 'partly' | 'no' | null
    access: Generated<string>
    power: 'none' | 'single_phase' | 'three_phase' | null
    powerKva: number | null
    water: 'none' | 'cold' | 'hot' | null
    floorLoadKgM2: number | null
    publicType: string | null
    publicCategory: number | null
    uses: Generated<string>
    availableFrom: string | null
    availableUntil: string | null
    comfortPercent: Generated<number>
    planId: string | null
    outline: string | null
    removedAt: string | null
    createdAt: string
  }
  siteCharges: Versioned & {
    id: string
    clusterId: string
    siteId: string
    position: number
    item: ChargeItem
    label: Generated<string>
    centsPerYear: number
  }
  siteDocuments: Versioned & {
    id: string
    clusterId: string
    siteId: string
    kind: 'plan' | 'diagnosis' | 'safety' | 'deed' | 'charges' | 'other'
    name: string
    audience: Generated<'owner' | 'cluster'>
    contentType: string
    bytes: number
    createdAt: string
  }
  leads: Versioned & {
    id: string
    clusterId: string
    subject: 'premises' | 'waste'
    origin: 'import' | 'report' | 'coordinator'
    stage: LeadStage
    stageSince: string
    title: string
    words: Generated<string>
    address: Generated<string>
    commune: Generated<string>
    postcode: Generated<string>
    insee: Generated<string>
    lat: number | null
    lng: number | null
    surfaceM2: number | null
    ownerId: string | null
    ownerName: Generated<string>
    ownerContact: Generated<string>
    reporterContact: Generated<string>
    nextAction: Generated<string>
    nextOn: string | null
    nextBy: string | null
    droppedReason: DroppedReason | null
    photoId: string | null
    photoType: string | null
    photoBytes: number | null
    photoWidth: number | null
    photoHeight: number | null
    source: string | null
    externalId: string | null
    friches: Generated<string>
    handEdited: Generated<string>
    siteId: string | null
    listingId: string | null
    createdBy: string | null
    createdAt: string
  }
  leadNotes: Versioned & {
    id: string
    clusterId: string
    leadId: string
    kind: 'note' | 'call' | 'mail' | 'meeting' | 'visit'
    body: string
    createdAt: string
  }
}

export type LeadStage = 'reported' | 'lead' | 'contact' | 'agreed' | 'site' | 'done' | 'dropped'
export type DroppedReason = 'not_vacant' | 'not_suitable' | 'owner_refuses' | 'duplicate' | 'wrong' | 'other'

export type ChargeItem =
  | 'property_tax'
  | 'insurance'
  | 'energy'
  | 'water'
  | 'cleaning'
  | 'upkeep'
  | 'security'
  | 'checks'
  | 'management'
  | 'other'
