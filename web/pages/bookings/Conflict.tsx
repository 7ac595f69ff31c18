import type { Alternative } from '../../../worker/bookings/alternatives'
import type { BookingInput } from '../../../worker/bookings/input'
import { toMinutes } from '../../../worker/core/time'
import type { Unit } from '../../../worker/core/kinds'
import type { Listing } from '../../../worker/listings/queries'
import type { Box } from '../../components/bookingBoxFor'
import { Icon, KindLabel, Picture } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { pictureOf } from '../../components/pictureOf'
import type { View } from '../../view'
import { offeredUntil } from '../../../worker/waitlist/rules'
import { inputOf } from '../../components/bookingAsked'

/** What was taken, what is kept, and what is free instead: each one click away. */
export function Conflict({
  v,
  listing,
  box,
  alternatives,
}: {
  v: View
  listing: Listing
  box: Box
  alternatives: Alternative[]
}) {
  const words = v.t.bookings.conflict
  const asked = inputOf(box.chosen, box.offer)
  const { startsAt, endsAt } = asked
  const none = alternatives.length === 0
  return (
    <>
      <section class="note late" role="alert">
        <Icon name="circle-alert" />
        <div class="st tight">
          <h2 class="t3">{words.title(v.f.span(startsAt, endsAt, v.ctx.now))}</h2>
          <p>
            {words.lead} {none ? words.nothing : words.nearest}
          </p>
          {none && (
            <p>
              <a class="b b2" href={v.href(`/post/need/${listing.kind}`)}>
                {words.publish}
              </a>
            </p>
          )}
        </div>
      </section>
      {!none && (
        <form method="post">
          <Kept box={box} />
          <ul class="list" aria-label={words.list}>
            {mixed(alternatives).map((one, i) => (
              <OneInstead
                {...{ v, one, listing, index: i }}
                action={`${v.href(`/offers/${one.offerId}/book`)}?take=${taken(one)}`}
                act={v.t.bookings.box.title}
              />
            ))}
          </ul>
        </form>
      )}
      {offeredUntil(v.ctx.now, startsAt, box.offer.rules.noticeMinutes) && (
        <TellMe v={v} listing={listing} box={box} wish={asked} />
      )}
    </>
  )
}

/** The queue for what was taken: the same wish, one click. */
function TellMe({
  v,
  listing,
  box: { chosen, once },
  wish,
}: {
  v: View
  listing: Listing
  box: Box
  wish: BookingInput
}) {
  const { startsAt, endsAt, quantity, capacityId, organisationId } = wish
  const kept = { startsAt, endsAt, quantity, capacityId, organisationId, onBehalfOf: chosen.onBehalfOf }
  return (
    <form method="post" action={v.href(`/offers/${listing.id}/waitlist`)}>
      <input type="hidden" name="once" value={`${once}-wait`} />
      {Object.entries(kept).map(
        ([name, value]) => value && <input type="hidden" name={name} value={String(value)} />,
      )}
      <button type="submit" class="b b2">
        <Icon name="bell" />
        {v.t.waitlist.tellMe}
      </button>
    </form>
  )
}

function Kept({ box: { chosen, once } }: { box: Box }) {
  const { organisationId, onBehalfOf, note, needId, tariff } = chosen
  const kept = { once, organisationId, onBehalfOf, note, needId, tariff }
  return (
    <>
      {Object.entries(kept).map(
        ([name, value]) => value && <input type="hidden" name={name} value={value} />,
      )}
    </>
  )
}

/** One proposal, with the button that takes it. */
export function OneInstead({
  v,
  one,
  listing,
  index,
  action,
  act,
}: {
  v: View
  one: Alternative
  listing: Pick<Listing, 'details' | 'tariffMode'>
  index: number
  action: string
  act: string
}) {
  const words = v.t.bookings.conflict
  const when = v.f.span(one.startsAt, one.endsAt, v.ctx.now)
  const similar = one.why === 'similar'
  const place = [one.organisationName, one.commune].filter(Boolean)
  const amount = v.f.quantity(one.quantity, one.unit as Unit)
  return (
    <li class={`card mt ${one.kind}`}>
      <Picture
        name={pictureOf({ kind: one.kind, title: one.title, details: similar ? {} : listing.details })}
      />
      <div class="bd">
        <KindLabel kind={one.kind}>{words.why[one.why]}</KindLabel>
        <h3 id={`alt-${index}`}>
          {similar ? (
            <bdi>{one.title}</bdi>
          ) : one.why === 'other_lot' ? (
            <bdi>{one.capacityLabel}</bdi>
          ) : (
            capital(when)
          )}
        </h3>
        <p class="q">
          <bdi>{place.join(v.language === 'ar' ? '، ' : ', ')}</bdi>
          {similar && one.distanceKm !== null && (
            <>
              {' · '}
              <span class="nb">{v.t.search.card.at(v.f.distance(one.distanceKm))}</span>
            </>
          )}
        </p>
        <p class="s free">
          <span>
            <b>{words.free}</b>{' '}
            {similar || one.why === 'other_lot' ? when : one.why === 'less' ? words.nowHours(amount) : ''}
          </span>
        </p>
        <p class="row apart acn">
          <span>
            <b>
              {one.priceCents > 0 ? v.f.money(one.priceCents, one.currency) : priceless(v, listing, similar)}
            </b>
            {one.priceCents > 0 && <span class="q"> {words.samePrice}</span>}
          </span>
          <button
            type="submit"
            class={index === 0 ? 'b' : 'b b2'}
            formaction={action}
            aria-describedby={`alt-${index}`}
          >
            {act}
          </button>
        </p>
      </div>
    </li>
  )
}

/** The nearest first, then one nearby, then the others by turns: a phone shows what differs most. */
function mixed(all: readonly Alternative[]): Alternative[] {
  const same = all.filter((a) => a.why !== 'similar')
  const similar = all.filter((a) => a.why === 'similar')
  const turns = Array.from({ length: all.length }, (_, i) =>
    [same[i], similar[i]].filter((a) => a !== undefined),
  )
  return turns.flat().slice(0, MOST)
}
const MOST = 5

const priceless = (v: View, listing: Pick<Listing, 'tariffMode'>, similar: boolean) =>
  !similar && listing.tariffMode === 'exchange'
    ? v.t.bookings.conflict.exchange
    : v.t.bookings.conflict.noCharge

/** The proposal in the address of its button: "from-to-quantity-capacity". */
export const taken = (one: Alternative) =>
  [toMinutes(one.startsAt), toMinutes(one.endsAt), one.quantity, one.capacityId].join('-')
