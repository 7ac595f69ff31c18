import { Hono } from 'hono'
import { draftOf } from '../../../worker/baskets/draft'
import { bookingsOf, type Page } from '../../../worker/bookings/lists'
import type { Booking } from '../../../worker/bookings/queries'
import { DAY, later } from '../../../worker/core/time'
import { mustBeSignedIn } from '../../../worker/platform/context'
import { seriesSeen } from '../../../worker/series/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { page, type View, viewOf } from '../../view'
import { moment, nowOf, type Party, shapeOf } from './words'

/** What my organisations borrow and lend: to answer, awaited, to come, past. */
export const agendaPages = new Hono<AppEnv>()

const SIZE = 10
/** A booking that runs began at most so long ago, those of premises apart: they stay on top by their own list. */
const LONGEST = 366 * DAY

agendaPages.get('/agenda', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const { now } = v.ctx
  const clusterId = v.cluster?.id
  const asked = { clusterId, limit: SIZE }
  const running = { ...asked, from: later(now, -LONGEST), statuses: ['confirmed', 'in_use'] as const }
  const waiting = {
    ...{ ...asked, from: later(now, -2 * DAY), statuses: ['requested'] as const },
    oncePerSeries: true as const,
  }
  const over = {
    ...asked,
    order: 'latest' as const,
    to: now,
    statuses: ['completed', 'no_show', 'declined', 'expired', 'cancelled'] as const,
  }
  const cursor = (name: string) => c.req.query(name) ?? null
  const [toAnswer, awaited, borrowed, lent, wasBorrowed, wasLent] = await Promise.all([
    bookingsOf(v.ctx, { ...waiting, role: 'lender' }),
    bookingsOf(v.ctx, { ...waiting, role: 'borrower' }),
    bookingsOf(v.ctx, { ...running, role: 'borrower', cursor: cursor('borrowed') }),
    bookingsOf(v.ctx, { ...running, role: 'lender', cursor: cursor('lent') }),
    bookingsOf(v.ctx, { ...over, role: 'borrower', cursor: cursor('wasBorrowed') }),
    bookingsOf(v.ctx, { ...over, role: 'lender', cursor: cursor('wasLent') }),
  ])
  const pages = [toAnswer, awaited, borrowed, lent, wasBorrowed, wasLent]
  const series = await seriesSeen(
    v.ctx,
    pages.flatMap((one) => one.items),
  )
  const inBasket = clusterId ? (await draftOf(v.ctx, clusterId)).items.length : 0
  const words = v.t.bookings.agenda
  const nothing = [toAnswer, awaited, borrowed, lent].every((p) => p.items.length === 0)
  const lists = { borrowed, lent, wasBorrowed, wasLent }
  return page(
    v,
    { title: words.title, door: 'agenda', noIndex: true },
    <div class="w sec st wide-gap">
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
        <p>
          <a href={v.at('/account/calendars')}>{v.t.calendars.link}</a>
          {' · '}
          <a href={v.href('/waitlist')}>{v.t.waitlist.list.link}</a>
          {' · '}
          <a href={v.href('/me/day')}>{v.t.handovers.day.door}</a>
          {' · '}
          <a href={v.href('/me/round')}>{v.t.together.rounds.link}</a>
          {' · '}
          <a href={v.href('/me/pickups')}>{v.t.pickups.link}</a>
          {' · '}
          <a href={v.href('/remainders')}>{v.t.together.remainder.link}</a>
          {' · '}
          <a href={v.href('/jobs')}>{v.t.jobs.link}</a>
          {inBasket > 0 && (
            <>
              {' · '}
              <a href={v.href('/basket')}>{v.t.baskets.count(inBasket)}</a>
            </>
          )}
        </p>
      </div>
      {nothing && <Empty v={v} />}
      {toAnswer.items.length > 0 && (
        <section class="panel st" aria-labelledby="answer">
          <h2 id="answer">{words.toAnswer}</h2>
          <List v={v} items={toAnswer.items} party="lender" series={series} />
        </section>
      )}
      {awaited.items.length > 0 && (
        <section class="st" aria-labelledby="waiting">
          <h2 id="waiting">{words.waiting}</h2>
          <List v={v} items={awaited.items} party="borrower" series={series} />
        </section>
      )}
      {(borrowed.items.length > 0 || lent.items.length > 0) && (
        <Both
          v={v}
          id="coming"
          title={words.coming}
          lists={lists}
          series={series}
          names={['borrowed', 'lent']}
          more={words.later}
        />
      )}
      {(wasBorrowed.items.length > 0 || wasLent.items.length > 0) && (
        <Both
          v={v}
          id="past"
          title={words.past}
          lists={lists}
          series={series}
          names={['wasBorrowed', 'wasLent']}
          more={words.more}
        />
      )}
    </div>,
  )
})

