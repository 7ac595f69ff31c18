import type { Place } from '../../../worker/waitlist/queries'
import { placeAt } from '../../../worker/waitlist/rules'
import { KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import { moment } from '../bookings/words'

/** What my organisations wait for, the first to begin first; what is offered says until when. */
export function ListPage({ v, items, nextCursor }: { v: View; items: Place[]; nextCursor: string | null }) {
  const words = v.t.waitlist
  return (
    <div class="w sec narrow st wide-gap">
      <p class="back sm">
        <a href={v.href('/agenda')}>{v.t.bookings.show.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.list.title}</h1>
        <p class="lead q">{words.list.lead}</p>
      </div>
      {items.length === 0 && (
        <div class="empty">
          <p>{words.list.empty}</p>
          <p>
            <a class="b" href={v.href('/search')}>
              {words.list.search}
            </a>
          </p>
        </div>
      )}
      <ul class="st">
        {items.map((p) => {
          const status = placeAt(p, v.ctx.now)
          return (
            <li class={`panel st tight ${p.kind}`}>
              <KindLabel kind={p.kind}>{v.t.common.kinds[p.kind]}</KindLabel>
              <h2 class="t3">
                <a href={v.href(`/waitlist/${p.id}`)}>
                  <bdi>{p.listingTitle}</bdi>
                </a>
              </h2>
              <p>{capital(v.f.span(p.startsAt, p.endsAt, v.ctx.now))}</p>
              <p class={`s ${status === 'offered' ? 'free' : 'ask'}`}>
                {status === 'offered'
                  ? words.next.offered(moment(v, p.offeredUntil ?? p.startsAt))
                  : words.status[status]}
              </p>
            </li>
          )
        })}
      </ul>
      {nextCursor && (
        <p>
          <a class="b b2" href={v.href(`/waitlist?cursor=${encodeURIComponent(nextCursor)}`)}>
            {words.list.more}
          </a>
        </p>
      )}
    </div>
  )
}
