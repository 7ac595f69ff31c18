import { type RawBuilder, sql } from 'kysely'
import type { Language } from '../core/kinds'
import { lexicon } from '../lexicon/lexicon'
import { type Meaning, meaningOf, type Weights } from '../lexicon/meaning'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { stemsOf } from './stems'

// What a listing says beyond its words, as rows and as terms of FTS5: see migrations/0030_meanings.sql.

/** A description is read as far as this. */
export const MOST_LETTERS = 800
/** What is less sure than this finds nothing. */
const LEAST_SURE = 0.2
const MOST_OUTLETS = 40
const MOST_OF_BODY = 24

/** What is read of a listing to say what it means. */
export interface Told {
  title: string
  description: string
  language: Language
}

/** A concept as one term: FTS5 would cut it at its underscores. */
export const conceptTerm = (number: number): string =>
  `c${lexicon().concepts[number]?.id.replaceAll('_', '') ?? ''}`

/** The surest of some concepts, at most `most`. */
export const surest = (weights: Weights, most: number, least = LEAST_SURE): number[] =>
  [...weights]
    .filter(([, weight]) => weight >= least)
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([concept]) => concept)

/** Letters as one term each: what stands before and after a word is written as a digit. */
export const letterTerms = (meaning: Meaning): string[] =>
  [...meaning.letters.keys()].map((some) => `l${some.replaceAll(' ', '0')}`)

/** What a description names, by the ids of concepts: numbers change when the lexicon grows. */
export function bodyConcepts(told: Told): Record<string, number> {
  const { concepts } = lexicon()
  const body = meaningOf(told.description.slice(0, MOST_LETTERS), told.language)
  return Object.fromEntries(
    surest(body.named, MOST_OF_BODY).map((number) => [
      concepts[number]?.id ?? '',
      Math.round((body.named.get(number) ?? 0) * 100) / 100,
    ]),
  )
}

export interface Kept {
  title: string
  body: string
  concepts: string
}

/** The row of a listing, and its document: `terms` says what it is and where, as in the index of words. */
export function meaningQueries(
  ctx: Ctx,
  of: Told & { id: string; version: number; direction: string },
  terms: string,
): Query[] {
  const title = meaningOf(of.title, of.language)
  const inBody = bodyConcepts(of)
  const named = new Map(title.about)
  for (const [id, weight] of Object.entries(inBody)) {
    const number = lexicon().number.get(id)
    if (number !== undefined && (named.get(number) ?? 0) < weight) named.set(number, weight)
  }
  const words = (numbers: number[]) => numbers.map(conceptTerm).join(' ')
  const outlets = of.direction === 'offer' ? words(surest(title.becomes, MOST_OUTLETS)) : ''
  const row = {
    listingId: of.id,
    listingVersion: of.version,
    title: stemsOf(of.title, of.language).join(' '),
    body: stemsOf(of.description.slice(0, MOST_LETTERS), of.language).join(' '),
    concepts: JSON.stringify(inBody),
  }
  return [
    // One that is newer stays.
    ctx.db
      .insertInto('listingMeanings')
      .values(row)
      .onConflict((c) => c.doNothing()),
    {
      compile: () =>
        sql`insert into meaning_index (rowid, concepts, outlets, letters, terms)
          select doc, ${words(surest(named, 60))}, ${outlets}, ${letterTerms(title).join(' ')}, ${terms}
            from search_docs where listing_id = ${of.id} and listing_version = ${of.version}`.compile(ctx.db),
    },
  ]
}

/** Takes a document out again. */
export const withoutMeaning = (
  ctx: Ctx,
  of: { id: string; version: number },
  doc: RawBuilder<unknown>,
): Query[] => [
  { compile: () => sql`delete from meaning_index where rowid = ${doc}`.compile(ctx.db) },
  ctx.db
    .deleteFrom('listingMeanings')
    .where('listingId', '=', of.id)
    .where('listingVersion', '<=', of.version),
]
