import type { Generated } from 'kysely'

export interface SchemaOfRegister {
  /** The register of outgoing waste: only ever added to. `cells` and `origin` are JSON. */
  wasteLines: {
    id: string
    clusterId: string
    organisationId: string
    /** By its hand-over; or by the end that was noted of it. */
    bookingId: string | null
    endId: string | null
    shippedOn: string
    cells: string
    origin: string
    hazardous: number
    happened: Generated<number>
    number: number
    corrects: string | null
    reason: Generated<string>
    writtenBy: string | null
    version: Generated<number>
    lastEventId: string
    createdAt: string
  }
}
