import * as z from 'zod'
import { Kind, Language } from '../core/kinds'

/** What somebody is writing, as far as it goes. */
export const SuggestInput = z.object({
  kind: Kind,
  title: z.string().trim().min(1).max(200),
  description: z.string().trim().max(5000).default(''),
  language: Language.optional(),
})
export type SuggestInput = z.output<typeof SuggestInput>
