import { stemmer as arabicStem } from '@orama/stemmers/arabic'
import { stemmer as englishStem } from '@orama/stemmers/english'
import { stemmer as frenchStem } from '@orama/stemmers/french'
import type { Language } from '../core/kinds'
import { STOP_WORDS } from './stopWords'

// Pure: text to words and stems, the same for the index, for what people type and for matching.

/** A query is a few words; what is longer is cut. */
const MOST_WORDS = 12
const LONGEST_QUERY = 300

const ARABIC = /[\u0600-\u06ff]/

/** Lower case, one form of each Arabic letter, no vowel marks. Latin accents stay: French stems need them. */
const normalise = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')

const bare = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/œ/g, 'oe')

/** The words of a text that say something, in order, with their accents. */
function saying(text: string): string[] {
  const words = normalise(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => (word.length > 1 || /\d/.test(word)) && !STOP_WORDS.has(bare(word)))
}

/** Conjunctions, prepositions and the article stick to Arabic words (Larkey's light stemming cuts the same). */
function cutArabic(word: string): string {
  let rest = word
  for (const prefix of ['وال', 'بال', 'كال', 'فال', 'ولل', 'ال', 'لل', 'و']) {
    if (rest.startsWith(prefix) && rest.length - prefix.length >= (prefix === 'و' ? 4 : 3)) {
      rest = rest.slice(prefix.length)
      break
    }
  }
  return rest.endsWith('ات') && rest.length >= 5 ? rest.slice(0, -2) : rest
}

/** The stem of one word, without accents. Arabic script decides for itself; other words follow `language`. */
export function stem(word: string, language: Language): string {
  if (ARABIC.test(word)) return arabicStem(cutArabic(word)) || word
  if (/^\d+$/.test(word)) return word
  return bare(language === 'en' ? englishStem(word) : frenchStem(word)) || word
}

/** Every stem of a text, repeated as often as it stands there. */
export const stemsOf = (text: string, language: Language): string[] =>
  saying(text).map((word) => stem(word, language))

/** The words of a text without accents, for what is typed letter by letter: names, communes, beginnings. */
export const wordsOf = (text: string): string[] => saying(text).map(bare)

export interface QueryWord {
  raw: string
  /** Its stems in the languages it may be of: the listings it looks for say theirs, what is typed does not. */
  stems: string[]
}

/** What somebody typed, as words to look for. At most 12, each once. */
export function queryWords(q: string): QueryWord[] {
  const found = new Map<string, QueryWord>()
  for (const word of saying(q.slice(0, LONGEST_QUERY))) {
    const raw = bare(word)
    if (found.size < MOST_WORDS && !found.has(raw)) {
      found.set(raw, { raw, stems: [...new Set([stem(word, 'fr'), stem(word, 'en')])] })
    }
  }
  return [...found.values()]
}
