import type { FieldError } from '../core/errors'
import type { Form } from './rulesOfForms'

// The text of an agreement: a few lines of marked text with blanks in double braces. Pure.
// "# " is its title, "## " the heading of an article, anything else a paragraph.

/** The blanks, by the words that stand in the text: it is in French, whatever the language of the screen. */
export const BLANKS = [
  ...['propriétaire', 'occupant', 'lot', 'surface', 'adresse', 'usage', 'début', 'fin', 'durée', 'redevance'],
  ...['motif', 'valeur', 'défauts', 'titre', 'base', 'conditions'],
] as const
export type Blank = (typeof BLANKS)[number]

const ALWAYS: Blank[] = ['propriétaire', 'occupant', 'lot', 'adresse', 'usage', 'début', 'fin']
/** What no text of a form may leave out: it is what makes the form what it is. */
export const NEEDED: Record<Form, Blank[]> = {
  precarious: [...ALWAYS, 'redevance', 'motif'],
  short_lease: [...ALWAYS, 'redevance', 'durée'],
  free_loan: [...ALWAYS, 'valeur', 'défauts'],
  public_domain: [...ALWAYS, 'redevance', 'titre'],
}

const PATTERN = /\{\{\s*([^{}]*?)\s*\}\}/g
export const blanksIn = (body: string): string[] => [
  ...new Set([...body.matchAll(PATTERN)].map((match) => match[1] ?? '')),
]

/** What is wrong with a text: a blank nobody can fill, one that must be there and is not, an article without a heading. */
export function problemsOfText(form: Form, body: string): FieldError[] {
  const there = blanksIn(body)
  const unknown = there.find((blank) => !(BLANKS as readonly string[]).includes(blank))
  if (unknown !== undefined) return [{ path: 'body', code: 'unknown_blank', params: { blank: unknown } }]
  const missing = NEEDED[form].filter((blank) => !there.includes(blank))
  if (missing.length > 0)
    return [{ path: 'body', code: 'blanks_missing', params: { blanks: missing.join(', ') } }]
  if (!/^# \S/m.test(body) || !/^## \S/m.test(body)) return [{ path: 'body', code: 'no_headings' }]
  return []
}

/** The text with its blanks filled. What fills them stays one line, and no heading: it can make no article of its own. */
export const filledIn = (body: string, blanks: Record<Blank, string>): string =>
  body.replace(PATTERN, (_, name: string) =>
    (blanks[name as Blank] ?? '')
      .replace(/\s+/g, ' ')
      .replace(/^[\s#]+/, '')
      .trim(),
  )

export interface Articles {
  title: string
  /** Before the first article. */
  lead: string[]
  articles: { heading: string; paragraphs: string[] }[]
}
export function articlesOf(text: string): Articles {
  const found: Articles = { title: '', lead: [], articles: [] }
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === '') continue
    if (line.startsWith('## ')) found.articles.push({ heading: line.slice(3), paragraphs: [] })
    else if (line.startsWith('# ')) found.title = line.slice(2)
    else (found.articles.at(-1)?.paragraphs ?? found.lead).push(line)
  }
  return found
}
