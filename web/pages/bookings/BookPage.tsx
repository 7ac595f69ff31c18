import type { Alternative } from '../../../worker/bookings/alternatives'
import type { Listing } from '../../../worker/listings/queries'
import { BookingBox } from '../../components/BookingBox'
import type { Box } from '../../components/bookingBoxFor'
import { Icon, KindLabel } from '../../components/Icon'
import { Told } from '../../components/Told'
import type { Outage } from '../../../worker/outages/queries'
import type { View } from '../../view'
import { mayDeclare, outageWords } from '../outages/words'
import { Conflict } from './Conflict'

/** The page of booking alone; after a conflict, first what happened and what is free instead. */
export function BookPage({
  v,
  listing,
  box,
  alternatives,
  told,
  outages,
}: {
  v: View
  listing: Listing
  box: Box
  alternatives?: Alternative[]
  told?: string
  outages: Outage[]
}) {
  const words = v.t.bookings
  return (
    <div class={`w sec page ${listing.kind}`}>
      <p class="back sm">
        <a href={v.href(`/offers/${listing.id}`)}>{words.box.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <Told words={told} />
          {alternatives && <Conflict v={v} listing={listing} box={box} alternatives={alternatives} />}
          <div class="st tight">
            <KindLabel kind={listing.kind}>{v.t.common.kinds[listing.kind]}</KindLabel>
            <h1 class="h1s">
              <bdi lang={listing.language === v.language ? undefined : listing.language}>{listing.title}</bdi>
            </h1>
            <p class="lead q">
              <bdi>{listing.organisationName}</bdi>
              {listing.commune && (
                <>
                  {v.language === 'ar' ? '، ' : ', '}
                  <bdi>{listing.commune}</bdi>
                </>
              )}
            </p>
          </div>
          {outages.map((outage) => (
            <p class="note late">
              <Icon name="triangle-alert" />
              <span>{outageWords(v, outage)}</span>
            </p>
          ))}
          {box.standing === 'may_book' && !alternatives && (
            <p>
              {v.t.waitlist.full}{' '}
              <a href={`${v.href(`/offers/${listing.id}/waitlist`)}${box.day ? `?day=${box.day}` : ''}`}>
                {v.t.waitlist.join.title}
              </a>
            </p>
          )}
          {mayDeclare(v, listing) && (
            <p>
              <a href={v.href(`/offers/${listing.id}/outages`)}>{v.t.outages.declare.link}</a>
            </p>
          )}
        </div>
        <BookingBox v={v} box={box} />
      </div>
    </div>
  )
}
