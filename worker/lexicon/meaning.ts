import type { Language } from '../core/kinds'
import { type Found, findConcepts } from './find'
import { type Lexicon, lexicon as ours } from './lexicon'
import { type Token, tokensOf } from './tokens'

// Pure: what a text says, as weights of concepts, of stems and of letters.

export type Weights = ReadonlyMap<number, number>

export interface Meaning {
  language: Language
  tokens: Token[]
  found: Found[]
  /** The concepts it names, each with the surest of its weights. */
  named: Weights
  /** Those above them too, each step up less. */
  about: Weights
  /** What they can become, and what that is a kind of. */
  becomes: Weights
  /** How often each stem stands there. */
  stems: ReadonlyMap<string, number>
  /** The letters by three, four and five, within each word. */
  letters: ReadonlyMap<string, number>
  /** For each word: the concepts in whose terms it stands, and how much of them it is. */
  partly: ReadonlyMap<number, number>[]
  /** The places of the words that no concept has. */
  unknown: number[]
}

/** What is left of a concept a step up: sawdust is wood waste, a little less is it wood, hardly a material. */
export const UP = 0.5
/** What can become something is not it. */
const LATER = 0.8
/** The first outlet is the most usual. */
const NEXT_OUTLET = 0.12
const LEAST_OUTLET = 0.3
/** Outlets of the outlets: whey makes feed, feed makes manure. */
const TWICE = 0.25

export function meaningOf(text: string, language: Language, lexicon: Lexicon = ours()): Meaning {
  const tokens = tokensOf(text, language)
  const { found, unknown } = findConcepts(lexicon, tokens, language)
  const named = new Map<number, number>()
  for (const { concept, weight } of found) raise(named, concept, weight)
  const about = withAbove(lexicon, named)
  const stems = new Map<string, number>()
  for (const token of tokens) stems.set(token.stem, (stems.get(token.stem) ?? 0) + 1)
  const terms = lexicon.terms(language)
  return {
    ...{ language, tokens, found, named, about, stems, unknown },
    becomes: outlets(lexicon, named),
    letters: lettersOf(tokens.map((token) => token.raw)),
    partly: tokens.map((token) => terms.partly(token)),
  }
}

/** Words cut by three, four and five letters, their beginning and end being letters too. */
export function lettersOf(words: readonly string[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const word of words) {
    const padded = ` ${word} `
    for (let n = 3; n <= 5; n++) {
      for (let i = 0; i + n <= padded.length; i++) {
        const some = padded.slice(i, i + n)
        found.set(some, (found.get(some) ?? 0) + 1)
      }
    }
  }
  return found
}

function raise(weights: Map<number, number>, concept: number, weight: number): void {
  if ((weights.get(concept) ?? 0) < weight) weights.set(concept, weight)
}

/** With everything above, each step up at half the weight. */
export function withAbove(lexicon: Lexicon, named: Weights): Map<number, number> {
  const all = new Map(named)
  for (const [concept, weight] of named)
    for (const [above, steps] of lexicon.above[concept] ?? []) raise(all, above, weight * UP ** steps)
  return all
}

/** What the concepts and those above them can become, with what is above that, and once more at a low weight. */
function outlets(lexicon: Lexicon, named: Weights): Map<number, number> {
  const first = step(lexicon, withAbove(lexicon, named), LATER)
  const all = new Map(first)
  for (const [concept, weight] of step(lexicon, first, TWICE)) raise(all, concept, weight)
  return withAbove(lexicon, all)
}

function step(lexicon: Lexicon, from: Weights, share: number): Map<number, number> {
  const found = new Map<number, number>()
  for (const [concept, weight] of from)
    for (const [i, to] of (lexicon.becomes[concept] ?? []).entries())
      raise(found, to, weight * share * Math.max(LEAST_OUTLET, 1 - i * NEXT_OUTLET))
  return found
}
