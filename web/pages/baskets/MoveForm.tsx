import { isMovable } from '../../../worker/baskets/moving'
import { type Booking, sidesOf } from '../../../worker/bookings/queries'
import { Icon } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import { TimeFields } from '../bookings/ChangeForm'
import type { ShownSent } from './SentPage'

const MOST = 5

/** Another time for all that shares one: where there are several, which is meant is chosen first. */
export function MoveForm({ v, shown }: { v: View; shown: ShownSent }) {
  const { basket, conflict } = shown
  const words = v.t.baskets.sent.change
  const times = movableTimes(v, shown.bookings)
  const meant =
    times.find((all) => all.some((b) => b.id === shown.change)) ?? (times.length === 1 ? times[0] : null)
  const [b] = meant ?? []
  if (times.length === 0) return null
  const action = v.href(`/baskets/${basket.id}/change`)
  return (
    <details
      class="panel"
      open={shown.change !== undefined || shown.typed?.startsOn !== undefined}
      id="change"
    >
      <summary>{words.title}</summary>
      {times.length > 1 && (
        <div class="st tight">
          <p>{words.which}</p>
          <ul>
            {times.map(([one]) => (
              <li>
                <a
                  class="b b3"
                  href={`${v.href(`/baskets/${basket.id}`)}?change=${one?.id}#change`}
                  aria-current={one?.id === b?.id ? 'true' : undefined}
                >
                  {one && capital(v.f.span(one.startsAt, one.endsAt, v.ctx.now))}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {b && conflict && (
        <form class="st tight" method="post" action={action}>
          <p class="msg" role="alert">
            <Icon name="circle-alert" />
            <span>{words.conflict(v.f.list(conflict.titles))}</span>
          </p>
          <input type="hidden" name="bookingId" value={b.id} />
          {conflict.alternatives.length > 0 && <p class="sm q">{words.nearest}</p>}
          {conflict.alternatives.slice(0, MOST).map((one) => (
            <button class="b b2 alt" type="submit" name="time" value={`${one.startsAt} ${one.endsAt}`}>
              {capital(v.f.span(one.startsAt, one.endsAt, v.ctx.now))}
            </button>
          ))}
        </form>
      )}
      {b && (
        <form class="st" method="post" action={action}>
          <p class="hint">{words.all}</p>
          <input type="hidden" name="bookingId" value={asOne(meant ?? []).id} />
          <TimeFields v={v} b={asOne(meant ?? [])} typed={shown.typed} errors={shown.errors} />
          <button class="b b2 wide" type="submit">
            {words.save}
          </button>
        </form>
      )}
    </details>
  )
}

/** Where one of them is by the hour, hours are asked for. */
const asOne = (all: readonly Booking[]): Booking =>
  (all.find((b) => b.grain !== 'day' && b.grain !== 'month') ?? all[0]) as Booking

/** What of a basket the reader can move, by its time. */
function movableTimes(v: View, bookings: readonly Booking[]): Booking[][] {
  const groups = new Map<string, Booking[]>()
  for (const b of bookings) {
    const sides = sidesOf(v.ctx, b)
    if (!sides.includes('borrower') && !sides.includes('coordinator')) continue
    if (!isMovable(b, v.ctx.now)) continue
    const key = `${b.startsAt} ${b.endsAt}`
    groups.set(key, [...(groups.get(key) ?? []), b])
  }
  return [...groups.values()]
}
