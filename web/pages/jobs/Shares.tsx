import type { Answer } from '../../../worker/jobs/rulesOfLife'
import { sharesOfWeek } from '../../../worker/jobs/rulesOfSharing'
import type { View } from '../../view'
import { hoursOf, Letter } from './Week'

interface Row {
  name: string
  minutes: number
  answer?: Answer
}
const SHAPES: Record<Answer, string> = { waiting: 'ask', accepted: 'free', refused: 'no' }

/** What each employer has of the hours and of what they cost; sums without remainder. */
export function Shares({ v, rows, hourCents }: { v: View; rows: readonly Row[]; hourCents: number | null }) {
  const words = v.t.jobs.shares
  const shares = sharesOfWeek(
    rows.map((r) => r.minutes),
    hourCents,
  )
  const cents = shares.every((s) => s.cents !== null)
  const all = rows.reduce((sum, r) => sum + r.minutes, 0)
  return (
    <section class="st">
      <h2>{words.title}</h2>
      <div class="sc">
        <table class="num tight-cells">
          <thead>
            <tr>
              <th scope="col">{words.employer}</th>
              <th scope="col">{words.hours}</th>
              <th scope="col">{words.share}</th>
              {cents && <th scope="col">{words.cost}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((r, i) => (
              <tr>
                <th scope="row">
                  <Letter i={i} /> <bdi>{r.name}</bdi>
                  {r.answer && ' '}
                  {r.answer && (
                    <span class={`s ${SHAPES[r.answer]}`}>{words.answers(v.t.jobs.answers[r.answer])}</span>
                  )}
                </th>
                <td>{v.t.jobs.hours(hoursOf(v, r.minutes))}</td>
                <td>{v.f.percent((shares[i]?.percent ?? 0) / 100)}</td>
                {cents && <td>{v.f.money(shares[i]?.cents ?? 0)}</td>}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              <td>{v.t.jobs.hours(hoursOf(v, all))}</td>
              <td>{v.f.percent(1)}</td>
              {cents && <td>{v.f.money(shares.reduce((sum, s) => sum + (s.cents ?? 0), 0))}</td>}
            </tr>
          </tfoot>
        </table>
      </div>
      <p class="q sm">{hourCents === null ? words.unknown : words.basis(v.f.money(hourCents))}</p>
    </section>
  )
}
