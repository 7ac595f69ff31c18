import { Hono } from 'hono'
import { KINDS } from '../../../worker/core/kinds'
import type { AppEnv } from '../../../worker/platform/http'
import { MOST_COUNTED } from '../../../worker/search/candidates'
import { type Home, homeOf, lastMonth, type MonthFigures } from '../../../worker/search/home'
import { Icon, KIND_PICTURE, KindLabel, Picture } from '../../components/Icon'
import { ListingCard } from '../../components/ListingCard'
import { type Dot, MapOfDots } from '../../components/MapOfDots'
import { page, type View, viewOf } from '../../view'
import { nearDays, searchPath } from './asked'

/** The home of a cluster: what it is for in five seconds, what is free near, and how to begin. No account needed. */
export const homePages = new Hono<AppEnv>().get('/', async (c) => {
  const v = viewOf(c)
  const cluster = c.get('cluster')
  const words = v.t.search.home
  const [home, month] = await Promise.all([homeOf(v.ctx, cluster), lastMonth(v.ctx, cluster)])
  const lead = words.lead(cluster.territory, home.organisations)
  return page(
    v,
    { title: words.title, description: lead },
    <>
      <Hero v={v} lead={lead} />
      <div class="w">
        <Kinds v={v} home={home} />
        <FreeThisWeek v={v} home={home} />
        <Month v={v} month={month} />
        <Publish v={v} />
      </div>
    </>,
  )
})

function Hero({ v, lead }: { v: View; lead: string }) {
  const words = v.t.search
  const { today, week } = nearDays(v)
  return (
    <div class="cloth hero">
      <div class="w side">
        <div class="st">
          <h1>{words.home.hero}</h1>
          <p class="lead q">{lead}</p>
        </div>
        <search>
          <form class="pocket st g3" action={v.href('/search')}>
            <div>
              <label for="q" class="lead">
                {words.home.ask}
              </label>
              <div class="go">
                <input id="q" name="q" type="search" placeholder={words.placeholder} autocomplete="off" />
                <button class="b" type="submit" aria-label={words.go}>
                  <Icon name="search" />
                </button>
              </div>
            </div>
            <p class="chips">
              <a class="chip" href={searchPath(v, { on: today })}>
                {words.chips.today}
              </a>
              <a class="chip" href={searchPath(v, { on: today, until: week })}>
                {words.chips.week}
              </a>
              <a class="chip" href={`${searchPath(v, {}, { more: '1' })}#filters`}>
                {words.chips.date}
              </a>
            </p>
            {!v.actor && <p class="q sm">{words.home.noAccount}</p>}
          </form>
        </search>
      </div>
    </div>
  )
}

function Kinds({ v, home }: { v: View; home: Home }) {
  const words = v.t.search
  return (
    <section class="sec" aria-labelledby="k">
      <h2 id="k" class="hd">
        {words.home.five}
      </h2>
      <div class="tiles">
        {KINDS.map((kind) => (
          <a class={`tile ${kind}`} href={searchPath(v, { kind })}>
            <Picture name={KIND_PICTURE[kind]} />
            <span class="tx">
              <KindLabel kind={kind}>{v.t.common.aKind[kind]}</KindLabel>
              {words.home.tiles[kind](words.plus(home.counts[kind], MOST_COUNTED))}
            </span>
          </a>
        ))}
      </div>
    </section>
  )
}

function FreeThisWeek({ v, home }: { v: View; home: Home }) {
  const words = v.t.search.home
  const dots: Dot[] = home.around.flatMap((one) =>
    one.point && one.availability?.state !== 'taken'
      ? [{ point: one.point, kind: one.kind, commune: one.commune }]
      : [],
  )
  return (
    <section class="sec side map top0" aria-labelledby="n">
      <div>
        <div class="hd">
          <h2 id="n">{words.freeThisWeek}</h2>
          <a href={searchPath(v, {})}>{words.all}</a>
        </div>
        {home.free.length > 0 ? (
          <ul class="list">
            {home.free.map((one) => (
              <ListingCard v={v} one={one} />
            ))}
          </ul>
        ) : (
          <div class="empty">
            <p>{words.noOffer}</p>
            <a class="b" href={v.href('/post')}>
              {words.postOffer}
            </a>
          </div>
        )}
      </div>
      <div class="mp stick">
        <MapOfDots v={v} dots={dots} />
      </div>
    </section>
  )
}

/** The figures of last month as a sentence; each opens what it counts. Nothing is said of a month without any. */
function Month({ v, month }: { v: View; month: MonthFigures }) {
  const words = v.t.search.home
  const { bookings, organisations, needs, needsMet } = month
  if (bookings === 0 && needs === 0) return null
  return (
    <p class="line">
      {words.month(v.f.month(month.from))} <a href={v.href('/month#bookings')}>{words.bookings(bookings)}</a>{' '}
      {words.between} <a href={v.href('/month#organisations')}>{words.organisations(organisations)}</a>
      {needs > 0 && (
        <>
          {v.language === 'ar' ? '، ' : ', '}
          <a href={v.href('/month#needs')}>{words.needs(needsMet, needs)}</a> {words.met(needsMet)}
        </>
      )}
      . <span class="q sm">{words.counted}</span>
    </p>
  )
}

function Publish({ v }: { v: View }) {
  const words = v.t.search.home
  return (
    <section class="sec two" aria-label={words.publish}>
      <div class="cloth patch st">
        <h2>{words.sleeping}</h2>
        <p class="q">{words.sleepingText}</p>
        <p>
          <a class="b" href={v.href('/post/offer')}>
            <Icon name="plus" />
            {words.postOffer}
          </a>
        </p>
      </div>
      <div class="panel st pad5">
        <h2>{words.missing}</h2>
        <p class="q">{words.missingText}</p>
        <p>
          <a class="b b2" href={v.href('/post/need')}>
            <Icon name="hand-helping" />
            {words.postNeed}
          </a>
        </p>
      </div>
    </section>
  )
}
