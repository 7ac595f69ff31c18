import { Temporal } from 'temporal-polyfill'
import type { Direction, Grain, Kind, Unit } from '../core/kinds'
import { proportion } from '../core/money'
import { mostOf } from './rulesOfCollections'
import { isInSeason, type Seasonal } from './rulesOfSeason'
import { addDays, DAY, daysBetween, type Instant, instantOf, later, wallOf, weekdayOf } from '../core/time'

/** Opening hours or collection windows, in local time; 1 = Monday. */
export interface OpenHours {
  days: number[]
  from: string
  to: string
  startsOn?: string | undefined
  endsOn?: string | undefined
  /** Of a collection: how much there is; absent: what the offer says. */
  quantity?: number | undefined
}
/** Other hours than those of the weekday, from one local date to another, both included. None: closed. */
export interface OtherHours {
  startsOn: string
  endsOn: string
  hours: readonly { from: string; to: string }[]
}
/** A part of premises, as it is given. */
export interface GivenLot {
  capacityId?: string | undefined
  label: string
  surfaceM2: number
  floor: string
  state: string
  availableFrom?: string | undefined
  availableUntil?: string | undefined
}
/** Those answers to the questions of a kind that a rule depends on. */
export interface Answers {
  /** Of a waste: the months in which it flows. */
  months?: number[] | undefined
  wagesCents?: number | undefined
  chargesCents?: number | undefined
  expensesCents?: number | undefined
  hoursPerWeek?: number | undefined
  consent?: boolean | undefined
  materialStatus?: string | undefined
  lowCode?: string | undefined
  exitAct?: string | undefined
}

/** What the rules below read of a listing. */
export interface Terms {
  direction: Direction
  kind: Kind
  quantity: number
  unit: Unit
  grain: Grain
  windows: OpenHours[]
  /** Of an offer, by its rules; they never touch what is taken by the month or from a stock. */
  exceptions?: readonly OtherHours[] | undefined
  startsAt?: Instant | null
  endsAt?: Instant | null
  tariffMode: 'free' | 'exchange' | 'price'
  solidarityCents?: number | null
  referenceCents?: number | null
  supportCents?: number | null
  marketCents?: number | null | undefined
  marketUnit?: string | null | undefined
  priceUnit?: 'hour' | 'day' | 'month' | 'piece' | 'kg' | 'm2_month' | 'once' | null
  details: Answers
}

/** How things of a kind are counted and booked, unless the form says otherwise. */
export const DEFAULTS: Record<
  Kind,
  { unit: Unit; grain: Grain; grains: readonly Grain[]; units: readonly Unit[] }
> = {
  space: { unit: 'piece', grain: 'hour', grains: ['hour', 'day', 'month'], units: ['piece', 'seat', 'm2'] },
  equipment: { unit: 'piece', grain: 'day', grains: ['hour', 'day', 'month'], units: ['piece'] },
  staff: { unit: 'minute', grain: 'hour', grains: ['hour', 'day'], units: ['minute'] },
  waste: {
    ...{ unit: 'kg', grain: 'window', grains: ['window', 'stock'] },
    units: ['kg', 'piece', 'pallet', 'litre', 'm3'],
  },
  premises: { unit: 'm2', grain: 'month', grains: ['month'], units: ['m2'] },
}

const OFFER_DAYS = 180
const NEED_DAYS = 60

/**
 * When a listing lapses: an offer after 180 days, or with the end of its period; a need with its end date, or after 60
 * days. Each can be renewed.
 */
export function expiryOf(l: Pick<Terms, 'direction' | 'endsAt'>, now: Instant): Instant {
  if (l.direction === 'need') return l.endsAt ?? later(now, NEED_DAYS * DAY)
  const latest = later(now, OFFER_DAYS * DAY)
  return l.endsAt && l.endsAt < latest ? l.endsAt : latest
}

/** What an offer makes bookable: see migration 0004 for the shapes. */
export interface CapacityPlan {
  shape: 'thing' | 'lot' | 'window' | 'stock' | 'person' | 'week'
  label: string
  quantity: number
  unit: Unit
  details: Omit<GivenLot, 'capacityId' | 'label'> | object
}

