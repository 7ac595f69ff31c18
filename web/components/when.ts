import { addDays, DAY, instantOf, toInstant, wallOf } from '../../worker/core/time'
import type { Span } from '../../worker/search/rules'
import type { View } from '../view'

const NAMES_ONE_DAY = 36 * 60 * 60 * 1000

/**
 * When something is free, in words: "mardi 24 novembre, 9 h – 12 h et 14 h – 18 h". Only the first day that has something
 * free is told, with at most two pieces of it.
 */
export function freeWords(v: View, free: readonly Span[]): string {
  const first = free[0]
  if (!first) return ''
  const { card } = v.t.search
  const now = Date.parse(v.ctx.now)
  if (first.to - first.from > NAMES_ONE_DAY) {
    return first.from <= now + DAY / 24 ? card.now : card.since(v.f.day(toInstant(first.from), v.ctx.now))
  }
  const date = dateOf(v, first.from)
  const sameDay = free.filter((s) => dateOf(v, s.from) === date).slice(0, 2)
  const hours = sameDay.map((s) => hoursOf(v, s, date)).reduce((a, b) => card.join(a, b))
  const day = v.f.dayShort(toInstant(first.from))
  return card.on(day, hours)
}

function hoursOf(v: View, span: Span, date: string): string {
  const { card } = v.t.search
  const zone = v.f.timeZone
  const starts = Date.parse(instantOf(date, '00:00', zone))
  const ends = Date.parse(instantOf(addDays(date, 1), '00:00', zone))
  const [from, to] = [toInstant(span.from), toInstant(span.to)]
  if (span.from <= starts && span.to >= ends) return card.allDay
  if (span.to >= ends) return card.from(v.f.time(from))
  if (span.from <= starts) return card.until(v.f.time(to))
  return v.f.hours(from, to)
}

const dateOf = (v: View, at: number) => wallOf(toInstant(at), v.f.timeZone).date
