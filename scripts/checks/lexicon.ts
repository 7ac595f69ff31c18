import { officialCodes } from '../lib/official.ts'
import { fromSource } from '../lib/source.ts'
import type { Check } from './source.ts'

/** Remarks that are no complaints: the first ones are enough. */
const TOLD = 5

/** Every concept of worker/lexicon/data can be found and followed: see worker/lexicon/check.ts for what is looked at. */
export const checkLexicon: Check = async () => {
  const { FILES } =
    await fromSource<typeof import('../../worker/lexicon/files.ts')>('worker/lexicon/files.ts')
  const check = await fromSource<typeof import('../../worker/lexicon/check.ts')>('worker/lexicon/check.ts')
  const { low, rome } = officialCodes()
  const complaints = check.checkLexicon(FILES, { low: low.map((one) => one.code), rome })
  const same = complaints.length === 0 ? check.sameStems(FILES) : []
  if (same.length > 0) {
    const told = [...same.slice(0, TOLD), ...(same.length > TOLD ? [`… and ${same.length - TOLD} more`] : [])]
    process.stderr.write(`Words with the same stems (each then counts less):\n${told.join('\n')}\n`)
  }
  return complaints.length > 0 ? complaints.join('\n') : null
}
