import type { Child } from 'hono/jsx'
import type { Listing } from '../../../worker/listings/queries'
import type { Place } from '../../../worker/waitlist/queries'
import type { PlaceStatus } from '../../../worker/waitlist/rules'
import { ErrorSummary, Field, type FormErrors, Select } from '../../components/Field'
import { Icon, KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { Told } from '../../components/Told'
import { TermList } from '../../components/TermList'
import type { View } from '../../view'
import { moment } from '../bookings/words'

export interface ShownPlace {
  place: Place
  status: PlaceStatus
  position: number | null
  /** The offer, while something of it is offered. */
  listing: Listing | null
  joined: boolean
  errors: FormErrors | undefined
}

const SHAPES: Record<PlaceStatus, string> = {
  ...{ waiting: 'ask', offered: 'free', taken: 'soon', passed: 'no', left: 'no', lapsed: 'no' },
}

/** One place in a queue: how it stands, and the one thing to do now. */
export function PlacePage({ v, shown }: { v: View; shown: ShownPlace }) {
  const { place, status, joined, errors } = shown
  const words = v.t.waitlist
  return (
    <div class={`w sec page ${place.kind}`}>
      <p class="back sm">
        <a href={v.href('/waitlist')}>{words.list.link}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          {joined && status === 'waiting' && <Told words={words.joined} />}
          <ErrorSummary v={v} errors={errors} />
          <div class="st tight">
            <p class={`s ${SHAPES[status]}`}>{words.status[status]}</p>
            <h1 class="h1s">{words.title[status]}</h1>
            <p class="lead q">{capital(v.f.span(place.startsAt, place.endsAt, v.ctx.now))}</p>
          </div>
          <p class={`note ${status === 'offered' ? 'free' : status === 'waiting' ? 'ask' : ''}`}>
            <Icon name={status === 'offered' ? 'bell' : status === 'waiting' ? 'hourglass' : 'info'} />
            <span>{nextWords(v, shown)}</span>
          </p>
          <Facts v={v} place={place} />
        </div>
        <div class="st stick">
          <Acts v={v} shown={shown} />
        </div>
      </div>
    </div>
  )
}

function nextWords(v: View, { place, status, position }: ShownPlace): string {
  const { next } = v.t.waitlist
  if (status === 'waiting') return next.waiting(position ?? 1)
  if (status === 'offered') return next.offered(moment(v, place.offeredUntil ?? place.startsAt))
  return next[status]
}

function Facts({ v, place }: { v: View; place: Place }) {
  const words = v.t.waitlist
  const rows: [string, Child][] = [
    [words.when, capital(v.f.span(place.startsAt, place.endsAt, v.ctx.now))],
    [
      words.what,
      <>
        <KindLabel kind={place.kind}>{v.t.common.kinds[place.kind]}</KindLabel>{' '}
        <a href={v.href(`/offers/${place.listingId}`)}>
          <bdi>{place.listingTitle}</bdi>
        </a>
        {place.capacityLabel && <bdi> {place.capacityLabel}</bdi>}
      </>,
    ],
    [words.lender, <bdi>{place.lenderName}</bdi>],
    [words.who, <bdi>{place.organisationName}</bdi>],
  ]
  if (place.quantity > 1) rows.push([words.quantity, v.f.quantity(place.quantity, place.unit)])
  return <TermList rows={rows} two />
}

function Acts({ v, shown: { place, status, listing, errors } }: { v: View; shown: ShownPlace }) {
  const words = v.t.waitlist
  const at = (path: string) => v.href(`/waitlist/${place.id}/${path}`)
  if (status === 'offered')
    return (
      <div class="panel st">
        <form class="st" method="post" action={at('accept')}>
          {listing && <Tariff v={v} listing={listing} />}
          <Field name="note" label={words.note} maxlength={1000} error={errors?.fields.note} />
          <button class="b wide" type="submit">
            {words.accept}
          </button>
        </form>
        <form method="post" action={at('pass')}>
          <button class="b b2 wide" type="submit">
            {words.pass}
          </button>
        </form>
      </div>
    )
  if (status === 'waiting')
    return (
      <form class="panel st" method="post" action={at('leave')}>
        <button class="b b2 wide" type="submit">
          {words.leave}
        </button>
      </form>
    )
  return (
    <div class="panel st">
      {place.bookingId ? (
        <a class="b wide" href={v.href(`/bookings/${place.bookingId}`)}>
          {words.booking}
        </a>
      ) : (
        <a class="b b2 wide" href={v.href(`/search?kind=${place.kind}`)}>
          {words.similar}
        </a>
      )}
    </div>
  )
}

const DOORS = ['reference', 'solidarity', 'support'] as const

/** The door the borrower takes, where the offer has several. */
function Tariff({ v, listing }: { v: View; listing: Listing }) {
  const doors = DOORS.filter((door) => listing[`${door}Cents`] !== null)
  if (listing.tariffMode !== 'price' || doors.length < 2) return null
  return (
    <Select
      name="tariff"
      label={v.t.bookings.box.tariff}
      choices={doors.map((door) => ({
        value: door,
        label: `${v.t.bookings.box.tariffs[door]}, ${v.f.money(listing[`${door}Cents`] ?? 0)}`,
      }))}
    />
  )
}
