import type { Instant } from '../core/time'
import { lexicon } from '../lexicon/lexicon'
import { freeWords } from '../search/words'
import type { Dictionary } from '../text'
import type { Format } from '../text/format'
import type { Reason } from './reasons'

const MOST_NAMES = 3

/** A reason in words, for pages, mails and programs alike: "à 2 km", "libre mardi 8 déc., 14 h – 16 h". */
export function reasonWords(t: Dictionary, f: Format, reason: Reason, now: Instant): string {
  const words = t.matching.reasons
  switch (reason.code) {
    case 'near':
      return reason.km < 0.1 ? words.next : words.near(f.distance(reason.km))
    case 'free_then':
    case 'open_then':
      // A match is kept for weeks: a time that has gone by since says no more than that it can be had.
      if (reason.to <= now) return words.available
      return words[reason.code](freeWords(t, f, [reason], reason.grain, now))
    case 'quantity': {
      if (reason.kind === 'space') return words.seats(t.search.card.seats(reason.have), f.number(reason.want))
      const unit = reason.kind === 'staff' ? 'minute' : reason.unit
      return reason.have === reason.want
        ? words.enough
        : words.quantity(f.quantity(reason.have, unit), f.quantity(reason.want, unit))
    }
    case 'equipped': {
      const names: Record<string, string> = t.listings.details.amenities
      const known = reason.names.flatMap((name) => names[name]?.toLocaleLowerCase() ?? [])
      return words.equipped(f.list(known.slice(0, MOST_NAMES)))
    }
    case 'same_thing':
      return words.same_thing(called(reason.concept, f))
    case 'can_become':
      return words.can_become(called(reason.from, f), called(reason.to, f))
    case 'in_recipe': {
      const names: Record<string, string> = t.streams.recipe.material
      const known = reason.materials.flatMap((name) => names[name]?.toLocaleLowerCase() ?? [])
      return words.in_recipe(f.list(known.slice(0, MOST_NAMES)))
    }
    case 'new':
      return words.new(reason.days)
    default:
      return words[reason.code]
  }
}

/** What a concept is called first in the language of the reader. */
function called(id: string, f: Format): string {
  const { concepts, number } = lexicon()
  const known = number.get(id)
  return known === undefined ? id : (concepts[known]?.terms[f.language][0] ?? id)
}
