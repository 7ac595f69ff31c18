import { addDays, DAY, HOUR, type Instant, instantOf, later, MINUTE, wallOf } from '../../core/time'
import { windowsOn } from '../../listings/rules'
import type { Action, DemoListing } from './shape'

// Three months of a market, drawn from each offer's demand. The same day gives the same months.

const PAST_DAYS = 91
const AHEAD_DAYS = 24

/** A small generator with a seed (mulberry32), so that a day's history can be drawn again. */
export function seeded(seed: string) {
  let state = [...seed].reduce((hash, c) => Math.imul(hash ^ c.charCodeAt(0), 16777619), 2166136261)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    /** A whole number from `from` to `to`, both included. */
    whole: (from: number, to: number) => from + Math.floor(next() * (to - from + 1)),
    chance: (p: number) => next() < p,
    /** One of a list, the first ones far more often: people share with those they know. */
    near: <T>(list: readonly T[]): T => list[Math.floor(next() ** 2.2 * list.length)] as T,
  }
}
type Seeded = ReturnType<typeof seeded>

interface Setting {
  slug: string
  timeZone: string
  organisations: readonly string[]
  now: Instant
}
interface Slot {
  from: Instant
  to: Instant
  quantity: number
  lot?: string
}

const REASONS = [
  ...[
    'Trop peu d’inscrits.',
    'Notre chauffeur est malade.',
    'Nous avons trouvé plus près.',
    'La réunion est repoussée.',
  ],
  ...[
    'Le chantier a pris du retard.',
    'Erreur de date de notre part.',
    'Panne ce matin, nous sommes désolés.',
  ],
]

