import { type RawBuilder, sql } from 'kysely'
import { boxAround } from '../core/geo'
import type { Language } from '../core/kinds'
import type { AnyDetails, Window } from '../listings/input'
import type { Ctx } from '../platform/context'
import { asQuery, type Candidate, live } from '../search/candidates'
import { CELL, cellsAround } from '../search/cells'
import { placeExpression } from '../search/match'
import { bodyConcepts, conceptTerm, letterTerms, MOST_LETTERS, surest } from '../search/meanings'
import { stemsOf } from '../search/stems'
import { contentsOf } from '../waste/rulesOfRecipe'
import { lexicon } from '../lexicon/lexicon'
import { meaningOf, type Weights } from '../lexicon/meaning'
import type { Side } from './rules'
import { kindsFor } from './rules'
import { spanOf } from './rulesOfTime'

// The other side of a listing, in one query that reads the same however much there is.

/** No more than these are ever scored. */
export const MOST_CANDIDATES = 200
/** How many each way of finding gives, before they are merged. */
const BY = { stems: 90, concepts: 90, outlets: 60, letters: 40, place: 60 }
/** Reciprocal rank fusion, with the usual constant. */
const RRF = 60
/** The words of a listing that are looked for: those of its title first. */
const MOST_STEMS = 16
const MOST_CONCEPTS = 24
const MOST_LETTER_TERMS = 40
/** Beyond this the place tells nothing. */
const FURTHEST_KM = 60

/** What a listing that need not be published yet (the preview of a form) is matched by. */
export type Matchable = Omit<Side, 'title' | 'body' | 'said' | 'concepts' | 'holds'> & {
  direction: 'offer' | 'need'
  clusterId: string
  title: string
  description: string
  language: Language
}

export type Row = Candidate & {
  description: string
  titleStems: string | null
  bodyStems: string | null
  bodyConcepts: string | null
}
export interface Candidates {
  side: Side
  found: { row: Row; side: Side }[]
}

/** A listing as it is scored; what the projection has kept of it is not read out of its text again. */
export function asSide(
  l: Omit<Matchable, 'clusterId' | 'direction'>,
  kept?: { title: string; body: string; concepts: string },
): Side {
  const title = meaningOf(l.title, l.language)
  const holds =
    l.kind === 'waste'
      ? contentsOf(l.title, `${l.description}. ${(l.details as { state?: string }).state ?? ''}`, l.details)
      : undefined
  const { concepts, number } = lexicon()
  const named = kept ? (JSON.parse(kept.concepts) as Record<string, number>) : bodyConcepts(l)
  const body: Weights = new Map(
    Object.entries(named).flatMap(([id, weight]) => {
      const known = number.get(id)
      return known === undefined ? [] : [[known, weight] as const]
    }),
  )
  return {
    ...l,
    title: kept ? kept.title.split(' ') : stemsOf(l.title, l.language),
    body: kept ? kept.body.split(' ') : stemsOf(l.description.slice(0, MOST_LETTERS), l.language),
    said: { title, body },
    holds,
    concepts: [...title.named.keys()].map((one) => concepts[one]?.id ?? ''),
  }
}

/**
 * The other side of a listing: at most 200 live listings of the opposite direction and a compatible kind, found by their
 * stems, their concepts, what an offer can become, their letters and their place, merged by rank. Its own organisation’s are
 * left out, and what is too far or at another time; without a radius these stay, for who wants to know what almost fits.
 */
export async function candidatesFor(ctx: Ctx, l: Matchable, radiusKm?: number): Promise<Candidates> {
  const side = asSide(l)
  const query = sql<Row>`${live(ctx, placeOf(l), {
    more: sql`, substr(l.description, 1, ${MOST_LETTERS}) as description, m.title as title_stems, m.body as body_stems,
      m.concepts as body_concepts`,
    from: sql`(${merged(l, side)}) as f
      cross join search_docs as d on d.doc = f.doc
      cross join listings as l on l.id = d.listing_id
      left join listing_meanings as m on m.listing_id = l.id and m.listing_version = l.version`,
    rank: sql<number>`f.score`,
    rest: sql`and l.organisation_id <> ${l.organisationId} and l.kind in (${sql.join(kindsFor(l.kind))})
      ${radiusKm === undefined ? sql`` : sql`${near(l, radiusKm)} ${atTheTime(ctx, l)}`}
      order by f.score desc, l.id limit ${MOST_CANDIDATES}`,
  })}`
  const { rows } = await ctx.db.executeQuery(asQuery(ctx, query).compile())
  return { side, found: (rows as Row[]).map((row) => ({ row, side: sideOf(row) })) }
}

const placeOf = (l: Matchable) => ({
  clusterId: l.clusterId,
  direction: l.direction === 'offer' ? ('need' as const) : ('offer' as const),
  publicOnly: false,
})

