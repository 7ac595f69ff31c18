import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustCoordinate, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { ReportInput } from '../input'
import { type Report, visibleReport } from '../reports'

/** A draft, for the coordinators of its cluster. Throws `not_found`, `not_coordinator`, `report_published`. */
export async function draftToChange(ctx: Ctx, id: string): Promise<Report> {
  mustBeSignedIn(ctx)
  const { report } = await visibleReport(ctx, id)
  mustCoordinate(ctx, report.clusterId)
  if (report.status === 'published') throw new AppError('report_published')
  return report
}

/** Changes a draft: its words, its months, who is quoted. What is not given stays. `stale` where another change came between. */
export async function changeReport(ctx: Ctx, id: string, given: Partial<ReportInput>): Promise<void> {
  const was = await draftToChange(ctx, id)
  const { title, foreword, language, fromMonth, toMonth, quotes } = was
  const kept = { title, foreword, language, fromMonth, toMonth, quotes }
  const some = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const report = check(ReportInput, { ...kept, ...some })
  const happened = fact(ctx, 'funder_report.changed', {
    ...{ clusterId: was.clusterId, table: 'funderReports', row: id },
    payload: { fromMonth: report.fromMonth, toMonth: report.toMonth },
  })
  await commit(ctx, happened, [
    ctx.db
      .updateTable('funderReports')
      .set({ ...report, quotes: JSON.stringify(report.quotes), ...stamp(happened) })
      .where('id', '=', id)
      .where('status', '=', 'draft')
      .where('version', '=', was.version),
  ])
}
