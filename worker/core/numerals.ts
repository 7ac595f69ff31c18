// Numbers as people type them.

const SPACES = /[\s\u00a0\u202f]/g
/** Arabic-Indic digits, as keyboards of the East and of Persia write them: their last four bits are the digit. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g

/**
 * "1 234,5", "1234.5" and "١٢٣٤٫٥" alike as `1234.5`: without spaces, with a point, in European digits. What is no number
 * stays what it was, for the schema to refuse.
 */
export const plainNumber = (typed: string): string =>
  typed
    .replace(SPACES, '')
    .replace(DIGITS, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[,\u066b]/, '.')

/** The same of a price: the sign of the euro may stand with it. */
export const plainAmount = (typed: string): string => plainNumber(typed.replace('€', ''))