function Empty({ v }: { v: View }) {
  const words = v.t.bookings.agenda
  return (
    <div class="empty">
      <p>{words.empty}</p>
      <p class="row">
        <a class="b" href={v.href('/search')}>
          {words.search}
        </a>
        <a class="b b2" href={v.href('/post')}>
          {words.post}
        </a>
      </p>
    </div>
  )
}

type Name = 'borrowed' | 'lent' | 'wasBorrowed' | 'wasLent'

/** What is borrowed beside what is lent, each paged by itself. */
function Both({
  v,
  id,
  title,
  lists,
  series,
  names,
  more,
}: {
  v: View
  id: string
  title: string
  lists: Record<Name, Page>
  series: ReadonlySet<string>
  names: readonly [Name, Name]
  more: string
}) {
  const words = v.t.bookings.agenda
  const parties = [
    [names[0], 'borrower', words.borrowing],
    [names[1], 'lender', words.lending],
  ] as const
  return (
    <section class="st" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div class="gr">
        {parties.map(([name, party, heading]) => {
          const { items, nextCursor } = lists[name]
          if (items.length === 0) return null
          return (
            <div class="st">
              <h3>{heading}</h3>
              <List v={v} items={items} party={party} series={series} />
              {nextCursor && (
                <p>
                  <a class="b b2" href={`?${name}=${nextCursor}#${id}`}>
                    {more}
                  </a>
                </p>
              )}
            </div>
          )
        })}
      </div>
    </section>
  )
}

interface Listed {
  v: View
  party: Party
  /** Those that the reader may see. */
  series: ReadonlySet<string>
}

function List({ items, ...listed }: Listed & { items: readonly Booking[] }) {
  return (
    <ul class="rows">
      {byRequest(items).map(([b, others]) => (
        <Row {...listed} b={b} others={others} />
      ))}
    </ul>
  )
}

/** What was asked of a lender at once, for one time, and stands alike is one line. */
function byRequest(items: readonly Booking[]): [Booking, Booking[]][] {
  const groups = new Map<string, [Booking, Booking[]]>()
  for (const b of items) {
    const key = b.basketId ? [b.basketId, b.lenderId, b.startsAt, b.endsAt, b.status].join() : b.id
    const known = groups.get(key)
    if (known) known[1].push(b)
    else groups.set(key, [b, []])
  }
  return [...groups.values()]
}

function Row({ v, b, others, party, series }: Listed & { b: Booking; others: readonly Booking[] }) {
  const words = v.t.bookings.agenda
  const status = nowOf(v, b)
  const by = b.answerBy ? moment(v, b.answerBy) : ''
  return (
    <li class={b.kind}>
      <div class="st tight">
        <KindLabel kind={b.kind}>{v.t.common.kinds[b.kind]}</KindLabel>
        <a class="rowlink" href={v.href(others.length > 0 ? `/baskets/${b.basketId}` : `/bookings/${b.id}`)}>
          {capital(v.f.span(b.startsAt, b.endsAt, v.ctx.now))}
        </a>
        <span>
          <bdi>{v.f.list([b, ...others].map((one) => one.listingTitle))}</bdi>{' '}
          <span class="q">
            · <bdi>{party === 'borrower' ? b.lenderName : b.borrowerName}</bdi>
          </span>
        </span>
        {b.basketId && others.length === 0 && (
          <a href={v.href(`/baskets/${b.basketId}`)}>{v.t.baskets.seeAll}</a>
        )}
        {b.seriesId && series.has(b.seriesId) && (
          <a href={v.href(`/series/${b.seriesId}`)}>{v.t.series.seeAll}</a>
        )}
      </div>
      <span class={`s ${shapeOf(status)}`}>
        {status === 'requested'
          ? party === 'lender'
            ? words.answerBefore(by)
            : words.they(by)
          : v.t.bookings.status[status]}
      </span>
    </li>
  )
}
