import type { Booking } from '../../../worker/bookings/queries'
import type { View } from '../../view'
import { capital } from '../../components/MonthCalendar'
import type { ShownBooking } from './BookingPage'
import { nowOf } from './words'

/** For the lender: the requests among which they choose, side by side, each with its button. */
export function CompetingRequests({ v, shown }: { v: View; shown: ShownBooking }) {
  const { b, competing = [], fits = true } = shown
  const words = v.t.rules.competing
  const lost = competing.filter((one) => !one.fits).length
  const asks = nowOf(v, b) === 'requested'
  return (
    <>
      {asks && !fits && <p class="note late">{words.full}</p>}
      {competing.length > 0 && (
        <section class="st" aria-labelledby="competing">
          <h2 id="competing">{words.title}</h2>
          <p class="q">{words.lead}</p>
          <ul class="versus">
            {competing.map((one) => (
              <Request v={v} b={one.booking} fits={one.fits} />
            ))}
          </ul>
          {lost > 0 && (
            <form method="post" action={v.href(`/bookings/${b.id}/decline-impossible`)}>
              <button class="b b2" type="submit">
                {words.declineAll(lost)}
              </button>
            </form>
          )}
        </section>
      )}
    </>
  )
}

function Request({ v, b, fits }: { v: View; b: Booking; fits: boolean }) {
  const words = v.t.rules.competing
  const amount = b.quantity > 1 || b.shape === 'stock' ? v.f.quantity(b.quantity, b.unit) : ''
  return (
    <li class="panel st tight">
      <p class={fits ? 's ask' : 's no'}>{fits ? words.possible : words.impossible}</p>
      <h3>
        <bdi>{b.borrowerName}</bdi>
      </h3>
      <p>
        {capital(v.f.span(b.startsAt, b.endsAt, v.ctx.now))}
        {amount && <span class="hint">{amount}</span>}
      </p>
      {b.note && (
        <p class="q sm">
          <bdi>{b.note}</bdi>
        </p>
      )}
      {fits ? (
        <Act v={v} b={b} act="confirm" words={words.accept(b.borrowerName)} />
      ) : (
        <Act v={v} b={b} act="decline" words={words.decline(b.borrowerName)} />
      )}
      <a href={v.href(`/bookings/${b.id}`)}>
        {words.see}
        <span class="vh"> {b.borrowerName}</span>
      </a>
    </li>
  )
}

const Act = ({ v, b, act, words }: { v: View; b: Booking; act: 'confirm' | 'decline'; words: string }) => (
  <form method="post" action={v.href(`/bookings/${b.id}/${act}`)}>
    <button class="b b2 wide" type="submit">
      {words}
    </button>
  </form>
)
