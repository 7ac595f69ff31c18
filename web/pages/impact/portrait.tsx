import { Hono } from 'hono'
import { portrait, type QuarterOfPortrait } from '../../../worker/impact/portrait'
import { GROUPS, isQuarter, quarterOf } from '../../../worker/impact/rulesOfPortrait'
import { invalid } from '../../../worker/core/errors'
import type { AppEnv } from '../../../worker/platform/http'
import { LineChart } from '../../components/LineChart'
import { type View, viewOf } from '../../view'
import { KindOf } from '../coordination/charts'
import { runBy } from '../running/frame'
import { impactPage, Table } from './parts'
import { today } from './words'

type Row = QuarterOfPortrait
interface Chart {
  key: string
  /** What is drawn. */
  value: (q: Row) => number | null
  head: (v: View) => string[]
  cells: (v: View, q: Row) => (string | number)[]
  percent?: boolean
}

const digits = (v: View, value: number | null, count = 2) => (value === null ? '–' : v.f.number(value, count))
const part = (v: View, value: number | null) => (value === null ? '–' : v.f.percent(value))

/** Each as a small chart with its formula, and the table under it. */
const CHARTS: readonly Chart[] = [
  {
    key: 'actors',
    value: (q) => q.actorsSimpson,
    head: (v) => [...GROUPS.map((group) => v.t.impact.portrait.groups[group]), v.t.impact.portrait.simpson],
    cells: (v, q) => [...GROUPS.map((group) => v.f.number(q.actors[group])), digits(v, q.actorsSimpson)],
  },
  {
    key: 'diversity',
    value: (q) => q.exchanged.shannon,
    head: (v) => {
      const { offered, exchanged, sorts, shannon, simpson } = v.t.impact.portrait
      return [offered, exchanged].flatMap((of) => [
        `${of}, ${sorts}`,
        `${of}, ${shannon}`,
        `${of}, ${simpson}`,
      ])
    },
    cells: (v, q) =>
      [q.offered, q.exchanged].flatMap((d) => [
        v.f.number(d.sorts),
        digits(v, d.shannon),
        digits(v, d.simpson),
      ]),
  },
  {
    key: 'density',
    value: (q) => q.density,
    head: (v) => [v.t.impact.portrait.ties, v.t.impact.portrait.members, v.t.impact.portrait.part],
    cells: (v, q) => [v.f.number(q.ties), v.f.number(q.members), digits(v, q.density, 3)],
  },
  {
    key: 'dependence',
    value: (q) => q.dependence?.part ?? null,
    percent: true,
    head: (v) => [v.t.impact.portrait.who, v.t.impact.head.exchanges, v.t.impact.portrait.part],
    cells: (v, q) => [
      q.dependence?.name ?? '–',
      v.f.number(q.exchanges),
      part(v, q.dependence?.part ?? null),
    ],
  },
  {
    key: 'newTies',
    value: (q) => q.newTies,
    head: (v) => [v.t.impact.portrait.charts.newTies?.[0] ?? '', v.t.impact.portrait.ties],
    cells: (v, q) => [v.f.number(q.newTies), v.f.number(q.ties)],
  },
  {
    key: 'rotation',
    value: (q) => q.coordination.rate,
    percent: true,
    head: (v) => {
      const { inOffice, arrivals, departures, rate } = v.t.impact.portrait
      return [inOffice, arrivals, departures, rate]
    },
    cells: (v, { coordination: r }) => [
      ...[v.f.number(r.inOffice), v.f.number(r.arrivals), v.f.number(r.departures), part(v, r.rate)],
    ],
  },
]

/** The portrait of the territory, by quarter. */
export const impactPortrait = new Hono<AppEnv>().get('/coordination/impact/portrait', async (c) => {
  const v = viewOf(c)
  const cluster = runBy(v)
  const present = quarterOf(today(v).slice(0, 7)).name
  const until = c.req.query('until') ?? present
  if (!isQuarter(until)) throw invalid({ path: 'until', code: 'not_a_choice' })
  const quarters = await portrait(v.ctx, cluster, until)
  const t = v.t.impact.portrait
  const last = quarters.at(-1)
  return impactPage(
    v,
    'portrait',
    { title: t.title, lead: t.lead },
    <div class="gr">
      {CHARTS.map((chart) => (
        <Panel v={v} chart={chart} quarters={quarters} />
      ))}
      {last && <Unmet v={v} q={last} />}
    </div>,
  )
})

function Panel({ v, chart, quarters }: { v: View; chart: Chart; quarters: readonly Row[] }) {
  const t = v.t.impact.portrait
  const [title = '', formula = ''] = t.charts[chart.key] ?? []
  const values = quarters.map(chart.value)
  const known = values.map((value) => value ?? 0)
  const format = (value: number) => (chart.percent ? v.f.percent(value) : v.f.number(value, 2))
  return (
    <section class="panel st" aria-labelledby={`t-${chart.key}`}>
      <h2 id={`t-${chart.key}`}>{title}</h2>
      <p class="q sm">{formula}</p>
      <LineChart
        id={`c-${chart.key}`}
        title={t.alt(title, format(known[0] ?? 0), format(known.at(-1) ?? 0))}
        values={known}
        before={[]}
        least={chart.key === 'newTies' ? 4 : 0.1}
        labels={quarters.flatMap((q, at) => (at % 3 === 0 ? [{ at, text: t.short(q.quarter) }] : []))}
        last={values.at(-1) == null ? '–' : format(known.at(-1) ?? 0)}
        href={`#d-${chart.key}`}
        format={format}
      />
      <details id={`d-${chart.key}`}>
        <summary>{v.t.impact.table}</summary>
        <Table
          label={`${v.t.impact.table}: ${title}`}
          head={[t.quarterHead, ...chart.head(v)]}
          numbers={chart.head(v).length}
        >
          {[...quarters].reverse().map((q) => (
            <tr>
              <th scope="row" class="nb">
                {t.short(q.quarter)}
              </th>
              {chart.cells(v, q).map((cell) => (
                <td class="n">
                  <bdi>{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </Table>
      </details>
    </section>
  )
}

/** What nobody has met in the last quarter, by kind and place. */
function Unmet({ v, q }: { v: View; q: Row }) {
  const t = v.t.impact.portrait
  const [title = '', formula = ''] = t.charts.unmet ?? []
  return (
    <section class="panel st" aria-labelledby="t-unmet">
      <h2 id="t-unmet">{title}</h2>
      <p class="q sm">
        {t.quarter(q.quarter)}. {formula}
      </p>
      {q.unmet.length === 0 ? (
        <p class="q">{t.nothing}</p>
      ) : (
        <Table
          label={`${v.t.impact.table}: ${title}`}
          head={[v.t.impact.head.kind, v.t.impact.head.commune, t.needs]}
          numbers={1}
        >
          {q.unmet.slice(0, 8).map((one) => (
            <tr class={one.kind}>
              <th scope="row">
                <KindOf v={v} kind={one.kind} />
              </th>
              <td>
                <bdi>{one.commune || v.t.impact.elsewhere}</bdi>
              </td>
              <td class="n">{v.f.number(one.needs)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}
