import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import type { Kind } from '../../../worker/core/kinds'
import { LICENCE, openCsv, openData, openGeoJson } from '../../../worker/impact/openData'
import { reportsOf } from '../../../worker/impact/reports'
import type { AppEnv } from '../../../worker/platform/http'
import { page, type View, viewOf } from '../../view'
import { Table } from './parts'
import { isSome, ofSums, spanWords, today } from './words'

const COLUMNS = ['exchanges', 'minutes', 'kg', 'co2', 'cash'] as const

/** What anyone may know and use again, with its licence. */
export const openDataPages = new Hono<AppEnv>()
  .get('/data', async (c) => {
    const v = viewOf(c)
    if (!v.cluster) throw new AppError('not_found')
    const [lines, reports] = await Promise.all([linesOf(v), reportsOf(v.ctx, v.cluster.id)])
    const t = v.t.impact
    const last = lines.at(-1)?.quarter
    const { head, report } = t
    return page(
      v,
      { title: t.data.title, description: t.data.lead, sheets: ['figures'] },
      <div class="w sec st">
        <div>
          <h1 class="h1s">{t.data.title}</h1>
          <p class="q narrow">{t.data.lead}</p>
        </div>
        <p>
          {t.data.licence}{' '}
          <a href={LICENCE.url} rel="license">
            <bdi lang="en">{LICENCE.name}</bdi>
          </a>
        </p>
        <ul class="chips">
          {(['impact.csv', 'impact.geojson'] as const).map((file) => (
            <li>
              <a class="chip" href={v.href(`/data/${file}`)} download>
                {file}
              </a>
            </li>
          ))}
          <li>
            <a class="chip" href={`/api/v1/clusters/${v.cluster.slug}/open-data`}>
              {t.data.api}
            </a>
          </li>
        </ul>
        {!last ? (
          <p class="empty">{t.data.none}</p>
        ) : (
          <>
            <h2>{t.portrait.quarter(last)}</h2>
            {(['kind', 'commune'] as const).map((by) => (
              <Table
                label={by === 'kind' ? t.byKind : t.byCommune}
                head={[
                  ...[head[by], head.organisations, head.exchanges, head.hours, head.kg],
                  ...[`${head.co2} (${report.est})`, `${head.cash} (${report.est})`],
                ]}
                numbers={6}
              >
                {lines
                  .filter((line) => line.by === by && line.quarter === last)
                  .map((line) => (
                    <tr>
                      <th scope="row">
                        {line.key === null ? (
                          t.data.others
                        ) : by === 'kind' ? (
                          v.t.common.kinds[line.key as Kind]
                        ) : (
                          <bdi>{line.key || t.elsewhere}</bdi>
                        )}
                      </th>
                      <td class="n">{v.f.number(line.organisations)}</td>
                      {COLUMNS.map((column) => (
                        <td class="n">{isSome(line, column) ? ofSums(v, column, line) : '–'}</td>
                      ))}
                    </tr>
                  ))}
              </Table>
            ))}
          </>
        )}
        {reports.some((r) => r.status === 'published') && (
          <section class="st" aria-labelledby="t-reports">
            <h2 id="t-reports">{t.data.reports}</h2>
            <ul>
              {reports
                .filter((r) => r.status === 'published')
                .map((r) => (
                  <li>
                    <a href={v.href(`/impact/${r.id}`)}>
                      <bdi lang={r.language === v.language ? undefined : r.language}>{r.title}</bdi>
                    </a>{' '}
                    <span class="q sm">{spanWords(v, { from: r.fromMonth, to: r.toMonth })}</span>
                  </li>
                ))}
            </ul>
          </section>
        )}
      </div>,
    )
  })
  .get('/data/:file{impact\\.(?:csv|geojson)}', async (c) => {
    const v = viewOf(c)
    const lines = await linesOf(v)
    const currency = v.cluster?.currency ?? 'EUR'
    return c.req.param('file') === 'impact.csv'
      ? c.body(openCsv(lines, currency), 200, { 'content-type': 'text/csv; charset=utf-8' })
      : c.body(JSON.stringify(openGeoJson(lines, currency)), 200, { 'content-type': 'application/geo+json' })
  })

async function linesOf(v: View) {
  if (!v.cluster) throw new AppError('not_found')
  return openData(v.ctx, v.cluster, today(v).slice(0, 7))
}