/** Everything that happened and what is asked for the days to come, in the order of time. */
export function plan(setting: Setting, listings: readonly DemoListing[]): Action[] {
  const actions: Action[] = []
  const today = wallOf(setting.now, setting.timeZone).date
  let n = 0
  for (const listing of listings) {
    const draw = seeded(`${setting.slug} ${today} ${listing.key}`)
    const published = publishedAt(listing, setting, draw)
    actions.push({ do: 'list', at: published, listing })
    if (listing.direction === 'need' || listing.demand === 0) continue
    const partners = [...setting.organisations.filter((key) => key !== listing.organisation)]
    const from = Math.floor(draw.next() * partners.length)
    const known = [...partners.slice(from), ...partners.slice(0, from)]
    for (const slot of slotsOf(listing, setting, today, draw))
      actions.push(...bookingOf(listing, slot, ++n, draw.near(known), published, setting, draw))
  }
  actions.push(...passing(setting, today))
  return actions.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** Within working hours; offers in demand long enough ago to have a history. */
function publishedAt(l: DemoListing, { now, timeZone }: Setting, draw: Seeded): Instant {
  const days =
    l.direction === 'need' ? draw.whole(1, 40) : l.demand > 0 ? draw.whole(96, 168) : draw.whole(4, 120)
  return workingHour(later(now, -days * DAY), timeZone, draw)
}
function workingHour(at: Instant, zone: string, draw: Seeded): Instant {
  const time = `${String(draw.whole(8, 18)).padStart(2, '0')}:${String(draw.whole(0, 59)).padStart(2, '0')}`
  return instantOf(wallOf(at, zone).date, time, zone)
}

function slotsOf(l: DemoListing, { timeZone: zone, now }: Setting, today: string, draw: Seeded): Slot[] {
  const midnight = (date: string) => instantOf(date, '00:00', zone)
  const startsAt = l.startsInDays === undefined ? null : midnight(addDays(today, l.startsInDays))
  const endsAt = l.endsInDays === undefined ? null : midnight(addDays(today, l.endsInDays))
  const terms = { windows: l.windows, startsAt, endsAt }
  if (l.grain === 'month') return monthsOf(l, today, midnight, draw)
  const slots: Slot[] = []
  const p = 0.5 * l.demand ** 1.5
  for (let day = -PAST_DAYS; day <= AHEAD_DAYS; day++) {
    const date = addDays(today, day)
    const open = windowsOn(terms, date, zone)
    const w = open[draw.whole(0, Math.max(0, open.length - 1))]
    // What lies ahead fills slowly; Mondays and Saturdays are calmer.
    if (!w || !draw.chance(day > 0 ? p * (1 - day / AHEAD_DAYS) : p)) continue
    if (l.grain === 'day') {
      const days = draw.chance(0.7) ? 1 : draw.whole(2, 3)
      const slot = { from: midnight(date), to: midnight(addDays(date, days)), quantity: some(l, draw) }
      slots.push(slot)
      day += days - 1 + draw.whole(0, 1)
    } else if (l.grain === 'window') {
      slots.push({
        from: w.from,
        to: w.to,
        quantity: Math.max(1, Math.round(l.quantity * (0.3 + 0.7 * draw.next()))),
      })
    } else if (l.grain === 'stock') {
      if (!draw.chance(0.1)) continue
      const from = instantOf(date, '10:00', zone)
      slots.push({ from, to: later(from, HOUR), quantity: Math.max(1, Math.round(l.quantity * 0.15)) })
    } else {
      const hours = Math.floor((Date.parse(w.to) - Date.parse(w.from)) / HOUR)
      const long = Math.min(hours, draw.whole(1, 4))
      if (long < 1) continue
      const from = later(w.from, draw.whole(0, hours - long) * HOUR)
      slots.push({ from, to: later(from, long * HOUR), quantity: some(l, draw) })
    }
  }
  return slots.filter((slot) => slot.from < later(now, AHEAD_DAYS * DAY))
}

const some = (l: DemoListing, draw: Seeded) =>
  l.kind === 'staff' || l.quantity === 1 ? 1 : Math.max(1, Math.round(l.quantity * (0.1 + 0.6 * draw.next())))

/** A lot, or a room by the month, is taken once for a while, from the first of a month. */
function monthsOf(l: DemoListing, today: string, midnight: (date: string) => Instant, draw: Seeded): Slot[] {
  const lots = l.kind === 'premises' ? l.lots : [{ label: undefined, availableInDays: -60, untilInDays: 400 }]
  return lots.flatMap((lot) => {
    if (!draw.chance(l.demand)) return []
    const first = Math.max(lot.availableInDays ?? -60, -75)
    const start = addDays(today, first + draw.whole(0, 20))
    const end = addDays(start, 30 * draw.whole(2, 6))
    if (lot.untilInDays !== undefined && end > addDays(today, lot.untilInDays)) return []
    return [{ from: midnight(start), to: midnight(end), quantity: 1, ...(lot.label && { lot: lot.label }) }]
  })
}

/** A request and what became of it: some are declined or lapse, some cancelled, a few never fetched. */
function bookingOf(
  l: DemoListing,
  slot: Slot,
  n: number,
  by: string,
  published: Instant,
  { now, timeZone }: Setting,
  draw: Seeded,
): Action[] {
  const asked = workingHour(
    later(slot.from, -draw.whole(1, l.grain === 'month' ? 30 : 11) * DAY),
    timeZone,
    draw,
  )
  const latest = later(now, -draw.whole(1, 40) * HOUR)
  const at = asked > latest ? latest : asked
  if (at < later(published, HOUR) || at >= slot.from) return []
  const { lot, from: startsAt, to: endsAt, quantity } = slot
  const booked: Action = {
    do: 'book',
    at,
    n,
    offer: l.key,
    by,
    startsAt,
    endsAt,
    quantity,
    ...(lot && { lot }),
  }
  const actions: Action[] = [booked]
  const answered = later(at, draw.whole(1, 30) * HOUR + draw.whole(0, 59) * MINUTE)
  const luck = draw.next()
  // The rest is left without an answer, and lapses; what was asked last still waits.
  if (l.instantFor !== 'everyone') {
    if (answered >= startsAt || answered >= now || luck > 0.97) return actions
    actions.push({ do: luck < 0.89 ? 'confirm' : 'decline', at: answered, n })
    if (luck >= 0.89) return actions
  }
  const fate = draw.next()
  const before = later(startsAt, -draw.whole(6, 60) * HOUR)
  if (fate < 0.07 && before > answered && before < now) {
    const reason = REASONS[draw.whole(0, REASONS.length - 1)] ?? ''
    actions.push({ do: 'cancel', at: before, n, reason })
  } else if (fate > 0.97 && later(endsAt, 20 * HOUR) < now) {
    actions.push({ do: 'noShow', at: later(endsAt, 20 * HOUR), n })
  }
  return actions
}

/** The clock, four times a day. */
function passing({ now, timeZone }: Setting, today: string): Action[] {
  const actions: Action[] = []
  for (let day = -PAST_DAYS - 80; day <= 0; day++) {
    const date = addDays(today, day)
    for (const time of ['00:01', '12:31', '18:01', '22:31']) {
      const at = instantOf(date, time, timeZone)
      if (at < now) actions.push({ do: 'pass', at })
    }
  }
  actions.push({ do: 'pass', at: now })
  return actions
}
