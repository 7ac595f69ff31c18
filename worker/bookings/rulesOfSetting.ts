import type { FieldError } from '../core/errors'
import type { Terms } from '../listings/rules'
import type { Rules } from './rulesOfOffers'

// Pure: rules that an offer could never be booked under, found before they are kept.

/** What is wrong with rules for this offer, beyond their shape; `most`: the largest quantity that it has. */
export function problemsOfSetting(
  rules: Rules,
  offer: { listing: Pick<Terms, 'grain' | 'tariffMode' | 'solidarityCents'>; most: number },
): FieldError[] {
  const problems: FieldError[] = []
  const { stepMinutes: step, shortestMinutes: shortest, longestMinutes: longest } = rules
  const { grain, tariffMode, solidarityCents } = offer.listing
  const unit = grain === 'hour' ? step : 1440
  if (unit)
    for (const [path, minutes] of [
      ['shortestMinutes', shortest],
      ['longestMinutes', longest],
    ] as const)
      if (minutes && minutes % unit !== 0)
        problems.push({ path, code: 'not_a_step', params: { minutes: unit } })
  const horizon = rules.horizonDays ? rules.horizonDays * 1440 : Number.POSITIVE_INFINITY
  if (rules.noticeMinutes > horizon)
    problems.push({ path: 'noticeMinutes', code: 'too_big', params: { max: horizon } })
  if (rules.mostQuantity && rules.mostQuantity > offer.most)
    problems.push({ path: 'mostQuantity', code: 'too_big', params: { max: offer.most } })
  for (const [i, quota] of rules.quotas.entries()) {
    if (quota.of === 'minutes' && shortest && quota.most < shortest)
      problems.push({ path: `quotas.${i}.most`, code: 'too_small', params: { min: shortest } })
    const twice = rules.quotas.findIndex((q) => q.of === quota.of && q.per === quota.per)
    if (twice < i) problems.push({ path: `quotas.${i}.most`, code: 'twice_limit' })
  }
  const hasSolidarity = tariffMode === 'price' && typeof solidarityCents === 'number'
  if (rules.releaseHours && !hasSolidarity) problems.push({ path: 'releaseHours', code: 'no_solidarity' })
  return problems
}
