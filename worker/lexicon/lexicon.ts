import type { Language } from '../core/kinds'
import { FILES } from './files'
import { type Concept, parse } from './parse'
import { Terms } from './terms'

/** The concepts by number, their links as numbers, and the terms of each language. */
export interface Lexicon {
  concepts: readonly Concept[]
  number: ReadonlyMap<string, number>
  isA: readonly (readonly number[])[]
  becomes: readonly (readonly number[])[]
  /** How many concepts can become this one: how usual an outlet it is. */
  comesFrom: readonly number[]
  /** Every concept above a concept, by the number of steps up (at most three). */
  above: readonly ReadonlyMap<number, number>[]
  /** The concepts that are each directly a kind of it. */
  below: readonly (readonly number[])[]
  terms(language: Language): Terms
}

const STEPS_UP = 3

export function lexiconOf(concepts: readonly Concept[]): Lexicon {
  const number = new Map(concepts.map((c, i) => [c.id, i]))
  const links = (ids: readonly string[]) => ids.flatMap((id) => number.get(id) ?? [])
  const isA = concepts.map((c) => links(c.isA))
  const becomes = concepts.map((c) => links(c.becomes))
  const comesFrom = concepts.map(() => 0)
  for (const list of becomes) for (const to of list) comesFrom[to] = (comesFrom[to] ?? 0) + 1
  const below: number[][] = concepts.map(() => [])
  for (const [i, up] of isA.entries()) for (const to of up) below[to]?.push(i)
  const above = concepts.map((_, i) => stepsUp(i, isA))
  const made = new Map<Language, Terms>()
  return {
    ...{ concepts, number, isA, becomes, comesFrom, above, below },
    terms(language) {
      let terms = made.get(language)
      if (!terms) {
        terms = new Terms(concepts, language)
        made.set(language, terms)
      }
      return terms
    },
  }
}

function stepsUp(from: number, isA: readonly (readonly number[])[]): Map<number, number> {
  const found = new Map<number, number>()
  let level = [from]
  for (let step = 1; step <= STEPS_UP && level.length > 0; step++) {
    const next = new Set(level.flatMap((c) => isA[c] ?? []).filter((c) => c !== from && !found.has(c)))
    for (const c of next) found.set(c, step)
    level = [...next]
  }
  return found
}

let known: Lexicon | undefined
/** The lexicon of the project: read once in an isolate, when it is first needed; a language when it is first met. */
export function lexicon(): Lexicon {
  known ??= lexiconOf(parse(FILES).concepts)
  return known
}
