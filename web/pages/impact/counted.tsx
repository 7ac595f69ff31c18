import { Hono } from 'hono'
import { type CountedExchange, type CountedPage, countedOf } from '../../../worker/impact/counted'
import { CountedInput } from '../../../worker/impact/input'
import { check } from '../../../worker/platform/input'
import type { AppEnv } from '../../../worker/platform/http'
import { type View, viewOf } from '../../view'
import { runBy } from '../running/frame'
import { impactPage, sortOf, Table } from './parts'
import { askedMonths, monthWords, rangeWords, spanWords } from './words'

/** The list a figure was counted from, with that figure on top and how it is counted. */
export const impactCounted = new Hono<AppEnv>().get('/coordination/impact/counted', async (c) => {
  const v = viewOf(c)
  const cluster = runBy(v)
  const { from: _f, to: _t, after, ...query } = c.req.query()
  const asked = check(CountedInput, query)
  const period = askedMonths(v)
  const found = await countedOf(v.ctx, cluster.id, period, asked, after ?? null)
  const t = v.t.impact
  const { figure } = asked
  const narrowed = [
    ...(asked.kind ? [v.t.common.kinds[asked.kind]] : []),
    ...(asked.commune !== undefined ? [asked.commune || t.elsewhere] : []),
    spanWords(v, period),
  ]
  const sum =
    figure === 'needs'
      ? t.of(v.f.number(found.low), v.f.number(found.count))
      : rangeWords(v, figure, found.low, found.high)
  return impactPage(
    v,
    'figures',
    { title: `${sum} ${t.figures[figure]}`, lead: narrowed.join(' · ') },
    <>
      <p class="back">
        <a href={v.href(`/coordination/impact?from=${period.from}&to=${period.to}`)}>{t.counted.back}</a>
      </p>
      <p class="note">
        <span />
        <span>
          <b>{sortOf(v, figure)}.</b> {t.methods[figure]}
        </span>
      </p>
      <p class="q">{t.counted.lines(v.f.number(found.count))}</p>
      {found.count === 0 ? (
        <p class="empty">{t.counted.empty}</p>
      ) : (
        <Lines v={v} figure={figure} found={found} />
      )}
      {found.next && (
        <p>
          <a class="b b2" href={`?${new URLSearchParams({ ...c.req.query(), after: found.next })}`}>
            {t.counted.more}
          </a>
        </p>
      )}
    </>,
  )
})

const named = (v: View, one: { title: string; language: string }) => (
  <bdi lang={one.language === v.language ? undefined : one.language}>{one.title}</bdi>
)

function Lines({ v, figure, found }: { v: View; figure: CountedInput['figure']; found: CountedPage }) {
  const { head, needStates, figures } = v.t.impact
  if (figure === 'needs')
    return (
      <Table
        label={figures.needs}
        head={[head.offer, head.organisations, head.commune, head.month, head.state]}
        numbers={0}
      >
        {found.needs.map((one) => (
          <tr>
            <th scope="row">
              <a href={v.href(`/needs/${one.id}`)}>{named(v, one)}</a>
            </th>
            <td>
              <bdi>{one.organisation}</bdi>
            </td>
            <td>{one.commune}</td>
            <td>{monthWords(v, one.month)}</td>
            <td>{needStates[one.state]}</td>
          </tr>
        ))}
      </Table>
    )
  if (figure === 'organisations')
    return (
      <Table
        label={figures.organisations}
        head={[head.organisations, head.commune, head.lent, head.borrowed]}
        numbers={2}
      >
        {found.organisations.map((one) => (
          <tr>
            <th scope="row">
              <a href={v.href(`/organisations/${one.id}`)}>
                <bdi>{one.name}</bdi>
              </a>
            </th>
            <td>{one.commune}</td>
            <td class="n">{v.f.number(one.lent)}</td>
            <td class="n">{v.f.number(one.borrowed)}</td>
          </tr>
        ))}
      </Table>
    )
  return (
    <Table
      label={figures[figure]}
      head={[head.month, head.offer, head.lender, head.borrower, head.amount]}
      numbers={1}
    >
      {found.exchanges.map((one) => (
        <tr>
          <td class="nb">{monthWords(v, one.month)}</td>
          <th scope="row">
            <a href={v.href(`/bookings/${one.id}/impact`)}>{named(v, one)}</a>
          </th>
          <td>
            <bdi>{one.lender}</bdi>
          </td>
          <td>
            <bdi>{one.borrower}</bdi>
          </td>
          <td class="n">
            {amountOf(v, figure, one)}
            {figure === 'kg' && ` (${one.measured ? v.t.impact.measured : v.t.impact.stated})`}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function amountOf(v: View, figure: CountedInput['figure'], one: CountedExchange): string {
  const saved = one.marketCents - one.paidCents
  const of: Partial<Record<CountedInput['figure'], readonly [number, number]>> = {
    ...{ exchanges: [one.begins, one.begins], minutes: [one.minutes, one.minutes], kg: [one.kg, one.kg] },
    ...{ co2: [one.co2Low, one.co2High], vacancy: [one.vacancyLow, one.vacancyHigh], cash: [saved, saved] },
    ...{ disposal: [one.disposalLow, one.disposalHigh], premises: [one.surfaceM2, one.surfaceM2] },
  }
  const [low, high] = of[figure] ?? [0, 0]
  return rangeWords(v, figure, low, high)
}
