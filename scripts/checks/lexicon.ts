import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/project.ts'
import { fromSource } from '../lib/source.ts'
import type { Check } from './source.ts'

/** Every concept of worker/lexicon/data can be found and followed: see worker/lexicon/check.ts for what is looked at. */
export const checkLexicon: Check = async () => {
  const { FILES } =
    await fromSource<typeof import('../../worker/lexicon/files.ts')>('worker/lexicon/files.ts')
  const check = await fromSource<typeof import('../../worker/lexicon/check.ts')>('worker/lexicon/check.ts')
  const complaints = check.checkLexicon(FILES, officialCodes())
  const same = complaints.length === 0 ? check.sameStems(FILES) : []
  if (same.length > 0)
    process.stderr.write(`Words with the same stems (each then counts less):\n${same.join('\n')}\n`)
  return complaints.length > 0 ? complaints.join('\n') : null
}

/** The codes as the migration writes them into the database. */
function officialCodes(): { low: string[]; rome: string[] } {
  const sql = readFileSync(join(root, 'migrations', '0006_list_of_waste_and_job_families.sql'), 'utf8')
  const all = (pattern: RegExp) => [...sql.matchAll(pattern)].map((m) => m[1] as string)
  return { low: all(/^\('(\d{6})',/gm), rome: all(/^\('([A-Z]\d{4})',/gm) }
}
