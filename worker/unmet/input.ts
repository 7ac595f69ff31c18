import * as z from 'zod'
import { Kind } from '../core/kinds'

/** What the board is narrowed to. */
export const BoardFilters = z.object({
  kind: Kind.optional(),
  commune: z.string().max(100).optional(),
  concept: z.string().max(60).optional(),
  after: z.string().max(60).optional(),
})
export type BoardFilters = z.output<typeof BoardFilters>

/** Whom to ask: as many as are proposed. */
export const AskInput = z.object({ organisations: z.array(z.string().max(60)).min(1).max(12) })
export type AskInput = z.output<typeof AskInput>
