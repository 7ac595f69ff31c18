import { readFileSync, statSync } from 'node:fs'
import papaparse from 'papaparse'
import { Stop } from '../lib/project.ts'

/** One real exchange: what was given away, and what it became. */
export interface Pair {
  waste: Record<'fr' | 'en' | 'ar', string>
  use: Record<'fr' | 'en', string>
  /** Rows of one group are all right answers to each other’s waste; empty, or without that column: the row alone is. */
  group: string
}
export interface Tag {
  text: string
  code: string
}

const PAIR_COLUMNS = ['waste_fr', 'waste_en', 'waste_ar', 'use_fr', 'use_en']

/** Reads and checks a CSV file; what is wrong ends the command in one sentence that names the line. */
function readCsv(file: string, columns: readonly string[]): { row: Record<string, string>; line: number }[] {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Stop(`There is no file ${file}.`, 2)
  const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  if (text.includes('\ufffd')) throw new Stop(`${file} is not UTF-8: save it as UTF-8 and run again.`)
  const { data, errors, meta } = papaparse.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim().toLowerCase(),
  })
  const missing = columns.filter((name) => !meta.fields?.includes(name))
  if (missing.length > 0)
    throw new Stop(`${file} has no column ${missing.join(', ')}: it needs ${columns.join(',')}.`)
  // Spreadsheets leave out the empty cells at the end of a row; one too many is a comma that is not quoted.
  const error = errors.find((one) => one.type !== 'Delimiter' && one.code !== 'TooFewFields')
  if (error) throw new Stop(`${file}, row ${(error.row ?? 0) + 2}: ${error.message}`)
  if (data.length === 0) throw new Stop(`${file} has no rows below its header.`)
  return data.map((row, i) => ({ row, line: i + 2 }))
}

export function readPairs(file: string): Pair[] {
  const cell = (row: Record<string, string>, name: string) => (row[name] ?? '').trim()
  return readCsv(file, PAIR_COLUMNS).map(({ row, line }) => {
    if (cell(row, 'use_fr') === '' && cell(row, 'use_en') === '')
      throw new Stop(`${file}, row ${line}: there is no use in any language.`)
    if (['waste_fr', 'waste_en', 'waste_ar'].every((name) => cell(row, name) === ''))
      throw new Stop(`${file}, row ${line}: there is no waste text in any language.`)
    return {
      waste: { fr: cell(row, 'waste_fr'), en: cell(row, 'waste_en'), ar: cell(row, 'waste_ar') },
      use: { fr: cell(row, 'use_fr'), en: cell(row, 'use_en') },
      group: cell(row, 'relevance_group'),
    }
  })
}

export function readTags(file: string, known: ReadonlySet<string>): Tag[] {
  return readCsv(file, ['text', 'code']).map(({ row, line }) => {
    const code = (row.code ?? '').replace(/[\s*.]/g, '')
    const text = (row.text ?? '').trim()
    if (text === '') throw new Stop(`${file}, row ${line}: the text is empty.`)
    if (!known.has(code))
      throw new Stop(
        `${file}, row ${line}: “${row.code}” is no code of the List of Waste (six digits, as 030105).`,
      )
    return { text, code }
  })
}
