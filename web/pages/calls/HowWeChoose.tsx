import { boundsOf } from '../../../worker/calls/rulesOfQuotas'
import { Bar } from '../../components/Bar'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import type { Shown } from './CallPage'
import { dateWords, momentWords, sectorWords } from './words'

/** Criteria, mix and what decides between equal scores. */
export function HowWeChoose({ v, shown, foreign }: { v: View; shown: Shown; foreign: string | undefined }) {
  const { call, jurors, lots, seed } = shown
  const words = v.t.calls.page
  const judging = jurors.filter((j) => j.leftAt === null).length
  const bounds = boundsOf(call.quotas, lots.length)
  const most = Math.max(...call.criteria.map((c) => c.weight), 1)
  const shown_ = (value: number | undefined, unit: 'lots' | 'percent') =>
    value === undefined ? null : unit === 'lots' ? words.quotaLots(value) : words.quotaPercent(value)
  return (
    <section class="panel st" aria-labelledby="how">
      <h2 id="how">{words.how}</h2>
      {judging > 0 && <p class="q sm">{words.howLead(judging)}</p>}
      <ul class="crit">
        {call.criteria.map((c) => (
          <li>
            <span lang={foreign} dir={foreign ? 'auto' : undefined}>
              {c.label}
            </span>
            <b>{words.points(c.weight)}</b>
            <Bar track part={(c.weight / most) * 0.92} />
          </li>
        ))}
      </ul>
      <p class="q sm">{words.severe}</p>
      {bounds.size > 0 && (
        <>
          <h3>{words.mix}</h3>
          <ul class="sm">
            {call.quotas.map((q) => (
              <li>
                {capital(words.quota(sectorWords(v, q.sector), shown_(q.min, q.unit), shown_(q.max, q.unit)))}
              </li>
            ))}
          </ul>
        </>
      )}
      {call.seedHash && (
        <details>
          <summary>{words.tie}</summary>
          <p class="sm">{words.tieText}</p>
          <p class="sm">
            {words.seedHash} <code class="hash">{call.seedHash}</code>
          </p>
          {seed && (
            <p class="sm">
              {words.seed} <code class="hash">{seed}</code>
            </p>
          )}
        </details>
      )}
    </section>
  )
}

/** What was changed of a published call, and why. */
export function Amendments({ v, shown: { amendments } }: { v: View; shown: Shown }) {
  const words = v.t.calls
  if (amendments.length === 0) return null
  const said = (value: string | null | undefined) =>
    value && /^\d{4}-\d\d-\d\dT/.test(value)
      ? momentWords(v, value)
      : value && /^\d{4}-\d\d-\d\d$/.test(value)
        ? dateWords(v, value)
        : (value ?? '–')
  return (
    <section class="panel st" aria-labelledby="changed">
      <h2 id="changed">{words.page.amendments}</h2>
      <ol class="st">
        {amendments.map((a) => (
          <li class="st tight">
            <p class="q sm">{capital(momentWords(v, a.madeAt))}</p>
            <p>
              <bdi>{a.reason}</bdi>
            </p>
            <ul class="sm">
              {a.changes.map((c) => (
                <li>
                  {words.page.amended((words.fields[c.field] ?? c.field).toLowerCase())}{' '}
                  {c.to !== undefined && capital(words.fromTo(said(c.from), said(c.to)))}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}
