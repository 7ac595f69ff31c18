import type { Dictionary } from '../fr'
import type { Format } from '../format'

type Params = Record<string, string | number> | undefined

const text = (value: unknown) => String(value)
const number = (value: unknown) => Number(value)
const moment = (f: Format, at: unknown) => `${f.day(text(at))} at ${f.time(text(at))}`
const PER = { day: 'a day', week: 'a week', month: 'a month', year: 'a year' }
const PERIOD = { day: 'on that day', week: 'in that week', month: 'in that month', year: 'in that year' }
const bookings = (n: number) => `${n} ${n === 1 ? 'booking' : 'bookings'}`

export const ruleFields = {
  shortest: (p: Params, f: Format) => `Book at least ${f.duration(number(p?.minutes))}.`,
  longest: (p: Params, f: Format) => `Book ${f.duration(number(p?.minutes))} at most.`,
  step: (p: Params, f: Format) =>
    `This is booked in steps of ${f.duration(number(p?.minutes))}: choose ${f.time(text(p?.before))} or ${f.time(text(p?.after))}.`,
  notice: (p: Params, f: Format) =>
    `This had to be asked for before ${moment(f, p?.before)}. Choose a start from ${moment(f, p?.earliest)} on.`,
  horizon: (p: Params, f: Format) =>
    `That is too far ahead: this offer can be booked until ${f.day(text(p?.latest))}.`,
  most_quantity: (p: Params, f: Format) => `${f.number(number(p?.most))} at most in one booking.`,
  only_for: () =>
    'The lender keeps this offer for other organisations. Write to them to become one of these.',
  not_a_step: (p: Params, f: Format) =>
    `Give a multiple of the step you chose, ${f.duration(number(p?.minutes))}.`,
  time_too_long: (p: Params, f: Format) => `Give ${f.duration(number(p?.max))} at most.`,
  time_too_short: (p: Params, f: Format) => `Give at least ${f.duration(number(p?.min))}.`,
  not_in_cluster: (p: Params) => `We do not find this organisation in the cluster: ${p?.name}.`,
  not_hours: () => 'Write hours such as 10:00-12:30. Put a comma between several.',
  below_shortest: () => 'The longest time cannot be shorter than the shortest.',
  twice_limit: () => 'This limit is given twice: keep one.',
  no_solidarity: () => 'Set a solidarity price in the offer first.',
}

export const why: Dictionary['errors']['why'] = {
  quota_reached: (t, f) => {
    if (t.rule !== 'quota') return null
    const per = t.per as keyof typeof PER
    const again = t.opensAt ? ` It will be possible from ${f.day(text(t.opensAt))} on.` : ''
    if (t.of === 'bookings')
      return `Your organisation already has ${bookings(number(t.used))} of this offer ${PERIOD[per]}: ${bookings(number(t.most))} at most ${PER[per]}.${again}`
    const left = number(t.left) > 0 ? `You have ${f.duration(number(t.left))} left` : 'You have no time left'
    return `${left} ${PERIOD[per]}: ${f.duration(number(t.most))} at most ${PER[per]} for each organisation.${again}`
  },
  too_close: (t, f) => {
    if (t.rule !== 'gap') return null
    const other = t.other as { startsAt: string; endsAt: string }
    return `Your organisation already has this offer ${f.span(other.startsAt, other.endsAt)}, and there must be ${f.duration(number(t.minutes))} between two bookings. End before ${moment(f, t.before)}, or begin after ${moment(f, t.after)}.`
  },
  one_at_a_time: (t, f) =>
    t.until
      ? `Your organisation already has a booking of this offer, until ${moment(f, t.until)}: one at a time.`
      : null,
  too_late: (t, f) =>
    t.rule === 'change_notice'
      ? `This booking had to be changed before ${moment(f, t.before)}. Write to the lender.`
      : `This had to be cancelled before ${moment(f, t.before)}. Write to the lender: they can still cancel it.`,
  capacity_taken: (t) =>
    t.rule === 'competing'
      ? 'What is left is no longer enough: you have already accepted another request for this time.'
      : null,
  outside_opening_hours: (t, f) => {
    const [first, ...more] = (t.open ?? []) as { from: string; to: string }[]
    if (!first) return null
    return `It is closed at that time. It is open ${f.span(first.from, first.to)}${more.map((w) => ` and ${f.hours(w.from, w.to)}`).join('')}.`
  },
}