export function capacitiesFor(l: Terms & { title: string }, lots: readonly GivenLot[]): CapacityPlan[] {
  const plain = { label: '', quantity: l.quantity, unit: l.unit, details: {} }
  switch (l.kind) {
    case 'space':
    case 'equipment':
      return [{ ...plain, shape: 'thing' }]
    case 'staff':
      return [
        { ...plain, shape: 'person', quantity: 1, unit: 'piece' },
        { ...plain, shape: 'week', quantity: Math.round((l.details.hoursPerWeek ?? 0) * 60), unit: 'minute' },
      ]
    case 'waste':
      return l.grain === 'stock'
        ? [{ ...plain, shape: 'stock' }]
        : [{ ...plain, shape: 'window', quantity: mostOf(l) }]
    case 'premises':
      return lots.map(lotCapacity)
  }
}

export const lotCapacity = ({ label, capacityId: _, ...details }: GivenLot): CapacityPlan => ({
  ...{ shape: 'lot' as const, label, quantity: 1, unit: 'piece' as const, details },
})

export interface Interval {
  from: Instant
  to: Instant
  /** Of a collection that says its own quantity. */
  quantity?: number | undefined
}

/**
 * What holds on a local date instead of the weekday's hours: of several, the one of the fewest days ("closed from Christmas
 * to New Year, but open on the 27th").
 */
export function exceptionOn(l: Pick<Terms, 'exceptions'>, date: string): OtherHours | undefined {
  const days = (e: OtherHours) => daysBetween(e.startsOn, e.endsOn)
  return l.exceptions
    ?.filter((e) => e.startsOn <= date && date <= e.endsOn)
    .reduce<OtherHours | undefined>((best, e) => (best && days(best) < days(e) ? best : e), undefined)
}

