import { lexicon } from '../lexicon/lexicon'
import { languageOf } from '../lexicon/language'
import { type Like, likeness, rarityOf, type Rarity, soughtBy } from '../lexicon/likeness'
import { type Meaning, meaningOf, UP } from '../lexicon/meaning'
import { stemsOf } from '../search/stems'
import type { Language } from '../core/kinds'

// Pure: which entries of the List of Waste a description is about. None is ever chosen for the writer.

export interface Entry {
  code: string
  titleFr: string
  titleEn: string
  /** The titles of its chapter and subchapter. */
  chapterFr: string
  chapterEn: string
}

/** Why an entry is proposed: the concept whose waste usually gets it, or words of its title or chapter. */
export type Why = { by: 'concept'; concept: string } | { by: 'title' } | { by: 'chapter' }
export interface Tagged<E> {
  entry: E
  score: number
  why: Why
}

/** Weights of what agrees, from a regression over test/lexicon/tags.csv; a code of its chapter alone says much less. */
const CODE = { 6: 6, 4: 2.5, 2: 1 }
const TITLE: Like = { explained: 0, best: 2, angle: 1.5, worded: 0, stems: 4, letters: 5 }
const CHAPTER = { stems: 5, worded: 3.5, explained: 3 }
/** "Not otherwise specified" is for what has no other entry. */
const NOT_SPECIFIED = -1.8
/** So many are looked at closely; the first look is by codes and stems alone. */
const LOOKED_AT = 80

