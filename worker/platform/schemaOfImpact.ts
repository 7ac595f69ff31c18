import type { Generated } from 'kysely'
import type { Kind, Language } from '../core/kinds'

interface Versioned {
  version: Generated<number>
  lastEventId: string
}

/** What a factor says, whoever added it. Values are millionths of the unit. */
interface FactorColumns {
  id: string
  key: string
  number: number
  category: string
  measure: FactorMeasure
  labelFr: string
  labelEn: string
  unit: string
  currency: string | null
  lowMicro: number
  highMicro: number
  atMost: Generated<number>
  basis: string
  source: string
  sourceRef: string
  licence: string
  confidence: 'high' | 'medium' | 'low'
  note: Generated<string>
}
export type FactorMeasure = 'new_thing' | 'transport' | 'vacancy' | 'disposal' | 'reference'

/** Sums of a month, of one key of a scope. */
interface ImpactAmounts {
  exchanges: number
  minutes: number
  kgWeighed: number
  kgDeclared: number
  co2Low: number
  co2High: number
  vacancyLow: number
  vacancyHigh: number
  disposalLow: number
  disposalHigh: number
  marketCents: number
  paidCents: number
  withCo2: number
  withVacancy: number
  withDisposal: number
  withMarket: number
}

/** The tables of what the sharing has produced: migrations 0054 to 0056. */
export interface SchemaOfImpact {
  carriedFactors: FactorColumns
  impactFactors: Versioned & FactorColumns & { clusterId: string | null; addedBy: string; createdAt: string }
  /** A view over both. */
  factorVersions: FactorColumns & { clusterId: string | null; createdAt: string | null }
  impactBases: Versioned & {
    id: string
    listingId: string
    number: number
    clusterId: string
    appliesFrom: string
    thingFactor: string | null
    thingsMilli: number | null
    replacedPercent: number | null
    lifePercent: number | null
    transportFactor: string | null
    distanceHm: number
    vacancyFactors: string
    disposalFactor: string | null
    unitGrams: number | null
    chosenBy: string
    createdAt: string
  }
  impactMonths: {
    bookingId: string
    month: string
    clusterId: string
    listingId: string
    capacityId: string
    lenderId: string
    borrowerId: string
    kind: Kind
    resource: string
    commune: string
    begins: number
    minutes: number
    kg: number
    measured: number
    surfaceM2: number
    co2Low: number
    co2High: number
    vacancyLow: number
    vacancyHigh: number
    disposalLow: number
    disposalHigh: number
    marketCents: number
    paidCents: number
    hasCo2: number
    hasVacancy: number
    hasDisposal: number
    hasMarket: number
    factors: string
  }
  impactSums: ImpactAmounts & {
    clusterId: string
    scope: 'kind' | 'commune' | 'offer' | 'lender' | 'borrower' | 'resource'
    month: string
    key: string
    leaves: number
  }
  portraitExchanges: {
    clusterId: string
    what: 'tie' | 'party'
    key: string
    quarter: string
    exchanges: number
  }
  portraitCounts: {
    clusterId: string
    quarter: string
    what: 'ties' | 'new_ties' | 'actors' | 'offers' | 'exchanged' | 'needs'
    key: string
    n: number
  }
  impactNeeds: {
    listingId: string
    clusterId: string
    organisationId: string
    kind: Kind
    resource: string
    commune: string
    month: string
    state: 'open' | 'met' | 'unmet' | 'dropped'
    listingVersion: number
  }
  impactOffers: {
    listingId: string
    clusterId: string
    organisationId: string
    kind: Kind
    resource: string
    commune: string
    month: string
    market: string
    listingVersion: number
  }
  funderReports: Versioned & {
    id: string
    clusterId: string
    status: 'draft' | 'published'
    title: string
    foreword: Generated<string>
    language: Language
    fromMonth: string
    toMonth: string
    quotes: Generated<string>
    data: string | null
    asOf: number | null
    publishedAt: string | null
    publishedBy: string | null
    createdBy: string
    createdAt: string
  }
}
