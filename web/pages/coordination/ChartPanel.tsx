import type { Child } from 'hono/jsx'
import { isDate } from '../../../worker/core/time'
import type { Usage } from '../../../worker/dashboards/queries'
import type { View } from '../../view'
import { countedHref } from './asked'
import { type Cell, type ChartName, tableOf } from './tables'

interface Props {
  v: View
  u: Usage
  chart: ChartName
  title: Child
  lead: string
  wide?: boolean
  /** The drawing is a table already. */
  isTable?: boolean
  children?: Child
}

/** A chart: the finding as its title, the drawing, and under it the same as a table and as CSV. */
export function ChartPanel({ v, u, chart, title, lead, wide, isTable, children }: Props) {
  const words = v.t.dashboards
  const table = tableOf(v, u, chart)
  const { from, to } = u.period
  const file = (
    <p>
      <a href={v.href(`/coordination/dashboard/${chart}.csv?from=${from}&to=${to}`)} download>
        {words.csv}
      </a>
    </p>
  )
  return (
    <section class={wide ? 'panel st full2' : 'panel st'} aria-labelledby={`t-${chart}`}>
      <h2 id={`t-${chart}`}>{title}</h2>
      <p class="q sm">{lead}</p>
      {children}
      {isTable ? (
        file
      ) : (
        <details>
          <summary>{words.table}</summary>
          {/* Five columns do not fit a phone: they scroll in a box that the keyboard reaches too. */}
          <section class="sc" tabindex={0} aria-label={`${words.table}: ${lead}`}>
            <table>
              <thead>
                <tr>
                  {table.head.map((word, i) => (
                    <th scope="col" class={isNumber(table.rows[0]?.[i]) ? 'n' : undefined}>
                      {word}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map((cells) => (
                  <tr>
                    {cells.map((cell, i) =>
                      i === 0 ? (
                        <th
                          scope="row"
                          class={typeof cell.value === 'string' && isDate(cell.value) ? 'nb' : undefined}
                        >
                          <bdi lang={cell.language === v.language ? undefined : cell.language}>
                            {cell.text}
                          </bdi>
                        </th>
                      ) : (
                        <td class={isNumber(cell) ? 'n' : undefined}>
                          <Linked v={v} u={u} cell={cell} />
                        </td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {file}
        </details>
      )}
    </section>
  )
}

const isNumber = (cell: Cell | undefined) => cell !== undefined && typeof cell.value !== 'string'

/** A number, with the list it was counted from. */
function Linked({ v, u, cell }: { v: View; u: Usage; cell: Cell }) {
  if (!cell.counted) return <bdi>{cell.text}</bdi>
  const period = cell.week ? { from: cell.week, to: cell.week } : u.period
  return <a href={countedHref(v, period, cell.counted)}>{cell.text}</a>
}
