import * as z from 'zod'
import { IMPORT_KINDS } from './columns'

export const ImportKind = z.enum(IMPORT_KINDS)

/** What an import is: the kind of rows, and where their identifiers come from. */
export const ImportInput = z.object({
  kind: ImportKind,
  /** With the row's own identifier, what a listing is found again by. */
  source: z.string().trim().max(60).optional(),
  fileName: z.string().trim().max(120).default(''),
  /** Listings are shown at once, where they are complete. */
  publish: z.boolean().default(false),
})
export type ImportInput = z.input<typeof ImportInput>
