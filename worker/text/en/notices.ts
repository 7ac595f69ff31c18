import type { notices as french } from '../fr/notices'

const on = (when: string | undefined) => (when ? `, ${when}` : '')
const because = (reason: string | null | undefined) => (reason ? ` Reason: ${reason}` : '')

const foundBy = ({
  listing,
  found = 0,
  best = [],
}: {
  listing?: string
  found?: number
  best?: string[]
}) => {
  if (found === 0) return `What went with “${listing}” is no longer published.`
  const others = found > best.length ? `, and ${found - best.length} more` : ''
  const names = best.map((title) => `“${title}”`).join(', ')
  return `${found} ${found > 1 ? 'listings go' : 'listing goes'} with “${listing}”: ${names}${others}.`
}

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
    'waste_line.written': (s) => `The hand-over of “${s.listing}”${on(s.when)} is in the waste register.`,
    'waste_line.corrected': (s) => `A line of the waste register was corrected: “${s.listing}”${on(s.when)}.`,
    'slip.entered': (s) => `The slip of “${s.listing}”${on(s.when)} was entered.`,
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
    'job.proposed': (s) =>
      `A shared job is proposed: “${s.listing}”, with ${s.other}. Please answer before ${s.until}.`,
    'job.answered': (s) => `An organisation accepts the shared job “${s.listing}” (${s.other}).`,
    'job.accepted': (s) =>
      `All organisations accept the shared job “${s.listing}”. ${s.organisation} can carry the contract.`,
    'job.refused': (s) => `The shared job “${s.listing}” will not come about: an organisation said no.`,
    'job.lapsed': (s) => `The shared job “${s.listing}” will not come about: the time to answer is over.`,
    'job.withdrawn': (s) => `The shared job “${s.listing}” (${s.other}) is no longer proposed.`,
    'job.prepared': (s) => `${s.organisation} is preparing the offer of the shared job “${s.listing}”.`,
    'job.booked': (s) => `The shared job “${s.listing}” is booked for ${s.other}.`,
    'cascade.opened': (s) =>
      `Some of “${s.listing}” is left${on(s.when)}: it is offered to those who look for it.`,
    'cascade.ended': (s) =>
      `What was left of “${s.listing}”${on(s.when)} is no longer offered: see what was taken.`,
    'remainder.offered': (s) =>
      `${s.other} of “${s.listing}” are left at ${s.lender}${on(s.when)}. They are kept for you until ${s.until}.`,
    'remainder.taken': (s) => `${s.organisation} takes some of what is left of “${s.listing}”${on(s.when)}.`,
    'remainder.refused': (s) => `${s.organisation} leaves what is left of “${s.listing}”${on(s.when)}.`,
    'remainder.lapsed': (s) =>
      `The time to answer is over: what is left of “${s.listing}”${on(s.when)} is offered to others.`,
    'stream_end.recorded': (s) => `An end is noted for “${s.listing}”.`,
    'stream_end.corrected': (s) => `An end noted for “${s.listing}” is put right.`,
    'remainder.withdrawn': (s) => `${s.lender} no longer offers what is left of “${s.listing}”${on(s.when)}.`,
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
    'match.suggested': (s) => (s.best ? foundBy(s) : `“${s.listing}” may meet the need “${s.other}”.`),
    'match.accepted': (s) => `“${s.listing}” and “${s.other}”: the other side wants to go further.`,
    'match.dismissed': (s) => `“${s.listing}” and “${s.other}”: set aside.`,
    'match.restored': (s) => `“${s.listing}” and “${s.other}” fit again.`,
    'match.withdrawn': (s) => `“${s.listing}” and “${s.other}” no longer match.`,
    'match.time_proposed': (s) => `A time is proposed for “${s.other}”: ${s.when}, with “${s.listing}”.`,
    'need.asked': (s) => `The cluster looks for “${s.listing}” for ${s.organisation}. Would you have it?`,
    'search.found': (s) => `What you were looking for? “${s.listing}”, from ${s.organisation}.`,
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
    'site.opened': (s) => `${s.organisation} has put down the site “${s.listing}”.`,
    'site.changed': (s) => `The sheet of the site “${s.listing}” has changed.`,
    'lot.added': (s) => `Lot ${s.other} was added to “${s.listing}”.`,
    'lot.changed': (s) => `Lot ${s.other} of “${s.listing}” has changed.`,
    'lot.removed': (s) => `Lot ${s.other} of “${s.listing}” was taken away.`,
    'lead.reported': (s) => `Somebody reports “${s.listing}”. Look at it before it is used.`,
    'lead.opened': (s) => `A lead was opened: “${s.listing}”.`,
    'lead.changed': (s) => `The lead “${s.listing}” was made more precise.`,
    'lead.moved': (s) => `The lead “${s.listing}” is at another stage.`,
    'lead.noted': (s) => `A note was added to the lead “${s.listing}”.`,
    'pickup_round.opened': (s) => `${s.organisation} prepares a pick-up round.`,
    'pickup_round.changed': (s) => `The pick-up round of ${s.organisation} has changed.`,
    'pickup_round.cancelled': (s) => `The pick-up round of ${s.organisation} was given up.`,
    'pickup_stop.recorded': (s) => `${s.borrower} noted their stop for “${s.listing}”.`,
    'inclusion.recorded': (s) => `${s.organisation} counts hours of training or integration.`,
    'inclusion.corrected': (s) => `${s.organisation}: hours of training or integration were corrected.`,
    'inclusion.withdrawn': (s) => `${s.organisation}: hours of training or integration were withdrawn.`,
    'lead.became_listing': (s) => `The lead “${s.listing}” has become a listing.`,
    'lead.became_site': (s) => `The lead “${s.listing}” has become a site.`,
    'call.drafted': (s) => `A call for applications is being prepared: “${s.listing}”.`,
    'call.edited': (s) => `The draft of the call “${s.listing}” has changed.`,
    'call.published': (s) => `The call for applications “${s.listing}” is published. Deadline: ${s.until}.`,
    'call.amended': (s) => `The call “${s.listing}” has changed.${because(s.reason)}`,
    'call.closed': (s) => `The call “${s.listing}” is closed: the jury can score.`,
    'call.names_shown': (s) => `Call “${s.listing}”: the second round begins, names are shown.`,
    'call.judged': (s) => `The jury of the call “${s.listing}” has finished.`,
    'call.allocated': (s) => `The lots of the call “${s.listing}” are allocated. See why.`,
    'call.ended': (s) => `The call “${s.listing}” is over.`,
    'call.cancelled': (s) => `The call “${s.listing}” is cancelled.${because(s.reason)}`,
    'profile.saved': () => 'A presentation has changed.',
    'application.started': (s) => `An application to “${s.listing}” was begun.`,
    'application.saved': (s) => `An application to “${s.listing}” is under way.`,
    'application.submitted': (s) =>
      `Application no. ${s.other} to “${s.listing}” received. Hash: ${s.reason}`,
    'application.sent': (s) => `Application no. ${s.other} to “${s.listing}” was sent.`,
    'application.withdrawn': (s) => `Application no. ${s.other} to “${s.listing}” withdrawn.`,
    'score.given': (s) => `Application no. ${s.other} of the call “${s.listing}” was scored.`,
    'score.recused': (s) => `Somebody is recused from application no. ${s.other} of the call “${s.listing}”.`,
    'call_offer.made': (s) => `Lot ${s.other} of “${s.listing}” is offered to you. Answer before ${s.until}.`,
    'call_offer.accepted': (s) => `Lot ${s.other} of “${s.listing}” is accepted.`,
    'call_offer.declined': (s) =>
      `Lot ${s.other} of “${s.listing}” is left: it is offered to the next in line.`,
    'call_offer.lapsed': (s) => `The time to accept lot ${s.other} of “${s.listing}” is over.`,
    'impact_factor.added': () => 'A factor has a new version.',
    'impact_basis.chosen': () => 'An organisation said how to count what one of its offers produces.',
    'funder_report.drafted': () => 'A report to funders is being prepared.',
    'funder_report.changed': () => 'A report to funders was edited.',
    'funder_report.published': () => 'A report to funders was published.',
    'occupancy.drafted': (s) => `An agreement is being prepared for lot ${s.listing}.`,
    'occupancy.edited': (s) => `The draft agreement of lot ${s.listing} has changed.`,
    'occupancy.proposed': (s) =>
      `${s.lender} proposes an agreement to ${s.borrower} for lot ${s.listing}. Read it and accept it.`,
    'occupancy.revised': (s) =>
      `The agreement of lot ${s.listing} is taken back to be changed: wait for the next one.`,
    'occupancy.accepted': (s) => `The agreement of lot ${s.listing} was accepted by one side.`,
    'occupancy.started': (s) => `${s.borrower} occupies lot ${s.listing} from today on.`,
    'occupancy.ended': (s) => `${s.borrower}’s occupancy of lot ${s.listing} has ended.`,
    'occupancy.left': (s) => `${s.borrower} returned the keys of lot ${s.listing}.`,
    'occupancy.cancelled': (s) => `The agreement of lot ${s.listing} is given up.`,
    'occupancy.reminded': (s) =>
      `Lot ${s.listing}, ${s.borrower}: the term is ${s.other}. See what is to be done.`,
    'agreement_text.changed': () => 'The text of an agreement has a new version.',
    'inventory.saved': (s) => `The inventory of lot ${s.listing} is written: read it and agree to it.`,
    'inventory.agreed': (s) => `The inventory of lot ${s.listing} was agreed by one side.`,
    'fee_rule.set': (s) => `The rule that shares the charges of “${s.listing}” has changed.`,
    'fee_month.drawn_up': (s) => `A month of fees of “${s.listing}” is drawn up.`,
    'fee_line.recorded': (s) => `A payment is noted for lot ${s.listing}.`,
    'fee_line.corrected': (s) => `A line of the statement of lot ${s.listing} is put right.`,
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
    stopAbout: (what: string) => `Stop e-mails about this (${what})`,
    settings: 'E-mail settings',
  },
  topics: {
    bookings: { name: 'bookings', about: 'Requests, answers, cancellations, pick-ups and returns' },
    matches: { name: 'matches', about: 'What answers your listings, what the cluster looks for' },
    searches: { name: 'saved searches', about: 'What appears and you wanted to know of' },
    messages: { name: 'messages', about: 'An organisation writes to you' },
    listings: {
      name: 'your listings',
      about: 'A listing expires or is hidden, a calendar no longer answers',
    },
    membership: { name: 'your organisation', about: 'Its membership, its members' },
    coordination: { name: 'coordination', about: 'Requests to join and reports to deal with' },
  },
  mails: {
    title: 'My e-mails',
    lead: 'Everything can still be read here. You say what you are written to about, and when.',
    topics: 'Write to me about',
    quiet: 'Quiet hours',
    quietHint:
      'Between these times, in the time of the cluster, nothing that can wait is sent: matches and saved searches. Two equal times: no quiet hours.',
    from: 'From',
    to: 'To',
    save: 'Save',
    saved: 'Saved.',
    rhythm: 'At once, once a day or never: set that in “My account”.',
    searches: (cluster: string) => `My saved searches, ${cluster}`,
  },
  unsubscribe: {
    askAbout: (what: string) =>
      `Maillage will no longer write to you about this: ${what}. Your notices can still be read in the application.`,
    actAbout: 'Stop writing about this',
    doneAbout: (what: string) => `Done: no more e-mails about this (${what}).`,
    all: 'Stop writing to me at all',
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
    passerby: 'somebody without an account',
    applicant: 'an applicant',
    older: 'Older',
    newest: 'Newest',
    empty: 'Nothing has happened yet.',
    feed: 'The same journal, for programs',
  },
}
