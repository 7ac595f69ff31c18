import { sql } from 'kysely'
import type { Language } from '../core/kinds'
import type { Ctx } from '../platform/context'
import { codePrefix } from './rules'
import { type CodeIndex, codeIndex, rankCodes, type Why } from './tagging'

/** A description is read as far as this. */
const MOST_LETTERS = 1000

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

export interface SuggestedCode extends LowCode {
  /** Why it is proposed; null for digits, which say so themselves. */
  why: Why | null
}

let index: CodeIndex<LowCode> | undefined
/** The 842 entries do not change while a Worker runs: they are read and stemmed once. */
async function entries(ctx: Ctx): Promise<CodeIndex<LowCode>> {
  index ??= codeIndex((await codes(ctx).limit(1000).execute()).map(asCode))
  return index
}

/**
 * At most `most` entries for what somebody wrote: digits are the beginning of a code; words are read in French, English or
 * Arabic, for the concepts they name and for what the titles say. None is ever chosen for the writer.
 */
export async function suggestLowCodes(
  ctx: Ctx,
  text: string,
  most = 5,
  language?: Language,
): Promise<SuggestedCode[]> {
  const prefix = codePrefix(text)
  if (prefix) {
    const rows = await codes(ctx)
      .where('lowCodes.code', 'like', `${prefix}%`)
      .orderBy('lowCodes.code')
      .limit(most)
      .execute()
    return rows.map((row) => ({ ...asCode(row), why: null }))
  }
  if (text.trim().length < 2) return []
  const ranked = rankCodes(text.slice(0, MOST_LETTERS), await entries(ctx), language)
  return ranked.slice(0, most).map(({ entry, why }) => ({ ...entry, why }))
}
