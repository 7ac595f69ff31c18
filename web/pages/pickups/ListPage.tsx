import { instantOf } from '../../../worker/core/time'
import type { RoundLine } from '../../../worker/pickups/queries'
import { Icon } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'

/** The rounds of the reader's organisations, the latest day first. */
export function ListPage({
  v,
  items,
  nextCursor,
}: {
  v: View
  items: readonly RoundLine[]
  nextCursor: string | null
}) {
  const words = v.t.pickups
  return (
    <div class="w sec narrow st wide-gap">
      <p class="back sm">
        <a href={v.href('/agenda')}>{v.t.bookings.show.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      <p>
        <a class="b" href={v.href('/me/pickups/new')}>
          <Icon name="truck" />
          {words.prepare}
        </a>
      </p>
      {items.length === 0 && <p class="empty">{words.none}</p>}
      {items.length > 0 && (
        <ul class="panel lines">
          {items.map((r) => (
            <li>
              <span>
                <a href={v.href(`/pickups/${r.id}`)}>
                  <b>{capital(v.f.day(instantOf(r.day, '12:00', v.f.timeZone), v.ctx.now))}</b>
                </a>
                <br />
                <span class="q sm">
                  <bdi>{r.organisationName}</bdi>
                  {r.vehicleTitle && (
                    <>
                      {' · '}
                      <bdi>{r.vehicleTitle}</bdi>
                    </>
                  )}
                </span>
              </span>
              <span class={`s ${toneOf(r)}`}>{stateOf(v, r)}</span>
            </li>
          ))}
        </ul>
      )}
      {nextCursor && (
        <p>
          <a class="b b2" href={`${v.href('/me/pickups')}?cursor=${nextCursor}`}>
            {words.older}
          </a>
        </p>
      )}
    </div>
  )
}

const toneOf = (r: RoundLine) => (r.status === 'cancelled' ? 'late' : r.recorded >= r.stops ? 'free' : 'ask')

function stateOf(v: View, r: RoundLine): string {
  const words = v.t.pickups
  if (r.status === 'cancelled') return words.cancelled
  if (r.recorded >= r.stops) return words.done
  return words.line(v.f.number(r.recorded), v.f.number(r.stops))
}
