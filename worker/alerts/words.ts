import type { Language } from '../core/kinds'
import { languageOf } from '../lexicon/language'
import { lexicon } from '../lexicon/lexicon'
import { meaningOf } from '../lexicon/meaning'
import { type QueryWord, queryWords } from '../search/analyse'
import { stemsOf, wordsOf } from '../search/stems'

// What a search says, against what a listing says: its words, other words for the same, in any of the three languages.

/** A listing is found by these of its words, those of its title first, and by these of its concepts. */
const MOST_STEMS = 60
const MOST_CONCEPTS = 24
/** A search is kept under these ways to say one of its words. */
const KEPT_STEMS = 18
const KEPT_CONCEPTS = 6
/** A description is read as far as this. */
const MOST_LETTERS = 1500
/** What a title is less surely about is not said by it. */
const SURE = 0.4

export interface Said {
  title: string
  description: string
  language: Language
}

/** A concept as a term, which no stem is. */
const termOf = (concept: string) => `=${concept}`

/** A word of a search with the concepts it names. */
interface Wanted extends QueryWord {
  concepts: string[]
}

function wantedBy(q: string): Wanted[] {
  const { concepts } = lexicon()
  const { tokens, found } = meaningOf(q, languageOf(q))
  const named = new Map<string, string[]>()
  for (const { concept, at, weight } of found)
    for (const place of at) {
      const [raw, id] = [tokens[place]?.raw, concepts[concept]?.id]
      if (raw && id && weight >= SURE) named.set(raw, [...(named.get(raw) ?? []), id])
    }
  return queryWords(q).map((word) => ({ ...word, concepts: named.get(word.raw) ?? [] }))
}

/** The terms a search is kept under: all ways to say the longest of its words. No words: the empty term. */
export function termsOfSearch(q: string): string[] {
  const longest = wantedBy(q).sort((a, b) => b.raw.length - a.raw.length)[0]
  if (!longest) return ['']
  const stems = [...new Set([...longest.stems, ...longest.related])].slice(0, KEPT_STEMS)
  return [...stems, ...longest.concepts.slice(0, KEPT_CONCEPTS).map(termOf)]
}

/** What a listing says, read once for all the searches it may answer. */
export interface Saying {
  title: ReadonlySet<string>
  all: ReadonlySet<string>
  written: readonly string[]
  about: ReadonlySet<string>
}

export function sayingOf(l: Said): Saying {
  const { concepts } = lexicon()
  const body = l.description.slice(0, MOST_LETTERS)
  const title = stemsOf(l.title, l.language)
  const about = [...meaningOf(l.title, l.language).about]
    .filter(([, weight]) => weight >= SURE)
    .sort((a, b) => b[1] - a[1])
    .flatMap(([number]) => concepts[number]?.id ?? [])
  return {
    ...{ title: new Set(title), all: new Set([...title, ...stemsOf(body, l.language)]) },
    ...{ written: wordsOf(`${l.title} ${body}`), about: new Set(about) },
  }
}

/** The terms under which the searches that a listing may answer are kept. */
export const termsOfListing = (said: Saying): string[] => [
  ...['', ...[...said.all].slice(0, MOST_STEMS), ...[...said.about].slice(0, MOST_CONCEPTS).map(termOf)],
]

/**
 * Whether a listing says every word of a search: by a stem, by its beginning, in its title by another word for it, or because
 * its title is about what the word names ("véhicule": a van is one).
 */
export const saysAll = (q: string, said: Saying): boolean =>
  wantedBy(q).every(
    ({ raw, stems, related, concepts }) =>
      stems.some((one) => said.all.has(one)) ||
      related.some((one) => said.title.has(one)) ||
      concepts.some((one) => said.about.has(one)) ||
      said.written.some((one) => one === raw || (raw.length >= 4 && one.startsWith(raw))),
  )
