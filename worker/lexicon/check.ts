import { LANGUAGES, type Language } from '../core/kinds'
import { type Concept, type Line, parse } from './parse'
import { termStems, tokensOf } from './tokens'

// Pure: what is wrong with the files of the lexicon. `npm run check lexicon` prints it.

/** Fewer than these do not cover the five kinds. */
const FEWEST = 300
const SHOWN = 60
type Placed = Concept & Line

export interface Codes {
  low: readonly string[]
  rome: readonly string[]
}

const at = (c: Line) => `${c.file}:${c.line}`

/** Complaints, each with its file and line; none where all is well. */
export function checkLexicon(
  files: Readonly<Record<string, string>>,
  codes: Codes,
  fewest = FEWEST,
): string[] {
  const { concepts, complaints } = parse(files)
  if (concepts.length < fewest)
    complaints.push(`there are ${concepts.length} concepts, at least ${fewest} are needed`)
  const byId = new Map<string, Placed>()
  for (const c of concepts) {
    if (!/^[a-z][a-z0-9_]*$/.test(c.id)) complaints.push(`${at(c)}: “${c.id}” is no id: a-z, 0-9 and _`)
    const other = byId.get(c.id)
    if (other) complaints.push(`${at(c)}: ${c.id} is already at ${at(other)}`)
    else byId.set(c.id, c)
  }
  for (const c of concepts) {
    complaints.push(...ofTerms(c), ...ofLinks(c, byId), ...ofCodes(c, codes))
  }
  return [...complaints, ...cycles(byId), ...twice(concepts)]
}

function ofTerms(c: Placed): string[] {
  const missing = LANGUAGES.filter((language) => c.terms[language].length === 0)
  const empty = LANGUAGES.flatMap((language) =>
    c.terms[language].filter((term) => termStems(term, language).length === 0),
  )
  const latin = c.terms.ar.filter((term) => !/[\u0600-\u06ff]/.test(term) && !/^[A-Z0-9 -]+$/.test(term))
  const arabic = [...c.terms.fr, ...c.terms.en].filter((term) => /[\u0600-\u06ff]/.test(term))
  return [
    ...missing.map((language) => `${at(c)}: ${c.id} has no word in ${language}`),
    ...empty.map((term) => `${at(c)}: “${term}” is made of joining words alone: it is never found`),
    ...[...latin, ...arabic].map((term) => `${at(c)}: “${term}” stands in the column of another language`),
  ]
}

function ofLinks(c: Placed, byId: Map<string, Placed>): string[] {
  return (['isA', 'becomes'] as const).flatMap((kind) => {
    const name = kind === 'isA' ? 'is_a' : 'becomes'
    return c[kind].flatMap((id) => {
      if (id === c.id) return [`${at(c)}: ${c.id} ${name} itself`]
      return byId.has(id) ? [] : [`${at(c)}: ${c.id} ${name} ${id}, which is nowhere`]
    })
  })
}

function ofCodes(c: Placed, codes: Codes): string[] {
  const low = c.low.filter(
    (code) => !/^(\d\d){1,3}$/.test(code) || !codes.low.some((known) => known.startsWith(code)),
  )
  const rome = c.rome.filter(
    (code) => !/^[A-Z]\d{1,4}$/.test(code) || !codes.rome.some((known) => known.startsWith(code)),
  )
  return [
    ...low.map((code) => `${at(c)}: ${code} begins no code of the List of Waste`),
    ...rome.map((code) => `${at(c)}: ${code} begins no ROME family`),
  ]
}

/** "Is a" goes up and never comes round. What becomes what may: paper becomes cardboard, which becomes paper. */
function cycles(byId: Map<string, Placed>): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (id: string, way: string[]): void => {
    const c = byId.get(id)
    if (!c || state.get(id) === 'done') return
    if (state.get(id) === 'open') {
      found.push(`${at(c)}: is_a goes round: ${[...way.slice(way.indexOf(id)), id].join(' → ')}`)
      return
    }
    state.set(id, 'open')
    for (const parent of c.isA) visit(parent, [...way, id])
    state.set(id, 'done')
  }
  for (const id of byId.keys()) visit(id, [])
  return found
}

const written = (term: string, language: Language) =>
  tokensOf(term, language)
    .map((token) => token.raw)
    .join(' ')

/** The same words in one language for two concepts. */
function twice(concepts: readonly Placed[]): string[] {
  const found = clashes(concepts, written)
  return found.length > SHOWN
    ? [...found.slice(0, SHOWN), `… and ${found.length - SHOWN} more terms of two concepts`]
    : found
}

/** Words that differ and have the same stems: allowed, since each then counts less; told by `npm run check lexicon`. */
export const sameStems = (files: Readonly<Record<string, string>>): string[] => {
  const { concepts } = parse(files)
  const exact = new Set(clashes(concepts, written))
  return clashes(concepts, (term, language) => termStems(term, language).join(' ')).filter(
    (c) => !exact.has(c),
  )
}

function clashes(concepts: readonly Placed[], key: (term: string, language: Language) => string): string[] {
  const found: string[] = []
  for (const language of LANGUAGES) {
    const known = new Map<string, { c: Placed; term: string }>()
    for (const c of concepts) {
      for (const term of c.terms[language]) {
        const k = key(term, language)
        const other = known.get(k)
        if (!other) known.set(k, { c, term })
        else if (other.c.id !== c.id) {
          const words = other.term === term ? `“${term}”` : `“${term}” and “${other.term}”`
          found.push(
            `${at(c)}: ${words} (${language}) mean ${c.id}, and ${other.c.id} at ${at(other.c)}: keep one, or add its context`,
          )
        }
      }
    }
  }
  return found
}
