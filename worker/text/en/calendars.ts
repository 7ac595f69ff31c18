import type { calendars as french } from '../fr/calendars'

const many = (n: number, one: string, several: string) => (n === 1 ? one : several)

export const calendars: typeof french = {
  entry: {
    names: {
      person: 'Maillage: my calendar',
      organisation: (name) => `Maillage: ${name}`,
      offer: (title) => `Maillage: ${title}`,
    },
    asked: (title) => `To be confirmed: ${title}`,
    gone: (title) => `Cancelled: ${title}`,
    lent: (title, borrower) => `${title} (${borrower})`,
    busy: 'Busy',
    busyPart: (part, whole) => `Busy: ${part} of ${whole}`,
    lender: (name) => `Lent by: ${name}`,
    borrower: (name) => `Borrowed by: ${name}`,
    quantity: (amount) => `How much: ${amount}`,
    lot: (name) => `Lot: ${name}`,
    note: (text) => `Note: ${text}`,
    state: (status) => `State: ${status}`,
    whereLater: 'The exact address comes with the confirmation.',
    file: 'booking',
  },
  title: 'Calendars',
  leads: {
    person:
      'See everything your organisations borrow and lend in the calendar of your phone or computer. It keeps itself up to date.',
    organisation: (name) =>
      `See everything ${name} borrows and lends in this cluster in your own calendar. It keeps itself up to date.`,
    offerInside: 'See every booking of this offer in your own calendar. It keeps itself up to date.',
    offerOutside:
      'See in your own calendar when this offer is taken, and your own bookings. The others stay anonymous.',
  },
  link: 'In my calendar',
  linkLead: 'Google, Apple, Thunderbird',
  address: 'Secret address',
  none: 'You have no address for this calendar yet.',
  make: 'Create my address',
  again: 'Create another address',
  againHint: 'The present one will stop working.',
  revoke: 'Revoke',
  revokeThat: (name) => `Revoke the address: ${name}`,
  made: (date) => `created on ${date}`,
  read: (when) => `read ${when}`,
  neverRead: 'never read',
  newTitle: 'Here is your address',
  once: 'Copy it now: it is shown only once. Whoever knows it reads this calendar without signing in: keep it to yourself.',
  open: 'Open in my calendar',
  copy: 'Copy',
  copied: 'Copied',
  revoked: 'The address is revoked: it shows nothing any more.',
  how: 'How to subscribe',
  steps: {
    google: ['Google Calendar', 'On a computer: Other calendars, +, “From URL”, paste the address.'],
    apple: [
      'Apple',
      'Calendar: File, “New Calendar Subscription”. On an iPhone: Add Calendar, “Add Subscription Calendar”.',
    ],
    thunderbird: ['Thunderbird', 'New calendar, “On the Network”, paste the address, without a user name.'],
  },
  slow: 'Google reads a few times a day, the others about every hour.',
  mine: 'All my addresses',
  of: {
    person: 'My calendar',
    organisation: (name) => `Organisation: ${name}`,
    offer: (title) => `Offer: ${title}`,
  },
  other: 'For an organisation or an offer, the address is created on its own page.',
  feeds: {
    title: 'Your other calendars',
    lead: 'Is this offer also booked elsewhere? Give that calendar: when it says “busy”, the offer is closed here. Bookings already made always win.',
    none: 'No outside calendar.',
    add: 'Add a calendar',
    name: 'What shall it be called?',
    nameHint: 'For instance: front desk calendar.',
    address: 'Address of the calendar',
    addressHint:
      'It begins with https:// or webcal:// and often ends with .ics. It is read again every two hours.',
    file: 'Or an .ics file',
    fileHint: 'One megabyte at most. What recurs goes on closing.',
    what: 'What does it close?',
    act: 'Add',
    refresh: 'Read again',
    refreshThat: (name) => `Read “${name}” again`,
    remove: 'Remove',
    removeThat: (name) => `Remove “${name}”`,
    fromFile: 'file',
    closes: (n, shown) =>
      n === 0
        ? 'It closes nothing in the coming year.'
        : many(n, 'It closes once.', `It closes ${shown} times.`),
    readAt: (when) => `read ${when}`,
    until: (date) => `read until ${date}`,
    ignored: (n, shown) =>
      many(
        n,
        'One event takes no time (free or cancelled).',
        `${shown} events take no time (free or cancelled).`,
      ),
    left: (n, shown) =>
      many(
        n,
        'Once, it falls on what is booked. The booking stays; see what is to be done:',
        `${shown} times, it falls on what is booked. The bookings stay; see what is to be done:`,
      ),
    more: (n) => `and ${n} more`,
    remarks: {
      no_such_date: (value) => `A date does not exist and was left out: ${value}`,
      reversed: (value) => `An event ends before it begins and was left out: ${value}`,
      cut: (date) => `There are too many events: read until ${date} only.`,
    },
    failing: (n) => many(n, 'The last reading failed.', `The last ${n} readings failed.`),
    next: (when) => `Next try ${when}.`,
    done: {
      added: 'The calendar is added.',
      refreshed: 'The calendar has been read again.',
      removed: 'The calendar is removed: its closures are lifted.',
    },
  },
}

/** Why a calendar from elsewhere can not be read; words of wrong fields too. */
export const feedFields = {
  feed_unreachable: () => 'This address does not answer.',
  feed_status: () => 'This address answers with a refusal: check that the calendar is shared.',
  feed_redirects: () => 'This address leads on to another too often.',
  feed_too_large: () => 'This calendar is too large: one megabyte at most.',
  not_https: () => 'The address must begin with https:// or webcal://.',
  not_public: () => 'This is not the address of a public site.',
  not_ics: () => 'This is no calendar (.ics) that we can read.',
  unknown_zone: (p?: Record<string, string | number>) =>
    p?.zone
      ? `This calendar uses a time zone that we do not know: ${p.zone}.`
      : 'This calendar uses a time zone that we do not know.',
  endless_rule: () => 'A repetition in this calendar has no end: it comes too often.',
  too_many_rules: () => 'This calendar has too many repetitions.',
  unreadable_rule: () => 'A repetition in this calendar can not be read.',
  too_many_feeds: () => 'This offer has five outside calendars already: remove one first.',
  file_or_address: () => 'Give an address or a file, not both.',
}
