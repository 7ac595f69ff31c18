import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv } from '../../../worker/platform/http'
import { lastMonth, MONTH_LINES, monthDetail } from '../../../worker/search/home'
import { page, type View, viewOf } from '../../view'

const LISTS = ['bookings', 'organisations', 'needs'] as const
type List = (typeof LISTS)[number]

/**
 * What the figures on the home count: the offers booked last month, the organisations, the needs that were closed. The
 * beginning of each list; `?list=needs&page=2` is one of them alone, page by page.
 */
export const monthPages = new Hono<AppEnv>().get('/month', async (c) => {
  const v = viewOf(c)
  const cluster = c.get('cluster')
  const words = v.t.search.home
  const list = LISTS.find((one) => one === c.req.query('list'))
  const number = Math.max(1, Math.min(50, Number.parseInt(c.req.query('page') ?? '1', 10) || 1))
  const limit = list ? MONTH_LINES.alone : MONTH_LINES.together
  const month = await lastMonth(v.ctx, cluster)
  const detail = await monthDetail(v.ctx, cluster, month, { limit, page: list ? number : 1 })
  const offers = detail.offers.map((offer) => (
    <li>
      <a href={v.href(`/offers/${offer.id}`)}>
        <bdi>{offer.title}</bdi>
      </a>
      , <bdi>{offer.organisationName}</bdi> : {v.f.number(offer.n)}
    </li>
  ))
  const hidden = month.bookings - detail.offers.reduce((sum, offer) => sum + offer.n, 0)
  const allShown = number === 1 && detail.offers.length <= limit
  if (allShown && hidden > 0) offers.push(<li class="q">{words.hiddenOffers(hidden)}</li>)
  const organisations = detail.organisations.map((one) => (
    <li>
      <a href={v.href(`/organisations/${one.id}`)}>
        <bdi>{one.name}</bdi>
      </a>
    </li>
  ))
  const needs = detail.needs.map((need) => (
    <li>
      <span class={`s ${need.met ? 'free' : 'no'}`}>
        <span>
          <bdi>{need.title}</bdi>, <bdi>{need.organisationName}</bdi> :{' '}
          {need.met ? words.isMet : words.isNotMet}
        </span>
      </span>
    </li>
  ))
  const part = (name: List, title: Child, lines: Child[], more: boolean) =>
    (!list || list === name) && (
      <section class="st g2" aria-labelledby={name}>
        <h2 id={name}>{title}</h2>
        <ul>{lines.slice(0, limit + (name === 'bookings' && !more ? 1 : 0))}</ul>
        {more && <Further v={v} list={name} page={list ? number + 1 : 1} />}
      </section>
    )
  return page(
    v,
    { title: words.monthTitle(v.f.month(month.from)), noIndex: true },
    <div class="w sec st wide-gap narrow">
      <div class="st g2">
        <h1 class="h1s">{words.monthTitle(v.f.month(month.from))}</h1>
        <p class="q">{words.monthHow}</p>
      </div>
      {part('bookings', words.bookings(month.bookings), offers, detail.offers.length > limit)}
      {part(
        'organisations',
        words.organisations(month.organisations),
        organisations,
        detail.organisations.length > limit,
      )}
      {part(
        'needs',
        `${words.needs(month.needsMet, month.needs)} ${words.met(month.needsMet)}`,
        needs,
        detail.needs.length > limit,
      )}
    </div>,
  )
})

function Further({ v, list, page }: { v: View; list: List; page: number }) {
  const words = v.t.search.home
  return (
    <p>
      <a class="b b2" href={v.href(`/month?list=${list}${page > 1 ? `&page=${page}` : ''}`)}>
        {page > 1 ? words.monthNext : words.monthAll}
      </a>
    </p>
  )
}
