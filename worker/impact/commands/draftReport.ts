import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { check } from '../../platform/input'
import { ReportInput } from '../input'

/** Begins a report to funders. Its figures are those of the moment until it is published. Returns its id. */
export async function draftReport(ctx: Ctx, clusterId: string, given: ReportInput): Promise<string> {
  const actor = mustCoordinate(ctx, clusterId)
  const { quotes, ...report } = check(ReportInput, given)
  const id = newId('funderReport', Date.parse(ctx.now))
  const happened = fact(ctx, 'funder_report.drafted', {
    ...{ clusterId, table: 'funderReports', row: id },
    payload: { fromMonth: report.fromMonth, toMonth: report.toMonth },
  })
  await commit(ctx, happened, [
    ctx.db.insertInto('funderReports').values({
      ...report,
      ...{ id, clusterId, status: 'draft', quotes: JSON.stringify(quotes) },
      ...{ data: null, asOf: null, publishedAt: null, publishedBy: null },
      ...{ createdBy: actor.personId, lastEventId: happened.id, createdAt: ctx.now },
    }),
  ])
  return id
}
