import type { Direction, Kind } from '../core/kinds'
import type { QueryWord } from './analyse'

// Expressions of FTS5. Every term is made of letters and digits, so nothing that is typed can be read as its syntax.

/** An identifier as one term: FTS5 would cut it at its underscore. */
const clusterTerm = (clusterId: string) => `c${clusterId.replace(/[^a-z0-9]/gi, '')}`

export interface Place {
  clusterId: string
  direction: Direction
  kind?: Kind | undefined
  /** Strangers meet public listings only. */
  publicOnly: boolean
  cells?: number[] | null
}

/** What a document is, as terms of its own column. */
export const termsOf = (
  of: { clusterId: string; direction: Direction; kind: Kind; visibility: string },
  cell: number | null,
) =>
  [
    clusterTerm(of.clusterId),
    `d${of.direction}`,
    `k${of.kind}`,
    `v${of.visibility}`,
    cell === null ? '' : `g${cell}`,
  ].join(' ')

/** More cells than this in one expression cost more than they spare. */
const MOST_CELL_TERMS = 60

/** Where and what a document must be. */
export function placeExpression(place: Place): string {
  const terms = [clusterTerm(place.clusterId), `d${place.direction}`]
  if (place.kind) terms.push(`k${place.kind}`)
  if (place.publicOnly) terms.push('vpublic')
  if (place.cells && place.cells.length <= MOST_CELL_TERMS)
    terms.push(`(${place.cells.map((c) => `g${c}`).join(' OR ')})`)
  return `terms : (${terms.join(' AND ')})`
}

/**
 * A word is found by a stem, or as the beginning of a word as it is written; words for the same thing count in titles alone;
 * one that has only stems is found by them alone.
 */
function wordExpression(word: QueryWord): string {
  const oneOf = (stems: string[]) => stems.map((s) => `"${s}"`).join(' OR ')
  const stems = `{title body} : (${oneOf(word.stems)})`
  if (word.raw === '') return stems
  const prefix = word.raw.length >= 4 ? ' *' : ''
  const other = [...word.related, ...word.phrases]
  const related = other.length > 0 ? ` OR title : (${oneOf(other)})` : ''
  return `(${stems} OR words : "${word.raw}"${prefix}${related})`
}

/** `all`: every word; `any`: at least one. */
export const matchExpression = (words: QueryWord[], place: Place, how: 'all' | 'any'): string =>
  `${placeExpression(place)} AND (${words.map(wordExpression).join(how === 'all' ? ' AND ' : ' OR ')})`
