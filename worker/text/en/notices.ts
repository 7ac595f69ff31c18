import type { notices as french } from '../fr/notices'

const on = (when: string | undefined) => (when ? `, ${when}` : '')
const because = (reason: string | null | undefined) => (reason ? ` Reason: ${reason}` : '')

export const notices: typeof french = {
  title: 'Notices',
  empty: 'Nothing new. When a booking or a match concerns you, it is said here.',
  emptyAct: 'Search the cluster',
  unread: 'new',
  older: 'Older notices',
  settings: 'E-mail settings',
  rhythmTitle: 'E-mails',
  rhythms: { now: 'At once', daily: 'Once a day, at 7:00', never: 'Never: I read them here' },
  rhythmSaved: 'Saved.',
  inDates: (n: number, first: string, last: string) =>
    n > 1 ? `${n} dates, from ${first} to ${last}` : `on ${first}`,
  sentences: {
    'booking.requested': (s) => `${s.borrower} asks for “${s.listing}”${on(s.when)}. Your answer is awaited.`,
    'booking.confirmed': (s) =>
      `Booking confirmed: “${s.listing}”${on(s.when)}, lent by ${s.lender} to ${s.borrower}.`,
    'booking.declined': (s) => `${s.lender} cannot lend “${s.listing}”${on(s.when)}.${because(s.reason)}`,
    'booking.cancelled': (s) => `Booking cancelled: “${s.listing}”${on(s.when)}.${because(s.reason)}`,
    'booking.expired': (s) => `The request for “${s.listing}”${on(s.when)} got no answer: it has lapsed.`,
    'booking.changed': (s) => `The booking of “${s.listing}” has changed: now ${s.when}.`,
    'booking.started': (s) => `“${s.listing}” is being used by ${s.borrower}.`,
    'booking.completed': (s) =>
      `“${s.listing}”${on(s.when)}: done. If that is not right, correct it within seven days.`,
    'booking.suspended': (s) =>
      `“${s.listing}” is out of order: the booking${on(s.when)} cannot take place for now. It stays yours, and others like it are suggested.`,
    'booking.agreed': (s) =>
      `The booking${on(s.when)} of “${s.listing}” is accepted; what goes with it still waits for an answer.`,
    'booking.resumed': (s) => `“${s.listing}” works again: the booking${on(s.when)} stands.`,
    'outage.declared': (s) =>
      `“${s.listing}” is out of order${s.until ? ` until ${s.until}` : ', nobody knows until when'}.`,
    'outage.changed': (s) =>
      `“${s.listing}”: ${s.until ? `expected back on ${s.until}` : 'nobody knows when it will be back'}.`,
    'outage.ended': (s) => `“${s.listing}” works again.`,
    'waitlist.joined': (s) => `An organisation waits for a place: “${s.listing}”${on(s.when)}.`,
    'waitlist.offered': (s) =>
      `A place has become free: “${s.listing}”${on(s.when)}. It is kept for you until ${s.until}.`,
    'waitlist.taken': (s) => `The place that was waited for is taken: “${s.listing}”${on(s.when)}.`,
    'waitlist.passed': (s) => `The place offered for “${s.listing}”${on(s.when)} goes to the next in line.`,
    'waitlist.left': (s) => `An organisation no longer waits for “${s.listing}”${on(s.when)}.`,
    'waitlist.lapsed': (s) =>
      `The time to answer is over: the place for “${s.listing}”${on(s.when)} is no longer kept.`,
    'waitlist.returned': (s) =>
      `“${s.listing}” has just broken down: the place offered${on(s.when)} is withdrawn, and you wait again where you stood.`,
    'booking.no_show': (s) => `${s.lender} notes that “${s.listing}”${on(s.when)} was not used.`,
    'handover.noted': (s) =>
      s.step === 'return'
        ? `The return of “${s.listing}”${on(s.when)} is noted. Say so if it is not right.`
        : `The pick-up of “${s.listing}”${on(s.when)} is noted. Say so if it is not right.`,
    'handover.overdue': (s) =>
      `“${s.listing}”, lent by ${s.lender} to ${s.borrower}${on(s.when)}, is not noted as returned. Bring it back, or note the return.`,
    'agreement.accepted': (s) =>
      `The loan agreement of “${s.listing}”${on(s.when)} is accepted by the other side.`,
    'agreement.lapsed': (s) =>
      `The booking of “${s.listing}” has changed: the loan agreement is to be accepted again.`,
    'series.requested': (s) =>
      `${s.borrower} asks for “${s.listing}” as a series: ${s.when}. Your answer is awaited.`,
    'series.confirmed': (s) =>
      `Series confirmed: “${s.listing}”, ${s.when}. ${s.lender} lends to ${s.borrower}.`,
    'series.declined': (s) => `${s.lender} cannot lend “${s.listing}” on the dates asked for as a series.`,
    'series.cancelled': (s) =>
      `Dates of a series are cancelled: “${s.listing}”, ${s.borrower}.${because(s.reason)}`,
    'series.changed': (s) => `Dates of a series have changed: “${s.listing}”, ${s.borrower}.`,
    'match.suggested': (s) => `“${s.listing}” may meet the need “${s.other}”.`,
    'match.accepted': (s) => `“${s.listing}” and “${s.other}”: the other side wants to go further.`,
    'match.dismissed': (s) => `“${s.listing}” and “${s.other}”: set aside.`,
    'match.restored': (s) => `“${s.listing}” and “${s.other}” fit again.`,
    'match.withdrawn': (s) => `“${s.listing}” and “${s.other}” no longer match.`,
    'match.time_proposed': (s) => `A time is proposed for “${s.other}”: ${s.when}, with “${s.listing}”.`,
    'message.sent': (s) => `${s.organisation} wrote to you.`,
    'listing.drafted': (s) => `${s.organisation} is preparing “${s.listing}”.`,
    'listing.published': (s) => `${s.organisation} published “${s.listing}”.`,
    'listing.edited': (s) => `${s.organisation} edited “${s.listing}”.`,
    'listing.photos_changed': (s) => `${s.organisation} changed the photos of “${s.listing}”.`,
    'listing.paused': (s) => `${s.organisation} paused “${s.listing}”.`,
    'listing.resumed': (s) => `${s.organisation} put “${s.listing}” back online.`,
    'listing.renewed': (s) => `${s.organisation} renewed “${s.listing}”.`,
    'listing.closed': (s) => `${s.organisation} closed “${s.listing}”.`,
    'listing.expired': (s) => `“${s.listing}” has expired. One click renews it.`,
    'listing.hidden': (s) => `The coordinators hid “${s.listing}”.${because(s.reason)}`,
    'listing.restored': (s) => `The coordinators put “${s.listing}” back online.`,
    'report.opened': (s) => `“${s.listing}” was reported. Yours to look at.`,
    'report.upheld': (s) => `The report about “${s.listing}” was followed up.`,
    'report.dismissed': (s) => `The report about “${s.listing}” was closed.`,
    'organisation.registered': (s) => `${s.organisation} has been registered.`,
    'organisation.updated': (s) => `The details of ${s.organisation} have changed.`,
    'affiliation.requested': (s) => `${s.organisation} asks to join the cluster.`,
    'affiliation.accepted': (s) => `${s.organisation} is part of the cluster. Welcome!`,
    'affiliation.refused': (s) => `The request of ${s.organisation} was not accepted.${because(s.reason)}`,
    'affiliation.suspended': (s) => `${s.organisation} is suspended in the cluster.${because(s.reason)}`,
    'affiliation.reinstated': (s) => `${s.organisation} is back in the cluster.`,
    'affiliation.left': (s) => `${s.organisation} left the cluster.`,
    'member.requested': (s) => `Somebody asks to join ${s.organisation}.`,
    'member.joined': (s) => `You are part of ${s.organisation}.`,
    'member.changed': (s) => `A role changed in ${s.organisation}.`,
    'member.left': (s) => `Somebody left ${s.organisation}.`,
    'basket.requested': () => 'Several bookings were asked for together.',
    'offer_rules.changed': (s) => `The booking rules of “${s.listing}” changed.`,
    'capacity.changed': () => 'An available quantity changed.',
    'capacity.closed': () => 'A closure was set.',
    'capacity.closures_replaced': () => 'An outside calendar was read again.',
    'feed.added': (s) => `The calendar “${s.other}” closes “${s.listing}” when it is taken elsewhere.`,
    'feed.collided': (s) =>
      `The calendar “${s.other}” partly falls on bookings of “${s.listing}”. The bookings stay: see which.`,
    'feed.failed': (s) => `The calendar “${s.other}” of “${s.listing}” no longer answers. Check its address.`,
    'feed.removed': (s) => `The calendar “${s.other}” no longer closes “${s.listing}”.`,
    'capacity.reopened': () => 'A closure was lifted.',
    'cluster.created': () => 'The cluster is open.',
    'cluster.updated': () => 'The settings of the cluster changed.',
    'cluster_page.edited': () => 'A page of the cluster was rewritten.',
    'coordinator.appointed': () => 'A coordinator was appointed.',
    'coordinator.ended': () => 'A coordinator left the role.',
    'invitation.created': () => 'An invitation was made.',
    'invitation.used': () => 'An invitation was used.',
    'invitation.revoked': () => 'An invitation was withdrawn.',
    'import.accepted': () => 'A file was imported.',
    other: () => 'Something changed.',
  },
  mail: {
    one: (cluster) => `News from ${cluster}`,
    several: (n, cluster) => `${n} pieces of news from ${cluster}`,
    hello: (name) => `Hello ${name},`,
    open: 'Open',
    timeZone: (zone) => `Times are those of ${zone}.`,
    why: 'You receive this message because it concerns you.',
    stop: 'Stop these e-mails',
    settings: 'E-mail settings',
  },
  unsubscribe: {
    title: 'Stop the e-mails',
    ask: 'Maillage will no longer write to you. Your notices can still be read in the application.',
    act: 'Stop writing to me',
    done: 'Done: no more e-mails.',
    undo: 'You can change your mind in “My account”.',
    bad: 'This link is incomplete. Open “My account” to set your e-mails.',
  },
  journal: {
    title: 'Journal of the cluster',
    lead: 'All that happened, in order, as it came. Nothing is ever erased.',
    when: 'When',
    what: 'What',
    who: 'By whom',
    clock: 'the clock',
    onBehalf: (name) => `for ${name}`,
    someone: 'somebody who left',
    older: 'Older',
    newest: 'Newest',
    empty: 'Nothing has happened yet.',
    feed: 'The same journal, for programs',
  },
}
