import { Hono } from 'hono'
import { draftOf } from '../../../worker/baskets/draft'
import { AppError } from '../../../worker/core/errors'
import { KINDS } from '../../../worker/core/kinds'
import { addDays, toMinutes, wallOf } from '../../../worker/core/time'
import type { AppEnv } from '../../../worker/platform/http'
import { check } from '../../../worker/platform/input'
import { type FreeOffer, type FreeResult, freeOffers, MOST_LOOKED_AT } from '../../../worker/search/free'
import { FreeInput } from '../../../worker/search/inputOfFree'
import { homeOf } from '../../../worker/search/places'
import { ErrorSummary, errorsIn, Field, type FormErrors } from '../../components/Field'
import { Icon, KIND_ICON } from '../../components/Icon'
import { ListingCard } from '../../components/ListingCard'
import { capital } from '../../components/MonthCalendar'
import { page, type View, viewOf } from '../../view'
import { AddToBasket, ToBasket } from '../baskets/AddToBasket'
import { askedOfFree, type FreeAsked, freePath, whenWords } from './askedOfFree'

const SHOWN = 6
const RADII = [5, 15, 30]

/** Choose dates, see all that can be had over the whole of them. */
export const freePages = new Hono<AppEnv>().get('/free', async (c) => {
  const v = viewOf(c)
  const cluster = c.get('cluster')
  const asked = askedOfFree(c.req.query())
  const words = v.t.views.free
  if (!asked.from)
    return page(
      v,
      { title: words.pageTitle, door: 'search' },
      <div class="w sec st narrow">
        <h1 class="h1s">{words.ask}</h1>
        <p class="lead q">{words.lead}</p>
        <DatesForm v={v} asked={asked} />
      </div>,
    )
  try {
    const near = (await homeOf(v.ctx, cluster.id)) ?? { lat: cluster.lat, lng: cluster.lng }
    const { radius, ...rest } = asked
    const filters = check(FreeInput, { ...rest, radiusKm: radius, limit: SHOWN })
    const found = await freeOffers(v.ctx, cluster, { ...filters, near })
    const inBasket = v.actor ? (await draftOf(v.ctx, cluster.id)).items.length : 0
    return page(
      v,
      {
        title: capital(words.title(whenWords(v, asked))),
        ...{ door: 'search', noIndex: true },
      },
      <Results v={v} asked={asked} found={found} inBasket={inBasket} />,
    )
  } catch (error) {
    if (error instanceof AppError && asked.cursor) return c.redirect(freePath(v, asked), 302)
    const errors = errorsIn(v, error)
    return page(
      v,
      { title: words.pageTitle, door: 'search', noIndex: true, status: 422 },
      <div class="w sec st narrow">
        <h1 class="h1s">{words.ask}</h1>
        <ErrorSummary v={v} errors={errors} />
        <DatesForm v={v} asked={asked} errors={errors} />
      </div>,
    )
  }
})

function DatesForm({ v, asked, errors }: { v: View; asked: FreeAsked; errors?: FormErrors }) {
  const words = v.t.views.free
  const today = wallOf(v.ctx.now, v.f.timeZone).date
  const field = (name: 'from' | 'to' | 'at' | 'until', more: Record<string, string | boolean> = {}) => (
    <Field
      name={name}
      type={name === 'from' || name === 'to' ? 'date' : 'time'}
      label={words[name]}
      value={asked[name]}
      error={errors?.fields[name]}
      {...more}
    />
  )
  return (
    <form class="panel st" action={v.href('/free')} novalidate={errors !== undefined}>
      <div class="four">
        {field('from', { min: today, max: addDays(today, 731), required: true })}
        {field('to', { min: today, max: addDays(today, 731) })}
        {field('at', { step: '900' })}
        {field('until', { step: '900' })}
      </div>
      <p class="hint">{words.hoursHint}</p>
      <Field
        name="quantity"
        type="number"
        inputmode="numeric"
        min="1"
        label={words.quantity}
        value={asked.quantity}
        error={errors?.fields.quantity}
      />
      {(['kind', 'free', 'radius'] as const).map(
        (name) => asked[name] && <input type="hidden" name={name} value={asked[name]} />,
      )}
      <button class="b" type="submit">
        {words.submit}
      </button>
    </form>
  )
}

