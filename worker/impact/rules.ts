import type { Kind, Unit } from '../core/kinds'
import { type Instant, instantOf, wallOf } from '../core/time'
import { lengthOf, price } from '../listings/rules'
import { divided, type Estimate, estimate, product } from './rulesOfAmounts'

/** A version of a factor as it is reckoned with; values in millionths of the unit. */
export interface FactorValue {
  id: string
  unit: string
  lowMicro: number
  highMicro: number
  /** 1: counts in the top of a range only. */
  atMost: number
}

/** How the exchanges of an offer are reckoned, with the versions of factors that were chosen. */
export interface Basis {
  number: number
  appliesFrom: string
  thing: FactorValue | null
  thingsMilli: number
  replacedPercent: number
  lifePercent: number
  transport: FactorValue | null
  distanceHm: number
  vacancy: readonly FactorValue[]
  disposal: FactorValue | null
  unitGrams: number | null
}

export interface Exchange {
  kind: Kind
  unit: Unit
  startsAt: Instant
  endsAt: Instant
  /** What was handed over where that was noted (`measured`), else what was booked. */
  quantity: number
  measured: boolean
  priceCents: number
  surfaceM2: number | null
  marketCents: number | null
  marketUnit: 'hour' | 'day' | 'month' | 'piece' | 'kg' | 'm2_month' | 'once' | null
  zone: string
  basis: Basis | null
}

/** What one exchange produced in one local month. Money in cents, climate in grams. */
export interface MonthOfImpact {
  month: string
  begins: boolean
  minutes: number
  kg: number
  co2: Estimate<'co2'>
  vacancy: Estimate<'vacancy'>
  disposal: Estimate<'disposal'>
  marketCents: number
  paidCents: number
}
export interface Impact {
  months: MonthOfImpact[]
  has: { co2: boolean; vacancy: boolean; disposal: boolean; market: boolean }
  /** The versions it was reckoned with. */
  factors: string[]
}

/** The basis in force on a local day: the last that was chosen of those that apply by then. */
export const basisOn = (bases: readonly Basis[], date: string): Basis | null =>
  bases
    .filter((b) => b.appliesFrom <= date)
    .reduce<Basis | null>((a, b) => (a && a.number > b.number ? a : b), null)

/** Minutes of a year of 365 days, by which costs per year are spread. */
const YEAR = 365 * 1440

/**
 * What an exchange produced, by local month. Time, price and vacancy are spread over the months it lasts, so that the months
 * add up to the whole; a thing counts once, in the month in which the exchange begins.
 *
 * Avoided CO2e = quantity × footprint of a new thing × part that replaces a purchase × part of life that is left − transport
 * (the method of reuse of ADEME, Impact CO2); avoided vacancy = floor area × yearly cost × time; avoided disposal = weight ×
 * cost of a tonne; bought alone = the price of the same use at the market price that the holder states.
 */
export function reckon(x: Exchange): Impact {
  const { basis } = x
  const spans = x.kind === 'waste' ? [wholeSpan(x)] : monthsOf(x.startsAt, x.endsAt, x.zone)
  const length = spans.at(-1)?.to ?? 0
  const market = marketCost(x)
  const used = x.kind === 'waste' ? 0 : x.unit === 'minute' ? x.quantity : length
  const vacancy = x.kind === 'premises' && x.surfaceM2 ? (basis?.vacancy ?? []) : []
  const has = {
    co2: basis?.thing != null,
    vacancy: vacancy.length > 0,
    disposal: x.kind === 'waste' && basis?.disposal != null && gramsOf(x) !== null,
    market: market !== null,
  }
  const months = spans.map(({ month, from, to }, i): MonthOfImpact => {
    const part = (whole: number) => share(whole, to, length) - share(whole, from, length)
    const kept = (minutes: number, end: 'low' | 'high') =>
      vacancyUpTo(vacancy, x.surfaceM2 ?? 0, minutes, end)
    return {
      ...{ month, begins: i === 0, minutes: part(used), kg: i === 0 ? kgOf(x) : 0 },
      co2: i === 0 ? co2Of(x) : estimate('co2', 0, 0),
      vacancy: estimate(
        'vacancy',
        kept(to, 'low') - kept(from, 'low'),
        kept(to, 'high') - kept(from, 'high'),
      ),
      disposal: i === 0 && has.disposal ? disposalOf(x) : estimate('disposal', 0, 0),
      marketCents: part(market ?? 0),
      paidCents: market === null ? 0 : part(x.priceCents),
    }
  })
  const factors = [
    ...(has.co2 ? [basis?.thing, basis?.distanceHm ? basis.transport : null] : []),
    ...vacancy,
    has.disposal ? basis?.disposal : null,
  ]
  return { months, has, factors: factors.flatMap((f) => (f ? [f.id] : [])) }
}

