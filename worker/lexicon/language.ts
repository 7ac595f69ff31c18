import type { Language } from '../core/kinds'
import { ARABIC, spelled } from '../search/analyse'

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

/** The language of a text: by its script, then by its small words and endings; `otherwise` where nothing tells. */
export function languageOf(text: string, otherwise: Language = 'fr'): Language {
  const all = spelled(text)
  const arabic = all.filter(({ raw }) => ARABIC.test(raw)).length
  if (arabic > 0 && arabic * 2 >= all.length) return 'ar'
  let score = 0
  for (const { word, raw } of all) {
    if (word !== raw) score += 2
    if (FRENCH.has(raw)) score += 1
    if (ENGLISH.has(raw)) score -= 1
    if (FRENCH_ENDING.test(word)) score += 0.5
    if (ENGLISH_ENDING.test(word)) score -= 0.5
  }
  if (score !== 0) return score > 0 ? 'fr' : 'en'
  return otherwise === 'ar' ? 'fr' : otherwise
}
