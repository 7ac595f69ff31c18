import type { Language } from '../../worker/core/kinds'
import { averagePrecision, type Outcome, outcomeOf, reciprocal, recall10 } from './figures'
import { engine, fts5, type Method, merged, type Ranker, stemmed } from './methods'
import type { Pair } from './pairs'

/** From which language to which. Within one, both are pooled. */
const WAYS: Record<string, [Language, 'fr' | 'en'][]> = {
  within: [
    ['fr', 'fr'],
    ['en', 'en'],
  ],
  fr_en: [['fr', 'en']],
  en_fr: [['en', 'fr']],
  ar_fr: [['ar', 'fr']],
}

/** For each set and method, what became of each query. The pool is every use of the file. */
export function evaluatePairs(pairs: readonly Pair[]): Record<string, Record<Method, Outcome[]>> {
  const pools = { fr: poolOf(pairs, 'fr'), en: poolOf(pairs, 'en') }
  const result: Record<string, Record<Method, Outcome[]>> = {}
  for (const [set, ways] of Object.entries(WAYS)) {
    const outcomes: Record<Method, Outcome[]> = { fts5: [], stems: [], ngrams: [], engine: [] }
    for (const [from, to] of ways) {
      const pool = pools[to]
      for (const [i, pair] of pairs.entries()) {
        const right = pool.right[i] as ReadonlySet<number>
        if (pair.waste[from] === '' || right.size === 0) continue
        for (const [method, rank] of Object.entries(pool.rankers) as [Method, Ranker][])
          outcomes[method].push(outcomeOf(rank(pair.waste[from], from), right))
      }
    }
    result[set] = outcomes
  }
  return result
}

/** The distinct uses in one language, and for each pair which of them are right. */
function poolOf(pairs: readonly Pair[], language: 'fr' | 'en') {
  const texts = [...new Set(pairs.map((pair) => pair.use[language]).filter((text) => text !== ''))]
  const place = new Map(texts.map((text, i) => [text, i]))
  const right = pairs.map((pair) => {
    const same = pair.group === '' ? [pair] : pairs.filter((other) => other.group === pair.group)
    return new Set(same.flatMap((other) => place.get(other.use[language]) ?? []))
  })
  const rankers: Record<Method, Ranker> = {
    ...{ fts5: fts5(texts), stems: stemmed(texts, language) },
    ...{ ngrams: merged(texts, language), engine: engine(texts, language) },
  }
  return { right, rankers }
}

export const MEASURES = { MRR: reciprocal, 'recall@10': recall10, MAP: averagePrecision }
