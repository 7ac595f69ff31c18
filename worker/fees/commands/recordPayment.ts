import { sql } from 'kysely'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { type Occupancy, occupancyToRun } from '../../occupancies/queries'
import { commit, type Fact, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { CorrectionInput, PaymentInput } from '../input'
import { type FeeLine, lineById, linesOf } from '../queries'

const PAID_IN: readonly Occupancy['now'][] = ['accepted', 'in_force', 'ended']

/** Notes by hand what an occupant has paid. Throws `not_found`, `not_manager`, `invalid`, `transition_not_allowed`. */
export async function recordPayment(ctx: Ctx, occupancyId: string, given: PaymentInput): Promise<FeeLine> {
  const o = await occupancyToRun(ctx, occupancyId)
  const { cents, paidOn, words } = check(PaymentInput, given)
  if (!PAID_IN.includes(o.now)) throw new AppError('transition_not_allowed', { state: o.now })
  if (paidOn > o.today) throw invalid({ path: 'paidOn', code: 'in_the_future' })
  return write(ctx, o, { kind: 'paid', month: null, onDate: paidOn, cents, words, corrects: null })
}

/**
 * Puts a line right by another one, which holds the difference: the first one stays. A line is put right as often as it takes: the
 * difference is to what it amounts to by now. Throws `not_found`, `not_manager`, `invalid` without a reason or where nothing changes.
 */
export async function correctLine(ctx: Ctx, lineId: string, given: CorrectionInput): Promise<FeeLine> {
  const line = await lineById(ctx, lineId)
  // What one may not know of is not found, whichever id one has.
  const o = await occupancyToRun(ctx, line.occupancyId)
  const { cents, words } = check(CorrectionInput, given)
  if (line.corrects !== null) throw invalid({ path: 'id', code: 'is_a_correction' })
  const all = await linesOf(ctx, o.id)
  const now = line.cents + all.filter((l) => l.corrects === line.id).reduce((sum, l) => sum + l.cents, 0)
  if (now === cents) throw invalid({ path: 'cents', code: 'nothing_changes' })
  const { kind, month } = line
  const row = { kind, month, onDate: o.today, cents: cents - now, words, corrects: line.id }
  return write(ctx, o, row, now)
}

async function write(
  ctx: Ctx,
  o: Occupancy,
  row: Pick<FeeLine, 'kind' | 'month' | 'onDate' | 'cents' | 'words' | 'corrects'>,
  amounted?: number,
): Promise<FeeLine> {
  const id = newId('feeLine', Date.parse(ctx.now))
  const happened = fact(ctx, row.corrects ? 'fee_line.corrected' : 'fee_line.recorded', {
    ...{ clusterId: o.clusterId, table: 'feeLines', row: id },
    payload: {
      ...{ siteId: o.siteId, landlordId: o.landlordId, occupancyId: o.id, occupantId: o.occupantId },
      ...{ kind: row.kind, cents: row.cents },
    },
  }) as Fact
  // Of two who put one line right at once, the second finds that it amounts to something else: `stale`.
  const guard =
    row.corrects === null
      ? sql``
      : sql`where (select sum(cents) from fee_lines where id = ${row.corrects} or corrects = ${row.corrects})
          = cast(${amounted ?? 0} as integer)`
  const insert = sql`insert into fee_lines (id, cluster_id, site_id, lot_id, occupancy_id, kind, month, on_date, cents, words,
      corrects, noted_by, last_event_id, created_at)
    select ${id}, ${o.clusterId}, ${o.siteId}, ${o.lotId}, ${o.id}, ${row.kind}, ${row.month}, ${row.onDate},
      cast(${row.cents} as integer), ${row.words}, ${row.corrects}, ${ctx.actor?.personId ?? ''}, ${happened.id}, ${ctx.now}
    ${guard}`
  await commit(ctx, happened, [{ compile: () => insert.compile(ctx.db) }])
  return lineById(ctx, id)
}
