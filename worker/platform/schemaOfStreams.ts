import type { Generated } from 'kysely'

/** Where a quantity of a stream can be: see migration 0064. */
type Account =
  | ('said' | 'awaited' | 'in_hand' | 'used' | 'passed_on' | 'outlet' | 'missing')
  | ('refused' | 'refused_on' | 'refused_outlet' | 'unfetched' | 'unfetched_on' | 'unfetched_outlet')
type EndAct = 'used' | 'passed_on' | 'outlet' | 'went_on' | 'corrected'

/** What each account of a batch holds, in the unit of its offer. */
export interface Totals {
  promised: Generated<number>
  awaited: Generated<number>
  inHand: Generated<number>
  used: Generated<number>
  passedOn: Generated<number>
  outlet: Generated<number>
  refused: Generated<number>
  refusedOn: Generated<number>
  refusedOutlet: Generated<number>
  unfetched: Generated<number>
  unfetchedOn: Generated<number>
  unfetchedOutlet: Generated<number>
  missing: Generated<number>
}

/** The mass balance of streams: migration 0064. */
export interface SchemaOfStreams {
  streamBatches: Totals & {
    id: string
    clusterId: string
    listingId: string
    bookingId: string | null
    slot: string
    closed: Generated<number>
    lines: Generated<number>
    createdAt: string
  }
  streamEntries: {
    id: Generated<number>
    clusterId: string
    listingId: string
    batchId: string
    fromAccount: Account
    toAccount: Account
    quantity: number
    endId: string | null
    createdAt: string
  }
  streamEnds: {
    id: string
    clusterId: string
    listingId: string
    batchId: string
    act: EndAct
    fromAccount: Account
    quantity: number
    toName: Generated<string>
    toListingId: string | null
    slipNumber: string | null
    note: Generated<string>
    happenedOn: string
    corrects: string | null
    notedBy: string
    onBehalfOf: string | null
    version: Generated<number>
    lastEventId: string
    createdAt: string
  }
  streamLooks: { listingId: string; lookedUntil: string; nextAt: string }
}
