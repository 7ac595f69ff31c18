import type { Asked } from './asking'
import { alertRoutes } from './tableOfAlerts'
import { queueRoutes } from './tableOfQueues'
import { basketRoutes } from './tableOfBaskets'
import { bookingRoutes } from './tableOfBookings'
import { calendarRoutes } from './tableOfCalendars'
import { callPageRoutes, callRoutes } from './tableOfCalls'
import { coordinationRoutes } from './tableOfCoordination'
import { handoverRoutes } from './tableOfHandovers'
import { impactRoutes } from './tableOfImpact'
import { listingRoutes } from './tableOfListings'
import { matchingRoutes } from './tableOfMatching'
import { feeRoutes, occupancyPageRoutes, occupancyRoutes } from './tableOfOccupancies'
import { organisationRoutes } from './tableOfOrganisations'
import { peopleRoutes } from './tableOfPeople'
import { pickupRoutes } from './tableOfPickups'
import { premisesPages, premisesRoutes } from './tableOfPremises'
import { registerRoutes } from './tableOfRegister'
import { runningRoutes } from './tableOfRunning'
import { searchRoutes } from './tableOfSearch'
import { unmetRoutes } from './tableOfUnmet'
import { viewRoutes } from './tableOfViews'
import { seriesRoutes } from './tableOfSeries'
import { sharingRoutes } from './tableOfSharing'
import { streamRoutes } from './tableOfStreams'
import type { Role } from './world'

export interface Entry extends Pick<Asked, 'json' | 'form' | 'raw' | 'headers'> {
  /** An address that exists in the world; what is of A ends with `_a`. */
  path: string | (() => Promise<string>)
  /** Who may; all others are refused. */
  may: readonly Role[]
  /** The status of success: 200 unless told; of a form 303. */
  status?: number
  /** The facts that success records, none unless told. */
  events?: readonly string[]
  /** Who may in principle, and is refused by how things are: with this status. */
  otherwise?: Partial<Record<Role, number>>
  /** Words after ZEBRE- that some may read here beside their own: `{bystander: /^cluster$/}`. */
  sees?: Partial<Record<Role, RegExp>>
  /** A refused form keeps a draft of what was right. */
  keeps?: true
  /** What may be done with an id of another cluster after all, as the test of that would tell it. */
  elsewhere?: RegExp
  /** What is different for one role. */
  by?: Partial<Record<Role, Partial<Omit<Entry, 'by' | 'may'>>>>
  /** Rows written before asking. */
  given?: () => Promise<unknown>
}

/** Who may do what: every route of the application, with what its rightful people send and what then happens. */
export const TABLES = {
  people: peopleRoutes,
  search: searchRoutes,
  alerts: alertRoutes,
  unmet: unmetRoutes,
  listings: listingRoutes,
  matching: matchingRoutes,
  bookings: bookingRoutes,
  baskets: basketRoutes,
  views: viewRoutes,
  calendars: calendarRoutes,
  calls: callRoutes,
  callPages: callPageRoutes,
  queues: queueRoutes,
  series: seriesRoutes,
  sharing: sharingRoutes,
  streams: streamRoutes,
  pickups: pickupRoutes,
  handovers: handoverRoutes,
  coordination: coordinationRoutes,
  impact: impactRoutes,
  register: registerRoutes,
  organisations: organisationRoutes,
  running: runningRoutes,
  occupancies: occupancyRoutes,
  fees: feeRoutes,
  'pages of occupancies': occupancyPageRoutes,
  premises: premisesRoutes,
  premisesPages,
}
export const TABLE: Record<string, Entry> = Object.assign({}, ...Object.values(TABLES))
