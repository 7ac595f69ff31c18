import { addDays, DAY, instantOf, later, wallOf } from '../../../worker/core/time'
import type { Unit } from '../../../worker/core/kinds'
import type { Window } from '../../../worker/listings/input'
import type { Capacity, Listing } from '../../../worker/listings/queries'
import { printedCode } from '../../../worker/waste/rules'
import type { IconName } from '../../components/icons'
import type { View } from '../../view'

const comma = (v: View) => (v.language === 'ar' ? '، ' : ', ')
const between = (v: View, from: string, to: string) => v.t.listings.when.dayRange(from, to)

/** "09:00" as it is said: "9 h". */
export function wallTime(v: View, time: string): string {
  if (time === '24:00') return v.language === 'fr' ? '24 h' : time
  return v.f.time(instantOf('2026-01-05', time, v.f.timeZone))
}

/** "du lundi au vendredi", "mardi et jeudi", "tous les jours". */
function daysWords(v: View, days: readonly number[]): string {
  const { dayNames, everyDay } = v.t.listings.when
  const sorted = [...new Set(days)].sort()
  if (sorted.length === 7) return everyDay
  const name = (day: number) => dayNames[day - 1] ?? ''
  const [first, last] = [sorted[0] ?? 1, sorted.at(-1) ?? 1]
  if (sorted.length > 2 && last - first === sorted.length - 1) return between(v, name(first), name(last))
  return v.f.list(sorted.map(name))
}

/** Each set of hours in words: "du lundi au vendredi, de 9 h à 18 h". */
export function windowsWords(v: View, windows: readonly Window[], unit?: Unit): string[] {
  const { when } = v.t.listings
  return windows.map((w) => {
    const days = daysWords(v, w.days)
    const hours =
      w.from === '00:00' && w.to === '24:00' ? days : when.hours(days, wallTime(v, w.from), wallTime(v, w.to))
    const day = (date: string) => v.f.date(`${date}T12:00:00.000Z`)
    const season =
      w.startsOn && w.endsOn
        ? between(v, day(w.startsOn), day(w.endsOn))
        : w.startsOn
          ? v.t.listings.page.from(day(w.startsOn))
          : w.endsOn && v.t.listings.page.until(day(w.endsOn))
    const timed = season ? `${hours} (${season})` : hours
    return unit && w.quantity ? when.flow(timed, v.f.quantity(w.quantity, unit)) : timed
  })
}

/** The period of an offer, or the dates of a need; null where there is none. A midnight's end is told as the day before. */
export function periodWords(v: View, l: Pick<Listing, 'startsAt' | 'endsAt' | 'direction'>): string | null {
  const { page } = v.t.listings
  const { startsAt, endsAt } = l
  if (startsAt && endsAt && Date.parse(endsAt) - Date.parse(startsAt) < DAY && !isMidnight(v, endsAt))
    return v.f.span(startsAt, endsAt, v.ctx.now)
  const last = endsAt && lastDay(v, endsAt)
  if (startsAt && last) {
    const one = wallOf(startsAt, v.f.timeZone).date === wallOf(last, v.f.timeZone).date
    return one
      ? v.f.day(startsAt, v.ctx.now)
      : between(v, v.f.day(startsAt, v.ctx.now), v.f.day(last, v.ctx.now))
  }
  if (last) return page.until(v.f.day(last, v.ctx.now))
  return startsAt ? page.from(v.f.day(startsAt, v.ctx.now)) : null
}
const isMidnight = (v: View, at: string) => wallOf(at, v.f.timeZone).minute === 0
const lastDay = (v: View, endsAt: string) => (isMidnight(v, endsAt) ? later(endsAt, -1) : endsAt)

/** The dates of a listing as date inputs hold them: the last day is inclusive there. */
export function datesOf(l: Pick<Listing, 'startsAt' | 'endsAt'>, zone: string) {
  const start = l.startsAt ? wallOf(l.startsAt, zone) : null
  const end = l.endsAt ? wallOf(l.endsAt, zone) : null
  const wholeDays = end?.minute === 0
  return {
    startsOn: start?.date ?? '',
    endsOn: end ? (wholeDays ? addDays(end.date, -1) : end.date) : '',
    from: start && !wholeDays ? start.time : '',
    to: end && !wholeDays ? end.time : '',
  }
}

