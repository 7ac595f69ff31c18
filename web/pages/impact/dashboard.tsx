import { Hono } from 'hono'
import { KINDS } from '../../../worker/core/kinds'
import type { Figure } from '../../../worker/impact/input'
import { type Figures, figures, figuresBy, type KeySums, partMet } from '../../../worker/impact/queries'
import { reportCsv } from '../../../worker/impact/reports'
import type { Sums } from '../../../worker/impact/rulesOfSums'
import type { AppEnv } from '../../../worker/platform/http'
import { LineChart } from '../../components/LineChart'
import { type View, viewOf } from '../../view'
import { KindOf } from '../coordination/charts'
import { sumsOfCluster, totalOf } from '../../../worker/inclusion/queries'
import { daysOf, HoursTile } from '../inclusion/Tile'
import { runBy } from '../running/frame'
import { impactPage, sortOf, Table } from './parts'
import {
  askedMonths,
  countedHref,
  monthWords,
  isSome,
  ofSums,
  spanWords,
  today,
  valueWords,
  weight,
} from './words'

/** What the sharing has produced: each figure opens its list and says how it is counted. */
export const impactDashboard = new Hono<AppEnv>()
  .get('/coordination/impact', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    const period = askedMonths(v)
    const [f, given, offers] = await Promise.all([
      figures(v.ctx, cluster, period),
      sumsOfCluster(v.ctx, cluster.id, daysOf(period)),
      figuresBy(v.ctx, cluster.id, period, 'offer'),
    ])
    const t = v.t.impact
    return impactPage(
      v,
      'figures',
      { title: t.title, lead: `${spanWords(v, period)}. ${t.lead}` },
      <>
        <MonthsForm v={v} f={f} />
        <Tiles v={v} f={f} given={totalOf(given).minutes} />
        {Object.values(f.total.counted).every((n) => n === 0) && (
          <p class="note ask">
            <span />
            {t.none}
          </p>
        )}
        <div class="gr">
          <section class="panel st" aria-labelledby="t-month">
            <h2 id="t-month">{t.byMonth}</h2>
            <Months v={v} f={f} />
          </section>
          <section class="panel st" aria-labelledby="t-method">
            <h2 id="t-method">{t.method}</h2>
            <p class="sm">
              <b>{t.never}</b>
            </p>
            <p class="sm">{t.howTo}</p>
            <ul class="st sm">
              {(['measured', 'stated', 'estimated'] as const).map((sort) => (
                <li>
                  <span class="tag">{t[sort]}</span> {t.sorts[sort]}
                </li>
              ))}
            </ul>
          </section>
        </div>
        <section class="panel st" aria-labelledby="t-kind">
          <h2 id="t-kind">{t.byKind}</h2>
          <Table label={`${t.table}: ${t.byKind}`} head={[t.head.kind, ...heads(v)]} numbers={8}>
            {KINDS.map((kind) => (
              <tr class={kind}>
                <th scope="row">
                  <KindOf v={v} kind={kind} />
                </th>
                <td class="n">{v.f.number(f.byKind[kind].organisations)}</td>
                <Cells v={v} f={f} s={f.byKind[kind]} more={{ kind }} />
              </tr>
            ))}
          </Table>
        </section>
        <section class="panel st" aria-labelledby="t-commune">
          <h2 id="t-commune">{t.byCommune}</h2>
          <Table label={`${t.table}: ${t.byCommune}`} head={[t.head.commune, ...heads(v)]} numbers={8}>
            {f.byCommune.slice(0, 7).map((place) => (
              <tr>
                <th scope="row">
                  <bdi>{place.commune || t.elsewhere}</bdi>
                </th>
                <td class="n">{v.f.number(place.organisations)}</td>
                <Cells v={v} f={f} s={place} more={{ commune: place.commune }} />
              </tr>
            ))}
          </Table>
          <p>
            <a href={v.href(`/coordination/impact/figures.csv?from=${period.from}&to=${period.to}`)} download>
              {t.csv}
            </a>
          </p>
        </section>
        <Offers v={v} f={f} offers={offers.slice(0, 5)} />
      </>,
    )
  })
  .get('/coordination/impact/figures.csv', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    const counted = await figures(v.ctx, cluster, askedMonths(v))
    const { from, to } = counted.period
    return c.body(reportCsv({ figures: counted, factors: [], cluster, countedAt: v.ctx.now }), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${cluster.slug}-impact-${from}-${to}.csv"`,
    })
  })

const TILES = [
  ...(['exchanges', 'minutes', 'kg', 'premises', 'needs', 'co2', 'cash', 'vacancy', 'disposal'] as const),
]
const heads = (v: View) => {
  const { head } = v.t.impact
  return [
    head.organisations,
    head.exchanges,
    head.hours,
    head.kg,
    head.co2,
    head.cash,
    head.vacancy,
    head.disposal,
  ]
}

