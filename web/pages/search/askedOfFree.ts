import { instantOf, isDate } from '../../../worker/core/time'
import type { View } from '../../view'

/** What the address of the page says, as it was typed: what is wrong with it is told beside the field. */
const NAMES = ['from', 'to', 'at', 'until', 'kind', 'free', 'radius', 'quantity', 'cursor', 'change'] as const
export type FreeAsked = Partial<Record<(typeof NAMES)[number], string>>

export const askedOfFree = (query: Record<string, string>): FreeAsked =>
  Object.fromEntries(
    // An empty field of a form is no answer.
    NAMES.flatMap((name) => (query[name] ? [[name, query[name].slice(0, 300)] as const] : [])),
  )

/** The page with some answers changed; `undefined` takes one away. */
export function freePath(v: View, asked: FreeAsked, change: FreeAsked = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...asked, cursor: undefined, change: undefined, ...change }))
    if (value !== undefined) query.set(name, value)
  return `${v.href('/free')}?${query}`
}

/** "mardi 8 décembre, 14 h – 16 h", "du mardi 8 décembre au jeudi 10 décembre". */
export function whenWords(v: View, { from = '', to, at, until }: FreeAsked): string {
  const words = v.t.views.free
  const day = (date: string) => v.f.day(instantOf(date, '12:00', v.f.timeZone), v.ctx.now)
  const instant = (time: string) => instantOf(from, time === '24:00' ? '00:00' : time, v.f.timeZone)
  const hours = at && until ? v.f.hours(instant(at), instant(until)) : ''
  return to && isDate(to) && to !== from
    ? words.between(day(from), day(to), hours)
    : words.on(day(from), hours)
}
