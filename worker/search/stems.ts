import { stemmer as arabicStem } from '@orama/stemmers/arabic'
import { stemmer as englishStem } from '@orama/stemmers/english'
import { stemmer as frenchStem } from '@orama/stemmers/french'
import type { Language } from '../core/kinds'
import { singularArabic, singularEnglish, singularFrench } from './plurals'
import { STOP_WORDS } from './stopWords'

// Pure: text to words and stems, the same for the index, for what people type and for matching.

export const ARABIC = /[\u0600-\u06ff]/

/** Lower case, one form of each Arabic letter, no vowel marks. Latin accents stay: French stems need them. */
export const normalise = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')

/** Without accents. */
export const bare = (word: string): string =>
  /^[a-z0-9]*$/.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/œ/g, 'oe')

/** Every word of a text in order: with its accents, and without. */
export const spelled = (text: string): { word: string; raw: string }[] =>
  (normalise(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => ({ word, raw: bare(word) }))

/** Tea and maize, which are stop words but for their accents. */
const ACCENTED_THINGS: ReadonlySet<string> = new Set(['thé', 'maïs'])

/** The words of a text that say something, in order, with their accents. */
export function saying(text: string): string[] {
  const words = normalise(text).match(/[\p{L}\p{N}]+/gu) ?? []
  const says = (word: string) => ACCENTED_THINGS.has(word) || !STOP_WORDS.has(bare(word))
  return words.filter((word) => (word.length > 1 || /\d/.test(word)) && says(word))
}

/** Conjunctions, prepositions and the article stick to Arabic words (Larkey's light stemming cuts the same). */
export function withoutPrefix(word: string): string {
  for (const prefix of ['وال', 'بال', 'كال', 'فال', 'ولل', 'ال', 'لل', 'و']) {
    if (word.startsWith(prefix) && word.length - prefix.length >= (prefix === 'و' ? 4 : 3)) {
      return word.slice(prefix.length)
    }
  }
  return word
}

/** A plural in "ات" as its singular in "ة", which most are of: the stemmer then cuts both alike. */
function cutArabic(word: string): string {
  const rest = singularArabic(withoutPrefix(word))
  return rest.endsWith('ات') && rest.length >= 5 ? `${rest.slice(0, -2)}ة` : rest
}

/**
 * Who does it is found by what they do: "traducteur" and "animatrice" as "traduction" and "animation", which the stemmer
 * keeps apart. Short words are other ones ("secteur", "facteur").
 */
const asAction = (word: string): string => word.replace(/^(.{4,}[ac])(?:teur|trice)s?$/, '$1tion')

/** The stem of one word, without accents. Arabic script decides for itself; other words follow `language`. */
export function stem(word: string, language: Language): string {
  if (ARABIC.test(word)) return arabicStem(cutArabic(word)) || word
  if (/^\d+$/.test(word)) return word
  return (
    bare(
      language === 'en' ? englishStem(singularEnglish(word)) : frenchStem(asAction(singularFrench(word))),
    ) || word
  )
}

/** Every stem of a text, repeated as often as it stands there. */
export const stemsOf = (text: string, language: Language): string[] =>
  saying(text).map((word) => stem(word, language))

/** The words of a text without accents, for what is typed letter by letter: names, communes, beginnings. */
export const wordsOf = (text: string): string[] => saying(text).map(bare)
