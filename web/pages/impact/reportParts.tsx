import { KINDS } from '../../../worker/core/kinds'
import type { Figure, Quote } from '../../../worker/impact/input'
import { partMet } from '../../../worker/impact/queries'
import type { ReportData } from '../../../worker/impact/reports'
import type { Sums } from '../../../worker/impact/rulesOfSums'
import { LineChart } from '../../components/LineChart'
import type { View } from '../../view'
import { factorValue, Source } from './factors'
import { Table } from './parts'
import { hoursWords } from '../inclusion/booking'
import { isSome, monthWords, ofSums, valueWords } from './words'

type Props = { v: View; data: ReportData }
const ESTIMATED = ['co2', 'cash', 'vacancy', 'disposal'] as const
const Est = ({ v }: { v: View }) => <span class="est">{v.t.impact.report.est}</span>

/** The method box: each figure, what is counted, of how many exchanges. */
export function How({ v, data }: Props) {
  const t = v.t.impact
  const f = data.figures
  const met = partMet(f.needs)
  const rows: [Figure, string, number][] = [
    ['exchanges', ofSums(v, 'exchanges', f.total), f.total.exchanges],
    ['minutes', ofSums(v, 'minutes', f.total), f.total.exchanges - f.byKind.waste.exchanges],
    ['kg', ofSums(v, 'kg', f.total), f.byKind.waste.exchanges],
    ...(f.premises.lots > 0
      ? [
          ['premises', valueWords(v, 'premises', f.premises.surfaceM2), f.premises.lots] as [
            Figure,
            string,
            number,
          ],
        ]
      : []),
    ['needs', met === null ? '–' : v.f.percent(met), f.needs.published - f.needs.dropped],
    ...ESTIMATED.filter((figure) => f.total.counted[figure] > 0).map((figure): [Figure, string, number] => [
      figure,
      ofSums(v, figure, f.total),
      f.total.counted[figure],
    ]),
  ]
  return (
    <article class="sheet st">
      <h2>{t.report.how}</h2>
      <p>{t.report.howLead}</p>
      <Table label={t.report.how} head={t.report.headHow} numbers={1}>
        {rows.map(([figure, value, count]) => (
          <tr>
            <th scope="row">
              <bdi>{value}</bdi> {(ESTIMATED as readonly string[]).includes(figure) && <Est v={v} />}
            </th>
            <td>{t.methods[figure]}</td>
            <td class="n">{v.f.number(count)}</td>
          </tr>
        ))}
      </Table>
      <p>
        <b>{t.never}</b>
      </p>
      <p class="q sm">
        {t.report.counted(v.f.date(data.countedAt))} {t.report.check(String(f.asOf))}
      </p>
    </article>
  )
}

const COLUMNS = ['exchanges', 'minutes', 'kg', 'co2', 'cash'] as const
const Cells = ({ v, s }: { v: View; s: Sums }) => (
  <>
    {COLUMNS.map((column) => (
      <td class="n">{isSome(s, column) ? ofSums(v, column, s) : '–'}</td>
    ))}
  </>
)

/** By kind, by commune and by month: the drawing, and its table. */
export function Places({ v, data }: Props) {
  const { head, report: t, byKind, byCommune, elsewhere, chart } = v.t.impact
  const f = data.figures
  const heads = [head.exchanges, head.hours, head.kg, `${head.co2} (${t.est})`, `${head.cash} (${t.est})`]
  const values = f.byMonth.map((m) => m.exchanges)
  return (
    <article class="sheet st">
      <h2>{t.where}</h2>
      <h3>{byKind}</h3>
      <Table label={byKind} head={[head.kind, head.organisations, ...heads]} numbers={6}>
        {KINDS.filter((kind) => f.byKind[kind].exchanges + f.byKind[kind].minutes > 0).map((kind) => (
          <tr>
            <th scope="row">{v.t.common.kinds[kind]}</th>
            <td class="n">{v.f.number(f.byKind[kind].organisations)}</td>
            <Cells v={v} s={f.byKind[kind]} />
          </tr>
        ))}
      </Table>
      <h3>{byCommune}</h3>
      <Table label={byCommune} head={[head.commune, head.organisations, ...heads]} numbers={6}>
        {f.byCommune.map((place) => (
          <tr>
            <th scope="row">
              <bdi>{place.commune || elsewhere}</bdi>
            </th>
            <td class="n">{v.f.number(place.organisations)}</td>
            <Cells v={v} s={place} />
          </tr>
        ))}
        <tr>
          <th scope="row">{t.all}</th>
          <td class="n">
            <b>{v.f.number(f.organisations.active)}</b>
          </td>
          <Cells v={v} s={f.total} />
        </tr>
      </Table>
      <h3 id="months">{t.months}</h3>
      {values.length > 1 && (
        <LineChart
          id="c-report"
          title={chart(String(values[0]), String(values.at(-1)))}
          values={values}
          before={[]}
          labels={f.byMonth.flatMap((m, at) =>
            at % Math.ceil(values.length / 4) === 0 ? [{ at, text: m.month.slice(2) }] : [],
          )}
          last={v.f.number(values.at(-1) ?? 0)}
          href="#months"
          format={(value) => v.f.number(value)}
        />
      )}
      <Table label={t.months} head={[head.month, ...heads]} numbers={5}>
        {f.byMonth.map((m) => (
          <tr>
            <th scope="row" class="nb">
              {monthWords(v, m.month)}
            </th>
            <Cells v={v} s={m} />
          </tr>
        ))}
      </Table>
    </article>
  )
}

