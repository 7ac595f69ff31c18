import type { Language } from '../core/kinds'
import { spelled, stem } from '../search/stems'

// Pure: a text as the words that terms of the lexicon are looked for in. Fewer words are left out than for search: "vers" are
// worms here, and what a thing comes from or goes to is half of what it is.

const list = (words: string) => words.split(/\s+/)

/** Words between the words of a term: "huile de friture", "waste from kitchens", "نفايات من المطبخ". */
const GLUE: ReadonlySet<string> = new Set([
  ...list(`a au aux avec c ce ces cette d dans de des du en est et il ils elle elles j je l la le les leur leurs m ma mes mon n ne
    nos notre nous on ou par pour qu que qui s sa se ses son sont sur t un une vos votre vous y ainsi comme`),
  ...list(`the an and are as at be been by can for from had has have i in into is it its of on or our s t that their
    these they this those to we were which will with you your as than`),
  ...list(`في من على الى عن مع هذا هذه ذلك تلك التي الذي هو هي هم نحن او أو ثم ما لا`),
])

export interface Token {
  /** Without accents, as written. */
  raw: string
  /** The stem in the language of the text. */
  stem: string
}

/** At most this many words of a text are read. */
const MOST = 400

/** The words of a text in order, without those that only hold others together. */
export function tokensOf(text: string, language: Language): Token[] {
  return spelled(text)
    .filter(({ raw }) => !GLUE.has(raw))
    .slice(0, MOST)
    .map(({ word, raw }) => ({ raw, stem: stem(word, language) }))
}

/** The stems of a term of the lexicon, in order. */
export const termStems = (term: string, language: Language): string[] =>
  tokensOf(term, language).map((token) => token.stem)
