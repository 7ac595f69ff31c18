import { languageOf } from '../../worker/lexicon/language'
import { codeIndex, type Entry, rankCodes } from '../../worker/waste/tagging'
import { fts5, METHODS, type Method, merged, type Ranker, stemmed } from './methods'

export interface TagFigures {
  n: number
  first: number
  in10: number
}

/**
 * For each text the place of its right code among all entries, by each method; 0 where it is not found. The other methods
 * read the same titles, French and English, with those of chapter and subchapter.
 */
export function evaluateTags(
  tags: readonly { text: string; code: string }[],
  entries: readonly Entry[],
): Record<Method, number[]> {
  const texts = entries.map((e) => `${e.titleFr} ${e.chapterFr} ${e.titleEn} ${e.chapterEn}`)
  const index = codeIndex(entries)
  const number = new Map(entries.map((entry, i) => [entry.code, i]))
  const rankers: Record<Method, Ranker> = {
    fts5: fts5(texts),
    // Titles stand in two languages: each is stemmed in both, and so is what is looked for.
    stems: both(texts, stemmed),
    ngrams: both(texts, merged),
    engine: (text) => rankCodes(text, index).map(({ entry }) => number.get(entry.code) as number),
  }
  const places = Object.fromEntries(METHODS.map((method) => [method, [] as number[]])) as Record<
    Method,
    number[]
  >
  for (const { text, code } of tags) {
    const right = number.get(code) as number
    for (const method of METHODS)
      places[method].push(rankers[method](text, languageOf(text)).indexOf(right) + 1)
  }
  return places
}

function both(
  texts: readonly string[],
  method: (texts: readonly string[], language: 'fr' | 'en') => Ranker,
): Ranker {
  const rankers = { fr: method(texts, 'fr'), en: method(texts, 'en') }
  return (text, language) => rankers[language === 'en' ? 'en' : 'fr'](text, language)
}

export const tagFigures = (places: readonly number[]): TagFigures => ({
  n: places.length,
  first: places.filter((place) => place === 1).length / Math.max(1, places.length),
  in10: places.filter((place) => place >= 1 && place <= 10).length / Math.max(1, places.length),
})
