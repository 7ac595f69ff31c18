import type { Language } from '../core/kinds'
import { ARABIC, spelled, stem } from '../search/stems'
import { type Lexicon, lexicon as ours } from './lexicon'

/** More words than these tell no more. */
const MOST_WORDS = 40

const words = (list: string) => new Set(list.split(/\s+/))
const FRENCH =
  words(`le la les l un une des du de d et ou au aux en dans sur pour par avec sans qui que ce cette ces nos notre
  vos votre est sont a ont pas plus issus issue usage usages usagee usagees dechets eau`)
const ENGLISH =
  words(`the a an of and or for from with without in on at by to is are this that these our your we used waste spent
  water old unsold left over`)

/** Endings that one of the two languages has and the other hardly. */
const FRENCH_ENDING =
  /(?:é|ée|és|ées|eux|euse|aux|age|ages|ique|iques|eur|eurs|oir|oires|ment|ées|erie|eries|ette|ettes)$/
const ENGLISH_ENDING = /(?:ing|ings|ed|ness|ship|ly|ight|ood|ash|eel|ery|ware|cks|ster|ings)$/

/** The language of a text: by its script, its small words, its endings, and the words of the lexicon; else `otherwise`. */
export function languageOf(text: string, otherwise: Language = 'fr', lexicon: Lexicon = ours()): Language {
  const all = spelled(text).slice(0, MOST_WORDS)
  const arabic = all.filter(({ raw }) => ARABIC.test(raw)).length
  if (arabic > 0 && arabic * 3 >= all.length) return 'ar'
  let score = 0
  for (const { word, raw } of all) {
    if (word !== raw) score += 2
    if (FRENCH.has(raw)) score += 1
    if (ENGLISH.has(raw)) score -= 1
    if (FRENCH_ENDING.test(word)) score += 0.5
    if (ENGLISH_ENDING.test(word)) score -= 0.5
    const french = lexicon.terms('fr').partly({ raw, stem: stem(word, 'fr') }).size > 0
    const english = lexicon.terms('en').partly({ raw, stem: stem(word, 'en') }).size > 0
    if (french !== english) score += french ? 1 : -1
  }
  if (score !== 0) return score > 0 ? 'fr' : 'en'
  return otherwise === 'ar' ? 'fr' : otherwise
}
