import { invalid } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { romeFamily } from '../../staff/queries'
import { lowCode } from '../../waste/queries'
import type { AnyDetails } from '../input'

/**
 * Codes must exist in their nomenclatures. Returns what they say: a waste is hazardous where its code is starred. A code
 * that was published and is then removed leaves the waste as hazardous as it `was`.
 */
export async function checkCodes(
  ctx: Ctx,
  details: AnyDetails,
  was: Pick<AnyDetails, 'hazardous'> = {},
): Promise<Pick<AnyDetails, 'hazardous'>> {
  if (details.romeCode && !(await romeFamily(ctx, details.romeCode)))
    throw invalid({ path: 'details.romeCode', code: 'no_such_code' })
  if (!details.lowCode) return was.hazardous ? { hazardous: true } : { hazardous: undefined }
  const entry = await lowCode(ctx, details.lowCode)
  if (!entry) throw invalid({ path: 'details.lowCode', code: 'no_such_code' })
  return { hazardous: entry.hazardous }
}