export const rules: Dictionary['rules'] = {
  title: 'Booking rules',
  manage: 'Booking rules',
  manageHint: 'Length, notice, who may book, closed days.',
  lead: 'Nothing is required: what stays empty asks for nothing.',
  back: 'Back to the offer',
  saved: 'The rules are saved. Bookings already made do not change.',
  save: 'Save the rules',
  units: { minutes: 'minutes', hours: 'hours', days: 'days' },
  unitOf: (label) => `Unit: ${label}`,
  length: {
    title: 'For how long',
    shortest: 'At least',
    longest: 'At most',
    step: 'In steps of',
    stepHint: 'Counted from midnight: in steps of one hour, one begins at 9:00 or at 10:00.',
    anyStep: 'Any',
    most: 'Most that one booking may take',
    mostHint: (all) => `You have ${all}.`,
  },
  delays: {
    title: 'How long before',
    notice: 'To book, at least',
    change: 'To change, at least',
    cancel: 'To cancel, at least',
    hint: 'Before the start. You yourself can always cancel.',
    horizon: 'How far ahead, in days',
  },
  buffers: {
    title: 'Kept free around',
    before: 'Before each booking',
    after: 'After each booking',
    hint: 'To tidy up, to clean or to hand over keys.',
    none: 'Nothing',
  },
  share: {
    title: 'Share fairly',
    quotas: 'For each organisation, at most',
    quotaMost: (n) => `Limit ${n}: how many`,
    quotaOf: (n) => `Limit ${n}: of what`,
    quotaPer: (n) => `Limit ${n}: in what time`,
    of: { bookings: 'bookings', minutes: 'hours' },
    per: PER,
    gap: 'Between two bookings of one organisation, at least',
    one: 'One booking at a time for each organisation',
  },
  who: {
    title: 'Who may book, and how you choose',
    onlyFor: 'Only these organisations',
    onlyForHint: 'One a line, as their name is written in the cluster. Empty: the whole cluster.',
    requests: 'When a request comes in',
    hold: 'It holds the time',
    holdHint: 'The first request waits for your answer, nobody overtakes it.',
    compete: 'It holds nothing',
    competeHint: 'Several may ask for the same time: you compare them and choose.',
  },
  closed: {
    title: 'Closed days and special hours',
    lead: 'They stand for the usual hours. Without hours, it is closed.',
    legend: (n) => `Period ${n}`,
    from: 'From',
    to: 'To',
    hours: 'Opening hours',
    hoursHint: 'Such as 10:00-12:30, 14:00-18:00. Empty: closed.',
  },
  lastMinute: {
    title: 'Last minute',
    release: 'Give at the solidarity price, how many hours before',
    hint: 'What is still free then goes at the solidarity price for everyone. Empty: never.',
  },
  bundle: {
    title: 'Always goes with',
    hint: 'What you tick is booked together with it, or nothing is.',
    of: (lender) => `of ${lender}`,
    find: 'Look for another offer of the cluster',
    findHint: 'That of another organisation is asked of them with each booking, like any other.',
    doFind: 'Search',
  },
  list: {
    title: 'Good to know',
    between: (shortest, longest) => `From ${shortest} to ${longest}`,
    exactly: (length) => `${length}, no more and no less`,
    shortest: (length) => `At least ${length}`,
    longest: (length) => `At most ${length}`,
    step: (length) => `In steps of ${length}`,
    notice: (length) => `Ask at least ${length} before`,
    horizon: (day) => `Can be booked until ${day}`,
    cancel: (length) => `Can be cancelled until ${length} before`,
    change: (length) => `Can be changed until ${length} before`,
    most: (amount) => `${amount} at most in one booking`,
    bookings: (n, per) => `${bookings(n)} at most ${PER[per]} for each organisation`,
    minutes: (length, per) => `${length} at most ${PER[per]} for each organisation`,
    gap: (length) => `At least ${length} between two bookings of one organisation`,
    one: 'One booking at a time for each organisation',
    onlyFor: (names) => `Only for: ${names}`,
    closed: (when) => `Closed ${when}`,
    hours: (when, hours) => `${when}: ${hours}`,
    released: (hours) => `In the last ${hours} before the start: solidarity price for everyone`,
    compete: 'Asking does not hold the time: the lender compares requests',
  },
  released: 'solidarity price',
  whenInstant: 'The exact address and the contacts come with the confirmation.',
  whenCompeting:
    'The time is not held: the lender compares requests and answers within six days at most. The exact address and the contacts come with the confirmation.',
  cancelBy: (when) => `You can cancel until ${when}.`,
  cancelOver: (when) => `It could be cancelled until ${when} only. Write to the lender: they still can.`,
  changeOver: (when) => `It could be changed until ${when} only.`,
  confirmedNext: (start) => `See you on ${start}.`,
  competing: {
    title: 'Other requests for this time',
    lead: 'They hold nothing: accept the one you prefer. Each of them waits for your answer.',
    borrower: (lender, by) =>
      `${lender} compares requests and answers before ${by}. Until then the time is not held for you.`,
    lender: (borrower, by) =>
      `${borrower} waits for your answer before ${by}. Others may ask for the same time: you choose.`,
    impossible: 'No longer fits',
    possible: 'Still fits',
    full: 'What is left is no longer enough for this request: another one is accepted. Decline it, so that they can look elsewhere.',
    accept: (name) => `Accept ${name}`,
    decline: (name) => `Decline ${name}`,
    see: 'See the request',
    declineAll: (n) =>
      n === 1 ? 'Decline the one that no longer fits' : `Decline the ${n} that no longer fit`,
  },
}
