import { alerts } from './alerts'
import { baskets } from './baskets'
import { bookings } from './bookings'
import { calendars } from './calendars'
import { calls } from './calls'
import { common } from './common'
import { agreements } from './agreements'
import { dashboards } from './dashboards'
import { handovers } from './handovers'
import { errors } from './errors'
import { impact } from './impact'
import { imports } from './imports'
import { inclusion } from './inclusion'
import { jobs } from './jobs'
import { pickups } from './pickups'
import { leads } from './leads'
import { legal } from './legal'
import { listings } from './listings'
import { matching } from './matching'
import { messages } from './messages'
import { notices } from './notices'
import { fees } from './fees'
import { landlords } from './landlords'
import { occupancies } from './occupancies'
import { organisations } from './organisations'
import { outages } from './outages'
import { people } from './people'
import { premises } from './premises'
import { register } from './register'
import { rules } from './rules'
import { search } from './search'
import { together } from './together'
import { unmet } from './unmet'
import { views } from './views'
import { series } from './series'
import { streams } from './streams'
import { suggestions } from './suggestions'
import { waitlist } from './waitlist'
import { waste } from './waste'
import type { Partially } from '../index'
import type { Dictionary } from '../fr'

/** The main screens; what is missing is shown in French. */
export const ar: Partially<Dictionary> = {
  common,
  errors,
  people,
  organisations,
  listings,
  search,
  alerts,
  unmet,
  views,
  matching,
  streams,
  suggestions,
  bookings,
  baskets,
  waitlist,
  waste,
  outages,
  series,
  jobs,
  pickups,
  inclusion,
  together,
  calendars,
  register,
  rules,
  messages,
  notices,
  dashboards,
  handovers,
  agreements,
  impact,
  imports,
  premises,
  occupancies,
  fees,
  landlords,
  calls,
  leads,
  legal,
}
