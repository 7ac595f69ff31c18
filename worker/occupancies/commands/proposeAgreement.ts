import { AppError, type FieldError, invalid } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { sha256 } from '../../platform/crypto'
import { type Occupancy, occupancyById, occupancyToRun } from '../queries'
import { refusalsOf } from '../rulesOfForms'
import { mayPass } from '../rulesOfTerms'
import { textFor, textInForce } from '../texts'
import { judged, occupancyFact, setOccupancy } from '../writes'

/**
 * Proposes the agreement to its occupant: the text in force is filled in and does not change from here on. Throws `invalid` with
 * what the law refuses, each with its article, and with what is missing; `transition_not_allowed`.
 */
export async function proposeAgreement(ctx: Ctx, id: string): Promise<Occupancy> {
  const o = await occupancyToRun(ctx, id)
  if (!mayPass('propose', o.now)) throw new AppError('transition_not_allowed', { state: o.now })
  const { findings, feeCents } = await judged(ctx, o)
  const problems: FieldError[] = [
    ...missing(o),
    ...refusalsOf(findings).map(({ path, code, params }) => ({ path, code, ...(params && { params }) })),
  ]
  if (problems.length > 0) throw invalid(...problems)
  const version = await textInForce(ctx, o.clusterId, o.form)
  const text = await textFor(ctx, o, version, feeCents)
  const hash = await sha256(text)
  const happened = occupancyFact(ctx, 'occupancy.proposed', o, {
    ...{ form: o.form, textNumber: version.number, hash },
  })
  await commit(ctx, happened, [
    setOccupancy(ctx, o, happened, {
      ...{ status: 'proposed', proposedAt: ctx.now, text, hash, textNumber: version.number },
    }),
  ])
  return (await occupancyById(ctx, id)) as Occupancy
}

function missing(o: Occupancy): FieldError[] {
  const problems: FieldError[] = []
  if (o.terms.purpose === '') problems.push({ path: 'purpose', code: 'required' })
  if (o.feeMode === 'fixed' && o.feeCents === 0) problems.push({ path: 'feeCents', code: 'required' })
  if (o.siteEndsOn !== null && o.endsOn > o.siteEndsOn)
    problems.push({ path: 'endsOn', code: 'after_site_end' })
  if (o.availableUntil !== null && o.endsOn > o.availableUntil)
    problems.push({ path: 'endsOn', code: 'after_lot_end' })
  return problems
}

/** Takes a proposal back to change it: what one side had accepted counts no more. */
export async function reviseAgreement(ctx: Ctx, id: string): Promise<Occupancy> {
  const o = await occupancyToRun(ctx, id)
  if (!mayPass('revise', o.now)) throw new AppError('transition_not_allowed', { state: o.now })
  const happened = occupancyFact(ctx, 'occupancy.revised', o)
  const nobody = { AcceptedAt: null, AcceptedBy: null, AcceptedFor: null }
  const cleared = Object.fromEntries(
    ['landlord', 'occupant'].flatMap((side) => Object.entries(nobody).map(([k, v]) => [side + k, v])),
  )
  await commit(ctx, happened, [setOccupancy(ctx, o, happened, { status: 'draft', ...cleared })])
  return (await occupancyById(ctx, id)) as Occupancy
}
