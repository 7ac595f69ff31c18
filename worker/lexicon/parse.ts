import type { Language } from '../core/kinds'

// Pure: the files of worker/lexicon/data, one concept a line (CONTRIBUTING.md, "A concept").

/** A thing, a form, a use, a service, a skill or a place, with the words for it in the three languages. */
export interface Concept {
  id: string
  /** What it is called in each language, the most usual first. */
  terms: Record<Language, string[]>
  /** What it is a kind of. */
  isA: string[]
  /** What it can become, or serve as; the most usual first. */
  becomes: string[]
  /** Codes of the List of Waste, or beginnings of two or four digits, that its waste usually gets. */
  low: string[]
  /** ROME families, or beginnings of two or three characters. */
  rome: string[]
}
export interface Line {
  file: string
  line: number
}
export interface Parsed {
  concepts: (Concept & Line)[]
  complaints: string[]
}

export const HEADER = ['id', 'fr', 'en', 'ar', 'is_a', 'becomes', 'low', 'rome']

const listOf = (cell: string | undefined, separator: RegExp): string[] =>
  (cell ?? '')
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** Reads tab-separated files, by name. What cannot be read is told with its file and line; the rest is kept. */
export function parse(files: Readonly<Record<string, string>>): Parsed {
  const concepts: Parsed['concepts'] = []
  const complaints: string[] = []
  for (const file of Object.keys(files).sort()) {
    const lines = (files[file] ?? '').split(/\r?\n/)
    if ((lines[0] ?? '').replace(/^\ufeff/, '') !== HEADER.join('\t'))
      complaints.push(`${file}:1: the first line must be: ${HEADER.join(' <tab> ')}`)
    for (const [i, line] of lines.entries()) {
      if (i === 0 || line.trim() === '' || line.startsWith('#')) continue
      const cells = line.split('\t')
      if (cells.length > HEADER.length)
        complaints.push(`${file}:${i + 1}: ${cells.length} columns, there are ${HEADER.length}`)
      const [id = '', fr, en, ar, isA, becomes, low, rome] = cells
      concepts.push({
        ...{ id: id.trim(), file, line: i + 1 },
        terms: { fr: listOf(fr, /;/), en: listOf(en, /;/), ar: listOf(ar, /[;؛]/) },
        ...{ isA: listOf(isA, /,/), becomes: listOf(becomes, /,/) },
        ...{ low: listOf(low, /,/), rome: listOf(rome, /,/) },
      })
    }
  }
  return { concepts, complaints }
}
