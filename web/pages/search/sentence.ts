import { instantOf } from '../../../worker/core/time'
import type { View } from '../../view'
import { type Asked, nearDays } from './asked'

/** The query read back as a sentence: "Une salle, mardi 24 novembre, à 5 km de Rouen". */
export function sentence(v: View, asked: Asked, around: string | null): string {
  const words = v.t.search
  const q = asked.q.trim().replace(/\s+/g, ' ').slice(0, 60)
  const thing = asked.kind
    ? asked.direction === 'offer'
      ? v.t.common.aKind[asked.kind]
      : words.aNeed[asked.kind]
    : q && asked.direction === 'offer'
      ? null
      : words.everything[asked.direction]
  const what = q ? (thing ? words.withWords(thing, q) : words.quoted(q)) : (thing ?? '')
  const where = asked.radius && around ? words.within(v.f.distance(asked.radius), around) : ''
  return what + whenWords(v, asked) + where
}

/** ", mardi 24 novembre, 14 h – 16 h", ", cette semaine". */
function whenWords(v: View, asked: Asked): string {
  const words = v.t.search
  if (!asked.on) return ''
  const noon = (date: string) => instantOf(date, '12:00', v.f.timeZone)
  const day = v.f.day(noon(asked.on), v.ctx.now)
  if (asked.at && asked.to && asked.at < asked.to) {
    const [from, to] = [
      instantOf(asked.on, asked.at, v.f.timeZone),
      instantOf(asked.on, asked.to, v.f.timeZone),
    ]
    return words.onDay(words.card.on(day, v.f.hours(from, to)))
  }
  if (!asked.until || asked.until <= asked.on) return words.onDay(day)
  const { today, week } = nearDays(v)
  if (asked.on === today && asked.until === week) return words.thisWeek
  return words.fromTo(day, v.f.day(noon(asked.until), v.ctx.now))
}
