import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.ts'

/** The nomenclatures as the migration writes them into the database. */
export interface Official {
  low: { code: string; titleFr: string; titleEn: string; chapterFr: string; chapterEn: string }[]
  rome: string[]
}

export function officialCodes(): Official {
  const sql = readFileSync(join(root, 'migrations', '0006_list_of_waste_and_job_families.sql'), 'utf8')
  const text = "'((?:[^']|'')*)'"
  const plain = (quoted = '') => quoted.replaceAll("''", "'")
  const all = (pattern: string) => [...sql.matchAll(new RegExp(pattern, 'gm'))]
  const chapters = new Map(
    all(`^\\('(\\d{4})',${text},${text}\\)`).map(([, code, fr, en]) => [
      code,
      { fr: plain(fr), en: plain(en) },
    ]),
  )
  return {
    low: all(`^\\('(\\d{6})',\\d,${text},${text}`).map(([, code = '', fr, en]) => {
      const chapter = chapters.get(code.slice(0, 4))
      return {
        ...{ code, titleFr: plain(fr), titleEn: plain(en) },
        ...{ chapterFr: chapter?.fr ?? '', chapterEn: chapter?.en ?? '' },
      }
    }),
    rome: all("^\\('([A-Z]\\d{4})',").map(([, code = '']) => code),
  }
}
