import type { Generated } from 'kysely'

/** Papers of hazardous waste, and what ends the status of waste. */
export interface SlipTables {
  /** Acts by which a material stops being waste in France; filled by the migrations. */
  exitActs: { code: string; title: string }
  slips: {
    bookingId: string
    clusterId: string
    number: string
    enteredBy: string
    version: Generated<number>
    lastEventId: string
    createdAt: string
  }
}
