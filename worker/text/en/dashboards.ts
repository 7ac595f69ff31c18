import type { Kind } from '../../core/kinds'
import type { dashboards as fr } from '../fr/dashboards'

const s = (n: number) => (n === 1 ? '' : 's')
const IN_WORDS = [
  'Nothing',
  'One thing',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
]
const THE: Record<Kind, string> = {
  space: 'rooms',
  equipment: 'equipment',
  staff: 'skills',
  waste: 'materials',
  premises: 'premises',
}
const plural = (kind: Kind) => kind !== 'equipment'
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const lacks = (kind: Kind) => `${THE[kind]} ${plural(kind) ? 'are' : 'is'} lacking`
const sleeps = (kind: Kind) => `${THE[kind]} ${plural(kind) ? 'lie' : 'lies'} idle`
const serves = (kind: Kind) => `${THE[kind]} ${plural(kind) ? 'are' : 'is'} in use`
const abounds = (kind: Kind) => `there ${plural(kind) ? 'are' : 'is'} plenty of ${THE[kind]}`

export const dashboards: typeof fr = {
  today: {
    title: 'Today',
    hello: (name, n) =>
      n === 0
        ? `Hello ${name}. Nothing is waiting.`
        : n === 1
          ? `Hello ${name}. One thing is waiting.`
          : `Hello ${name}. ${IN_WORDS[n] ?? n} things are waiting.`,
    list: 'To do today',
    quiet: 'Every need has had an answer, no request is left waiting.',
    quietAct: 'See the dashboard',
    others: (n) => `The ${n} oldest are shown; more are waiting behind them.`,
    figures: 'The last four weeks',
    days: (n) => `${n} day${s(n)}`,
    hours: (n) => `${n} h`,
    minutes: (n) => `${n} min`,
    need: {
      state: (time) => `No answer for ${time}`,
      noMatch: 'No match in the cluster.',
      matches: (n) =>
        n === 1 ? 'One match suggested, nobody has written.' : `${n} matches suggested, nobody has written.`,
      seeMatches: 'See the matches',
      search: 'Search for them',
    },
    request: {
      state: (time) => `Request waiting for ${time}`,
      waitsFor: ' is waiting for ',
      expires: (when) => `. Lapses ${when}.`,
      act: 'Answer or remind',
    },
    expiring: { state: (when) => `Expires ${when}`, act: 'Renew', done: 'The listing is renewed.' },
    report: { state: 'Listing reported', by: (when) => `Reported ${when}.`, act: 'Look into it' },
    organisation: { state: 'Asks to join the cluster', since: (when) => `Asked ${when}.`, act: 'Answer' },
    member: { state: 'Asks to join an organisation', act: 'Answer' },
    alarm: {
      state: 'The service is behind',
      late: 'Notices and matches are no longer sent',
      since: (when) => `The oldest event has been waiting for ${when}.`,
      dead: (n) =>
        n === 1 ? 'One follow-up failed after every retry.' : `${n} follow-ups failed after every retry.`,
      failed: 'Some follow-ups could not be done',
      act: 'Open the journal',
    },
  },
  title: 'Dashboard',
  periods: { '4w': '4 weeks', '13w': '3 months', '52w': 'One year' },
  viewNav: 'Views of the dashboard',
  views: { use: 'Use', sharing: 'Sharing', method: 'Method' },
  periodNav: 'Period',
  from: 'From',
  to: 'to',
  show: 'Show these dates',
  otherDates: 'Other dates',
  span: (from, to) => `From ${from} to ${to}`,
  wholeWeeks: 'Whole weeks, Monday to Sunday.',
  table: 'The table',
  csv: 'CSV file',
  hours: (n) => `${n} h`,
  duration: {
    atOnce: '<\u00a01\u00a0min',
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => `${n} d`,
  },
  figures: {
    active: (all) => `active organisations out of ${all}`,
    activeOnes: (n) => `active organisation${s(n)}`,
    met: (part) => `needs met, that is ${part}`,
    metNone: 'needs met',
    of: (met, all) => `${met} of ${all}`,
    median: 'to the first match, median',
    noMedian: 'no match yet',
    used: 'of open hours are booked',
    bookings: (n) => `booking${s(n)} kept or to come`,
    hoursShared: 'shared',
    shared: (bookings, n) => `of materials, in ${bookings} handover${s(n)}`,
  },
  use: {
    finding: {
      nothing: 'Nothing has been booked yet',
      busyAndAsleep: (busy, asleep) => `${upper(serves(busy))}, ${sleeps(asleep)}`,
      asleep: (kind) => upper(sleeps(kind)),
      allAsleep: 'Everything lies idle more than it serves',
      busy: (kind) => `${upper(serves(kind))} more than half the time`,
      even: 'Rooms, equipment and skills are used about equally',
    },
    lead: 'Booked hours over open hours',
    row: (booked, open) => [booked, ' of ', open],
    head: ['Kind', 'Booked hours', 'Open hours', 'Share'],
    open: (hours) => `${hours} open`,
  },
  supply: {
    finding: {
      nothing: 'Nothing is published at the moment',
      lackingAndPlenty: (lacking, plenty) => `${upper(lacks(lacking))}, ${abounds(plenty)}`,
      lackingAndAsleep: (lacking, asleep) => `${upper(lacks(lacking))}, ${sleeps(asleep)}`,
      lacking: (kind) => upper(lacks(kind)),
      plenty: (kind) => upper(abounds(kind)),
      balanced: 'Offers and needs are in balance',
    },
    lead: (date) => `Offers and needs published on ${date}`,
    offers: (n) => `offer${s(n)}`,
    needs: (n) => `need${s(n)}`,
    head: ['Kind', 'Offers', 'Needs', 'Gap'],
  },
  weeks: {
    finding: {
      nothing: 'No booking yet',
      first: (n) => `${n} booking${s(n)}, the first`,
      fromFew: (n, then) => `${n} bookings, from ${then} before`,
      times: (n) => (n === 2 ? 'Twice as many bookings as before' : `${n} times as many bookings as before`),
      more: (part) => `${part} more bookings`,
      fewer: (part) => `${part} fewer bookings`,
      same: 'As many bookings as before',
    },
    lead: (n) => `By week. Dashed, the ${n} weeks before`,
    alt: (from, to) => `Bookings by week: from ${from} to ${to}`,
    last: (n) => `${n} this week`,
    head: ['Week of', 'Bookings', 'Before'],
  },
  offers: {
    finding: {
      nothing: 'No hour booked in this period',
      few: (n, part) =>
        n === 1 ? `One offer carries ${part} of the hours` : `${n} offers carry ${part} of the hours`,
      spread: 'Hours are spread over many offers',
    },
    lead: 'The most booked offers, over their open hours',
    head: ['Offer', 'Organisation', 'Bookings', 'Booked hours', 'Open hours'],
  },
  ends: {
    finding: {
      nothing: 'No request in this period',
      kept: (part) => `${part} of requests go through`,
      declined: (part) => `${part} of requests are declined`,
      expired: (part) => `${part} of requests stay unanswered`,
      cancelled: (part) => `${part} of bookings are cancelled`,
      noShow: (part) => `${part} of bookings are not used`,
    },
    lead: 'What becomes of bookings that begin in the period',
    states: {
      requested: 'waiting',
      confirmed: 'to come or in use',
      completed: 'completed',
      declined: 'declined',
      expired: 'unanswered',
      cancelled: 'cancelled',
      no_show: 'not used',
    },
    head: ['State', 'Bookings'],
  },
  needs: {
    finding: {
      nothing: 'No need published in this period',
      mostMet: (met, of) =>
        of === '1' ? 'The one need published was met' : `${met} needs of ${of} were met`,
      someMet: (met, of) => `Only ${met} of ${of} needs ${met === '1' ? 'was' : 'were'} met`,
      noneMet: (of) =>
        of === '1' ? 'The one need published was not met' : `None of the ${of} needs was met`,
    },
    lead: 'Needs published in the period, by kind',
    met: () => 'met',
    open: 'open',
    unmet: 'unmet',
    head: ['Kind', 'Published', 'Met', 'Open', 'Unmet', 'Withdrawn'],
  },
  quantities: {
    title: (hours) => `${hours} shared`,
    lead: 'Hours of rooms, equipment, skills and premises, and materials that changed hands',
    head: ['What', 'Quantity', 'Bookings'],
    hoursRow: 'Hours',
  },
  pairs: {
    finding: {
      nothing: 'Nobody has shared in this period yet',
      oneLends: (name, part) => `${name} lends ${part} of everything`,
      bothWays: (n) => (n === 1 ? 'One pair lends both ways' : `${n} pairs lend both ways`),
      oneWay: 'Those who lend do not borrow, those who borrow do not lend',
    },
    lead: 'Bookings. In rows: who lends. In columns: who borrows.',
    caption: (n) => `Bookings between ${n} organisations`,
    shown: (n) => `The ${n} most active organisations.`,
    balance: (borrowed, lent) => ` borrows ${borrowed} time${s(borrowed)} and lends ${lent} time${s(lent)}.`,
    all: (n) => `All ${n} organisations`,
    head: ['Lends', 'Borrows', 'Bookings', 'Hours'],
  },
  asleep: {
    title: 'What lies idle',
    lead: 'Open offers that nobody has booked since the period began',
    never: (when) => `never booked, published on ${when}`,
    last: (when) => `last booked on ${when}`,
    none: 'Every open offer has been booked.',
  },
  unmatched: {
    title: 'What nobody has yet',
    lead: 'Needs without any match, oldest first',
    since: (when) => `published on ${when}`,
    none: 'Every need has at least one match.',
  },
  units: {
    piece: 'Items',
    seat: 'Seats',
    minute: 'Time',
    kg: 'Weight',
    litre: 'Volume (litres)',
    m2: 'Surface',
    m3: 'Volume (m³)',
    pallet: 'Pallets',
  },
  all: 'See all',
  methods: [
    'A booking counts in the week in which it begins, in the cluster’s time zone; its hours count in each week it touches.',
    'Booked hours are those of bookings that are confirmed or completed. Who takes a part of the offer (3 desks of 12) counts for that part of the time.',
    'Open hours follow the hours of the offer, from its publication to its end, without its pauses; single closures are not taken away.',
    'A need is met when it is closed as such, or when a booking made for it is confirmed. Those withdrawn do not count.',
    'An organisation is active if it posted, lent or borrowed in the period.',
  ],
  counted: {
    titles: {
      bookings: 'Bookings counted',
      hours: 'Booked hours',
      quantities: 'Materials shared',
      organisations: 'Active organisations',
      needs: 'Needs published',
      posted: 'Listings published',
      open: 'Listings open now',
      open_hours: 'Open hours',
      asleep: 'What lies idle',
      unmatched: 'What nobody has yet',
      unanswered: 'Needs without an answer',
    },
    needStates: {
      met: 'Needs met',
      unmet: 'Needs that stayed unmet',
      dropped: 'Needs withdrawn',
      open: 'Open needs',
      matched: 'Needs that have a match',
    },
    count: (n) => `${n} in all`,
    empty: 'Nothing in this period.',
    back: 'Dashboard',
    more: 'More',
    head: {
      bookings: ['When', 'What', 'Who lends', 'Who borrows', 'State'],
      hours: ['Week of', 'What', 'Who lends', 'Who borrows', 'Hours'],
      quantities: ['When', 'What', 'Who lends', 'Who borrows', 'Quantity'],
      organisations: ['Organisation', 'Lent', 'Borrowed', 'Posted'],
      listings: ['Listing', 'Organisation', 'Published on'],
      openHours: 'Open hours',
      firstMatch: 'First match',
      state: 'State',
    },
    states: {
      open: 'open',
      paused: 'paused',
      closed: 'closed',
      met: 'met',
      unmet: 'unmet',
      dropped: 'withdrawn',
    },
  },
}
