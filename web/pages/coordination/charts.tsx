import { KINDS, type Kind } from '../../../worker/core/kinds'
import { wallOf } from '../../../worker/core/time'
import type { Usage } from '../../../worker/dashboards/queries'
import * as rules from '../../../worker/dashboards/rules'
import { Bar } from '../../components/Bar'
import { Icon, KIND_ICON } from '../../components/Icon'
import { LineChart } from '../../components/LineChart'
import type { View } from '../../view'
import { countedHref, dateShort, hoursWords } from './asked'
import { ChartPanel } from './ChartPanel'

export type Props = { v: View; u: Usage }

export const KindOf = ({ v, kind }: { v: View; kind: Kind }) => (
  <span class="kind">
    <Icon name={KIND_ICON[kind]} />
    {v.t.common.kinds[kind]}
  </span>
)

/** Booked over open hours, by kind. */
export function UseChart({ v, u }: Props) {
  const { use } = v.t.dashboards
  const found = rules.useFinding(u.kinds)
  const { finding } = use
  const title = {
    nothing: () => finding.nothing,
    busy_and_asleep: () =>
      found.is === 'busy_and_asleep' ? finding.busyAndAsleep(found.busy, found.asleep) : '',
    asleep: () => (found.is === 'asleep' ? finding.asleep(found.kind) : ''),
    all_asleep: () => finding.allAsleep,
    busy: () => (found.is === 'busy' ? finding.busy(found.kind) : ''),
    even: () => finding.even,
  }[found.is]()
  return (
    <ChartPanel v={v} u={u} chart="use" title={title} lead={use.lead}>
      <ul class="bar">
        {KINDS.map((kind) => {
          const { minutesBooked, minutesOpen } = u.kinds[kind]
          const part = rules.usedPart(minutesBooked, minutesOpen)
          if (part === null) return null
          const [booked, of, open] = use.row(
            hoursWords(v, minutesBooked),
            use.open(hoursWords(v, minutesOpen)),
          )
          return (
            <li class={kind}>
              <KindOf v={v} kind={kind} />
              <div class="tr">
                <Bar part={part} track />
                <p class="xs q">
                  <b class="ink">
                    <bdi>{v.f.percent(part)}</bdi>
                  </b>{' '}
                  <a href={countedHref(v, u.period, { what: 'hours', kind })}>
                    <bdi>{booked}</bdi>
                  </a>
                  {of}
                  <a href={countedHref(v, u.period, { what: 'open_hours', kind })}>
                    <bdi>{open}</bdi>
                  </a>
                </p>
              </div>
            </li>
          )
        })}
      </ul>
    </ChartPanel>
  )
}

/** What is offered and what is looked for, now. */
export function SupplyChart({ v, u }: Props) {
  const { supply } = v.t.dashboards
  const { finding } = supply
  const found = rules.supplyFinding(u.open)
  const used = rules.useFinding(u.kinds)
  const asleep = used.is === 'busy_and_asleep' ? used.asleep : used.is === 'asleep' ? used.kind : null
  const title = () => {
    switch (found.is) {
      case 'nothing':
        return finding.nothing
      case 'balanced':
        return finding.balanced
      case 'plenty':
        return finding.plenty(found.kind)
      case 'lacking':
        return asleep && asleep !== found.kind
          ? finding.lackingAndAsleep(found.kind, asleep)
          : finding.lacking(found.kind)
      case 'lacking_and_plenty':
        return asleep && asleep !== found.lacking
          ? finding.lackingAndAsleep(found.lacking, asleep)
          : finding.lackingAndPlenty(found.lacking, found.plenty)
    }
  }
  const most = Math.max(1, ...KINDS.flatMap((kind) => [u.open.offer[kind], u.open.need[kind]]))
  return (
    <ChartPanel v={v} u={u} chart="supply" title={title()} lead={supply.lead(v.f.date(v.ctx.now))}>
      <ul class="bar">
        {KINDS.map((kind) => (
          <li class={kind}>
            <KindOf v={v} kind={kind} />
            <div class="tr">
              {(['offer', 'need'] as const).map((direction) => {
                const n = u.open[direction][kind]
                const word = direction === 'offer' ? supply.offers(n) : supply.needs(n)
                return (
                  <a href={countedHref(v, u.period, { what: 'open', direction, kind })}>
                    <Bar part={n / most} looked={direction === 'need'} />
                    <span>
                      <b>{v.f.number(n)}</b> {word}
                    </span>
                  </a>
                )
              })}
            </div>
          </li>
        ))}
      </ul>
    </ChartPanel>
  )
}

