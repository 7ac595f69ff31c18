import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { lastMonth, monthDetail } from '../../../worker/search/home'
import { page, viewOf } from '../../view'

/** What the figures on the home count: the offers booked last month, the organisations, the needs that were closed. */
export const monthPages = new Hono<AppEnv>().get('/month', async (c) => {
  const v = viewOf(c)
  const cluster = c.get('cluster')
  const words = v.t.search.home
  const month = await lastMonth(v.ctx, cluster)
  const detail = await monthDetail(v.ctx, cluster, month)
  const hidden = month.bookings - detail.offers.reduce((sum, offer) => sum + offer.n, 0)
  return page(
    v,
    { title: words.monthTitle(v.f.month(month.from)), noIndex: true },
    <div class="w sec st wide-gap narrow">
      <div class="st g2">
        <h1 class="h1s">{words.monthTitle(v.f.month(month.from))}</h1>
        <p class="q">{words.monthHow}</p>
      </div>
      <section class="st g2" aria-labelledby="bookings">
        <h2 id="bookings">{words.bookings(month.bookings)}</h2>
        <ul>
          {detail.offers.map((offer) => (
            <li>
              <a href={v.href(`/offers/${offer.id}`)}>
                <bdi>{offer.title}</bdi>
              </a>
              , <bdi>{offer.organisationName}</bdi> : {v.f.number(offer.n)}
            </li>
          ))}
          {hidden > 0 && <li class="q">{words.hiddenOffers(hidden)}</li>}
        </ul>
      </section>
      <section class="st g2" aria-labelledby="organisations">
        <h2 id="organisations">{words.organisations(month.organisations)}</h2>
        <ul>
          {detail.organisations.map((one) => (
            <li>
              <a href={v.href(`/organisations/${one.id}`)}>
                <bdi>{one.name}</bdi>
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section class="st g2" aria-labelledby="needs">
        <h2 id="needs">
          {words.needs(month.needsMet, month.needs)} {words.met(month.needsMet)}
        </h2>
        <ul class="st g2">
          {detail.needs.map((need) => (
            <li>
              <span class={`s ${need.met ? 'free' : 'no'}`}>
                <span>
                  <bdi>{need.title}</bdi>, <bdi>{need.organisationName}</bdi> :{' '}
                  {need.met ? words.isMet : words.isNotMet}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>,
  )
})