/** What a title says of itself, without what other entries it leaves out. */
const own = (title: string) =>
  title
    .replace(
      /,? ?(?:autres? que|other than|otherwise than|à l['’]exclusion|not mentioned in|visée?s? à).*$/i,
      '',
    )
    .replace(/contenant des substances dangereuses|containing hazardous substances/gi, '')

interface Prepared<E> {
  entry: E
  stems: Record<'fr' | 'en', Set<string>>
  chapterStems: Record<'fr' | 'en', Map<string, number>>
  title?: Record<'fr' | 'en', Meaning>
  chapter?: Record<'fr' | 'en', Meaning>
}
export interface CodeIndex<E> {
  all: Prepared<E>[]
  rare: Record<'fr' | 'en', Map<string, number>>
}

const BOTH = ['fr', 'en'] as const
const count = (list: readonly string[]) => {
  const found = new Map<string, number>()
  for (const one of list) found.set(one, (found.get(one) ?? 0) + 1)
  return found
}

/** The words of all entries: made once, because their stems take some tens of milliseconds. */
export function codeIndex<E extends Entry>(entries: readonly E[]): CodeIndex<E> {
  const chapters = new Map<string, Map<string, number>>()
  const chapterStems = (text: string, language: Language) => {
    const key = language + text
    const known = chapters.get(key) ?? count(stemsOf(text, language))
    chapters.set(key, known)
    return known
  }
  const all = entries.map(
    (entry): Prepared<E> => ({
      entry,
      stems: {
        fr: new Set(stemsOf(own(entry.titleFr), 'fr')),
        en: new Set(stemsOf(own(entry.titleEn), 'en')),
      },
      chapterStems: { fr: chapterStems(entry.chapterFr, 'fr'), en: chapterStems(entry.chapterEn, 'en') },
    }),
  )
  const rare = { fr: new Map<string, number>(), en: new Map<string, number>() }
  for (const language of BOTH) {
    const seen = new Map<string, number>()
    for (const one of all)
      for (const stem of new Set([...one.stems[language], ...one.chapterStems[language].keys()]))
        seen.set(stem, (seen.get(stem) ?? 0) + 1)
    for (const [stem, n] of seen) rare[language].set(stem, Math.log(1 + all.length / (0.5 + n)))
  }
  return { all, rare }
}

/** The entries that a text is about, best first; those that nothing speaks for are left out. */
export function rankCodes<E extends Entry>(
  text: string,
  index: CodeIndex<E>,
  language?: Language,
): Tagged<E>[] {
  const meaning = meaningOf(text, language ?? languageOf(text))
  const byConcept = codesOf(meaning)
  const stems = { fr: stemsOf(text, 'fr'), en: stemsOf(text, 'en') }
  const first = index.all.map((one) => ({
    one,
    code: codeScore(one.entry.code, byConcept),
    words: Math.max(...BOTH.map((l) => shared(stems[l], one, l, index.rare[l]))),
  }))
  const order = first
    .filter(({ code, words }) => code.score > 0 || words > 0)
    .sort((a, b) => b.code.score + b.words - (a.code.score + a.words))
  const looked = order.slice(0, LOOKED_AT)
  const rest = order.slice(LOOKED_AT)
  for (const { one } of looked) prepare(one)
  const rarity = rarities(looked.map(({ one }) => one))
  const sought = soughtBy(meaning, false)
  const ranked = looked.map(({ one, code }): Tagged<E> => {
    const titles = BOTH.map((l) =>
      likeness(sought, (one.title as Record<'fr' | 'en', Meaning>)[l], rarity.title[l]),
    )
    const chapters = BOTH.map((l) =>
      likeness(sought, (one.chapter as Record<'fr' | 'en', Meaning>)[l], rarity.chapter[l]),
    )
    const title = (Object.keys(TITLE) as (keyof Like)[]).reduce(
      (sum, key) => sum + TITLE[key] * Math.max(...titles.map((t) => t[key])),
      0,
    )
    const chapter = (Object.keys(CHAPTER) as (keyof typeof CHAPTER)[]).reduce(
      (sum, key) => sum + CHAPTER[key] * Math.max(...chapters.map((t) => t[key])),
      0,
    )
    const score = code.score + title + chapter + (one.entry.code.endsWith('99') ? NOT_SPECIFIED : 0)
    const why: Why =
      code.score >= Math.max(title, chapter) && code.concept !== null
        ? { by: 'concept', concept: code.concept }
        : { by: title >= chapter ? 'title' : 'chapter' }
    return { entry: one.entry, score, why }
  })
  ranked.sort((a, b) => b.score - a.score || (a.entry.code < b.entry.code ? -1 : 1))
  const far = rest.map(({ one }): Tagged<E> => ({ entry: one.entry, score: 0, why: { by: 'title' } }))
  return [...ranked, ...far]
}

/** The codes and beginnings of codes of the concepts of a text, each with the surest concept. */
function codesOf(meaning: Meaning): Map<string, { weight: number; concept: string }> {
  const { concepts } = lexicon()
  const found = new Map<string, { weight: number; concept: string }>()
  for (const [number, weight] of meaning.about) {
    const concept = concepts[number]
    if (!concept) continue
    for (const [i, code] of concept.low.entries()) {
      const sure = weight * UP ** (i / 4)
      if ((found.get(code)?.weight ?? 0) < sure) found.set(code, { weight: sure, concept: concept.id })
    }
  }
  return found
}

function codeScore(code: string, by: ReturnType<typeof codesOf>): { score: number; concept: string | null } {
  let best: { score: number; concept: string | null } = { score: 0, concept: null }
  for (const length of [6, 4, 2] as const) {
    const known = by.get(code.slice(0, length))
    const score = (known?.weight ?? 0) * CODE[length]
    if (known && score > best.score) best = { score, concept: known.concept }
  }
  return best
}

/** Stems in common, each by its rarity: of the title whole, of the chapter half. */
function shared<E>(
  stems: readonly string[],
  one: Prepared<E>,
  language: 'fr' | 'en',
  rare: ReadonlyMap<string, number>,
): number {
  let sum = 0
  for (const stem of new Set(stems)) {
    const weight = rare.get(stem) ?? 0
    if (one.stems[language].has(stem)) sum += weight
    else if (one.chapterStems[language].has(stem)) sum += weight / 2
  }
  return sum
}

function prepare<E extends Entry>(one: Prepared<E>): void {
  if (one.title) return
  const { titleFr, titleEn, chapterFr, chapterEn } = one.entry
  one.title = { fr: meaningOf(own(titleFr), 'fr'), en: meaningOf(own(titleEn), 'en') }
  one.chapter = { fr: meaningOf(chapterFr, 'fr'), en: meaningOf(chapterEn, 'en') }
}

function rarities<E>(all: readonly Prepared<E>[]) {
  const of = (part: 'title' | 'chapter', language: 'fr' | 'en'): Rarity =>
    rarityOf(all.flatMap((one) => one[part]?.[language] ?? []))
  return {
    title: { fr: of('title', 'fr'), en: of('title', 'en') },
    chapter: { fr: of('chapter', 'fr'), en: of('chapter', 'en') },
  }
}
