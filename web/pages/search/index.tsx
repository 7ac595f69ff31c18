import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import type { AppEnv } from '../../../worker/platform/http'
import { MOST_CANDIDATES } from '../../../worker/search/candidates'
import { type SearchResult, searchListings } from '../../../worker/search/queries'
import { Icon } from '../../components/Icon'
import { ListingCard } from '../../components/ListingCard'
import { type Dot, MapOfDots, SameMap } from '../../components/MapOfDots'
import { page, type View, viewOf } from '../../view'
import { type Asked, askedOf, meant, searchPath } from './asked'
import { FilterChips, FilterForm, KindChips } from './Filters'
import { MapOnDemand, MapScript } from './MapOnDemand'
import { sentence } from './sentence'

/** List first, then a map; the query is read back as a sentence, and every filter is a link. */
export const searchPages = new Hono<AppEnv>().get('/search', async (c) => {
  const v = viewOf(c)
  const cluster = c.get('cluster')
  const asked = askedOf(c.req.query())
  const { filters, around, unknownPlace } = await meant(v, asked)
  let found: SearchResult
  try {
    found = await searchListings(v.ctx, cluster, filters)
  } catch (error) {
    // A cursor of an old link: the search begins again.
    if (!(error instanceof AppError && asked.cursor)) throw error
    return c.redirect(searchPath(v, asked), 302)
  }
  const title = sentence(v, asked, around)
  const dots: Dot[] = found.items.flatMap((one) =>
    one.point ? [{ point: one.point, kind: one.kind, commune: one.commune }] : [],
  )
  return page(
    v,
    {
      title,
      door: 'search',
      description: v.t.search.home.lead(cluster.territory, 0),
      noIndex: asked.q !== '' || asked.cursor !== undefined,
      scripts: dots.length > 0 && <MapScript />,
    },
    <>
      <div class="w sec st top5">
        <div class="st g2">
          <h1 class="h1s">{title}</h1>
          <p class="q">
            {summary(v, found, asked)} <a href={v.href('/pages/ranking')}>{v.t.search.why}</a>
          </p>
        </div>
        <SearchBox v={v} asked={asked} />
        <KindChips v={v} asked={asked} counts={found.counts} />
        <FilterChips v={v} asked={asked} />
        {(asked.more || unknownPlace) && <FilterForm v={v} asked={asked} unknownPlace={unknownPlace} />}
      </div>
      <div class="w side map">
        <div class="st">
          {dots.length > 0 && (
            <details class="onlym">
              <summary>{v.t.search.map.see(dots.length)}</summary>
              <div class="mp">
                <SameMap v={v} dots={dots} id="dots" />
              </div>
              <MapOnDemand v={v} items={[]} />
            </details>
          )}
          <h2 class="vh">{v.t.search.results}</h2>
          {found.items.length > 0 ? (
            <ul class="list">
              {found.items.map((one) => (
                <ListingCard v={v} one={one} />
              ))}
            </ul>
          ) : (
            <Nothing v={v} asked={asked} />
          )}
          {found.nextCursor && (
            <p>
              <a class="b b2" href={searchPath(v, asked, { cursor: found.nextCursor })}>
                {v.t.search.next}
              </a>
            </p>
          )}
          <TellMe v={v} asked={asked} />
          {found.items.length > 0 && asked.direction === 'offer' && (
            <div class="panel row apart">
              <div>
                <h2 class="t3">{v.t.search.nothing.title}</h2>
                <p class="q sm">{v.t.search.nothing.text}</p>
              </div>
              <a class="b b2" href={postPath(v, asked)}>
                {v.t.search.empty.post}
              </a>
            </div>
          )}
        </div>
        {dots.length > 0 && (
          <div class="stick onlyd">
            <div class="mp">
              <MapOfDots v={v} dots={dots} id="dots" />
            </div>
            <MapOnDemand v={v} items={found.items} />
          </div>
        )}
      </div>
    </>,
  )
})

function SearchBox({ v, asked }: { v: View; asked: Asked }) {
  const { q: _, cursor: __, more: ___, ...kept } = asked
  return (
    <search>
      <form action={v.href('/search')}>
        <label class="vh" for="q">
          {v.t.search.what}
        </label>
        {Object.entries(kept).map(
          ([name, value]) =>
            value !== undefined && value !== '' && <input type="hidden" name={name} value={String(value)} />,
        )}
        <div class="go">
          <input
            id="q"
            name="q"
            type="search"
            value={asked.q.slice(0, 200)}
            placeholder={v.t.search.placeholder}
            autocomplete="off"
          />
          <button class="b" type="submit" aria-label={v.t.search.go}>
            <Icon name="search" />
          </button>
        </div>
      </form>
    </search>
  )
}

function summary(v: View, found: SearchResult, asked: Asked): string {
  const words = v.t.search
  if (found.states && found.items.length > 0) return `${words.states(found.states)}. ${words.order.free}`
  const order = asked.q
    ? words.order.words
    : asked.radius || asked.place
      ? words.order.near
      : words.order.newest
  return found.total === null
    ? order
    : `${words.total(found.total, MOST_CANDIDATES)} ${found.total > 1 ? order : ''}`
}

/** Publishing goes on from what was looked for. */
function postPath(v: View, asked: Asked): string {
  const base = asked.kind ? `/post/need/${asked.kind}` : '/post'
  const query = new URLSearchParams()
  if (asked.q) query.set('title', asked.q.slice(0, 120))
  if (asked.on) query.set('on', asked.on)
  return v.href(base) + (query.size > 0 ? `?${query}` : '')
}

/** One tap: this very search is kept, and whoever did is told of what answers it. */
function TellMe({ v, asked }: { v: View; asked: Asked }) {
  const { cursor: _, more: __, ...kept } = asked
  if (!asked.q && !asked.kind && !asked.radius) return null
  return (
    <form class="row apart" method="post" action={v.href('/searches')}>
      {Object.entries(kept).map(
        ([name, value]) =>
          value !== undefined && value !== '' && <input type="hidden" name={name} value={String(value)} />,
      )}
      <p class="q sm">
        {v.t.alerts.actHint} {v.actor && <a href={v.href('/searches')}>{v.t.alerts.mine}</a>}
      </p>
      <button class="b b2" type="submit">
        {v.t.alerts.act}
      </button>
    </form>
  )
}

function Nothing({ v, asked }: { v: View; asked: Asked }) {
  const words = v.t.search.empty
  const needs = asked.direction === 'need'
  return (
    <div class="empty">
      <p>{words[asked.direction]}</p>
      <a class="b" href={needs ? v.href('/post') : postPath(v, asked)}>
        {needs ? words.postOffer : words.post}
      </a>
      <a class="b b3" href={v.href('/search')}>
        {words.widen}
      </a>
    </div>
  )
}
