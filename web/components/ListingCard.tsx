import type { Child } from 'hono/jsx'
import { instantOf } from '../../worker/core/time'
import type { Found } from '../../worker/search/found'
import type { View } from '../view'
import { Icon, KIND_ICON, Picture } from './Icon'
import { doorsWords, priceWords } from './money'
import { pictureOf } from './pictureOf'
import { freeWords } from './when'

type Shown = Omit<Found, 'rank'>

/** Where a listing's page is. */
export const listingPath = (v: View, one: { id: string; direction: string }): string =>
  v.href(`/${one.direction === 'offer' ? 'offers' : 'needs'}/${one.id}`)

/**
 * An offer or a need in a list: picture, kind, title, who and where, state, price. The whole card is one link, to its page
 * or to where it is booked (`to`). `total`: what all that is asked for would cost. `children`: what can be done
 * with it in the list.
 */
export function ListingCard({
  v,
  one,
  heading = 'h3',
  to,
  total,
  children,
}: {
  v: View
  one: Shown
  heading?: 'h2' | 'h3'
  to?: string | undefined
  total?: string | undefined
  children?: Child
}) {
  const Title = heading
  const doors = doorsWords(v, one)
  return (
    <li class={`card ${one.kind}${one.availability?.state === 'taken' ? ' full' : ''}`}>
      <CardPicture one={one} />
      <div class="bd">
        <span class="kind">
          <Icon name={KIND_ICON[one.kind]} />
          {kindWords(v, one)}
        </span>
        <Title class="h3">
          <a href={to ?? listingPath(v, one)}>
            <bdi lang={one.language === v.language ? undefined : one.language}>{one.title}</bdi>
          </a>
        </Title>
        <p class="q">
          <bdi>{one.organisationName}</bdi>
          {one.commune && (
            <>
              {v.language === 'ar' ? '، ' : ', '}
              <bdi>{one.commune}</bdi>
            </>
          )}
          {one.km !== null && (
            <>
              {' · '}
              <span class="nb">{v.t.search.card.at(v.f.distance(one.km))}</span>
            </>
          )}
        </p>
        <State v={v} one={one} />
        <p class="pr">
          <b>{priceWords(v, one)}</b>
          {total && <span class="q"> · {total}</span>}
          {doors && (
            <span class="q">
              {' '}
              <span class="d3" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>{' '}
              {doors}
            </span>
          )}
          {one.kind === 'staff' && one.tariffMode === 'price' && one.direction === 'offer' && (
            <span class="q"> {v.t.search.card.atCost}</span>
          )}
        </p>
        {children}
      </div>
    </li>
  )
}

/** The photo, or the drawn scene that stands for it. */
export function CardPicture({ one }: { one: Pick<Shown, 'kind' | 'title' | 'details' | 'photoId'> }) {
  if (!one.photoId) return <Picture name={pictureOf(one)} />
  return (
    <img
      class="pic"
      src={`/photos/${one.photoId}`}
      alt=""
      width="160"
      height="112"
      loading="lazy"
      decoding="async"
    />
  )
}

/** "Salle, 24 places", "Local, 9 lots", "Matière, chaque vendredi", "Besoin : salle". */
export function kindWords(v: View, one: Shown): string {
  const { card } = v.t.search
  const details = one.details as {
    seats?: number
    category?: keyof typeof card.categories
    hoursPerWeek?: number
  }
  const comma = v.language === 'ar' ? '، ' : ', '
  const name =
    one.kind === 'equipment' && details.category && details.category !== 'other'
      ? card.categories[details.category]
      : v.t.common.kinds[one.kind]
  const kind = one.direction === 'need' ? card.need(v.t.common.kinds[one.kind]) : name
  const more = moreWords(v, one, details)
  return more ? kind + comma + more : kind
}

function moreWords(v: View, one: Shown, details: { seats?: number; hoursPerWeek?: number }): string | null {
  const { card } = v.t.search
  if (one.kind === 'space') return details.seats ? card.seats(details.seats) : null
  if (one.kind === 'premises')
    return one.lots > 0 ? card.lots(one.lots) : v.f.quantity(one.quantity, one.unit)
  if (one.kind === 'staff')
    return details.hoursPerWeek ? card.hoursAWeek(v.f.quantity(details.hoursPerWeek * 60, 'minute')) : null
  if (one.kind === 'waste') return everyWeek(v, one) ?? v.f.quantity(one.quantity, one.unit)
  return one.quantity > 1 ? v.f.quantity(one.quantity, one.unit) : null
}

/** "chaque vendredi", where a waste can be collected on one day of each week. */
function everyWeek(v: View, one: Shown): string | null {
  const days = new Set(one.windows.flatMap((w) => w.days))
  const [day] = days
  if (one.grain !== 'window' || days.size !== 1 || day === undefined) return null
  const at = instantOf(`2026-11-${22 + day}`, '12:00', v.f.timeZone) // the 23rd is a Monday: only its name is used
  return v.t.search.card.everyDay(v.f.weekday(at))
}

/** The state: shape and words. For a need, when it is wanted. */
export function State({ v, one }: { v: View; one: Shown }) {
  const { card } = v.t.search
  const { availability: a } = one
  if (one.direction === 'need') return <p class="s soon">{wantedWords(v, one)}</p>
  if (!a) return null
  if (a.state === 'none') return <p class="s soon">{card.nothing}</p>
  if (a.state === 'taken') {
    return (
      <p class="s no">
        <span>
          <b>{card.taken}</b>
          {a.next && card.again(freeWords(v, [a.next], one.grain))}
        </span>
      </p>
    )
  }
  const left =
    a.left !== undefined && a.left < one.quantity ? card.left(v.f.quantity(a.left, one.unit)) : null
  return (
    <p class={`s ${a.state}`}>
      <span>
        <b>{a.state === 'ask' ? card.ask : (left ?? card.free)}</b> {freeWords(v, a.free, one.grain)}
      </span>
    </p>
  )
}

function wantedWords(v: View, one: Shown): string {
  const { card } = v.t.search
  if (one.startsAt && one.endsAt) {
    const short = Date.parse(one.endsAt) - Date.parse(one.startsAt) < 36 * 60 * 60 * 1000
    if (short) return card.wanted(v.f.span(one.startsAt, one.endsAt, v.ctx.now))
    return card.wantedBetween(v.f.dayShort(one.startsAt), v.f.dayShort(one.endsAt))
  }
  if (one.endsAt) return card.wantedBefore(v.f.day(one.endsAt, v.ctx.now))
  if (one.startsAt) return card.wanted(v.f.day(one.startsAt, v.ctx.now))
  return card.wantedSoon
}
