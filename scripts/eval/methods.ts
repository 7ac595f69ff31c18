import { DatabaseSync } from 'node:sqlite'
import type { Language } from '../../worker/core/kinds'
import { likeness, rarityOf, soughtBy, sumOf } from '../../worker/lexicon/likeness'
import { lettersOf, type Meaning, meaningOf } from '../../worker/lexicon/meaning'
import { stemsOf, wordsOf } from '../../worker/search/stems'

// Four ways to rank the texts of a pool for a query. What does not answer at all is not in the ranking.

export const METHODS = ['fts5', 'stems', 'ngrams', 'engine'] as const
export type Method = (typeof METHODS)[number]
export type Ranker = (text: string, language: Language) => number[]

/** Reciprocal rank fusion, with the usual constant. */
const RRF = 60

/** SQLite’s own full-text search; the words of the query that are no stop words, any of them. */
export function fts5(texts: readonly string[]): Ranker {
  const db = new DatabaseSync(':memory:')
  db.exec(`create virtual table pool using fts5 (text, tokenize = "unicode61 remove_diacritics 2")`)
  const insert = db.prepare('insert into pool (rowid, text) values (?, ?)')
  for (const [i, text] of texts.entries()) insert.run(i + 1, text)
  const find = db.prepare('select rowid as id from pool where pool match ? order by rank, rowid')
  return (text) => {
    const words = wordsOf(text)
    if (words.length === 0) return []
    const rows = find.all(words.map((word) => `"${word}"`).join(' OR ')) as { id: number }[]
    return rows.map(({ id }) => id - 1)
  }
}

/** The same with stems of each language in the place of words. */
export function stemmed(texts: readonly string[], language: Language): Ranker {
  const rank = fts5(texts.map((text) => stemsOf(text, language).join(' ')))
  return (text, of) => rank(stemsOf(text, of).join(' '), of)
}

/** Letters by three, four and five: BM25 as FTS5 has it, since FTS5 would cut them at their spaces. */
function lettered(texts: readonly string[]): Ranker {
  const pool = texts.map((text) => lettersOf(wordsOf(text)))
  const lengths = pool.map((one) => [...one.values()].reduce((a, b) => a + b, 0))
  const average = lengths.reduce((a, b) => a + b, 0) / Math.max(1, lengths.length)
  const having = new Map<string, number>()
  for (const one of pool) for (const key of one.keys()) having.set(key, (having.get(key) ?? 0) + 1)
  const [k, b] = [1.2, 0.75]
  return (text) => {
    const asked = [...lettersOf(wordsOf(text)).keys()].filter((key) => having.has(key))
    const scores = pool.map((one, i) => {
      let score = 0
      for (const key of asked) {
        const times = one.get(key)
        if (!times) continue
        const n = having.get(key) ?? 0
        const rare = Math.max(1e-6, Math.log((pool.length - n + 0.5) / (n + 0.5)))
        score += (rare * times * (k + 1)) / (times + k * (1 - b + (b * (lengths[i] ?? 0)) / average))
      }
      return score
    })
    return best(scores)
  }
}

/** Stems and letters, merged by their ranks. */
export function merged(texts: readonly string[], language: Language): Ranker {
  const rankers = [stemmed(texts, language), lettered(texts)]
  return (text, of) => {
    const scores = texts.map(() => 0)
    for (const rank of rankers)
      for (const [place, i] of rank(text, of).entries()) scores[i] = (scores[i] ?? 0) + 1 / (RRF + place + 1)
    return best(scores)
  }
}

/** What the market itself uses: the analysis and the likeness of worker/lexicon, ideas included. */
export function engine(texts: readonly string[], language: Language): Ranker {
  const pool: Meaning[] = texts.map((text) => meaningOf(text, language))
  const rarity = rarityOf(pool)
  return (text, of) => {
    const sought = soughtBy(meaningOf(text, of), true)
    return best(pool.map((one) => sumOf(likeness(sought, one, rarity))))
  }
}

/** The places of what has a score, best first; of equals the first. */
function best(scores: readonly number[]): number[] {
  return scores
    .map((score, i) => ({ score, i }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .map(({ i }) => i)
}
