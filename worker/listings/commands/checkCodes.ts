import { invalid } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { romeFamily } from '../../staff/queries'
import { exitActs, lowCode } from '../../waste/queries'
import type { AnyDetails } from '../input'

/**
 * Codes must exist in their nomenclatures. Returns what they say: a waste is hazardous where its code is starred, where its
 * holder says so, or where it holds persistent organic pollutants (C. env. R541-8; List of Waste). What `was` hazardous
 * stays so, whatever is edited: the database holds that too.
 */
export async function checkCodes(
  ctx: Ctx,
  details: AnyDetails,
  was: Pick<AnyDetails, 'hazardous'> = {},
): Promise<Pick<AnyDetails, 'hazardous'>> {
  const { romeCode, exitAct, declaredHazardous, pop } = details
  if (romeCode && !(await romeFamily(ctx, romeCode)))
    throw invalid({ path: 'details.romeCode', code: 'no_such_code' })
  if (exitAct && !(await exitActs(ctx)).some((act) => act.code === exitAct))
    throw invalid({ path: 'details.exitAct', code: 'not_a_choice' })
  const entry = details.lowCode ? await lowCode(ctx, details.lowCode) : null
  if (details.lowCode && !entry) throw invalid({ path: 'details.lowCode', code: 'no_such_code' })
  const hazardous = was.hazardous || entry?.hazardous || declaredHazardous || pop
  // A harmless code says so; no code says nothing.
  return { hazardous: hazardous ? true : entry ? false : undefined }
}
