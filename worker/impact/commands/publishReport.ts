import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { thisMonth } from '../queries'
import { catchUp } from '../reactTo'
import { dataOf, type ReportData } from '../reports'
import { draftToChange } from './changeReport'

const TRIES = 5

/**
 * Publishes a report: its figures are kept with it, as they are up to one event, and nothing of it changes any more. Throws
 * `period_not_over` before its last month has ended, `report_published`, `stale` where something happens all the time.
 */
export async function publishReport(ctx: Ctx, id: string): Promise<void> {
  const report = await draftToChange(ctx, id)
  const data = await settled(ctx, report)
  if (report.toMonth >= thisMonth(ctx, data.cluster.timeZone)) throw new AppError('period_not_over')
  const { asOf } = data.figures
  const happened = fact(ctx, 'funder_report.published', {
    ...{ clusterId: report.clusterId, table: 'funderReports', row: id },
    payload: { fromMonth: report.fromMonth, toMonth: report.toMonth, asOf },
  })
  await commit(ctx, happened, [
    ctx.db
      .updateTable('funderReports')
      .set({ status: 'published', data: JSON.stringify(data), asOf, publishedAt: ctx.now })
      .set({ publishedBy: ctx.actor?.personId ?? null, ...stamp(happened) })
      .where('id', '=', id)
      .where('status', '=', 'draft')
      .where('version', '=', report.version),
  ])
}

/** Figures that count every event up to one and none after it. */
async function settled(
  ctx: Ctx,
  report: { clusterId: string; fromMonth: string; toMonth: string },
): Promise<ReportData> {
  for (let i = 0; i < TRIES; i++) {
    const last = await catchUp(ctx, report.clusterId)
    const data = await dataOf(ctx, report)
    if (data.figures.asOf === last) return data
  }
  throw new AppError('stale')
}
