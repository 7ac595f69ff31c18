import type { FieldError } from '../core/errors'
import type { Instant } from '../core/time'
import { type Answers, DEFAULTS, type GivenLot, type Terms } from './rules'

/** What can be wrong with a listing at any time, as a draft too. */
export function problemsOf(
  l: Terms,
  lots: readonly Pick<GivenLot, 'label' | 'availableFrom' | 'availableUntil'>[],
): FieldError[] {
  const found: FieldError[] = []
  if (l.startsAt && l.endsAt && l.startsAt >= l.endsAt)
    found.push({ path: 'endsAt', code: 'end_before_start' })
  if (!DEFAULTS[l.kind].grains.includes(l.grain)) found.push({ path: 'grain', code: 'not_a_choice' })
  if (l.tariffMode === 'price') {
    if (l.referenceCents == null) found.push({ path: 'referenceCents', code: 'required' })
    if (!l.priceUnit) found.push({ path: 'priceUnit', code: 'required' })
    found.push(...doorsInOrder(l))
  }
  if (l.kind === 'staff') found.push(...staffAtCost(l))
  if ((l.marketCents == null) !== (l.marketUnit == null))
    found.push({ path: l.marketCents == null ? 'marketCents' : 'marketUnit', code: 'required' })
  const labels = lots.map((lot) => lot.label.toLocaleLowerCase())
  labels.forEach((label, i) => {
    if (labels.indexOf(label) < i) found.push({ path: `lots.${i}.label`, code: 'twice' })
  })
  lots.forEach(({ availableFrom, availableUntil }, i) => {
    if (availableFrom && availableUntil && availableUntil < availableFrom)
      found.push({ path: `lots.${i}.availableUntil`, code: 'end_before_start' })
  })
  return found
}

/** Three doors on the same right: solidarity ≤ reference ≤ support. */
function doorsInOrder(l: Terms): FieldError[] {
  if (l.referenceCents == null) return []
  const found: FieldError[] = []
  if ((l.solidarityCents ?? 0) > l.referenceCents)
    found.push({ path: 'solidarityCents', code: 'above_reference' })
  if (l.supportCents != null && l.supportCents < l.referenceCents)
    found.push({ path: 'supportCents', code: 'below_reference' })
  return found
}

/** What an hour of staff costs its employer, in cents, or null where the breakdown is not told. */
export function staffCost(details: Answers): number | null {
  const { wagesCents, chargesCents, expensesCents } = details
  if (wagesCents == null && chargesCents == null && expensesCents == null) return null
  return (wagesCents ?? 0) + (chargesCents ?? 0) + (expensesCents ?? 0)
}

/**
 * Staff is lent at cost: wages, charges and expenses, and no profit (C. trav. L8241-1). No door asks for more.
 */
function staffAtCost(l: Terms): FieldError[] {
  if (l.direction === 'need' || l.tariffMode !== 'price') return []
  const found: FieldError[] = []
  const cost = staffCost(l.details)
  if (cost === null) found.push({ path: 'details.wagesCents', code: 'required' })
  else if (l.referenceCents !== cost)
    found.push({ path: 'referenceCents', code: 'not_at_cost', params: { cents: cost } })
  if (l.priceUnit && l.priceUnit !== 'hour') found.push({ path: 'priceUnit', code: 'not_a_choice' })
  if (l.supportCents != null && cost !== null && l.supportCents > cost)
    found.push({ path: 'supportCents', code: 'not_at_cost', params: { cents: cost } })
  return found
}

/** What is still missing before a listing can be seen by others. `lots`: how many it has. */
export function missingToPublish(l: Terms, lots: number, now: Instant): FieldError[] {
  const found: FieldError[] = []
  if (l.endsAt && l.endsAt <= now) found.push({ path: 'endsAt', code: 'in_the_past' })
  if (l.direction === 'need') return found
  if (l.kind === 'staff') {
    if (!l.details.consent) found.push({ path: 'details.consent', code: 'consent_needed' })
    if (!l.details.hoursPerWeek) found.push({ path: 'details.hoursPerWeek', code: 'required' })
  }
  if (l.kind === 'waste') {
    const { materialStatus, lowCode } = l.details
    if (!materialStatus) found.push({ path: 'details.materialStatus', code: 'required' })
    // Without its code a dangerous waste would pass for a harmless one.
    if (materialStatus === 'waste' && !lowCode)
      found.push({ path: 'details.lowCode', code: 'low_code_needed' })
    if (materialStatus === 'ex_waste' && !l.details.exitAct)
      found.push({ path: 'details.exitAct', code: 'required' })
    if (l.grain === 'window' && l.windows.length === 0) found.push({ path: 'windows', code: 'required' })
  }
  if (l.kind === 'premises' && lots === 0) found.push({ path: 'lots', code: 'required' })
  return found
}
