import { KINDS, type Kind } from '../../../worker/core/kinds'
import { wallOf } from '../../../worker/core/time'
import { shownOrganisations, type Usage } from '../../../worker/dashboards/queries'
import * as rules from '../../../worker/dashboards/rules'
import { Bar } from '../../components/Bar'
import { Icon, KIND_ICON } from '../../components/Icon'
import { LineChart } from '../../components/LineChart'
import type { View } from '../../view'
import { countedHref, dateShort, hoursWords } from './asked'
import { ChartPanel } from './ChartPanel'

type Props = { v: View; u: Usage }

const KindOf = ({ v, kind }: { v: View; kind: Kind }) => (
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
    busy_and_asleep: () => (found.is === 'busy_and_asleep' ? finding.busyAndAsleep(found.busy, found.asleep) : ''),
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
          const part = rules.ratio(minutesBooked, minutesOpen)
          if (part === null) return null
          const [booked, of, open] = use.row(hoursWords(v, minutesBooked), use.open(hoursWords(v, minutesOpen)))
          return (
            <li class={kind}>
              <KindOf v={v} kind={kind} />
              <div class="tr">
                <Bar part={part} track />
                <p class="xs q">
                  <b class="ink">{v.f.percent(part)}</b>{' '}
                  <a href={countedHref(v, u.period, { what: 'hours', kind })}>{booked}</a>
                  {of}
                  <a href={countedHref(v, u.period, { what: 'open_hours', kind })}>{open}</a>
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
        return asleep && asleep !== found.kind ? finding.lackingAndAsleep(found.kind, asleep) : finding.lacking(found.kind)
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
  const found = rules.trendFinding(u.bookings, before.reduce((a, b) => a + b, 0))
  const { finding } = weeks
  const title = () => {
    switch (found.is) {
      case 'nothing':
        return finding.nothing
      case 'first':
        return finding.first(found.bookings)
      case 'from_few':
        return finding.fromFew(v.f.number(found.bookings), v.f.number(found.then))
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
        labels={u.weeks.flatMap(({ week }, at) => (at % every === 0 ? [{ at, text: dateShort(v, week) }] : []))}
        last={current ? weeks.last(v.f.number(last.bookings)) : v.f.number(last?.bookings ?? 0)}
        href={countedHref(v, { from: last?.week ?? u.period.from, to: last?.week ?? u.period.to }, { what: 'bookings' })}
        format={(value) => v.f.number(value)}
      />
    </ChartPanel>
  )
}

/** The most booked offers, on their open hours. */
export function OffersChart({ v, u }: Props) {
  const { offers } = v.t.dashboards
  const found = rules.offersFinding(u.offers.map((one) => one.minutes), u.total.minutesBooked)
  const title = found.is === 'few' ? offers.finding.few(found.offers, v.f.percent(found.part)) : offers.finding[found.is]
  const most = Math.max(1, ...u.offers.map((one) => one.minutes))
  return (
    <ChartPanel v={v} u={u} chart="offers" title={title} lead={offers.lead}>
      <ul class="bar whole">
        {u.offers.map((offer) => {
          const part = rules.ratio(offer.minutes, offer.minutesOpen)
          return (
            <li class={offer.kind}>
              <a class="sm" href={v.href(`/offers/${offer.id}`)}>
                <bdi lang={offer.language === v.language ? undefined : offer.language}>{offer.title}</bdi>
              </a>
              <div class="tr">
                <a href={countedHref(v, u.period, { what: 'hours', listing: offer.id })}>
                  <Bar part={offer.minutes / most} />
                  <span>
                    <b>{hoursWords(v, offer.minutes)}</b>
                    {part !== null && ` · ${v.f.percent(part)}`}
                  </span>
                </a>
              </div>
            </li>
          )
        })}
      </ul>
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
  const states = (['completed', 'confirmed', 'requested', 'cancelled', 'declined', 'expired', 'no_show'] as const).map((state) => ({
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

/** Needs published in the period, and what became of them. */
export function NeedsChart({ v, u }: Props) {
  const { needs } = v.t.dashboards
  const found = rules.needsFinding(u.total)
  const title = () => {
    switch (found.is) {
      case 'nothing':
        return needs.finding.nothing
      case 'none_met':
        return needs.finding.noneMet(v.f.number(found.of))
      default:
        return needs.finding[found.is === 'most_met' ? 'mostMet' : 'someMet'](v.f.number(found.met), v.f.number(found.of))
    }
  }
  const posted = KINDS.filter((kind) => u.kinds[kind].needsPosted > 0)
  const most = Math.max(1, ...posted.map((kind) => u.kinds[kind].needsPosted))
  return (
    <ChartPanel v={v} u={u} chart="needs" title={title()} lead={needs.lead}>
      <ul class="bar">
        {posted.map((kind) => {
          const sums = u.kinds[kind]
          const rows = [
            { state: 'met' as const, n: sums.needsMet, word: needs.met(sums.needsMet) },
            { state: 'open' as const, n: sums.needsOpen, word: needs.open },
            { state: 'unmet' as const, n: sums.needsUnmet, word: needs.unmet },
          ]
          return (
            <li class={kind}>
              <KindOf v={v} kind={kind} />
              <div class="tr">
                {rows
                  .filter(({ n }) => n > 0)
                  .map(({ state, n, word }) => (
                    <a href={countedHref(v, u.period, { what: 'needs', kind, state })}>
                      <Bar part={n / most} looked={state !== 'met'} />
                      <span>
                        <b>{v.f.number(n)}</b> {word}
                      </span>
                    </a>
                  ))}
              </div>
            </li>
          )
        })}
      </ul>
    </ChartPanel>
  )
}

/** Hours and quantities shared. */
export function QuantitiesChart({ v, u }: Props) {
  const { quantities, figures } = v.t.dashboards
  const parts = [hoursWords(v, u.total.minutesBooked), ...u.quantities.slice(0, 2).map((q) => v.f.quantity(q.quantity, q.unit))]
  return (
    <ChartPanel v={v} u={u} chart="quantities" title={quantities.title(v.f.list(parts))} lead={quantities.lead} wide>
      <div class="figs">
        <a class="fig" href={countedHref(v, u.period, { what: 'bookings' })}>
          <b>{v.f.number(u.bookings)}</b>
          {figures.bookings(u.bookings)}
        </a>
        <a class="fig" href={countedHref(v, u.period, { what: 'hours' })}>
          <b>{hoursWords(v, u.total.minutesBooked)}</b>
          {figures.hoursShared}
        </a>
        {u.quantities.map(({ unit, quantity, bookings }) => (
          <a class="fig" href={countedHref(v, u.period, { what: 'quantities', unit })}>
            <b>{v.f.quantity(quantity, unit)}</b>
            {figures.shared(v.f.number(bookings), bookings)}
          </a>
        ))}
      </div>
    </ChartPanel>
  )
}

/** Who shares with whom: the most active organisations, who lends in rows, who borrows in columns. */
export function PairsChart({ v, u }: Props) {
  const { pairs } = v.t.dashboards
  const found = rules.pairsFinding(u.pairs, u.bookings)
  const shown = shownOrganisations(u.pairs)
  const name = (id: string) => u.names.get(id) ?? ''
  const title = () => {
    switch (found.is) {
      case 'nothing':
        return pairs.finding.nothing
      case 'one_way':
        return pairs.finding.oneWay
      case 'both_ways':
        return pairs.finding.bothWays(found.pairs)
      case 'one_lends':
        return <bdi>{pairs.finding.oneLends(name(found.lenderId), v.f.percent(found.part))}</bdi>
    }
  }
  const between = (lender: string, borrower: string) =>
    u.pairs.find((pair) => pair.lenderId === lender && pair.borrowerId === borrower)?.bookings ?? 0
  const most = Math.max(1, ...shown.flatMap((a) => shown.map((b) => between(a, b))))
  const first = shown[0]
  const sum = (side: 'lenderId' | 'borrowerId') =>
    u.pairs.filter((pair) => pair[side] === first).reduce((n, pair) => n + pair.bookings, 0)
  return (
    <ChartPanel v={v} u={u} chart="pairs" title={title()} lead={pairs.lead} wide>
      {shown.length > 0 && (
        <>
          <div class="sc" tabindex={0} role="region" aria-label={pairs.lead}>
            <table class="heat mx">
              <caption class="vh">{pairs.caption(shown.length)}</caption>
              <thead>
                <tr>
                  <td />
                  {shown.map((id) => (
                    <th scope="col">
                      <bdi>{name(id)}</bdi>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((lender) => (
                  <tr>
                    <th scope="row">
                      <bdi>{name(lender)}</bdi>
                    </th>
                    {shown.map((borrower) => {
                      if (lender === borrower) return <td class="q">–</td>
                      const n = between(lender, borrower)
                      return (
                        <td>
                          <a class={`h${rules.heat(n, most)}`} href={countedHref(v, u.period, { what: 'bookings', lender, borrower })}>
                            {v.f.number(n)}
                          </a>
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="sm">
            {pairs.shown(shown.length)}{' '}
            {first && (
              <>
                <b>
                  <bdi>{name(first)}</bdi>
                </b>
                {pairs.balance(sum('borrowerId'), sum('lenderId'))}{' '}
              </>
            )}
            <a href={countedHref(v, u.period, { what: 'organisations' })}>{pairs.all(v.f.number(u.activeOrganisations))}</a>
          </p>
        </>
      )}
    </ChartPanel>
  )
}
