import { MINUTE } from '../core/time'
import type { Dictionary } from '../text'
import type { Format } from '../text/format'
import type { Reason } from './reasons'

/** A reason in words, for pages, mails and programs alike: "à 2 km", "libre mardi 8 déc., 14 h – 16 h". */
export function reasonWords(t: Dictionary, f: Format, reason: Reason): string {
  const words = t.matching.reasons
  switch (reason.code) {
    case 'near':
      return reason.km < 0.1 ? words.next : words.near(f.distance(reason.km))
    case 'free_then':
    case 'open_then':
      return words[reason.code](when(t, f, reason.from, reason.to))
    case 'quantity': {
      if (reason.kind === 'space') return words.seats(t.search.card.seats(reason.have), f.number(reason.want))
      const unit = reason.kind === 'staff' ? 'minute' : reason.unit
      return reason.have === reason.want
        ? words.enough
        : words.quantity(f.quantity(reason.have, unit), f.quantity(reason.want, unit))
    }
    case 'new':
      return words.new(reason.days)
    default:
      return words[reason.code]
  }
}

/** A day with its hours; whole days without. */
function when(t: Dictionary, f: Format, from: string, to: string): string {
  const minutes = (Date.parse(to) - Date.parse(from)) / MINUTE
  const day = f.dayShort(from)
  if (minutes > 30 * 60) return t.search.card.since(day)
  return minutes > 20 * 60
    ? t.search.card.on(day, t.search.card.allDay)
    : t.search.card.on(day, f.hours(from, to))
}
