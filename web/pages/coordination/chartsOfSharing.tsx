import { KINDS } from '../../../worker/core/kinds'
import { shownOrganisations } from '../../../worker/dashboards/queries'
import * as rules from '../../../worker/dashboards/rules'
import { Bar } from '../../components/Bar'
import { countedHref, hoursWords } from './asked'
import { ChartPanel } from './ChartPanel'
import { KindOf, type Props } from './charts'

/** The most booked offers, on their open hours. */
export function OffersChart({ v, u }: Props) {
  const { offers } = v.t.dashboards
  const found = rules.offersFinding(
    u.offers.map((one) => one.minutes),
    u.total.minutesBooked,
  )
  const title =
    found.is === 'few' ? offers.finding.few(found.offers, v.f.percent(found.part)) : offers.finding[found.is]
  const most = Math.max(1, ...u.offers.map((one) => one.minutes))
  return (
    <ChartPanel v={v} u={u} chart="offers" title={title} lead={offers.lead}>
      <ul class="bar whole">
        {u.offers.map((offer) => {
          const part = rules.usedPart(offer.minutes, offer.minutesOpen)
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
        return needs.finding[found.is === 'most_met' ? 'mostMet' : 'someMet'](
          v.f.number(found.met),
          v.f.number(found.of),
        )
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
  const parts = [
    hoursWords(v, u.total.minutesBooked),
    ...u.quantities.slice(0, 2).map((q) => v.f.quantity(q.quantity, q.unit)),
  ]
  return (
    <ChartPanel
      v={v}
      u={u}
      chart="quantities"
      title={quantities.title(v.f.list(parts))}
      lead={quantities.lead}
      wide
    >
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
    <ChartPanel v={v} u={u} chart="pairs" title={title()} lead={pairs.lead} wide isTable>
      {shown.length > 0 && (
        <>
          <section class="sc" tabindex={0} aria-label={pairs.lead}>
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
                          <a
                            class={`h${rules.heat(n, most)}`}
                            href={countedHref(v, u.period, { what: 'bookings', lender, borrower })}
                          >
                            {v.f.number(n)}
                          </a>
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
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
            <a href={countedHref(v, u.period, { what: 'organisations' })}>
              {pairs.all(v.f.number(u.activeOrganisations))}
            </a>
          </p>
        </>
      )}
    </ChartPanel>
  )
}
