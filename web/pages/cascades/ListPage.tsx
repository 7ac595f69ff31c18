import type { Remainder } from '../../../worker/cascades/queries'
import { KindLabel } from '../../components/Icon'
import type { View } from '../../view'
import { moment } from '../bookings/words'
import { nowOf, SHAPES, slotWords } from './words'

/** What was left elsewhere and is offered to one's organisations, the newest first. */
export function ListPage({
  v,
  items,
  nextCursor,
}: {
  v: View
  items: Remainder[]
  nextCursor: string | null
}) {
  const words = v.t.together.remainder
  return (
    <div class="w sec narrow st wide-gap waste">
      <p class="back sm">
        <a href={v.href('/agenda')}>{v.t.bookings.show.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.listTitle}</h1>
        <p class="lead q">{words.listLead}</p>
      </div>
      {items.length === 0 && (
        <div class="empty">
          <p>{words.none}</p>
          <p>
            <a class="b" href={v.href('/post/need/waste')}>
              {words.post}
            </a>
          </p>
        </div>
      )}
      <ul class="st">
        {items.map((r) => {
          const status = nowOf(v, r)
          return (
            <li class="panel st tight">
              <KindLabel kind="waste">{v.f.quantity(r.quantity, r.unit)}</KindLabel>
              <h2 class="t3">
                <a href={v.href(`/remainders/${r.id}`)}>
                  <bdi>{r.listingTitle}</bdi>
                </a>
              </h2>
              <p>
                {slotWords(v, r)}
                {v.language === 'ar' ? '، ' : ', '}
                <bdi>{r.lenderName}</bdi>
              </p>
              <p class={`s ${SHAPES[status]}`}>
                {v.t.together.cascade.status[status]}
                {status === 'offered' && ` ${v.t.together.cascade.until(moment(v, r.offeredUntil))}`}
              </p>
            </li>
          )
        })}
      </ul>
      {nextCursor && (
        <p>
          <a class="b b2" href={v.href(`/remainders?cursor=${encodeURIComponent(nextCursor)}`)}>
            {words.more}
          </a>
        </p>
      )}
    </div>
  )
}
