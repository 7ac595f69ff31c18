import { Hono } from 'hono'
import { KINDS } from '../../../worker/core/kinds'
import { partMet } from '../../../worker/impact/queries'
import { type Report, type ReportData, reportCsv, visibleReport } from '../../../worker/impact/reports'
import { AppError } from '../../../worker/core/errors'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon, KIND_ICON } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { Annex, How, Inclusion, Places, Quotes } from './reportParts'
import { ofSums, spanWords, valueWords } from './words'

/** A report to funders on A4 pages: public once it is published. */
export const publicReports = new Hono<AppEnv>()
  .get('/impact/:id', async (c) => {
    const v = viewOf(c)
    if (!v.cluster) throw new AppError('not_found')
    const { report, data } = await visibleReport(v.ctx, c.req.param('id'), v.cluster.id)
    const t = v.t.impact.report
    return page(
      v,
      {
        ...{ title: report.title, sheets: ['report'], noIndex: report.status === 'draft' },
        ...(report.status === 'published' && { description: `${t.kind}. ${spanOf(v, report)}` }),
      },
      <>
        <div class="w nop sec st">
          {report.status === 'draft' && (
            <p class="note ask">
              <span />
              <span>
                {t.isDraft}{' '}
                <a href={v.href(`/coordination/impact/reports/${report.id}`)}>{v.t.impact.reports.edit}</a>
              </span>
            </p>
          )}
          <p class="row">
            <span class="q sm">{t.print}</span>
            <a class="b b2" href={v.href(`/impact/${report.id}/figures.csv`)} download>
              <Icon name="download" />
              {t.csv}
            </a>
          </p>
        </div>
        <First v={v} report={report} data={data} />
        <How v={v} data={data} />
        <Places v={v} data={data} />
        <Inclusion v={v} data={data} />
        <Quotes v={v} quotes={report.quotes} />
        <Annex v={v} data={data} />
      </>,
    )
  })
  .get('/impact/:id/figures.csv', async (c) => {
    const v = viewOf(c)
    if (!v.cluster) throw new AppError('not_found')
    const { report, data } = await visibleReport(v.ctx, c.req.param('id'), v.cluster.id)
    return c.body(reportCsv(data), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${v.cluster.slug}-${report.fromMonth}-${report.toMonth}.csv"`,
    })
  })

const spanOf = (v: View, r: Report) => spanWords(v, { from: r.fromMonth, to: r.toMonth })

/** The page of six figures. */
function First({ v, report, data }: { v: View; report: Report; data: ReportData }) {
  const t = v.t.impact.report
  const f = data.figures
  const { counted, vacancy, disposal, co2 } = f.total
  const other = report.language === v.language ? undefined : report.language
  const met = partMet(f.needs)
  const six = {
    space: [ofSums(v, 'minutes', f.byKind.space), t.six.space],
    equipment: [v.f.number(f.byKind.equipment.exchanges), t.six.equipment(f.byKind.equipment.exchanges)],
    staff: [ofSums(v, 'minutes', f.byKind.staff), t.six.staff],
    waste: [ofSums(v, 'kg', f.byKind.waste), t.six.waste(v.f.number(f.byKind.waste.exchanges))],
    premises: [
      valueWords(v, 'premises', f.premises.surfaceM2),
      t.six.premises(v.f.number(f.premises.organisations)),
    ],
  } as const
  const apart = [
    ...(counted.co2 > 0 ? [['co2', co2] as const] : []),
    ...(counted.vacancy > 0 ? [['vacancy', vacancy] as const] : []),
    ...(counted.disposal > 0 ? [['disposal', disposal] as const] : []),
  ]
  return (
    <article class="sheet st">
      <div class="cloth cover st">
        <p class="q">{t.kind}</p>
        <h1>
          <bdi lang={other}>{report.title}</bdi>
        </h1>
        <p class="lead">{spanOf(v, report)}</p>
        <p class="q">
          {t.members(data.cluster.name, data.cluster.territory, v.f.number(f.organisations.members))}
        </p>
      </div>
      {report.foreword && (
        <p class="lead" lang={other} dir="auto">
          {report.foreword}
        </p>
      )}
      <h2>{t.one}</h2>
      <p class="lead">
        {t.sentence(v.f.number(f.organisations.active), v.f.number(f.total.exchanges))}
        {counted.cash > 0 && (
          <>
            {' '}
            <b>{t.saved(ofSums(v, 'cash', f.total))}</b> <span class="est">{t.est}</span>
            {t.savedBy(v.f.number(counted.cash))}
          </>
        )}
      </p>
      <ul class="six">
        {KINDS.map((kind) => (
          <li class={kind}>
            <span class="kind">
              <Icon name={KIND_ICON[kind]} />
              {v.t.common.kinds[kind]}
            </span>
            <b>
              <bdi>{six[kind][0]}</bdi>
            </b>
            {six[kind][1]}
          </li>
        ))}
        <li>
          <span class="kind">
            <Icon name="hand-helping" />
            {t.six.needsName}
          </span>
          <b>{met === null ? '–' : v.f.percent(met)}</b>
          {t.six.needs}
        </li>
      </ul>
      {apart.length > 0 && (
        <p class="q sm">
          {t.apart}{' '}
          {v.f.list(
            apart.map(([figure]) => `${ofSums(v, figure, f.total)} ${v.t.impact.figures[figure]} (${t.est})`),
          )}
        </p>
      )}
    </article>
  )
}
