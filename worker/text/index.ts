import type { Language } from '../core/kinds'
import { ar } from './ar'
import { en } from './en'
import { type Dictionary, fr } from './fr'

export type { Dictionary }
// biome-ignore lint/suspicious/noExplicitAny: any function of words, whatever it takes
type Words = (...given: any[]) => unknown
export type Partially<T> = {
  [K in keyof T]?: T[K] extends Words | string | readonly unknown[] ? T[K] : Partially<T[K]>
}

const french = spaced(fr)
const dictionaries: Record<Language, Dictionary> = { fr: french, en, ar: filled(ar, french) }

/** The words of a language; where Arabic has none yet, the French ones. */
export const wordsOf = (language: Language): Dictionary => dictionaries[language]

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')
export const LANGUAGE_NAMES: Record<Language, string> = { fr: 'Français', en: 'English', ar: 'العربية' }

function filled<T extends object>(some: Partially<T>, whole: T): T {
  const result = { ...whole } as Record<string, unknown>
  for (const [key, value] of Object.entries(some)) {
    const base = result[key]
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value)
    result[key] = nested && typeof base === 'object' ? filled(value as object, base as object) : value
  }
  return result as T
}

/** French sets a space inside « » and before : ; ? ! that no line may break at. Words are written with plain ones. */
function spaced<T>(words: T): T {
  if (typeof words === 'string') return unbroken(words) as T
  if (Array.isArray(words)) return words.map(spaced) as T
  if (typeof words === 'function') return ((...given: unknown[]) => spaced(words(...given))) as T
  if (typeof words !== 'object' || words === null) return words
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, spaced(value)])) as T
}

function unbroken(text: string): string {
  return text
    .replace(/« /g, '«\u00a0')
    .replace(/ ([:»])/g, '\u00a0$1')
    .replace(/ ([;?!])/g, '\u202f$1')
}
