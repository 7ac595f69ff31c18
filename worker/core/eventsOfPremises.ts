interface About {
  organisationId: string
}
/** Who applied is in no event: jurors may read them. */
interface ApplicationFact {
  callId: string
}
interface CallOfferFact {
  callId: string
  applicationId: string
  lotId: string
  capacityId: string
}
/** A draft names no occupant: they learn of it once it is proposed. */
interface OccupancyFact {
  siteId: string
  lotId: string
  capacityId: string
  landlordId: string
  occupantId?: string
}
interface FeeFact {
  siteId: string
  landlordId: string
}
interface LotFact extends About {
  siteId: string
  capacityId: string
}

/** What happens to premises: sites and their lots, leads, calls for applications, occupancies, what they cost. */
export interface EventsOfPremises {
  'site.opened': About & { listingId: string }
  'site.changed': About & { what: 'sheet' | 'owner' | 'buildings' | 'charges' | 'plans' | 'documents' }
  'lot.added': LotFact
  'lot.changed': LotFact
  'lot.removed': LotFact
  /** Somebody saw something, with or without an account: only coordinators may know. */
  'lead.reported': { subject: 'premises' | 'waste' }
  'lead.opened': { subject: 'premises' | 'waste'; origin: 'import' | 'coordinator' }
  'lead.changed': object
  'lead.moved': { from: string; to: string }
  'lead.noted': { kind: string }
  'lead.became_site': { siteId: string; from: string }
  'call.drafted': About
  'call.edited': About
  'call.published': About & { lots: number }
  'call.amended': About & { number: number }
  /** By the clock, at its deadline: how many applications it has. */
  'call.closed': About & { applications: number }
  'call.names_shown': About
  'call.judged': About
  'call.allocated': About & { lots: number; given: number }
  'call.ended': About
  'call.cancelled': About
  'profile.saved': About
  'application.started': ApplicationFact
  'application.saved': ApplicationFact
  'application.submitted': ApplicationFact & { number: number }
  'application.withdrawn': ApplicationFact & { number: number }
  /** The subject is the application and the juror; `points` by criterion, in the order of the call: "7,8,5". */
  'score.given': ApplicationFact & { round: number; points: string }
  'score.recused': ApplicationFact & { round: number }
  'call_offer.made': CallOfferFact & { turn: number; until: string }
  /** What an occupancy begins with: who (the application's organisation), which lot, from when to when (local dates). */
  'call_offer.accepted': CallOfferFact & {
    turn: number
    organisationId: string
    landlordId: string
    siteId: string
    startsOn: string
    endsOn: string
  }
  'call_offer.declined': CallOfferFact & { turn: number }
  'call_offer.lapsed': CallOfferFact & { turn: number }
  'occupancy.drafted': OccupancyFact
  'occupancy.edited': OccupancyFact
  'occupancy.proposed': OccupancyFact & { form: string; textNumber: number; hash: string }
  /** Taken back to be changed: what one side had accepted counts no more. */
  'occupancy.revised': OccupancyFact
  'occupancy.accepted': OccupancyFact & { side: 'landlord' | 'occupant'; both: 0 | 1; hash: string }
  'occupancy.started': OccupancyFact
  /** `early` 1: before its term. */
  'occupancy.ended': OccupancyFact & { early: 0 | 1 }
  /** The keys came back, after its term. */
  'occupancy.left': OccupancyFact & { leftOn: string }
  'occupancy.cancelled': OccupancyFact
  /** By the clock: so many days from the term, negative before it. */
  'occupancy.reminded': OccupancyFact & { days: number }
  'agreement_text.changed': { form: string; number: number }
  'inventory.saved': OccupancyFact & { occupancyId: string; kind: 'entry' | 'exit' }
  'inventory.agreed': OccupancyFact & {
    occupancyId: string
    kind: 'entry' | 'exit'
    side: 'landlord' | 'occupant'
    both: 0 | 1
  }
  'fee_rule.set': FeeFact & { number: number; fromMonth: string; empty: string }
  'fee_month.drawn_up': FeeFact & { month: string; lines: number; cents: number }
  'fee_line.recorded': FeeFact & { occupancyId: string; occupantId: string; kind: string; cents: number }
  'fee_line.corrected': FeeFact & { occupancyId: string; occupantId: string; kind: string; cents: number }
}
