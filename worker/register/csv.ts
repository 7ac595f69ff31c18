import { csvFile, separatorFor } from '../core/csv'
import type { Ctx } from '../platform/context'
import { wordsOf } from '../text'
import { printedCode } from '../waste/rules'
import { COLUMNS, type Column } from './rulesOfColumns'
import { MOST_IN_FILE, type RegisterAsked, type RegisterLine, registerOf } from './queries'

/** A cell in the reader's words; '' where it is not told. `hazardous`: the star of its code. */
export function cellWords(ctx: Pick<Ctx, 'language'>, line: RegisterLine, key: Column): string {
  const words = wordsOf(ctx.language).register
  const value = line.cells[key]
  if (value === null) return ''
  if (key === 'pop') return words.pop[value as 'yes' | 'no']
  if (key === 'treatmentRank') return words.ranks[value as keyof typeof words.ranks]
  if (key === 'quantityUnit') return words.units[value as keyof typeof words.units]
  if (key === 'wasteCode') return printedCode(value, line.hazardous === 1)
  return value
}

/**
 * The register of an organisation and a period as CSV: the columns of the order of 31 May 2021 first, in its order, then what
 * tells which line corrects which. Opens in a spreadsheet of the reader's language.
 */
export async function csvOfRegister(
  ctx: Ctx,
  asked: Omit<RegisterAsked, 'limit' | 'cursor'>,
): Promise<string> {
  const words = wordsOf(ctx.language).register
  const { items } = await registerOf(ctx, { ...asked, limit: MOST_IN_FILE })
  const decimal = (line: RegisterLine) => (line.cells.quantity === null ? '' : Number(line.cells.quantity))
  return csvFile(
    [
      [...COLUMNS.map(({ key }) => words.columns[key]), ...Object.values(words.csvColumns)],
      ...items.map((line) => [
        ...COLUMNS.map(({ key }) => (key === 'quantity' ? decimal(line) : cellWords(ctx, line, key))),
        ...[line.id, words.marks[markOf(line)], line.corrects, line.reason, line.createdAt],
      ]),
    ],
    separatorFor(ctx.language),
  )
}

/** How a line stands: it counts, another took its place, or nothing left after all. */
export const markOf = (line: RegisterLine): 'counts' | 'corrected' | 'void' =>
  line.correctedBy !== null ? 'corrected' : line.happened === 1 ? 'counts' : 'void'
