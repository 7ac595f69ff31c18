import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import type { ShownBooking } from '../bookings/BookingPage'
import { OneInstead, taken } from '../bookings/Conflict'
import type { Party } from '../bookings/words'
import { outageWords } from './words'

const MOST = 5

/** On the page of a booking that can not take place for now: why, until when, and what is free instead. */
export function OutOfOrder({
  v,
  shown: { b, place, outage, substitutes = [] },
  party,
}: {
  v: View
  shown: ShownBooking
  party: Party
}) {
  if (!outage) return null
  const words = v.t.outages.booking
  const borrows = party === 'borrower'
  return (
    <>
      <section class="note late">
        <Icon name="triangle-alert" />
        <div class="st tight">
          <p>
            <b>{outageWords(v, outage)}</b>
          </p>
          <p>{words[party]}</p>
          {outage.reason && (
            <p>
              <bdi>{words.reason(outage.reason)}</bdi>
            </p>
          )}
          {!borrows && (
            <p>
              <a href={v.href(`/outages/${outage.id}`)}>{words.outage}</a>
            </p>
          )}
        </div>
      </section>
      {(borrows || v.isCoordinator) && b.startsAt > v.ctx.now && (
        <form class="st" method="post">
          <h2>{words.instead}</h2>
          {substitutes.length === 0 ? (
            <>
              <p>{words.nothing}</p>
              <p>
                <a class="b b2" href={v.href(`/search?kind=${b.kind}`)}>
                  {words.search}
                </a>
              </p>
            </>
          ) : (
            <>
              <p class="q">{words.insteadLead}</p>
              <ul class="list">
                {substitutes.slice(0, MOST).map((one, i) => (
                  <OneInstead
                    {...{ v, one, index: i, act: words.take }}
                    listing={{ details: {}, tariffMode: place.tariffMode }}
                    action={`${v.href(`/bookings/${b.id}/replace`)}?take=${one.offerId}.${taken(one)}`}
                  />
                ))}
              </ul>
            </>
          )}
        </form>
      )}
    </>
  )
}
