import { addDays, DAY, HOUR, type Instant, instantOf, later, MINUTE } from '../../core/time'
import { windowsOn } from '../../listings/rules'
import { type Seeded, seeded, workingHour } from './draw'
import type { Action, DemoListing, Setting } from './shape'

// Half a year of a market, drawn from each offer's demand.

export const PAST_DAYS = 168
const AHEAD_DAYS = 24

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

/** What others booked of an offer, and what became of it. `number` gives each booking its own. */
export function bookingsOf(
  listing: DemoListing,
  published: Instant,
  setting: Setting,
  number: () => number,
): Action[] {
  const { slug, today } = setting
  const draw = seeded(`${slug} ${today} ${listing.key} bookings`)
  const partners = setting.organisations.filter((key) => key !== listing.organisation)
  const from = Math.floor(draw.next() * partners.length)
  const known = [...partners.slice(from), ...partners.slice(0, from)]
  return slotsOf(listing, setting, draw).flatMap((slot) =>
    bookingOf(listing, slot, number(), draw.near(known), published, setting, draw),
  )
}

function slotsOf(l: DemoListing, { timeZone: zone, midnight: now, today }: Setting, draw: Seeded): Slot[] {
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
  { midnight: now, timeZone }: Setting,
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
