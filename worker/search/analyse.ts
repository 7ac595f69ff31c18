import type { Language } from '../core/kinds'
import { findConcepts } from '../lexicon/find'
import { lexicon } from '../lexicon/lexicon'
import { termStems, tokensOf } from '../lexicon/tokens'
import { ARABIC, bare, saying, stem, stemsOf, wordsOf } from './stems'

// Pure: what somebody types, as words to look for.

/** A query is a few words; what is longer is cut. */
const MOST_WORDS = 12
const LONGEST_QUERY = 300
/** Other words for one word of a query, of one stem and of several: the most usual first. */
const MOST_RELATED = 40
const MOST_PHRASES = 12
/** A concept that is less sure than this is not looked for. */
const LEAST_SURE = 0.45

export interface QueryWord {
  raw: string
  /** Its stems in the languages it may be of: the listings it looks for say theirs, what is typed does not. */
  stems: string[]
  /** Stems of other words for the same thing. */
  related: string[]
  /** The same of several words, their stems with a space between. */
  phrases: string[]
}

const bothStems = (word: string) => [...new Set([stem(word, 'fr'), stem(word, 'en')])]

/** What the concepts of a text are called, in the three languages, and what are kinds of them; by the places of its words. */
function calledOtherwise(q: string): Map<string, { related: Set<string>; phrases: Set<string> }> {
  const called = new Map<string, { related: Set<string>; phrases: Set<string> }>()
  const languages: Language[] = ARABIC.test(q) ? ['ar'] : ['fr', 'en']
  for (const language of languages) {
    const tokens = tokensOf(q, language)
    for (const { concept, weight, at } of findConcepts(lexicon(), tokens, language).found) {
      if (weight < LEAST_SURE) continue
      for (const i of at) {
        const raw = tokens[i]?.raw ?? ''
        const words = called.get(raw) ?? { related: new Set(), phrases: new Set() }
        called.set(raw, words)
        addTerms(words, concept)
      }
    }
  }
  return called
}

/** A concept, its kinds, what these are a kind of too (a removal van is a van and a lorry), and the same job’s other skills. */
function looselyThe(concept: number): Set<number> {
  const { concepts, below, isA } = lexicon()
  const kinds = below[concept] ?? []
  const job = concepts[concept]?.rome[0]
  const sameJob = (isA[concept] ?? [])
    .flatMap((up) => below[up] ?? [])
    .filter((other) => job !== undefined && concepts[other]?.rome[0] === job)
  return new Set([concept, ...kinds, ...kinds.flatMap((kind) => isA[kind] ?? []), ...sameJob])
}

function addTerms(to: { related: Set<string>; phrases: Set<string> }, concept: number): void {
  const { concepts } = lexicon()
  for (const number of looselyThe(concept)) {
    for (const language of ['fr', 'en', 'ar'] as const) {
      for (const term of concepts[number]?.terms[language] ?? []) {
        const stems = termStems(term, language)
        if (stems.length === 1 && to.related.size < MOST_RELATED) to.related.add(stems[0] as string)
        else if (stems.length > 1 && to.phrases.size < MOST_PHRASES) to.phrases.add(stems.join(' '))
      }
    }
  }
}

/** What somebody typed, as words to look for. At most 12, each once. */
export function queryWords(q: string): QueryWord[] {
  const text = q.slice(0, LONGEST_QUERY)
  const called = calledOtherwise(text)
  const found = new Map<string, QueryWord>()
  for (const word of saying(text)) {
    const raw = bare(word)
    if (found.size >= MOST_WORDS || found.has(raw)) continue
    const stems = bothStems(word)
    const other = called.get(raw)
    const related = [...(other?.related ?? [])].filter((one) => !stems.includes(one))
    found.set(raw, { raw, stems, related, phrases: [...(other?.phrases ?? [])] })
  }
  return [...found.values()]
}

/**
 * How a title says what was typed: 0 by the words themselves (their stems, or a word that begins so), 1 where some are
 * said in another way, 2 where some are not in it.
 */
export function saidInTitle(words: readonly QueryWord[], title: string, language: Language): 0 | 1 | 2 {
  const stems = new Set(stemsOf(title, language))
  const written = wordsOf(title)
  let said: 0 | 1 = 0
  for (const { raw, stems: own, related, phrases } of words) {
    const begins = (one: string) => one === raw || (raw.length >= 4 && one.startsWith(raw))
    if (own.some((one) => stems.has(one)) || written.some(begins)) continue
    const otherwise = [...related, ...phrases]
    if (!otherwise.some((one) => one.split(' ').every((part) => stems.has(part)))) return 2
    said = 1
  }
  return said
}
