import { Hono } from 'hono'
import { csvFile, separatorFor } from '../../../worker/core/csv'
import { instantOf, isDate } from '../../../worker/core/time'
import { type Period, periodOf, type Sum, sumsOfCluster, totalOf } from '../../../worker/inclusion/queries'
import { FAMILIES } from '../../../worker/inclusion/rules'
import { rowsOf } from '../../../worker/inclusion/table'
import type { AppEnv } from '../../../worker/platform/http'
import { Field } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { Table } from '../impact/parts'
import { runBy, runningPage } from '../running/frame'
import { hoursWords } from './booking'

/** All hours of a cluster over a period, by organisation and by family of skills; the same as a file. */
export const inclusionOfCluster = new Hono<AppEnv>()
  .get('/coordination/inclusion', async (c) => {
    const v = viewOf(c)
    const { id } = runBy(v)
    const period = asked(v)
    const sums = await sumsOfCluster(v.ctx, id, period)
    const words = v.t.inclusion.coordination
    return runningPage(
      v,
      'impact',
      { title: words.title, sheets: ['figures'] },
      <>
        <p class="lead q">{words.lead}</p>
        <form class="row dates" method="get">
          <Field {...{ name: 'from', type: 'date', required: true }} label={words.from} value={period.from} />
          <Field {...{ name: 'to', type: 'date', required: true }} label={words.to} value={period.to} />
          <button class="b b2" type="submit">
            {words.show}
          </button>
        </form>
        <Sums v={v} sums={sums} period={period} />
      </>,
    )
  })
  .get('/coordination/inclusion.csv', async (c) => {
    const v = viewOf(c)
    const { id, slug } = runBy(v)
    const period = asked(v)
    const rows = rowsOf(period, await sumsOfCluster(v.ctx, id, period))
    return c.body(csvFile(rows, separatorFor(v.language)), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${slug}-inclusion-${period.from}-${period.to}.csv"`,
    })
  })

function asked(v: View): Period {
  const known = (name: string) => {
    const day = v.c.req.query(name) ?? ''
    return isDate(day) && day >= '2000' && day < '2100' ? day : undefined
  }
  return periodOf(v.ctx, v.f.timeZone, { from: known('from'), to: known('to') })
}

function Sums({ v, sums, period }: { v: View; sums: readonly Sum[]; period: Period }) {
  const words = v.t.inclusion
  const { head } = words.coordination
  const total = totalOf(sums)
  const organisations = [...new Map(sums.map((s) => [s.organisationId, s.organisationName]))]
  const families = FAMILIES.filter((family) => sums.some((s) => s.family === family))
  const cells = (some: readonly Sum[]) => {
    const of = (purpose: string) => hoursWords(v, totalOf(some.filter((s) => s.purpose === purpose)).minutes)
    return (
      <>
        <td class="n">{v.f.number(totalOf(some).people)}</td>
        <td class="n">{of('training')}</td>
        <td class="n">{of('integration')}</td>
      </>
    )
  }
  if (sums.length === 0) return <p class="empty">{words.none}</p>
  const day = (date: string) => v.f.date(instantOf(date, '12:00', v.f.timeZone))
  return (
    <>
      <p>
        <b>{words.panel(hoursWords(v, total.minutes), total.people)}</b>{' '}
        <span class="q sm">{words.since(day(period.from), day(period.to))}</span>
      </p>
      <section class="panel st">
        <h2>{words.coordination.byOrganisation}</h2>
        <Table
          label={words.coordination.byOrganisation}
          head={[head.organisation, head.people, head.training, head.integration]}
          numbers={3}
        >
          {organisations.map(([id, name]) => (
            <tr>
              <th scope="row">
                <a href={v.href(`/organisations/${id}`)}>
                  <bdi>{name}</bdi>
                </a>
              </th>
              {cells(sums.filter((s) => s.organisationId === id))}
            </tr>
          ))}
        </Table>
      </section>
      <section class="panel st">
        <h2>{words.coordination.byFamily}</h2>
        <Table
          label={words.coordination.byFamily}
          head={[head.family, head.people, head.training, head.integration]}
          numbers={3}
        >
          {families.map((family) => (
            <tr>
              <th scope="row">{words.families[family]}</th>
              {cells(sums.filter((s) => s.family === family))}
            </tr>
          ))}
        </Table>
      </section>
      <p class="q sm">{words.coordination.method}</p>
      <p>
        <a href={v.href(`/coordination/inclusion.csv?from=${period.from}&to=${period.to}`)} download>
          {words.coordination.csv}
        </a>
      </p>
    </>
  )
}
