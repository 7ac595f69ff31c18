type Cell = string | number | null | undefined

/**
 * What parts the cells. Excel opens a file by the habits of its country: where numbers have a decimal comma, in French and
 * mostly in Arabic, it wants semicolons, and puts all of a row into one cell otherwise.
 */
export const separatorFor = (language: string): ',' | ';' => (language === 'en' ? ',' : ';')

/**
 * A cell of a CSV file (RFC 4180). What a spreadsheet would run as a formula (= + - @, a tab or a return in front, CWE-1236) gets
 * an apostrophe before it, so that data stays data; plain numbers keep their sign.
 */
export function csvCell(value: Cell, separator: ',' | ';' = ','): string {
  const text = value === null || value === undefined ? '' : String(value)
  if (typeof value === 'number' && separator === ';') return text.replace('.', ',')
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** Rows as a CSV file that spreadsheets read as UTF-8 (hence the mark in front). */
export const csvFile = (rows: readonly (readonly Cell[])[], separator: ',' | ';' = ','): string =>
  `\ufeff${rows.map((row) => row.map((cell) => csvCell(cell, separator)).join(separator)).join('\r\n')}\r\n`