const sideOf = (row: Row): Side => {
  const { windows, details, titleStems, bodyStems, bodyConcepts: kept, ...rest } = row
  return asSide(
    { ...rest, windows: JSON.parse(windows) as Window[], details: JSON.parse(details) as AnyDetails },
    titleStems !== null && bodyStems !== null && kept !== null
      ? { title: titleStems, body: bodyStems, concepts: kept }
      : undefined,
  )
}

/** Every way of finding as documents with their rank, and the sum of their reciprocal ranks. */
function merged(l: Matchable, side: Side): RawBuilder<unknown> {
  const { said } = side
  const stems = [...new Set([...side.title, ...side.body])].filter((stem) => stem !== '').slice(0, MOST_STEMS)
  const about = said ? surest(withBody(said.title.about, said.body), MOST_CONCEPTS).map(conceptTerm) : []
  const becomes = said ? surest(said.title.becomes, MOST_CONCEPTS).map(conceptTerm) : []
  const letters = said
    ? letterTerms(said.title)
        .filter((one) => one.length === 6)
        .slice(0, MOST_LETTER_TERMS)
    : []
  const where = `(${kindsFor(l.kind)
    .map((kind) => placeExpression({ ...placeOf(l), kind }))
    .join(' OR ')})`
  const oneOf = (terms: string[]) => terms.map((one) => `"${one}"`).join(' OR ')
  const found = (index: 'search_index' | 'meaning_index', column: string, terms: string[], most: number) =>
    terms.length === 0
      ? []
      : [
          sql`select rowid as doc, row_number() over () as place from (select rowid from ${sql.table(index)}
            where ${sql.table(index)} match ${`${where} AND ${column} : (${oneOf(terms)})`} order by rank limit ${most})`,
        ]
  const parts = [
    ...found('search_index', '{title body}', stems, BY.stems),
    ...found('meaning_index', 'concepts', about, BY.concepts),
    // An offer looks for who needs what it can become, a need for what can become what it needs.
    ...(l.direction === 'offer'
      ? found('meaning_index', 'concepts', becomes, BY.outlets)
      : found('meaning_index', 'outlets', about, BY.outlets)),
    ...found('meaning_index', 'letters', letters, BY.letters),
    nearest(l),
  ]
  const each = sql.join(
    parts.map((part) => sql`select doc, 1.0 / (${RRF} + place) as part from (${part})`),
    sql` union all `,
  )
  return sql`select doc, sum(part) as score from (${each}) group by doc`
}

function withBody(title: Weights, body: Weights): Map<number, number> {
  const all = new Map(title)
  for (const [concept, weight] of body) if ((all.get(concept) ?? 0) < weight / 2) all.set(concept, weight / 2)
  return all
}

/** Those of the nearest cells; the newest where the listing has no place. */
function nearest(l: Matchable): RawBuilder<unknown> {
  const cells = l.lat === null || l.lng === null ? null : cellsAround({ lat: l.lat, lng: l.lng }, FURTHEST_KM)
  const kinds = sql.join(kindsFor(l.kind))
  const isLive = sql`l.cluster_id = ${l.clusterId} and l.direction = ${placeOf(l).direction}
    and l.status = 'published' and l.hidden_reason is null`
  const listings = cells
    ? sql`select l.id from json_each(${JSON.stringify(cells)}) as c cross join listings as l
        where ${isLive} and l.kind in (${kinds}) and ${CELL} = c.value limit ${BY.place}`
    : sql.join(
        kindsFor(l.kind).map(
          (kind) => sql`select * from (select l.id from listings as l where ${isLive} and l.kind = ${kind}
            order by l.published_at desc, l.id limit ${Math.floor(BY.place / 2)})`,
        ),
        sql` union all `,
      )
  return sql`select d.doc, row_number() over () as place from (${listings}) as n cross join search_docs as d on d.listing_id = n.id`
}

/** Beyond one and a half times the cluster’s radius, or what the need says, nothing is scored: a box leaves it out before. */
function near(l: Matchable, radiusKm: number): RawBuilder<unknown> {
  if (l.lat === null || l.lng === null) return sql``
  const km = Math.min(
    radiusKm * 1.5,
    l.direction === 'need' && l.withinKm !== null ? l.withinKm * 1.25 : 1000,
  )
  const box = boxAround({ lat: l.lat, lng: l.lng }, km)
  return sql`and (l.lat is null or (l.lat between ${box.south} and ${box.north} and l.lng between ${box.west} and ${box.east}))`
}

/** What ends before the other begins is left out. */
function atTheTime(ctx: Ctx, l: Matchable): RawBuilder<unknown> {
  const soonest = l.startsAt && l.startsAt > ctx.now ? l.startsAt : ctx.now
  const span = l.direction === 'need' ? spanOf(l, ctx.now) : null
  const latest = l.direction === 'offer' ? l.endsAt : span && l.endsAt ? l.endsAt : null
  return sql`and (l.ends_at is null or l.ends_at > ${soonest})
    ${latest ? sql`and (l.starts_at is null or l.starts_at < ${latest})` : sql``}`
}