/** Bookings that begin in each week, over as many weeks before. */
export function WeeksChart({ v, u }: Props) {
  const { weeks } = v.t.dashboards
  const values = u.weeks.map((one) => one.bookings)
  const before = u.weeksBefore.map((one) => one.bookings)
  const found = rules.trendFinding(
    u.bookings,
    before.reduce((a, b) => a + b, 0),
  )
  const { finding } = weeks
  const title = () => {
    switch (found.is) {
      case 'nothing':
        return finding.nothing
      case 'first':
        return finding.first(found.bookings)
      case 'from_few':
        return finding.fromFew(v.f.number(found.bookings), v.f.number(found.earlier))
      case 'times':
        return finding.times(found.times)
      case 'same':
        return finding.same
      default:
        return finding[found.is](v.f.percent(found.part))
    }
  }
  const last = u.weeks.at(-1)
  const current = last !== undefined && u.period.to >= wallOf(v.ctx.now, v.f.timeZone).date
  const every = Math.max(1, Math.ceil(u.weeks.length / 4))
  return (
    <ChartPanel v={v} u={u} chart="weeks" title={title()} lead={weeks.lead(u.weeks.length)}>
      <LineChart
        id="lt"
        title={weeks.alt(v.f.number(values[0] ?? 0), v.f.number(values.at(-1) ?? 0))}
        values={values}
        before={before}
        labels={u.weeks.flatMap(({ week }, at) =>
          at % every === 0 ? [{ at, text: dateShort(v, week) }] : [],
        )}
        last={current ? weeks.last(v.f.number(last.bookings)) : v.f.number(last?.bookings ?? 0)}
        href={countedHref(
          v,
          { from: last?.week ?? u.period.from, to: last?.week ?? u.period.to },
          { what: 'bookings' },
        )}
        format={(value) => v.f.number(value)}
      />
    </ChartPanel>
  )
}

/** How bookings end. */
export function EndsChart({ v, u }: Props) {
  const { ends } = v.t.dashboards
  const found = rules.endsFinding(u.total)
  const title = () => {
    if (found.is === 'nothing') return ends.finding.nothing
    return ends.finding[found.is === 'kept' ? 'kept' : found.reason](v.f.percent(found.part))
  }
  const states = (
    ['completed', 'confirmed', 'requested', 'cancelled', 'declined', 'expired', 'no_show'] as const
  ).map((state) => ({
    state,
    n: u.total[state === 'no_show' ? 'noShow' : state],
  }))
  const most = Math.max(1, ...states.map(({ n }) => n))
  return (
    <ChartPanel v={v} u={u} chart="ends" title={title()} lead={ends.lead}>
      <ul class="bar flat">
        {states
          .filter(({ n }) => n > 0)
          .map(({ state, n }) => (
            <li class={LOST.has(state) ? 'lost' : 'had'}>
              <div class="tr">
                <a href={countedHref(v, u.period, { what: 'bookings', state })}>
                  <Bar part={n / most} looked={state === 'requested'} />
                  <span>
                    <b>{v.f.number(n)}</b> {ends.states[state]}
                  </span>
                </a>
              </div>
            </li>
          ))}
      </ul>
    </ChartPanel>
  )
}
const LOST: ReadonlySet<string> = new Set(['cancelled', 'declined', 'expired', 'no_show'])
