/**
 * A cell of a CSV file (RFC 4180). What a spreadsheet would run as a formula (= + - @, a tab or a return in front) gets an
 * apostrophe before it, so that data stays data; plain numbers keep their sign.
 */
export function csvCell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value)
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** Rows as a CSV file that spreadsheets read as UTF-8 (hence the mark in front). */
export const csvFile = (rows: readonly (readonly (string | number | null | undefined)[])[]): string =>
  `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
