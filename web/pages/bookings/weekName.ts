import { datesOf } from '../../../worker/bookings/rulesOfDays'
import type { View } from '../../view'
import { noon } from './cells'

/** "Du 7 au 13 décembre 2026", "Du 28 déc. au 3 janvier 2027": the week of a date. */
export function weekName(v: View, date: string, zone: string): string {
  const [first = date, , , , , , last = date] = datesOf('week', date)
  const sameMonth = first.slice(0, 7) === last.slice(0, 7)
  const day = Number(first.slice(8))
  const start = !sameMonth
    ? v.f.dayMonth(noon(first, zone))
    : day === 1 && v.language === 'fr'
      ? '1er'
      : String(day)
  return v.t.views.weekOf(start, v.f.date(noon(last, zone)))
}
