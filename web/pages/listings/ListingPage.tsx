import type { Child } from 'hono/jsx'
import { distanceKm, type Point } from '../../../worker/core/geo'
import type { Capacity, Photo, VisibleListing } from '../../../worker/listings/queries'
import type { organisationIn } from '../../../worker/organisations/queries'
import { needIn } from '../../components/BookingBox'
import { Icon, KindLabel, Picture } from '../../components/Icon'
import { doorsWords, priceWords } from '../../components/money'
import { pictureOf } from '../../components/pictureOf'
import { Told } from '../../components/Told'
import { TermList } from '../../components/TermList'
import type { View } from '../../view'
import { Hazard } from './Hazard'
import { Lots } from './Lots'
import { recipeRows } from './RecipeQuestions'
import { Who } from './Who'
import { amountWords, capital, communeWords, factsOf, periodWords, unbroken, windowsWords } from './words'

export interface Shown {
  l: VisibleListing
  capacities: Capacity[]
  photos: Photo[]
  romeTitle: string | null
  inside: boolean
  /** Where the reader's own organisation is; null for strangers. */
  home: Point | null
  /** What is told of the organisation: its form, and since when it is here. */
  who: Awaited<ReturnType<typeof organisationIn>>
  /** The site whose lots these are. */
  siteId: string | null
}

/** An offer or a need, for whoever may read it. `booking`: the box or the link with which an offer is booked. */
export function ListingPage({
  v,
  shown,
  booking,
  matches,
  told,
  kept,
}: {
  v: View
  shown: Shown
  booking: Child
  /** For its owner: what fits it. */
  matches?: Child
  told?: string
  /** Of a waste: how far it keeps its word. */
  kept?: Child
}) {
  const { l, capacities, photos, romeTitle, inside } = shown
  const { page, status } = v.t.listings
  const lots = capacities.filter((c) => c.shape === 'lot')
  const foreign = l.language === v.language ? undefined : l.language
  const state =
    l.hiddenReason !== null
      ? status.hidden(l.hiddenReason)
      : l.status === 'published'
        ? null
        : status[l.status]
  return (
    <div class={`w sec page ${l.kind}`}>
      <p class="back sm">
        <a href={v.href(`/search?direction=${l.direction}&kind=${l.kind}`)}>{page.backTo[l.direction]}</a>
      </p>
      <Gallery v={v} l={l} photos={photos} />
      <div class="side">
        <div class="st wide-gap">
          <Told words={told} />
          {state && (
            <p class="note ask">
              <Icon name="info" />
              <span>{state}</span>
            </p>
          )}
          <Heading v={v} shown={shown} lots={lots.length} foreign={foreign} />
          {l.direction === 'offer' && l.status === 'published' && !inside && (
            <p class="row onlym between">
              <Price v={v} l={l} />
              <a class="b" href={v.href(`/offers/${l.id}/book${needIn(v)}`)}>
                {page.book}
              </a>
            </p>
          )}
          {l.details.hazardous && <Hazard v={v} />}
          <Facts v={v} l={l} romeTitle={romeTitle} />
          {kept}
          {l.description && (
            <div class="st said-by" lang={foreign} dir={foreign ? 'auto' : undefined}>
              {paragraphs(l.description)}
            </div>
          )}
          {lots.length > 0 && <Lots v={v} lots={lots} siteId={shown.siteId} />}
        </div>
        {booking}
        <div class="st wide-gap">
          {matches}
          <Conditions v={v} l={l} />
          <Who v={v} shown={shown} />
          <p class="q sm">
            {l.publishedAt && page.updated(v.f.date(l.publishedAt))}{' '}
            {l.status === 'published' && !inside && (
              <a href={v.href(`/${l.direction}s/${l.id}/report`)}>{page.reportLink}</a>
            )}
          </p>
        </div>
      </div>
    </div>
  )
}

export const paragraphs = (text: string) => text.split(/\n{2,}/).map((part) => <p>{part}</p>)

function Gallery({ v, l, photos }: { v: View; l: VisibleListing; photos: Photo[] }) {
  if (photos.length === 0)
    return (
      <div class="gal one">
        <Picture name={pictureOf(l)} />
      </div>
    )
  return (
    <div class={photos.length === 1 ? 'gal one' : photos.length === 2 ? 'gal two-up' : 'gal'}>
      {photos.slice(0, 3).map((photo, i) => (
        <img
          class="pic"
          src={`/photos/${photo.id}`}
          alt={photo.alt || v.t.listings.page.photo(i + 1)}
          width={photo.width}
          height={photo.height}
          fetchpriority={i === 0 ? 'high' : undefined}
          loading={i === 0 ? undefined : 'lazy'}
        />
      ))}
    </div>
  )
}

