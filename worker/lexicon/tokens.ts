import type { Language } from '../core/kinds'
import { normalise, spelled, stem } from '../search/stems'

// Pure: a text as the words that terms of the lexicon are looked for in. Fewer words are left out than for search: "vers" are
// worms here, and what a thing comes from or goes to is half of what it is.

const list = (words: string) => words.split(/\s+/)

/** Words between the words of a term: "huile de friture", "waste from kitchens", "نفايات من المطبخ". */
const FRENCH =
  list(`a au aux avec c ce ces cette d dans de des du en est et font il ils elle elles j je l la le les leur leurs m ma mes
    mon n ne nos notre nous on ou par pour qu que qui s sa se ses son sont sur t un une vos votre vous y ainsi comme`)
const ENGLISH =
  list(`the an and are as at be been by can for from had has have i in into is it its of on or our s t that their
    these they this those to we were which will with you your as than`)
// "إلى" is left in: written without its marks it is also "آلي", what works by itself.
const ARABIC_WORDS = list(`في من على عن مع هذا هذه ذلك تلك التي الذي هو هي هم نحن او أو ثم ما لا`).map(
  normalise,
)
const GLUE: ReadonlySet<string> = new Set([...FRENCH, ...ENGLISH, ...ARABIC_WORDS])

type Beside = string | undefined
/** Whether a word that is mostly glue is the thing here, by the words beside it, accents aside. */
type IsThing = (before: Beside, after: Beside, word: string) => boolean

const among = (words: string) => {
  const set = new Set(list(words))
  return (word: Beside) => word !== undefined && set.has(word)
}
const articleFr = among('le du un au ce les des de d l cette sans avec en')
const followsFr = among('de d du des et ou en au aux a pour avec')
const articleEn = among(
  'a an the per each one tin metal steel drink drinks food spray paint oil petrol fuel jerry watering garbage beer',
)

/**
 * Tea, bran and sound, gold, a can: nouns that are spelt like an article, a pronoun or a verb of one of the languages. A
 * possessive has its noun after it, a verb or a conjunction something before it.
 */
const THINGS: Record<Language, Readonly<Record<string, IsThing>>> = {
  fr: {
    the: (before, _, word) => word !== 'the' || articleFr(before),
    son: (before, after) => after === undefined || followsFr(after) || among('le du')(before),
    or: (before, after) => articleFr(before) || (before === undefined && after === undefined),
  },
  en: { can: (before, after) => articleEn(before) || (before === undefined && after !== undefined) },
  ar: {},
}

/** In capitals it is no pronoun; what is made beside another thing is one word. */
const spelledOut = (text: string): string =>
  text.replace(/\bIT\b/g, 'informatics').replace(/\bby-product/gi, 'byproduct')

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
  const words = spelled(spelledOut(text))
  const isThing = (word: string, raw: string, i: number) =>
    THINGS[language][raw]?.(words[i - 1]?.raw, words[i + 1]?.raw, word) ?? false
  return words
    .filter(({ word, raw }, i) => !GLUE.has(raw) || isThing(word, raw, i))
    .slice(0, MOST)
    .map(({ word, raw }) => ({ raw, stem: stem(word, language) }))
}

/** The stems of a term of the lexicon, in order. */
export const termStems = (term: string, language: Language): string[] =>
  tokensOf(term, language).map((token) => token.stem)
