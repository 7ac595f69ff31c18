import type { View } from '../../view'
import type { ShownBooking } from './BookingPage'
import { moment } from './words'

/** What happened to a booking, oldest first. */
export function Journal({ v, shown: { b, journal } }: { v: View; shown: ShownBooking }) {
  const words = v.t.bookings.journal
  const names = {
    borrower: b.borrowerName,
    lender: b.lenderName,
    coordinator: words.coordinator,
    clock: words.clock,
  }
  if (journal.length === 0) return null
  return (
    <section class="st">
      <h2>{v.t.bookings.show.journal}</h2>
      <ol class="told">
        {journal.map((e) => (
          <li>
            <p>
              <b>{words[e.type as 'booking.requested']}</b>
              {v.language === 'ar' ? '، ' : ', '}
              <bdi>{names[e.side]}</bdi>
              <span class="q sm"> · {moment(v, e.at)}</span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
