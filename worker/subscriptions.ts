import { index } from './search/reactTo'
import { tell } from './notifications/reactTo'
import type { Subscriptions } from './platform/consume'

/** Every consumer, under the name that queues and dead letters keep. */
const consumers = {
  'notifications.tell': tell,
  'search.index': index,
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
    'affiliation.accepted': ['notifications.tell'],
    'affiliation.refused': ['notifications.tell'],
    'affiliation.suspended': ['notifications.tell'],
    'affiliation.reinstated': ['notifications.tell'],
    'affiliation.left': [],
    'member.requested': ['notifications.tell'],
    'member.joined': ['notifications.tell'],
    'member.changed': [],
    'member.left': [],
    'invitation.created': [],
    'invitation.used': [],
    'invitation.revoked': [],
    'listing.drafted': [],
    'listing.published': ['search.index'],
    'listing.edited': ['search.index'],
    'listing.photos_changed': [],
    'listing.paused': ['search.index'],
    'listing.resumed': ['search.index'],
    'listing.renewed': ['search.index'],
    'listing.closed': ['search.index'],
    'listing.expired': ['notifications.tell', 'search.index'],
    'listing.hidden': ['notifications.tell', 'search.index'],
    'listing.restored': ['notifications.tell', 'search.index'],
    'report.opened': ['notifications.tell'],
    'report.upheld': [],
    'report.dismissed': [],
    'capacity.changed': [],
    'capacity.closed': [],
    'capacity.reopened': [],
    'booking.requested': ['notifications.tell'],
    'booking.confirmed': ['notifications.tell'],
    'booking.declined': ['notifications.tell'],
    'booking.cancelled': ['notifications.tell'],
    'booking.expired': ['notifications.tell'],
    'booking.changed': ['notifications.tell'],
    'booking.started': [],
    'booking.completed': ['notifications.tell'],
    'booking.no_show': ['notifications.tell'],
    'match.suggested': ['notifications.tell'],
    'match.dismissed': [],
    'match.accepted': ['notifications.tell'],
    'match.time_proposed': ['notifications.tell'],
    'match.withdrawn': [],
    'message.sent': ['notifications.tell'],
    'import.accepted': [],
  } satisfies Record<string, Name[]>,
}