/** Hours of training and integration: numbers only, by family of skills, with how they are counted. */
export function Inclusion({ v, data }: Props) {
  const i = data.figures.inclusion
  // Reports are in French and English; in Arabic the page has no room for it, and its file tells the hours.
  if (!i || i.people === 0 || v.language === 'ar') return null
  const { report: t } = v.t.impact
  const { families, coordination } = v.t.inclusion
  const { head } = coordination
  const row = (name: string, one: typeof i | (typeof i.byFamily)[number]) => (
    <tr>
      <th scope="row">{name}</th>
      <td class="n">{v.f.number(one.people)}</td>
      <td class="n">{hoursWords(v, one.trainingMinutes)}</td>
      <td class="n">{hoursWords(v, one.integrationMinutes)}</td>
    </tr>
  )
  return (
    <article class="sheet st">
      <h2>{t.inclusion}</h2>
      <Table
        label={t.inclusion}
        head={[head.family, head.people, head.training, head.integration]}
        numbers={3}
      >
        {i.byFamily.map((one) => row(families[one.family], one))}
        {row(t.all, i)}
      </Table>
      <p class="q sm">{t.inclusionMethod}</p>
    </article>
  )
}

export function Quotes({ v, quotes }: { v: View; quotes: readonly Quote[] }) {
  if (quotes.length === 0) return null
  return (
    <article class="sheet st">
      <h2>{v.t.impact.report.quotes}</h2>
      {quotes.map((quote) => (
        <figure class="st">
          <blockquote class="quo" lang={quote.language} dir={quote.language === 'ar' ? 'rtl' : 'ltr'}>
            {quote.text}
          </blockquote>
          <figcaption class="q sm">
            <bdi>{quote.by}</bdi>
            {quote.organisation && (
              <>
                {', '}
                <bdi>{quote.organisation}</bdi>
              </>
            )}
          </figcaption>
        </figure>
      ))}
    </article>
  )
}

/** The factors, each version with its source. */
export function Annex({ v, data }: Props) {
  const t = v.t.impact
  const [name, value, basis, source, confidence] = t.factors.head as [string, string, string, string, string]
  return (
    <article class="sheet st">
      <h2>{t.report.annex}</h2>
      <p>{data.factors.length > 0 ? t.report.annexLead : t.report.noFactors}</p>
      {data.factors.length > 0 && (
        <Table label={t.report.annex} head={[name, value, basis, source, confidence]} numbers={0}>
          {data.factors.map((f) => (
            <tr>
              <th scope="row">
                <bdi lang={v.language === 'ar' ? 'en' : undefined}>
                  {v.language === 'fr' ? f.labelFr : f.labelEn}
                </bdi>
                <br />
                <span class="q sm">{t.factors.version(String(f.number))}</span>
              </th>
              <td class="nb">
                <bdi>{factorValue(v, f)}</bdi>
              </td>
              <td lang="en">{f.basis}</td>
              <td>
                <Source f={f} />
              </td>
              <td>{t.factors.confidence[f.confidence]}</td>
            </tr>
          ))}
        </Table>
      )}
    </article>
  )
}
