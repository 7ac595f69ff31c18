import type { Ctx } from '../platform/context'
import { searchWords } from '../waste/rules'

export interface RomeFamily {
  code: string
  titleFr: string
}

/** One of the 532 ROME families, or null. */
export async function romeFamily(ctx: Ctx, code: string): Promise<RomeFamily | null> {
  const row = await ctx.db.selectFrom('romeCodes').selectAll().where('code', '=', code).executeTakeFirst()
  return row ?? null
}

/** All of them in the order of their code. */
export const romeFamilies = (ctx: Ctx): Promise<RomeFamily[]> =>
  ctx.db.selectFrom('romeCodes').selectAll().orderBy('code').limit(1000).execute()

/** At most `most` families whose title shares words with what somebody wrote, or whose code begins so. */
export async function suggestRome(ctx: Ctx, text: string, most = 8): Promise<RomeFamily[]> {
  const all = await romeFamilies(ctx)
  const code = text.trim().toUpperCase()
  if (/^[A-N]\d{1,4}$/.test(code)) return all.filter((f) => f.code.startsWith(code)).slice(0, most)
  const asked = searchWords(text)
  const scored = all.map((family) => {
    const title = searchWords(family.titleFr)
    const hits = asked.filter((word) =>
      title.some((w) => w.startsWith(word.slice(0, Math.max(4, word.length - 3)))),
    )
    return { family, score: hits.length - title.length / 100 }
  })
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ family }) => family)
}
