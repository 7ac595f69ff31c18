import { Hono } from 'hono'
import { landlordFigures, type SiteFigures, whosePremises } from '../../../worker/landlords/queries'
import type { Cell } from '../../../worker/landlords/rulesOfOccupation'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { yearAsked } from '../fees/site'
import { TermsTable } from './terms'

/** A landlord's premises in a year: how full, asked for, paid, until when. Printable. */
export const dashboardPages = new Hono<AppEnv>().get('/landlord', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const words = v.t.landlords
  const year = yearAsked(c, v)
  const place = { id: v.cluster?.id ?? '', timeZone: v.f.timeZone }
  const whose = whosePremises(v.ctx, place.id, c.req.query('organisation'))
  const found = await landlordFigures(v.ctx, place, year, whose)
  const lots = found.sites.reduce((sum, site) => sum + site.lots.length, 0)
  const { totals, avoided } = found
  // The rates are in euros, whatever the cluster counts in.
  const euros = (cents: number) => v.f.money(Math.round(cents / 100) * 100, 'EUR')
  return page(
    v,
    { title: words.title, door: 'post', noIndex: true, sheets: ['figures', 'premises'] },
    <div class="w sec premises st wide-gap">
      <div class="st tight">
        <p class="q">{words.title}</p>
        <h1 class="h1s">{words.found(v.f.percent(totals.rate), lots)}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      {found.sites.length === 0 ? (
        <div class="empty">
          <p>
            <b>{words.empty}</b>
          </p>
          <a class="b" href={v.href('/premises/new')}>
            {words.addSite}
          </a>
        </div>
      ) : (
        <>
          <p class="row nop">
            {[year - 1, year + 1].map((other) => (
              <a class="b b3" href={v.href(`/landlord?year=${other}`)}>
                {v.t.fees.before(other)}
              </a>
            ))}
            <a class="b b2" href={v.href('/occupancies')}>
              {words.agreements}
            </a>
          </p>
          {found.sites.map((site) => (
            <Occupation v={v} site={site} year={year} />
          ))}
          <div class="cols even">
            <section class="panel st" aria-labelledby="fees">
              <h2 class="t3" id="fees">
                {words.fees}
              </h2>
              <dl class="kv">
                {(
                  [
                    [words.due, totals.dueCents],
                    [words.paid, totals.paidCents],
                    [words.left, totals.dueCents - totals.paidCents],
                  ] as const
                ).map(([term, cents]) => (
                  <div>
                    <dt>{term}</dt>
                    <dd>{v.f.money(cents)}</dd>
                  </div>
                ))}
              </dl>
            </section>
            <section class="panel st tight" aria-labelledby="avoided">
              <h2 class="t3" id="avoided">
                {words.avoided}
              </h2>
              {avoided ? (
                <p>
                  <b>{words.avoidedRange(euros(avoided.lowCents), euros(avoided.highCents))}</b>
                </p>
              ) : (
                <p>{words.avoidedNone}</p>
              )}
              <p class="sm">{words.avoidedNote}</p>
              <p class="q sm">
                {words.source} : <a href={found.source.sourceUrl}>{found.source.source}</a>
              </p>
            </section>
          </div>
          <section class="panel st" aria-labelledby="terms">
            <div class="hd">
              <h2 id="terms">{words.terms}</h2>
              <a class="nop" href={v.href('/landlord/terms')}>
                {words.allTerms}
              </a>
            </div>
            <TermsTable v={v} terms={found.terms.slice(0, 8)} />
          </section>
          <p class="q sm nop row top-aligned">
            <Icon name="printer" />
            {words.print}
          </p>
        </>
      )}
    </div>,
  )
})

function Occupation({ v, site, year }: { v: View; site: SiteFigures; year: number }) {
  const words = v.t.landlords
  const short = new Intl.DateTimeFormat(v.language === 'ar' ? 'ar-MA-u-nu-latn' : v.language, {
    ...{ month: 'narrow', timeZone: 'UTC' },
  })
  const months = site.lots[0]?.cells.map((cell) => cell.month) ?? []
  return (
    <div class="panel st">
      <div class="hd">
        <h2>
          <bdi>{site.name}</bdi>
        </h2>
        <a class="nop" href={v.href(`/premises/${site.id}/fees?year=${year}`)}>
          {words.openFees}
          <span class="vh">, {site.name}</span>
        </a>
      </div>
      <p class="q sm">
        {words.occupation}. {words.legend}
      </p>
      <section class="sc" tabindex={0} aria-label={words.caption(site.name, year)}>
        <table class="heat mx occ">
          <caption class="vh">{words.caption(site.name, year)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.lot}</th>
              {months.map((month) => (
                <th scope="col">
                  <abbr title={v.f.month(`${month}-15T12:00:00.000Z`)}>
                    {short.format(new Date(`${month}-15T12:00:00Z`))}
                  </abbr>
                </th>
              ))}
              <th scope="col">{words.applications}</th>
            </tr>
          </thead>
          <tbody>
            {site.lots.map((lot) => (
              <tr>
                <th scope="row">
                  <bdi>{lot.name}</bdi>
                  <span class="hint xs">
                    {v.f.quantity(lot.surfaceM2, 'm2')} ·{' '}
                    <bdi>
                      {lot.occupantName ?? (lot.keptNow ? v.t.premises.plan.states.kept : words.free)}
                    </bdi>
                  </span>
                </th>
                {lot.cells.map((cell) => (
                  <Month v={v} cell={cell} />
                ))}
                <td>{v.f.number(lot.applications)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

/** A month of a lot: its share in words, and in the depth of its colour. */
function Month({ v, cell }: { v: View; cell: Cell }) {
  const words = v.t.landlords
  const level = cell.occupied === 0 ? 0 : Math.max(1, Math.ceil(cell.occupied * 4))
  const kept = cell.kept > 0 && cell.occupied === 0
  const said =
    cell.occupied > 0
      ? words.occupied(v.f.percent(cell.occupied))
      : kept
        ? words.kept(v.f.percent(cell.kept))
        : words.none
  const shown = cell.occupied > 0 ? Math.round(cell.occupied * 100) : kept ? Math.round(cell.kept * 100) : ''
  return (
    <td>
      <span class={kept ? 'hx kept' : `hx h${level}`}>
        <span aria-hidden="true">{shown}</span>
        <span class="vh">{said}</span>
      </span>
    </td>
  )
}
