import { addDays, DAY, HOUR, type Instant, instantOf, later, wallOf } from '../../core/time'
import { windowsOn } from '../../listings/rules'
import { hoursAfter, seeded } from './draw'
import type { Action, DemoListing, Past, Setting } from './shape'

// What became of the needs that history.json tells of.

/** Dates in the files count from today: a need whose story is over had its own as long ago as it was posted. */
export function shifted(l: DemoListing, past: Past): DemoListing {
  const back = isOver(past) && l.grain !== 'month' ? past.postedDaysAgo : 0
  const days = (value: number | undefined) => (value === undefined ? undefined : value - back)
  return { ...l, startsInDays: days(l.startsInDays), endsInDays: days(l.endsInDays) }
}
const isOver = (past: Past) => past.metBy !== undefined || past.outcome !== undefined

/**
 * A need that found an offer: both sides accept, it is booked and confirmed, used, and the need is closed. `posted`: when
 * both were there.
 */
export function storyOf(
  given: DemoListing,
  offer: DemoListing | undefined,
  past: Past,
  posted: Instant,
  setting: Setting,
  number: () => number,
): Action[] {
  const draw = seeded(`${setting.slug} ${setting.today} ${given.key} story`)
  const need = shifted(given, past)
  if (past.outcome && past.outcome !== 'expired') {
    const at = hoursAfter(later(posted, (past.afterDays ?? 7) * DAY), 0, 5, draw)
    return [{ do: 'close', at, listing: need.key, outcome: past.outcome }]
  }
  if (!offer) return []
  const both = { need: need.key, offer: offer.key }
  const seen = hoursAfter(posted, 1, 9, draw)
  const agreed = hoursAfter(seen, 2, 26, draw)
  const booked = hoursAfter(agreed, 1, 18, draw)
  const confirmed = hoursAfter(booked, 1, 18, draw)
  const [slot, ...otherwise] = slotsFor(need, offer, later(confirmed, 4 * HOUR), setting)
  if (!slot) return []
  const n = number()
  const actions: Action[] = [
    { do: 'accept', at: seen, side: 'need', ...both },
    { do: 'accept', at: agreed, side: 'offer', ...both },
    {
      ...{ do: 'book', at: booked, n, offer: offer.key, need: need.key, by: need.organisation },
      ...{ ...slot, otherwise, quantity: quantityOf(need, offer), ...(past.lot && { lot: past.lot }) },
    },
    { do: 'confirm', at: confirmed, n },
  ]
  // A lot is taken for months: the need is met once it is promised.
  const over = offer.grain === 'month' ? confirmed : slot.endsAt
  actions.push({ do: 'close', at: hoursAfter(over, 2, 20, draw), listing: need.key, outcome: 'met_here', n })
  return actions.filter((one) => one.at < setting.midnight)
}

function quantityOf(need: DemoListing, offer: DemoListing): number {
  if (offer.kind === 'staff' || offer.kind === 'premises' || need.unit !== offer.unit) return 1
  return Math.min(need.quantity, offer.quantity)
}

const MOST_SLOTS = 8
const LOOKED_AHEAD = 90

/** The first times at which the offer is open and the need wants it, after some instant. */
function slotsFor(need: DemoListing, offer: DemoListing, after: Instant, { today, timeZone }: Setting) {
  const midnight = (date: string) => instantOf(date, '00:00', timeZone)
  const termsOf = (l: DemoListing) => ({
    windows: l.windows,
    startsAt: l.startsInDays === undefined ? null : midnight(addDays(today, l.startsInDays)),
    endsAt: l.endsInDays === undefined ? null : midnight(addDays(today, l.endsInDays)),
  })
  const [wanted, open] = [termsOf(need), termsOf(offer)]
  const from = [after, wanted.startsAt ?? after].sort()[1] as Instant
  const first = wallOf(from, timeZone).date
  const slots: { startsAt: Instant; endsAt: Instant }[] = []
  for (let day = 0; day < LOOKED_AHEAD && slots.length < MOST_SLOTS; day++) {
    const date = addDays(first, day)
    const slot = slotOn(date)
    if (slot && slot.startsAt >= after && !(wanted.endsAt && slot.endsAt > wanted.endsAt)) slots.push(slot)
  }
  return slots

  function slotOn(date: string): { startsAt: Instant; endsAt: Instant } | undefined {
    const at = (time: string) => instantOf(date, time, timeZone)
    const there = windowsOn(open, date, timeZone)[0]
    if (offer.grain === 'month')
      return there && { startsAt: midnight(date), endsAt: midnight(addDays(date, 180)) }
    if (offer.grain === 'stock') return { startsAt: at('10:00'), endsAt: at('11:00') }
    if (offer.grain === 'window') return there && { startsAt: there.from, endsAt: there.to }
    const here = windowsOn(wanted, date, timeZone)[0]
    if (!there || !here) return undefined
    if (offer.grain === 'day') return { startsAt: midnight(date), endsAt: midnight(addDays(date, 1)) }
    const startsAt = there.from > here.from ? there.from : here.from
    const until = there.to < here.to ? there.to : here.to
    const longest = need.kind === 'staff' ? Math.max(1, Math.floor(need.quantity / 60)) : 4
    const hours = Math.min(longest, Math.floor((Date.parse(until) - Date.parse(startsAt)) / HOUR))
    return hours < 1 ? undefined : { startsAt, endsAt: later(startsAt, hours * HOUR) }
  }
}
