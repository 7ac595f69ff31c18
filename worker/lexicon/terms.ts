import type { Language } from '../core/kinds'
import { bare, normalise, withoutPrefix } from '../search/stems'
import type { Concept } from './parse'
import { type Token, tokensOf } from './tokens'

/** Several words for one concept, as they are looked for. */
export interface Term {
  concept: number
  stems: string[]
}

/** A word that stands alone for a concept, as it is written there. */
interface Single {
  concept: number
  form: string
}

interface Unread {
  concept: number
  term: string
}

const BREAKS = /[\s’'(),/-]+/
const PLAIN = /^[a-z]{3}/

/** Words that begin alike are read together. */
const KEY = 3

/**
 * The terms of one language. To stem them all takes a tenth of a second, which no request should wait for: they are sorted by
 * how their words begin, and those with a word that begins like one of a text are stemmed when it is first met.
 */
export class Terms {
  private readonly language: Language
  private readonly sizes: number[]
  private readonly unread = new Map<string, Unread[]>()
  private readonly singles = new Map<string, Single[]>()
  private readonly several = new Map<string, Term[]>()
  private readonly begins = new Map<string, string[]>()
  private readonly done = new Set<Unread>()

  constructor(concepts: readonly Concept[], language: Language) {
    this.language = language
    this.sizes = concepts.map((c) => c.terms[language].length)
    for (const [concept, c] of concepts.entries()) {
      for (const term of c.terms[language]) {
        const one = { concept, term }
        let last = ''
        for (const word of term.split(BREAKS)) {
          if (word.length < 3 && word !== term) continue
          const key = this.keyOf(word)
          if (key === last) continue
          last = key
          const list = this.unread.get(key)
          if (list) list.push(one)
          else this.unread.set(key, [one])
        }
      }
    }
  }

  /**
   * The concepts that a word stands for by itself. Where the very word is one of the lexicon, those that only share its stem
   * are left out: "bottling" is not what "bottles" are.
   */
  alone(token: Token): readonly number[] {
    this.read(this.key(token.raw))
    const known = this.singles.get(token.stem)
    if (!known) return []
    const form = this.form(token.raw)
    const same = known.filter((one) => one.form === form)
    return [...new Set((same.length > 0 ? same : known).map((one) => one.concept))]
  }

  /** Whether a word is written so in the lexicon, or only shares its stem with one that is. */
  written(token: Token): boolean {
    const form = this.form(token.raw)
    return this.singles.get(token.stem)?.some((one) => one.form === form) ?? false
  }

  /** The terms of several words that a word is part of. */
  with(token: Token): readonly Term[] {
    this.read(this.key(token.raw))
    return this.several.get(token.stem) ?? []
  }

  /** Words of the lexicon that begin like this one, each alone for a concept: among them is what a misspelt word may be. */
  beginningLike(raw: string): string[] {
    const key = this.key(raw)
    this.read(key)
    return this.begins.get(key) ?? []
  }

  /** The concepts that have a word in one of their terms, with how much of its terms it is part of (at most 1). */
  partly(token: Token): ReadonlyMap<number, number> {
    this.read(this.key(token.raw))
    const shares = new Map<number, number>()
    const add = (concept: number) =>
      shares.set(concept, (shares.get(concept) ?? 0) + 1 / Math.sqrt(this.sizes[concept] ?? 1))
    for (const { concept } of this.singles.get(token.stem) ?? []) add(concept)
    for (const { concept } of this.several.get(token.stem) ?? []) add(concept)
    for (const [concept, share] of shares) if (share > 1) shares.set(concept, 1)
    return shares
  }

  /** The concepts of a stem that is known. */
  ofStem(stem: string): readonly number[] {
    return [...new Set((this.singles.get(stem) ?? []).map((one) => one.concept))]
  }

  /** The key of a word as it is written: most need no folding. */
  private keyOf(word: string): string {
    if (PLAIN.test(word)) return word.slice(0, KEY)
    return this.key(bare(normalise(this.language === 'ar' ? word : word.slice(0, 2 * KEY))))
  }

  private key(raw: string): string {
    return (this.language === 'ar' ? withoutPrefix(raw) : raw).slice(0, KEY)
  }

  /** A word without what number and gender add to it; Arabic adds too much for that, there the stem decides. */
  private form(raw: string): string {
    return this.language === 'ar' ? '' : raw.length > 3 ? raw.replace(/(?:es|s|x|e)$/, '') : raw
  }

  /** Stems the terms that begin so, once. */
  private read(key: string): void {
    const list = this.unread.get(key)
    if (!list) return
    this.unread.delete(key)
    for (const one of list) {
      const { concept, term } = one
      if (this.done.has(one)) continue
      this.done.add(one)
      const tokens = tokensOf(term, this.language)
      const stems = tokens.map((token) => token.stem)
      if (stems.length === 1) {
        push(this.singles, stems[0] as string, { concept, form: this.form(tokens[0]?.raw ?? '') })
        push(this.begins, (stems[0] as string).slice(0, KEY), stems[0] as string)
      } else if (stems.length > 1) {
        for (const stem of new Set(stems)) {
          const known = this.several.get(stem) ?? []
          if (!known.some((t) => t.concept === concept && t.stems.join(' ') === stems.join(' ')))
            this.several.set(stem, [...known, { concept, stems }])
        }
        // "wood chip" is also found as "woodchip".
        if (stems.length === 2 && this.language !== 'ar') {
          const form = this.form(tokens.map((token) => token.raw).join(''))
          push(this.singles, stems.join(''), { concept, form })
        }
      }
    }
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}
