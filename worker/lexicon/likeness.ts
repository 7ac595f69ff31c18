import type { Meaning, Weights } from './meaning'

// Pure: how much one text says what another does, or what it can become.

/** How rare a concept, a stem or some letters are among the texts that are compared: what all say tells nothing apart. */
export interface Rarity {
  concept(concept: number): number
  stem(stem: string): number
  letters(letters: string): number
  /** The lengths of weighings that were compared before, by the weighing itself. */
  lengths: WeakMap<object, number>
}

/** Inverse document frequency over some texts, by what each of them says. */
export function rarityOf(meanings: readonly Meaning[]): Rarity {
  const concepts = new Map<number, number>()
  const stems = new Map<string, number>()
  const letters = new Map<string, number>()
  for (const m of meanings) {
    for (const key of m.about.keys()) concepts.set(key, (concepts.get(key) ?? 0) + 1)
    for (const key of m.stems.keys()) stems.set(key, (stems.get(key) ?? 0) + 1)
    for (const key of m.letters.keys()) letters.set(key, (letters.get(key) ?? 0) + 1)
  }
  const rare = (seen = 0) => Math.log(1 + meanings.length / (0.5 + seen))
  return {
    concept: (key) => rare(concepts.get(key)),
    stem: (key) => rare(stems.get(key)),
    letters: (key) => rare(letters.get(key)),
    lengths: new WeakMap(),
  }
}

/** What is looked for: the concepts a text is about, and, for ideas, those it can become. */
export interface Sought {
  meaning: Meaning
  concepts: Weights
}

/** What a text says of itself, beside what it can become: what is given away is rarely wanted as it is. */
const ITSELF = 0.7

export function soughtBy(meaning: Meaning, ideas: boolean): Sought {
  if (!ideas) return { meaning, concepts: meaning.about }
  const concepts = new Map(meaning.becomes)
  for (const [concept, weight] of meaning.about)
    if ((concepts.get(concept) ?? 0) < weight * ITSELF) concepts.set(concept, weight * ITSELF)
  return { meaning, concepts }
}

/** The parts of a likeness, each from 0 to about 1. */
export interface Like {
  /** The share of what is said that is sought, each concept by its rarity. */
  explained: number
  /** The rarest concept that both have. */
  best: number
  /** The angle between both, as weights of concepts. */
  angle: number
  /** Words that stand in the terms of what is sought. */
  worded: number
  /** Stems in common, and letters. */
  stems: number
  letters: number
}

/** Weights found by a regression over pairs of test/lexicon/pairs.csv, none of which is a case of the evaluation. */
export const WEIGHTS: Like = { explained: 0.2, best: 4, angle: 3, worded: 5, stems: 0.7, letters: 0.4 }

/** An unknown word counts like this much of a concept, so that what says more than is known is explained less. */
const UNKNOWN = 1
const ALWAYS = 2
const BEST = 6

export function likeness(sought: Sought, of: Meaning, rarity: Rarity): Like {
  let [explained, all, best] = [0, 0, 0]
  for (const [concept, weight] of of.about) {
    const rare = weight * rarity.concept(concept)
    const both = rare * (sought.concepts.get(concept) ?? 0)
    explained += both
    all += rare
    best = Math.max(best, both)
  }
  const { meaning } = sought
  return {
    explained: all === 0 ? 0 : explained / (all + UNKNOWN * of.unknown.length + ALWAYS),
    best: best / BEST,
    angle: angle(sought.concepts, of.about, rarity.concept, rarity.lengths),
    worded: worded(sought.concepts, of, rarity),
    stems: meaning.language === of.language ? angle(meaning.stems, of.stems, rarity.stem, rarity.lengths) : 0,
    letters: angle(meaning.letters, of.letters, rarity.letters, rarity.lengths),
  }
}

export const sumOf = (like: Like): number =>
  (Object.keys(WEIGHTS) as (keyof Like)[]).reduce((sum, key) => sum + WEIGHTS[key] * like[key], 0)

/** Words of a text by the surest sought concept in whose terms they stand: "porcs" is part of what animal feed is called. */
function worded(sought: Weights, of: Meaning, rarity: Rarity): number {
  let [said, all] = [0, 0]
  for (const [i, token] of of.tokens.entries()) {
    const rare = rarity.stem(token.stem)
    let best = 0
    for (const [concept, share] of of.partly[i] ?? [])
      best = Math.max(best, share * (sought.get(concept) ?? 0))
    said += best * rare * rare
    all += rare * rare
  }
  return all === 0 ? 0 : said / (Math.sqrt(all) * Math.sqrt(all + ALWAYS))
}

/** The cosine of two weighings. */
function angle<K>(
  a: ReadonlyMap<K, number>,
  b: ReadonlyMap<K, number>,
  rare: (key: K) => number,
  lengths: Rarity['lengths'],
): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a]
  let dot = 0
  for (const [key, weight] of few) {
    const other = many.get(key)
    if (other !== undefined) dot += weight * other * rare(key) ** 2
  }
  return dot === 0 ? 0 : dot / (lengthOf(a, rare, lengths) * lengthOf(b, rare, lengths))
}

function lengthOf<K>(
  of: ReadonlyMap<K, number>,
  rare: (key: K) => number,
  lengths: Rarity['lengths'],
): number {
  const known = lengths.get(of)
  if (known !== undefined) return known
  let sum = 0
  for (const [key, weight] of of) sum += (weight * rare(key)) ** 2
  lengths.set(of, Math.sqrt(sum))
  return Math.sqrt(sum)
}
