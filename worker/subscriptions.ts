import { acceptMatchOfBooking, rematch } from './matching/reactTo'
import { index } from './search/reactTo'
import { project } from './dashboards/reactTo'
import { tell } from './notifications/reactTo'
import type { Subscriptions } from './platform/consume'

/** Every consumer, under the name that queues and dead letters keep. */
const consumers = {
  'dashboards.project': project,
  'notifications.tell': tell,
  'search.index': index,
  'matching.rematch': rematch,
  'matching.booked': acceptMatchOfBooking,
} satisfies Subscriptions['consumers']

type Name = keyof typeof consumers

/** Who reacts to what: every type of event is named, so that a forgotten one does not compile. */
export const subscriptions: Subscriptions = {
  consumers,
  to: {
    'person.registered': [],
    'person.updated': [],
    'person.erased': [],
    'cluster.created': [],
    'cluster.updated': [],
    'cluster_page.edited': [],
    'coordinator.appointed': [],
    'coordinator.ended': [],
    'organisation.registered': [],
    'organisation.updated': ['search.index'],
    'affiliation.requested': ['notifications.tell'],
    'affiliation.accepted': ['notifications.tell', 'dashboards.project'],
    'affiliation.refused': ['notifications.tell'],
    'affiliation.suspended': ['notifications.tell', 'dashboards.project'],
    'affiliation.reinstated': ['notifications.tell', 'dashboards.project'],
    'affiliation.left': ['dashboards.project'],
    'member.requested': ['notifications.tell'],
    'member.joined': ['notifications.tell'],
    'member.changed': [],
    'member.left': [],
    'invitation.created': [],
    'invitation.used': [],
    'invitation.revoked': [],
    'listing.drafted': [],
    'listing.published': ['search.index', 'dashboards.project', 'matching.rematch'],
    'listing.edited': ['search.index', 'dashboards.project', 'matching.rematch'],
    'listing.photos_changed': [],
    'listing.paused': ['search.index', 'dashboards.project', 'matching.rematch'],
    'listing.resumed': ['search.index', 'dashboards.project', 'matching.rematch'],
    'listing.renewed': ['search.index', 'dashboards.project', 'matching.rematch'],
    'listing.closed': ['search.index', 'dashboards.project', 'matching.rematch'],
    'listing.expired': ['notifications.tell', 'search.index', 'dashboards.project', 'matching.rematch'],
    'listing.hidden': ['notifications.tell', 'search.index', 'dashboards.project', 'matching.rematch'],
    'listing.restored': ['notifications.tell', 'search.index', 'dashboards.project', 'matching.rematch'],
    'report.opened': ['notifications.tell'],
    'report.upheld': [],
    'report.dismissed': [],
    'capacity.changed': ['dashboards.project'],
    'capacity.closed': [],
    'capacity.reopened': [],
    'offer_rules.changed': [],
    'booking.requested': ['notifications.tell', 'dashboards.project'],
    'booking.confirmed': ['notifications.tell', 'dashboards.project', 'matching.booked'],
    'booking.declined': ['notifications.tell', 'dashboards.project'],
    'booking.cancelled': ['notifications.tell', 'dashboards.project'],
    'booking.expired': ['notifications.tell', 'dashboards.project'],
    'booking.changed': ['notifications.tell', 'dashboards.project'],
    'booking.started': ['dashboards.project'],
    'booking.completed': ['notifications.tell', 'dashboards.project'],
    'booking.no_show': ['notifications.tell', 'dashboards.project'],
    'match.suggested': ['notifications.tell', 'dashboards.project'],
    'match.dismissed': [],
    'match.accepted': ['notifications.tell', 'dashboards.project'],
    'match.time_proposed': ['notifications.tell', 'dashboards.project'],
    'match.withdrawn': [],
    'match.restored': [],
    'message.sent': ['notifications.tell', 'dashboards.project'],
    'import.accepted': [],
  } satisfies Record<string, Name[]>,
}