function Results({
  v,
  asked,
  found,
  inBasket,
}: {
  v: View
  asked: FreeAsked
  found: FreeResult
  inBasket: number
}) {
  const words = v.t.views.free
  return (
    <div class="w sec st top5">
      <ToBasket v={v} inBasket={inBasket} />
      <div class="st g2">
        <h1 class="h1s">{capital(words.title(whenWords(v, asked)))}</h1>
        <p class="q">
          {found.total > 0 && `${words.found(found.total)} ${words.order}`}
          {found.more && ` ${words.partly(MOST_LOOKED_AT)}`}
        </p>
      </div>
      <Kinds v={v} asked={asked} />
      <Filters v={v} asked={asked} />
      <details open={asked.change !== undefined}>
        <summary>{words.change}</summary>
        <DatesForm v={v} asked={asked} />
      </details>
      <h2 class="vh">{words.results}</h2>
      {found.items.length > 0 ? (
        <ul class="list duo-list">
          {found.items.map((item) => (
            <Item v={v} item={item} asked={asked} />
          ))}
        </ul>
      ) : (
        <Nothing v={v} asked={asked} />
      )}
      {found.nextCursor && (
        <p>
          <a class="b b2" href={freePath(v, asked, { cursor: found.nextCursor })}>
            {words.next}
          </a>
        </p>
      )}
    </div>
  )
}

function Item({ v, item, asked }: { v: View; item: FreeOffer; asked: FreeAsked }) {
  const { one, bookable } = item
  const several = bookable.times.length > 1 || bookable.priceCents !== one.referenceCents
  return (
    <ListingCard
      v={v}
      one={one}
      to={bookPath(v, one, bookable)}
      total={
        several && one.tariffMode === 'price'
          ? v.t.views.free.total(v.f.money(bookable.priceCents))
          : undefined
      }
    >
      <AddToBasket v={v} item={item} back={freePath(v, asked, { cursor: asked.cursor })} />
    </ListingCard>
  )
}

/** The page of booking with the dates chosen: of several times the first. */
function bookPath(v: View, one: FreeOffer['one'], { times, quantity, capacityId }: FreeOffer['bookable']) {
  const [first] = times
  const query = new URLSearchParams()
  if (first) {
    const [from, to] = [toMinutes(first.startsAt), toMinutes(first.endsAt)]
    const startsOn = wallOf(first.startsAt, v.f.timeZone).date
    if (one.grain === 'hour') {
      query.set('day', startsOn)
      for (let at = from; at < to; at = nextHour(at)) query.append('h', `${at}-${Math.min(nextHour(at), to)}`)
    } else if (one.grain === 'window') query.set('window', `${from}-${to}`)
    else if (one.grain === 'stock') query.set('day', startsOn)
    else {
      query.set('startsOn', startsOn)
      query.set('endsOn', addDays(wallOf(first.endsAt, v.f.timeZone).date, -1))
    }
  }
  if (one.lots > 1) query.set('lot', capacityId)
  if (one.kind !== 'staff' && quantity > 1) query.set('quantity', String(quantity))
  return `${v.href(`/offers/${one.id}/book`)}?${query}`
}
/** Hours on the page of booking begin on the whole hour. */
const nextHour = (minute: number) => minute + 60 - (minute % 60)

function Kinds({ v, asked }: { v: View; asked: FreeAsked }) {
  return (
    <nav class="sc" aria-label={v.t.views.free.kinds}>
      <div class="chips nw">
        {KINDS.map((kind) => {
          const on = asked.kind === kind
          return (
            <a
              class={on ? 'chip on' : 'chip'}
              href={freePath(v, asked, { kind: on ? undefined : kind })}
              aria-current={on ? 'true' : undefined}
            >
              <Icon name={KIND_ICON[kind]} />
              {v.t.common.kinds[kind]}
            </a>
          )
        })}
      </div>
    </nav>
  )
}

function Filters({ v, asked }: { v: View; asked: FreeAsked }) {
  const words = v.t.views.free
  const chip = (on: boolean, name: string, change: Partial<FreeAsked>) => (
    <a
      class={on ? 'chip flt' : 'chip'}
      href={freePath(v, asked, change)}
      aria-label={on ? words.without(name) : undefined}
    >
      {name}
      {on && <Icon name="x" />}
    </a>
  )
  return (
    <nav class="sc" aria-label={words.filters}>
      <div class="chips nw">
        {RADII.map((km) => {
          const on = asked.radius === String(km)
          return chip(on, words.within(v.f.distance(km)), { radius: on ? undefined : String(km) })
        })}
        {chip(asked.free !== undefined, words.noCharge, { free: asked.free ? undefined : 'yes' })}
      </div>
    </nav>
  )
}

function Nothing({ v, asked }: { v: View; asked: FreeAsked }) {
  const words = v.t.views.free
  const filtered = asked.kind ?? asked.radius ?? asked.free
  const some = new URLSearchParams({
    on: asked.from ?? '',
    ...(asked.to && { until: asked.to }),
    ...(asked.kind && { kind: asked.kind }),
  })
  return (
    <div class="empty">
      <p>{words.none}</p>
      <a class="b" href={`${v.href('/search')}?${some}`}>
        {words.search}
      </a>
      {filtered ? (
        <a class="b b2" href={freePath(v, asked, { kind: undefined, radius: undefined, free: undefined })}>
          {words.widen}
        </a>
      ) : (
        <a class="b b2" href={v.href('/post')}>
          {words.post}
        </a>
      )}
    </div>
  )
}
