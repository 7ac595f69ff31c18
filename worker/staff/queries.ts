import type { Ctx } from '../platform/context'
import { rankFamilies } from './families'

export interface RomeFamily {
  code: string
  titleFr: string
}

export interface SuggestedFamily extends RomeFamily {
  /** The concept that speaks for it; null where words of its title do. */
  concept: string | null
}

/** A description is read as far as this. */
const MOST_LETTERS = 1000

/** One of the 532 ROME families, or null. */
export async function romeFamily(ctx: Ctx, code: string): Promise<RomeFamily | null> {
  const row = await ctx.db.selectFrom('romeCodes').selectAll().where('code', '=', code).executeTakeFirst()
  return row ?? null
}

/** All of them in the order of their code. */
export const romeFamilies = (ctx: Ctx): Promise<RomeFamily[]> =>
  ctx.db.selectFrom('romeCodes').selectAll().orderBy('code').limit(1000).execute()

/** At most `most` families for what somebody wrote, in French, English or Arabic; or those whose code begins so. */
export async function suggestRome(ctx: Ctx, text: string, most = 8): Promise<SuggestedFamily[]> {
  const all = await romeFamilies(ctx)
  const code = text.trim().toUpperCase()
  if (/^[A-N]\d{1,4}$/.test(code))
    return all
      .filter((f) => f.code.startsWith(code))
      .slice(0, most)
      .map((family) => ({ ...family, concept: null }))
  return rankFamilies(text.slice(0, MOST_LETTERS), all)
    .slice(0, most)
    .map(({ family, concept }) => ({ ...family, concept }))
}