function Heading({
  v,
  shown,
  lots,
  foreign,
}: {
  v: View
  shown: Shown
  lots: number
  foreign: string | undefined
}) {
  const { l } = shown
  const amount = amountWords(v, l, lots)
  const comma = v.language === 'ar' ? '، ' : ', '
  const kind = v.t.common.kinds[l.kind]
  const from = shown.inside ? null : (shown.home ?? v.cluster)
  const km = l.lat !== null && l.lng !== null && from ? distanceKm({ lat: l.lat, lng: l.lng }, from) : null
  return (
    <div class="st tight">
      <KindLabel kind={l.kind}>
        {l.direction === 'need' ? `${v.t.common.directions.need}${comma}${kind.toLocaleLowerCase()}` : kind}
        {amount && comma + amount}
      </KindLabel>
      <h1>
        <bdi lang={foreign}>{unbroken(l.title)}</bdi>
      </h1>
      <p class="lead q">
        <bdi>{l.organisationName}</bdi>
        {l.commune && (
          <>
            {comma}
            <bdi>{l.commune}</bdi>
          </>
        )}
        {km !== null && km >= 1 && (
          <>
            {' · '}
            <span class="nb">{v.t.search.card.at(v.f.distance(km))}</span>
            {!shown.home && ` ${v.t.search.center}`}
          </>
        )}
      </p>
    </div>
  )
}

export function Price({ v, l }: { v: View; l: VisibleListing }) {
  const doors = doorsWords(v, l)
  return (
    <span>
      <b class="price">{priceWords(v, l)}</b>
      {doors && (
        <>
          {' '}
          <span class="d3" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>{' '}
          <span class="q sm">{doors}</span>
        </>
      )}
    </span>
  )
}

export function Facts({
  v,
  l,
  romeTitle,
}: {
  v: View
  l: VisibleListing | Shown['l']
  romeTitle: string | null
}) {
  const facts = factsOf(v, l, romeTitle)
  if (facts.length === 0) return null
  return (
    <ul class="facts">
      {facts.map(({ icon, text }) => (
        <li>
          <Icon name={icon} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}

function Conditions({ v, l }: { v: View; l: VisibleListing }) {
  const { page, details } = v.t.listings
  const d = l.details
  const period = periodWords(v, l)
  const rows: [string, Child][] = []
  if (l.windows.length > 0)
    rows.push([page.whenTitle, lines(windowsWords(v, l.windows, l.unit).map(capital))])
  if (period) rows.push([page.periodTitle, capital(period)])
  rows.push([page.where, <Where v={v} l={l} />])
  if (l.kind === 'staff' && d.wagesCents !== undefined) {
    const money = (cents = 0) => v.f.money(cents)
    rows.push([
      details.cost,
      page.breakdown(money(d.wagesCents), money(d.chargesCents), money(d.expensesCents)),
    ])
  }
  if (l.direction === 'need' && d.recipe) rows.push(...recipeRows(v, d.recipe, l.unit))
  if (d.months?.length)
    rows.push([v.t.streams.season.title, v.f.list(d.months.map((month) => v.f.monthName(month)))])
  if (d.contaminants?.length)
    rows.push([
      v.t.streams.recipe.contaminants,
      v.f.list(d.contaminants.map((one) => v.t.streams.recipe.contaminant[one])),
    ])
  if (l.terms) rows.push([l.tariffMode === 'exchange' ? page.exchangeFor : page.conditions, l.terms])
  if (d.pickUp) rows.push([details.pickUp, d.pickUp])
  if (d.deposit) rows.push([details.deposit, d.deposit])
  if (d.payloadKg) rows.push([details.payloadKg, v.f.quantity(d.payloadKg, 'kg')])
  if (d.reason) rows.push([details.reason, d.reason])
  if (d.chargesCentsPerYear) rows.push([details.chargesCentsPerYear, v.f.money(d.chargesCentsPerYear)])
  for (const name of [
    'siteType',
    'occupation',
    'siteStatus',
    'buildingState',
    'pollution',
    'ownerCategory',
    'zoning',
  ] as const)
    if (d[name]) rows.push([details[name], d[name]])
  if (l.direction === 'offer') rows.push([page.answer, capital(page.instant[l.instantFor])])
  return (
    <section class="st">
      <h2>{page.conditions}</h2>
      <TermList rows={rows} two />
    </section>
  )
}
const lines = (texts: string[]) => texts.map((text, i) => (i === 0 ? text : [<br />, text]))

function Where({ v, l }: { v: View; l: VisibleListing }) {
  if (l.placeIsExact && l.address)
    return (
      <>
        <bdi>{l.address}</bdi>
        <br />
        <bdi>{communeWords(l)}</bdi>
      </>
    )
  return (
    <>
      <bdi>{communeWords(l)}</bdi>
      {l.direction === 'offer' && <span class="hint">{v.t.listings.page.inCommune}</span>}
    </>
  )
}