function MonthsForm({ v, f }: { v: View; f: Figures }) {
  const t = v.t.impact
  const max = today(v).slice(0, 7)
  return (
    <form class="row dates" method="get">
      <label>
        {t.from}{' '}
        <input
          type="month"
          name="from"
          value={f.period.from}
          max={max}
          pattern="20\d\d-\d\d"
          placeholder={t.monthHint}
          required
        />
      </label>
      <label>
        {t.to}{' '}
        <input
          type="month"
          name="to"
          value={f.period.to}
          pattern="20\d\d-\d\d"
          placeholder={t.monthHint}
          required
        />
      </label>
      <button class="b b2" type="submit">
        {t.show}
      </button>
    </form>
  )
}

/** The figures, measured ones first; each opens the list it was counted from, its method is one tap further. */
function Tiles({ v, f, given }: { v: View; f: Figures; given: number }) {
  const t = v.t.impact
  const met = partMet(f.needs)
  const shown = (figure: Figure): string | null => {
    if (figure === 'premises') return f.premises.lots > 0 ? valueWords(v, figure, f.premises.surfaceM2) : null
    if (figure === 'needs') return met === null ? null : v.f.percent(met)
    if (figure === 'organisations') return v.f.number(f.organisations.active)
    if (figure === 'exchanges' || figure === 'minutes') return ofSums(v, figure, f.total)
    if (figure === 'kg')
      return f.total.kg.weighed + f.total.kg.declared > 0 ? ofSums(v, figure, f.total) : null
    return f.total.counted[figure] > 0 ? ofSums(v, figure, f.total) : null
  }
  return (
    <div class="figs">
      {TILES.map((figure) => {
        const value = shown(figure)
        const { weighed, declared } = f.total.kg
        return (
          value !== null && (
            <a class="fig" href={countedHref(v, f.period, figure)}>
              <b>
                <bdi>{value}</bdi>
              </b>
              {t.figures[figure]}
              {figure === 'kg' && ` (${t.figures.kgParts(weight(v, weighed), weight(v, declared))})`}
              <br />
              <span class="tag">{figure === 'kg' ? `${t.measured} / ${t.stated}` : sortOf(v, figure)}</span>
            </a>
          )
        )
      })}
      <HoursTile v={v} minutes={given} period={f.period} />
    </div>
  )
}

const COLUMNS = ['exchanges', 'minutes', 'kg', 'co2', 'cash', 'vacancy', 'disposal'] as const

function Cells({ v, f, s, more }: { v: View; f: Figures; s: Sums; more: Record<string, string> }) {
  return (
    <>
      {COLUMNS.map((column) => (
        <td class="n">
          {isSome(s, column) ? (
            <a href={countedHref(v, f.period, column, more)}>{ofSums(v, column, s)}</a>
          ) : (
            '–'
          )}
        </td>
      ))}
    </>
  )
}

/** Exchanges by month, the table under them. */
function Months({ v, f }: { v: View; f: Figures }) {
  const t = v.t.impact
  const values = f.byMonth.map((m) => m.exchanges)
  const last = f.byMonth.at(-1)
  const step = Math.max(1, Math.ceil(values.length / 3))
  return (
    <>
      {values.length > 1 && last && (
        <LineChart
          id="c-months"
          title={t.chart(String(values[0]), String(values.at(-1)))}
          values={values}
          before={[]}
          labels={f.byMonth.flatMap((m, at) => (at % step === 0 ? [{ at, text: m.month.slice(2) }] : []))}
          last={v.f.number(last.exchanges)}
          href={countedHref(v, { from: last.month, to: last.month }, 'exchanges')}
          format={(value) => v.f.number(value)}
        />
      )}
      <details>
        <summary>{t.table}</summary>
        <Table
          label={t.byMonth}
          head={[t.head.month, t.head.exchanges, t.head.hours, t.head.co2]}
          numbers={3}
        >
          {f.byMonth.map((m) => (
            <tr>
              <th scope="row">{monthWords(v, m.month)}</th>
              {(['exchanges', 'minutes', 'co2'] as const).map((column) => (
                <td class="n">
                  <a href={countedHref(v, { from: m.month, to: m.month }, column)}>{ofSums(v, column, m)}</a>
                </td>
              ))}
            </tr>
          ))}
        </Table>
      </details>
    </>
  )
}

function Offers({ v, f, offers }: { v: View; f: Figures; offers: readonly KeySums[] }) {
  const t = v.t.impact
  if (offers.length === 0) return null
  return (
    <section class="panel st" aria-labelledby="t-offer">
      <h2 id="t-offer">{t.byOffer}</h2>
      <Table label={`${t.table}: ${t.byOffer}`} head={[t.head.offer, ...heads(v).slice(1)]} numbers={7}>
        {offers.map((one) => (
          <tr>
            <th scope="row">
              <a href={v.href(`/me/listings/${one.id}/impact`)}>
                <bdi>{one.name}</bdi>
              </a>
            </th>
            <Cells v={v} f={f} s={one} more={{ offer: one.id }} />
          </tr>
        ))}
      </Table>
    </section>
  )
}