const share = (whole: number, upTo: number, length: number): number =>
  length === 0 ? (upTo === 0 ? 0 : whole) : divided(product(whole, upTo), BigInt(length))

interface Span {
  month: string
  /** Minutes since the beginning. */
  from: number
  to: number
}

const minutesBetween = (a: Instant, b: Instant) => Math.round((Date.parse(b) - Date.parse(a)) / 60_000)
const wholeSpan = (x: Exchange): Span => ({
  month: wallOf(x.startsAt, x.zone).date.slice(0, 7),
  from: 0,
  to: minutesBetween(x.startsAt, x.endsAt),
})

/** The local months that an interval touches, with the minutes of it that lie in each. */
export function monthsOf(startsAt: Instant, endsAt: Instant, zone: string): Span[] {
  const spans: Span[] = []
  for (let at = startsAt; at < endsAt; ) {
    const month = wallOf(at, zone).date.slice(0, 7)
    const next = instantOf(`${monthAfter(month)}-01`, '00:00', zone)
    const end = next < endsAt ? next : endsAt
    spans.push({ month, from: minutesBetween(startsAt, at), to: minutesBetween(startsAt, end) })
    at = end
  }
  return spans
}

/** "2026-12" → "2027-01"; `by`: how many months later. */
export function monthAfter(month: string, by = 1): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + by
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** Grams of one unit: of a kilogram by itself, of others as the basis states. */
const gramsOf = (x: Exchange): number | null => (x.unit === 'kg' ? 1000 : (x.basis?.unitGrams ?? null))

const kgOf = (x: Exchange): number =>
  x.kind === 'waste' ? divided(product(x.quantity, gramsOf(x) ?? 0), 1000n) : 0

/** In kgCO2e for a thing or a kg, in gCO2e for a kilometre. Each term is rounded once, to the gram. */
function co2Of(x: Exchange): Estimate<'co2'> {
  const b = x.basis
  if (!b?.thing) return estimate('co2', 0, 0)
  const thing = (micro: number) =>
    divided(product(x.quantity, b.thingsMilli, micro, b.replacedPercent, b.lifePercent), 10n ** 10n)
  const transport = (micro: number) => divided(product(b.distanceHm, micro), 10n ** 7n)
  return estimate(
    'co2',
    thing(b.thing.lowMicro) - transport(b.transport?.highMicro ?? 0),
    thing(b.thing.highMicro) - transport(b.transport?.lowMicro ?? 0),
  )
}

/** Of so many minutes since the beginning; a cost by the hectare is counted on the floor area. */
function vacancyUpTo(factors: readonly FactorValue[], surface: number, minutes: number, end: 'low' | 'high') {
  let cents = 0
  for (const f of factors) {
    if (end === 'low' && f.atMost) continue
    const area = f.unit.includes('/ha/') ? 10_000n : 1n
    const micro = end === 'low' ? f.lowMicro : f.highMicro
    cents += divided(product(surface, micro, minutes), 10_000n * area * BigInt(YEAR))
  }
  return cents
}

function disposalOf(x: Exchange): Estimate<'disposal'> {
  const f = x.basis?.disposal
  const cents = (micro: number) => divided(product(x.quantity, gramsOf(x) ?? 0, micro), 10n ** 10n)
  return estimate('disposal', f?.atMost ? 0 : cents(f?.lowMicro ?? 0), cents(f?.highMicro ?? 0))
}

/** What the same use costs at the market price, by the rule by which offers are priced; null where none is stated. */
function marketCost(x: Exchange): number | null {
  if (x.marketCents === null || x.marketUnit === null) return null
  const taken = {
    ...lengthOf(x.startsAt, x.endsAt, x.zone),
    quantity: x.quantity,
    ...(x.surfaceM2 && { surfaceM2: x.surfaceM2 }),
  }
  return price(
    { kind: x.kind, tariffMode: 'price', priceUnit: x.marketUnit, referenceCents: x.marketCents },
    taken,
  )
}
