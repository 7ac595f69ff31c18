/** Digits as a beginning of a code, "15 01" or "1501*": null where words were written. */
export function codePrefix(text: string): string | null {
  const digits = text.replace(/[\s*.]/g, '')
  return /^\d{2,6}$/.test(digits) ? digits : null
}

/** "030105" as the list prints it: "03 01 05", with its star where hazardous. */
export const printedCode = (code: string, hazardous: boolean): string =>
  `${code.slice(0, 2)} ${code.slice(2, 4)} ${code.slice(4, 6)}${hazardous ? '*' : ''}`
