import Papa from 'papaparse'
import { AppError, invalid } from '../core/errors'

/** A file may hold this much; what is larger is sent in parts. D1 keeps 2 MB in a row. */
export const MOST_BYTES = 1_500_000
export const MOST_ROWS = 5_000

export interface ParsedRow {
  /** Its line in the file, from 1 with the header; a cell that runs over several lines counts them. */
  line: number
  cells: Record<string, string>
}
export interface Parsed {
  headers: string[]
  rows: ParsedRow[]
}

/** The text of a file: UTF-8, else UTF-16 where it is marked as such, else Windows-1252. Throws `too_large`, `invalid`. */
export function decodeCsv(bytes: ArrayBuffer): string {
  if (bytes.byteLength > MOST_BYTES)
    throw new AppError('too_large', { fields: [{ path: 'file', code: 'file_too_large' }] })
  const start = new Uint8Array(bytes.slice(0, 2))
  const utf16 =
    start[0] === 0xff && start[1] === 0xfe
      ? 'utf-16le'
      : start[0] === 0xfe && start[1] === 0xff
        ? 'utf-16be'
        : null
  const text = utf16 ? new TextDecoder(utf16).decode(bytes) : utf8OrWindows(bytes)
  // A picture, a spreadsheet's own format or an archive holds NULs; a text does not.
  if (text.includes('\0') || text.startsWith('PK\u0003')) throw invalid({ path: 'file', code: 'not_csv' })
  return text
}

function utf8OrWindows(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/**
 * Rows of a CSV with a header, separated by commas, semicolons or tabs. Empty lines count for nothing. Throws `invalid`
 * where there is no header, no row, too many rows, or a quotation mark that opens and is not closed.
 */
export function parseCsv(text: string): Parsed {
  const found = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    delimiter: delimiterOf(text),
    skipEmptyLines: false,
  })
  const [first, ...rest] = found.data
  const headers = (first ?? []).map((header, i) => header.trim() || `#${i + 1}`)
  if (headers.every((header) => header.startsWith('#'))) throw invalid({ path: 'file', code: 'empty_file' })
  // What follows such a quotation mark would be taken for one cell, up to the next one.
  const broken = found.errors.find((error) => error.type === 'Quotes')
  if (broken) {
    const before = found.data.slice(0, broken.row ?? 0)
    const line = 1 + before.reduce((lines, record) => lines + linesOf(record), 0)
    throw invalid({ path: 'file', code: 'open_quote', params: { line } })
  }
  const rows: ParsedRow[] = []
  let line = 1 + linesOf(first ?? [])
  for (const record of rest) {
    if (record.some((cell) => cell.trim() !== '')) {
      const cells = Object.fromEntries(headers.map((header, i) => [header, cellOf(record[i])]))
      rows.push({ line, cells })
    }
    line += linesOf(record)
  }
  if (rows.length === 0) throw invalid({ path: 'file', code: 'empty_file' })
  if (rows.length > MOST_ROWS)
    throw invalid({ path: 'file', code: 'too_many_rows', params: { max: MOST_ROWS } })
  return { headers, rows }
}

/** What separates the titles: the sign that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const titles = (text.split(/\r\n|\n|\r/, 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (sign: string) => titles.split(sign).length
  return [',', ';', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** The apostrophe that an export puts before a formula is no part of the data. */
const cellOf = (cell: string | undefined): string => (cell ?? '').trim().replace(/^'(?=[=+\-@])/, '')

const linesOf = (record: string[]): number =>
  1 + record.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
