import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { bestFor, codePrefix, searchWords } from './rules'

export interface LowCode {
  code: string
  hazardous: boolean
  titleFr: string
  titleEn: string
  /** Starred twins: the code is harmless only where tests show it. */
  mirrors: string[]
  /** Chapter, in both languages: "déchets provenant…" means little without it. */
  chapterFr: string
  chapterEn: string
}

const codes = (ctx: Ctx) =>
  ctx.db
    .selectFrom('lowCodes')
    .leftJoin('lowChapters', (join) => join.on('lowChapters.chapter', '=', sql`substr(low_codes.code, 1, 4)`))
    .select(['lowCodes.code', 'hazardous', 'mirror', 'lowCodes.titleFr', 'lowCodes.titleEn'])
    .select(['lowChapters.titleFr as chapterFr', 'lowChapters.titleEn as chapterEn'])

interface CodeRow {
  code: string
  hazardous: number
  mirror: string | null
  titleFr: string
  titleEn: string
  chapterFr: string | null
  chapterEn: string | null
}
const asCode = ({ mirror, hazardous, chapterFr, chapterEn, ...row }: CodeRow): LowCode => ({
  ...row,
  hazardous: hazardous === 1,
  mirrors: mirror?.match(/\d{6}/g) ?? [],
  chapterFr: chapterFr ?? '',
  chapterEn: chapterEn ?? '',
})

/** The acts by which a material stops being waste, 14 of them, European ones last. */
export const exitActs = (ctx: Ctx): Promise<{ code: string; title: string }[]> =>
  ctx.db.selectFrom('exitActs').select(['code', 'title']).orderBy('code').limit(50).execute()

/** One of the 842 entries of the List of Waste, or null. */
export async function lowCode(ctx: Ctx, code: string): Promise<LowCode | null> {
  const row = await codes(ctx).where('lowCodes.code', '=', code).executeTakeFirst()
  return row ? asCode(row) : null
}

/**
 * At most `most` entries for what somebody wrote: digits are the beginning of a code, words are searched in the French and
 * English titles and in those of their chapter. None is ever chosen for the writer.
 */
export async function suggestLowCodes(ctx: Ctx, text: string, most = 5): Promise<LowCode[]> {
  const prefix = codePrefix(text)
  if (prefix) {
    const rows = await codes(ctx)
      .where('lowCodes.code', 'like', `${prefix}%`)
      .orderBy('lowCodes.code')
      .limit(most)
      .execute()
    return rows.map(asCode)
  }
  const words = searchWords(text)
  if (words.length === 0) return []
  const all = (await codes(ctx).limit(1000).execute()).map(asCode)
  return bestFor(words, all).slice(0, most)
}
