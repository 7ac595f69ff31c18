import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { namesOf, type Usage, usage } from '../../../worker/dashboards/queries'
import { csvFile, separatorFor } from '../../../worker/core/csv'
import { shareMet, usedPart } from '../../../worker/dashboards/rules'
import { lastWeeks, type Period, PERIODS } from '../../../worker/dashboards/rulesOfTime'
import { wallOf } from '../../../worker/core/time'
import { mustCoordinate } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { CoordinationNav } from '../../components/CoordinationNav'
import { page, type View, viewOf } from '../../view'
import { askedPeriod, countedHref, dateWords, durationWords, hoursWords } from './asked'
import { EndsChart, SupplyChart, UseChart, WeeksChart } from './charts'
import { NeedsChart, OffersChart, PairsChart, QuantitiesChart } from './chartsOfSharing'
import { AsleepList, UnmatchedList } from './lists'
import { type ChartName, isChart, tableOf } from './tables'

/** Each view weighs what a first answer of a slow line carries, so the charts stand on three. */
const VIEWS = ['use', 'needs', 'sharing', 'method'] as const
type ViewName = (typeof VIEWS)[number]
const CHARTS_OF = {
  use: [UseChart, WeeksChart, EndsChart, AsleepList],
  needs: [SupplyChart, NeedsChart, UnmatchedList],
  sharing: [OffersChart, QuantitiesChart, PairsChart],
}

/** The figures of the cluster over a period, each with the list it was counted from. */
export const dashboardPages = new Hono<AppEnv>()
  .get('/coordination/dashboard', async (c) => {
    const v = viewOf(c)
    if (!v.cluster) throw new AppError('not_found')
    mustCoordinate(v.ctx, v.cluster.id)
    const u = await usage(v.ctx, v.cluster, askedPeriod(v))
    const words = v.t.dashboards
    const view = VIEWS.find((one) => one === c.req.query('view')) ?? 'use'
    return page(
      v,
      { title: words.title, noIndex: true, sheets: ['figures'] },
      <div class="w sec st">
        <CoordinationNav v={v} current="dashboard" />
        <div>
          <h1 class="h1s">{words.title}</h1>
          <p class="q">
            {words.span(dateWords(v, u.period.from), dateWords(v, u.period.to))}. {words.wholeWeeks}
          </p>
        </div>
        <Views v={v} u={u} current={view} />
        {view === 'method' ? (
          <ul class="st narrow">
            {words.methods.map((method) => (
              <li>{method}</li>
            ))}
          </ul>
        ) : (
          <>
            <PeriodChoice v={v} period={u.period} view={view} />
            {view === 'use' && <Figures v={v} u={u} />}
            <div class="gr">{CHARTS_OF[view].map((Chart) => Chart({ v, u }))}</div>
          </>
        )}
      </div>,
    )
  })
  .get('/coordination/dashboard/:chart{[a-z]+\\.csv}', async (c) => {
    const v = viewOf(c)
    if (!v.cluster) throw new AppError('not_found')
    mustCoordinate(v.ctx, v.cluster.id)
    const chart = c.req.param('chart').replace('.csv', '')
    if (!isChart(chart)) throw new AppError('not_found')
    const u = await usage(v.ctx, v.cluster, askedPeriod(v))
    // The file holds every pair, not only those of the matrix.
    if (chart === 'pairs')
      u.names = await namesOf(v.ctx, [...new Set(u.pairs.flatMap((p) => [p.lenderId, p.borrowerId]))])
    return c.body(csvOf(v, u, chart), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${v.cluster.slug}-${chart}-${u.period.from}.csv"`,
    })
  })

function csvOf(v: View, u: Usage, chart: ChartName): string {
  const { head, rows } = tableOf(v, u, chart)
  return csvFile([head, ...rows.map((cells) => cells.map((cell) => cell.value))], separatorFor(v.language))
}

const addressOf = (view: ViewName, query: Record<string, string>): string =>
  `?${new URLSearchParams({ ...(view !== 'use' && { view }), ...query })}`

function Views({ v, u, current }: { v: View; u: Usage; current: ViewName }) {
  const words = v.t.dashboards
  const { from, to } = u.period
  return (
    <nav aria-label={words.viewNav}>
      <ul class="row tabs">
        {VIEWS.map((view) => (
          <li>
            <a href={addressOf(view, { from, to })} aria-current={view === current ? 'page' : undefined}>
              {words.views[view]}
            </a>
          </li>
        ))}
        <li>
          <a href={v.href('/coordination/impact')}>{v.t.impact.title}</a>
        </li>
      </ul>
    </nav>
  )
}

function PeriodChoice({ v, period, view }: { v: View; period: Period; view: ViewName }) {
  const words = v.t.dashboards
  const today = wallOf(v.ctx.now, v.f.timeZone).date
  const names = Object.keys(PERIODS) as (keyof typeof PERIODS)[]
  const current = names.find(
    (name) => lastWeeks(PERIODS[name], today).from === period.from && period.to >= today,
  )
  return (
    <div class="row">
      <nav aria-label={words.periodNav}>
        <ul class="chips">
          {names.map((name) => (
            <li>
              <a
                class={name === current ? 'chip on' : 'chip'}
                href={addressOf(view, { period: name })}
                aria-current={name === current ? 'true' : undefined}
              >
                {words.periods[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <details open={!current}>
        <summary>{words.otherDates}</summary>
        <form class="row dates" method="get">
          {view !== 'use' && <input type="hidden" name="view" value={view} />}
          <label>
            {words.from} <input type="date" name="from" value={period.from} required />
          </label>
          <label>
            {words.to} <input type="date" name="to" value={period.to} required />
          </label>
          <button class="b b2" type="submit">
            {words.show}
          </button>
        </form>
      </details>
    </div>
  )
}

/** The four figures that tell how the cluster is. */
export function Figures({ v, u }: { v: View; u: Usage }) {
  const { figures } = v.t.dashboards
  const met = shareMet(u.total)
  const wanted = u.total.needsPosted - u.total.needsDropped
  const used = usedPart(u.total.minutesBooked, u.total.minutesOpen)
  return (
    <div class="figs">
      <a class="fig" href={countedHref(v, u.period, { what: 'organisations' })}>
        <b>{v.f.number(u.activeOrganisations)}</b>
        {figures.active(u.activeOrganisations, v.f.number(u.organisations))}
      </a>
      <a class="fig" href={countedHref(v, u.period, { what: 'needs', state: 'met' })}>
        <b>{figures.of(v.f.number(u.total.needsMet), v.f.number(wanted))}</b>
        {met === null ? figures.metNone : figures.met(v.f.percent(met))}
      </a>
      <a class="fig" href={countedHref(v, u.period, { what: 'needs', state: 'matched' })}>
        <b>{u.medianMinutesToMatch === null ? '–' : durationWords(v, u.medianMinutesToMatch)}</b>
        {u.medianMinutesToMatch === null ? figures.noMedian : figures.median}
      </a>
      <a class="fig" href={countedHref(v, u.period, { what: 'hours' })}>
        <b>{used === null ? hoursWords(v, u.total.minutesBooked) : v.f.percent(used)}</b>
        {figures.used}
      </a>
    </div>
  )
}