/** "Salle, 24 places": what is counted of a listing, or null. */
export function amountWords(v: View, l: Listing, lots: number): string | null {
  const { page, lots: words } = v.t.listings
  const { seats, hoursPerWeek } = l.details
  if (l.kind === 'space' && seats) return l.direction === 'need' ? page.forPeople(seats) : page.seats(seats)
  if (l.kind === 'staff' && hoursPerWeek) return page.hoursPerWeek(v.f.quantity(hoursPerWeek * 60, 'minute'))
  const quantity = v.f.quantity(l.quantity, l.unit)
  if (l.kind === 'premises' && lots > 0) return words.total(lots, quantity)
  // The surface of an offer is that of its lots: before them, nothing is known.
  if (l.kind === 'premises') return l.direction === 'need' ? quantity : null
  if (l.kind === 'waste') {
    const differ = l.windows.some((w) => w.quantity !== undefined && w.quantity !== l.quantity)
    if (l.grain !== 'window') return quantity
    return differ ? page.perWindowMost(quantity) : page.perWindow(quantity)
  }
  return l.quantity > 1 ? quantity : null
}

export interface Fact {
  icon: IconName
  text: string
}

/** What is worth knowing of a thing at a glance, each with its icon. At most eight. */
export function factsOf(v: View, l: Listing, romeTitle: string | null): Fact[] {
  const { page, details: words } = v.t.listings
  const d = l.details
  const facts: (Fact | false | null | undefined | '')[] = [
    d.surfaceM2 !== undefined && { icon: 'ruler', text: v.f.quantity(d.surfaceM2, 'm2') },
    d.wheelchair && { icon: 'accessibility', text: page.wheelchair[d.wheelchair] },
    ...(d.amenities ?? []).map(
      (name): Fact => ({ icon: AMENITY_ICON[name] ?? 'check', text: capital(words.amenities[name]) }),
    ),
    d.category && d.category !== 'other' && { icon: 'info', text: capital(words.categories[d.category]) },
    d.condition && {
      icon: 'circle-check',
      text: `${words.condition}${colon(v)}${words.conditions[d.condition]}`,
    },
    romeTitle && { icon: 'users-round', text: romeTitle },
    d.consent && l.kind === 'staff' && { icon: 'check', text: capital(words.consentGiven) },
    d.materialStatus && { icon: 'recycle', text: capital(words.materialStatuses[d.materialStatus]) },
    d.state && { icon: 'droplets', text: d.state },
    d.packaging && { icon: 'scale', text: d.packaging },
    l.kind === 'waste' &&
      l.direction === 'offer' &&
      d.carrier && { icon: 'truck', text: `${words.carrier} ${capital(words.carriers[d.carrier])}` },
    d.uses &&
      d.uses.length > 0 && {
        icon: 'building-2',
        text: capital(v.f.list(d.uses.map((use) => words.uses[use]))),
      },
  ]
  return facts.filter((f) => typeof f === 'object' && f !== null).slice(0, 9)
}
const AMENITY_ICON: Partial<Record<string, IconName>> = {
  ...{ projector: 'projector', screen: 'projector', wifi: 'wifi', kitchen: 'utensils', sockets: 'zap' },
}
export const colon = (v: View) => (v.language === 'fr' ? ' : ' : ': ')
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1)
export const lowered = (text: string): string => text.charAt(0).toLocaleLowerCase() + text.slice(1)

/** The code as the list prints it. */
export const codeWords = (l: Pick<Listing, 'details'>): string | null =>
  l.details.lowCode ? printedCode(l.details.lowCode, l.details.hazardous ?? false) : null

/** Town and postcode, as far as strangers may know. */
export const communeWords = (l: Pick<Listing, 'commune' | 'postcode'>): string =>
  [l.postcode, l.commune].filter(Boolean).join(' ')

/** "Lot A, 150 m², rez-de-chaussée": when it is free. */
export function lotDates(v: View, lot: Capacity): string {
  const { page } = v.t.listings
  const { availableFrom, availableUntil } = lot.details
  const day = (date: string) => v.f.date(instantOf(date, '12:00', v.f.timeZone))
  const from =
    availableFrom && instantOf(availableFrom, '00:00', v.f.timeZone) > v.ctx.now
      ? page.from(day(availableFrom))
      : ''
  const until = availableUntil ? page.until(day(availableUntil)) : ''
  return [from, until].filter(Boolean).join(comma(v))
}

/** French quotes and signs keep to their word at the end of a line. */
export const unbroken = (text: string): string =>
  text.replace(/« /g, '«\u202f').replace(/ ([»!?;:])/g, '\u202f$1')
