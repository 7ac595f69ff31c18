import type { Language } from '../core/kinds'
import { wallOf } from '../core/time'
import { type Amount, amountsIn } from '../lexicon/amounts'
import { languageOf } from '../lexicon/language'
import { meaningOf } from '../lexicon/meaning'
import { lexicon } from '../lexicon/lexicon'
import { type Times, timesIn } from '../lexicon/times'
import type { Ctx } from '../platform/context'
import { type SuggestedFamily, suggestRome } from '../staff/queries'
import { type SuggestedCode, suggestLowCodes } from '../waste/queries'
import type { SuggestInput } from './input'
import { type CategoryFound, categoryOf } from './rules'

export interface Suggestions {
  language: Language
  /** What the text names, by the ids of the lexicon. */
  concepts: string[]
  /** At most five, of waste alone; none is ever chosen for the writer. */
  lowCodes: SuggestedCode[]
  /** Job families, of staff alone. */
  families: SuggestedFamily[]
  category: CategoryFound | null
  amounts: Amount[]
  times: Times
}

const MOST_CODES = 5
const MOST_FAMILIES = 3
const MOST_LETTERS = 1500

/** What can be proposed for a text while it is written, each with why. `timeZone`: where "the 12th of March" is. */
export async function suggestionsFor(
  ctx: Ctx,
  { kind, title, description, language }: SuggestInput,
  timeZone: string,
): Promise<Suggestions> {
  const text = `${title}. ${description}`.slice(0, MOST_LETTERS)
  const spoken = language ?? languageOf(text, ctx.language)
  const [inTitle, inAll] = [meaningOf(title, spoken), meaningOf(text, spoken)]
  const { concepts } = lexicon()
  // The title says what it is; the description is asked where that says nothing of the list.
  const codes = kind === 'waste' ? await suggestLowCodes(ctx, title, MOST_CODES, spoken) : []
  const more =
    kind === 'waste' && codes.length < MOST_CODES ? await suggestLowCodes(ctx, text, MOST_CODES, spoken) : []
  const families = kind === 'staff' ? await suggestRome(ctx, title, MOST_FAMILIES) : []
  return {
    language: spoken,
    concepts: [...inAll.named.keys()].map((number) => concepts[number]?.id ?? ''),
    lowCodes: [...new Map([...codes, ...more].map((one) => [one.code, one])).values()].slice(0, MOST_CODES),
    families:
      kind === 'staff' && families.length === 0 ? await suggestRome(ctx, text, MOST_FAMILIES) : families,
    category: kind === 'equipment' ? (categoryOf(inTitle) ?? categoryOf(inAll)) : null,
    amounts: amountsIn(text).slice(0, 5),
    times: timesIn(text, wallOf(ctx.now, timeZone).date),
  }
}
