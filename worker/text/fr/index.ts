import { baskets } from './baskets'
import { bookings } from './bookings'
import { calendars } from './calendars'
import { common } from './common'
import { agreements } from './agreements'
import { dashboards } from './dashboards'
import { handovers } from './handovers'
import { errors } from './errors'
import { impact } from './impact'
import { imports } from './imports'
import { legal } from './legal'
import { listings } from './listings'
import { matching } from './matching'
import { messages } from './messages'
import { notices } from './notices'
import { organisations } from './organisations'
import { outages } from './outages'
import { people } from './people'
import { rules } from './rules'
import { search } from './search'
import { views } from './views'
import { series } from './series'
import { waitlist } from './waitlist'

/** French comes first: the other languages have its shape. One file per feature. */
export const fr = {
  common,
  errors,
  people,
  organisations,
  listings,
  search,
  views,
  matching,
  bookings,
  baskets,
  waitlist,
  outages,
  series,
  calendars,
  rules,
  messages,
  notices,
  dashboards,
  handovers,
  agreements,
  impact,
  imports,
  legal,
}
export type Dictionary = typeof fr
