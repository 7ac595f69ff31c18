import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import type { OfferRules } from '../inputOfRules'
import { rulesOf } from '../offers'
import { visibleOffer } from '../queries'
import { putRules } from './setOfferRules'

/**
 * Gives an offer the rules of another. An organisation or an offer that is not there any more is left out; where then nobody of
 * those who might book is left, none are copied, for a narrow door must not become a wide one. The caller has checked who may.
 */
export async function copyRules(ctx: Ctx, from: string, to: string): Promise<void> {
  const { rules, version } = await rulesOf(ctx, from)
  if (version === 0) return
  const offer = await visibleOffer(ctx, to)
  try {
    await putRules(ctx, offer, rules, 0)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    const gone = new Set(error.details.fields?.map((f) => f.path.split('.').slice(0, 2).join('.')))
    const left: OfferRules = {
      ...rules,
      onlyFor: rules.onlyFor.filter((_, i) => !gone.has(`onlyFor.${i}`)),
      bundle: rules.bundle.filter((_, i) => !gone.has(`bundle.${i}`)),
    }
    if (rules.onlyFor.length > 0 && left.onlyFor.length === 0) return
    await putRules(ctx, offer, left, 0)
  }
}
