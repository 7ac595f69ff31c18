import type { Language } from '../core/kinds'
import { ar } from './ar'
import { en } from './en'
import { type Dictionary, fr } from './fr'

export type { Dictionary }
// biome-ignore lint/suspicious/noExplicitAny: any function of words, whatever it takes
type Words = (...given: any[]) => unknown
export type Partially<T> = { [K in keyof T]?: T[K] extends Words | string ? T[K] : Partially<T[K]> }

const dictionaries: Record<Language, Dictionary> = { fr, en, ar: filled(ar, fr) }

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
