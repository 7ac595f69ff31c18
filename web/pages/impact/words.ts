import { instantOf, wallOf } from '../../../worker/core/time'
import { MonthsInput, type Figure } from '../../../worker/impact/input'
import { type Months, monthsAsked } from '../../../worker/impact/queries'
import type { Sums } from '../../../worker/impact/rulesOfSums'
import { check } from '../../../worker/platform/input'
import type { View } from '../../view'

export const today = (v: View): string => wallOf(v.ctx.now, v.f.timeZone).date
/** The months an address asks for; those that are none are refused. */
export const askedMonths = (v: View): Months => {
  const { from, to } = v.c.req.query()
  return monthsAsked(check(MonthsInput, { from: from || undefined, to: to || undefined }), today(v))
}

/** "juillet 2026" */
export const monthWords = (v: View, month: string): string =>
  v.f.month(instantOf(`${month}-15`, '12:00', v.f.timeZone))
export const spanWords = (v: View, { from, to }: Months): string =>
  v.t.impact.span(monthWords(v, from), monthWords(v, to))

/** Euros without their cents: an estimate is not exact to the cent. */
const wholeMoney = (v: View, cents: number) => v.f.money(Math.round(cents / 100) * 100)
/** Kilograms, from ten tonnes on in tonnes. */
export const weight = (v: View, kg: number): string =>
  Math.abs(kg) >= 10_000
    ? v.t.impact.tonnes(v.f.number(kg / 1000, 1))
    : v.t.impact.kg(v.f.number(kg, Math.abs(kg) < 10 ? 1 : 0))
export const hours = (v: View, minutes: number): string => v.t.impact.hours(v.f.number(minutes / 60))

/** A value in the unit of its figure. */
export function valueWords(v: View, figure: Figure, value: number): string {
  switch (figure) {
    case 'minutes':
      return hours(v, value)
    case 'kg':
      return weight(v, value)
    case 'co2':
      return weight(v, value / 1000)
    case 'cash':
    case 'vacancy':
    case 'disposal':
      return wholeMoney(v, value)
    case 'premises':
      return v.t.impact.m2(v.f.number(value))
    default:
      return v.f.number(value)
  }
}

/** From the bottom to the top of a range, or one value where they are the same to the eye. */
export function rangeWords(v: View, figure: Figure, low: number, high: number): string {
  const [a, b] = [valueWords(v, figure, low), valueWords(v, figure, high)]
  return a === b ? a : v.t.impact.range(a, b)
}

/** What a figure of some sums is. */
export function ofSums(
  v: View,
  figure: Exclude<Figure, 'premises' | 'needs' | 'organisations'>,
  s: Sums,
): string {
  switch (figure) {
    case 'exchanges':
      return v.f.number(s.exchanges)
    case 'minutes':
      return hours(v, s.minutes)
    case 'kg':
      return weight(v, s.kg.weighed + s.kg.declared)
    default:
      return rangeWords(v, figure, s[figure].low, s[figure].high)
  }
}

/** Whether a figure of some sums says anything. */
export const isSome = (s: Sums, figure: Exclude<Figure, 'premises' | 'needs' | 'organisations'>): boolean =>
  figure === 'exchanges' || figure === 'minutes'
    ? s[figure] > 0
    : figure === 'kg'
      ? s.kg.weighed + s.kg.declared > 0
      : s.counted[figure] > 0

/** The list behind a figure. */
export const countedHref = (
  v: View,
  period: Months,
  figure: Figure,
  more: Record<string, string> = {},
): string =>
  v.href(
    `/coordination/impact/counted?${new URLSearchParams({ figure, ...more, from: period.from, to: period.to })}`,
  )
