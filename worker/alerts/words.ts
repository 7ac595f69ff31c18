import type { Language } from '../core/kinds'
import { queryWords } from '../search/analyse'
import { stemsOf, wordsOf } from '../search/stems'

// What a search says, against what a listing says.

/** A listing is found by these of its words, those of its title first; a search is kept under one of its own. */
const MOST_TERMS = 60
const MOST_KEPT = 24
/** A description is read as far as this. */
const MOST_LETTERS = 1500

export interface Said {
  title: string
  description: string
  language: Language
}

/** The terms a search is kept under: all ways to say the longest of its words. None: the empty term. */
export function termsOfSearch(q: string): string[] {
  const words = queryWords(q)
  const longest = [...words].sort((a, b) => b.raw.length - a.raw.length)[0]
  if (!longest) return ['']
  return [...new Set([...longest.stems, ...longest.related])].slice(0, MOST_KEPT)
}

/** The terms under which the searches that a listing may answer are kept. */
export const termsOfListing = (l: Said): string[] => [
  '',
  ...new Set([...stemsOf(l.title, l.language), ...stemsOf(bodyOf(l), l.language)].slice(0, MOST_TERMS)),
]

/** Whether a listing says every word of a search: by a stem, by its beginning, or in its title by another word for it. */
export function saysAll(q: string, l: Said): boolean {
  const words = queryWords(q)
  if (words.length === 0) return true
  const title = new Set(stemsOf(l.title, l.language))
  const all = new Set([...title, ...stemsOf(bodyOf(l), l.language)])
  const written = wordsOf(`${l.title} ${bodyOf(l)}`)
  return words.every(
    ({ raw, stems, related }) =>
      stems.some((one) => all.has(one)) ||
      related.some((one) => title.has(one)) ||
      written.some((one) => one === raw || (raw.length >= 4 && one.startsWith(raw))),
  )
}

const bodyOf = (l: Said) => l.description.slice(0, MOST_LETTERS)