/** Hours at which a thing is open on a local date, in order; none given means the whole day. */
export function windowsOn(
  l: Pick<Terms, 'windows' | 'exceptions' | 'startsAt' | 'endsAt'> & Seasonal,
  date: string,
  zone: string,
): Interval[] {
  const at = (time: string) =>
    time === '24:00' ? instantOf(addDays(date, 1), '00:00', zone) : instantOf(date, time, zone)
  if (!isInSeason(l, date)) return []
  const weekday = weekdayOf(date)
  const open: readonly { from: string; to: string; quantity?: number | undefined }[] =
    exceptionOn(l, date)?.hours ??
    (l.windows.length === 0
      ? [{ from: '00:00', to: '24:00' }]
      : l.windows.filter((w) => runsOn(w, date, weekday)))
  return open
    .map((w) => ({ from: at(w.from), to: at(w.to), quantity: w.quantity }))
    .map(({ from, to, quantity }) => ({
      ...(quantity !== undefined && { quantity }),
      from: l.startsAt && from < l.startsAt ? l.startsAt : from,
      to: l.endsAt && to > l.endsAt ? l.endsAt : to,
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

const runsOn = (w: OpenHours, date: string, weekday: number) =>
  w.days.includes(weekday) && (!w.startsOn || w.startsOn <= date) && (!w.endsOn || date <= w.endsOn)

/**
 * Whether a thing is open over the whole of [from, to): by the hour, within its hours (two windows that touch count as
 * one); by the day, on open days; by the window, over exactly one of them; by the month and from a stock, in its period.
 */
export function opensAt(
  l: Pick<Terms, 'grain' | 'windows' | 'exceptions' | 'startsAt' | 'endsAt'> & Seasonal,
  from: Instant,
  to: Instant,
  zone: string,
): boolean {
  if ((l.startsAt && from < l.startsAt) || (l.endsAt && to > l.endsAt)) return false
  if (l.grain === 'month') return true
  if (l.grain === 'stock') return isInSeason(l, wallOf(from, zone).date)
  if (l.windows.length === 0 && !l.exceptions?.length) return true
  const first = wallOf(from, zone).date
  const last = wallOf(later(to, -1), zone).date
  if (l.grain === 'window') return windowsOn(l, first, zone).some((w) => w.from === from && w.to === to)
  let reached = from
  for (let date = first, days = 0; date <= last; date = addDays(date, 1), days++) {
    if (days > 800) return false // longer than anything that is booked by the hour or the day
    const open = windowsOn(l, date, zone)
    if (l.grain === 'day') {
      if (open.length === 0) return false
      continue
    }
    for (const w of open) if (w.from <= reached && reached < w.to) reached = w.to
    if (reached >= to) return true
  }
  return l.grain === 'day'
}

/** How long [from, to) is: minutes; local days begun; months, with the part of the last one begun. */
export function lengthOf(from: Instant, to: Instant, zone: string) {
  const start = Temporal.Instant.from(from).toZonedDateTimeISO(zone)
  const end = Temporal.Instant.from(to).toZonedDateTimeISO(zone)
  const minutes = Math.ceil((Date.parse(to) - Date.parse(from)) / 60_000)
  const lastDay = end.subtract({ milliseconds: 1 }).toPlainDate()
  const days = start.toPlainDate().until(lastDay).days + 1
  const whole = start.toPlainDate().until(lastDay.add({ days: 1 }), { largestUnit: 'month' })
  const months = whole.months + whole.days / start.toPlainDate().add({ months: whole.months }).daysInMonth
  return { minutes, days, months }
}

export type Tariff = 'solidarity' | 'reference' | 'support'
/** What is taken: `quantity` in the unit of the listing, `surfaceM2` of a lot. */
export interface Taken {
  minutes?: number
  days?: number
  months?: number
  quantity?: number
  surfaceM2?: number
}

/**
 * What something costs, in cents, rounded once; 0 where it is free or exchanged. By time, each of several things pays;
 * staff pays by the hour alone, because its quantity already is time.
 */
export function price(
  l: Omit<Terms, 'windows' | 'details' | 'direction' | 'grain' | 'unit' | 'quantity'>,
  taken: Taken,
  tariff: Tariff = 'reference',
): number {
  if (l.tariffMode !== 'price' || !l.priceUnit) return 0
  const cents = l[`${tariff}Cents`] ?? l.referenceCents ?? 0
  const quantity = taken.quantity ?? 1
  const things = l.kind === 'staff' ? 1 : quantity
  switch (l.priceUnit) {
    case 'hour':
      return proportion(cents * things, taken.minutes ?? 0, 60)
    case 'day':
      return cents * things * (taken.days ?? 0)
    case 'month':
      return proportion(cents * things, taken.months ?? 0, 1)
    case 'm2_month':
      return proportion(cents * (taken.surfaceM2 ?? quantity), taken.months ?? 0, 1)
    case 'piece':
    case 'kg':
      return cents * quantity
    case 'once':
      return cents
  }
}

/** What the facts of a listing say of how its exchanges are counted. A market price of 0: none. */
export const countedBy = (l: Pick<Terms, 'unit' | 'marketCents' | 'marketUnit'> & { commune?: string }) => ({
  ...{ unit: l.unit, commune: l.commune ?? '' },
  ...(l.marketCents != null && l.marketUnit != null
    ? { marketCents: l.marketCents, marketUnit: l.marketUnit }
    : { marketCents: 0 }),
})

/** Coordinates to two decimals, about a kilometre: what strangers may know of a place. */
export const blurred = (degrees: number | null): number | null =>
  degrees === null ? null : Math.round(degrees * 100) / 100

/** What an edit must touch to count as another offer or need: matches are keyed by it. */
export const CONTENT = [
  ...[
    'title',
    'description',
    'language',
    'commune',
    'postcode',
    'lat',
    'lng',
    'withinKm',
    'quantity',
    'unit',
    'grain',
  ],
  ...[
    'windows',
    'startsAt',
    'endsAt',
    'tariffMode',
    'solidarityCents',
    'referenceCents',
    'supportCents',
    'priceUnit',
  ],
  ...['terms', 'details', 'lots'],
] as const
