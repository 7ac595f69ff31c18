import { Hono } from 'hono'
import { type Calendar, calendarOf } from '../../../worker/bookings/calendar'
import { type Offer, visibleOffer } from '../../../worker/bookings/queries'
import { type CalendarView, VIEWS } from '../../../worker/bookings/rulesOfDays'
import { choices } from '../../../worker/bookings/rulesOfHolds'
import { AppError } from '../../../worker/core/errors'
import { isDate, wallOf } from '../../../worker/core/time'
import { isInside, type Listing } from '../../../worker/listings/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { cellOf } from '../../components/days'
import { Icon, KindLabel } from '../../components/Icon'
import { capital, MonthTable } from '../../components/MonthCalendar'
import { calendarHref, ViewSwitch } from '../../components/ViewSwitch'
import { page, type View, viewOf } from '../../view'
import { calendarOf as pathOf, comma, dayHref, noon, type Shown } from './cells'
import { DayTable } from './DayTable'
import { weekName } from './weekName'
import { WeekTable } from './WeekTable'
import { WhoHasIt } from './WhoHasIt'

/** A month, a week or a day of an offer: day, slot, confirm. Its lender reads there who has what. */
export const calendarPages = new Hono<AppEnv>().get('/offers/:id/calendar', async (c) => {
  const v = viewOf(c)
  const offer = await visibleOffer(v.ctx, c.req.param('id'))
  const { listing } = offer
  if (listing.clusterId !== v.cluster?.id) throw new AppError('not_found')
  const view = VIEWS.find((one) => one === c.req.query('view')) ?? 'month'
  const today = wallOf(v.ctx.now, offer.zone).date
  const asked = c.req.query('date') ?? ''
  const seen = await calendarOf(v.ctx, offer, view, dateOf(asked, today))
  const own = v.actor?.organisations.some((m) => m.organisationId === listing.organisationId) ?? false
  const shown = { v, offer, seen, inside: isInside(v.ctx, listing), own, need: c.req.query('need') }
  return page(
    v,
    { title: v.t.views.pageTitle(listing.title), door: 'search', noIndex: true, sheets: ['booking'] },
    <CalendarPage shown={shown} listing={listing} />,
  )
})

/** A date that is none, or over, is today. */
const dateOf = (asked: string, today: string): string => (isDate(asked) && asked > today ? asked : today)

function CalendarPage({ shown, listing }: { shown: Shown; listing: Listing }) {
  const { v, seen, inside, own } = shown
  const words = v.t.views
  const beside = inside || seen.entries.length > 0
  return (
    <div class={`w sec page st wide-gap ${listing.kind}`}>
      <div class="st tight">
        <p class="back sm">
          <a href={v.href(`/offers/${listing.id}`)}>{v.t.bookings.box.back}</a>
        </p>
        <KindLabel kind={listing.kind}>{v.t.common.kinds[listing.kind]}</KindLabel>
        <h1 class="h1s">
          <bdi lang={listing.language === v.language ? undefined : listing.language}>{listing.title}</bdi>
        </h1>
        <p class="lead q">
          <bdi>{listing.organisationName}</bdi>
          {listing.commune && (
            <>
              {comma(v)}
              <bdi>{listing.commune}</bdi>
            </>
          )}
        </p>
      </div>
      <div class={beside ? 'side' : 'st'}>
        <section class="panel st" aria-labelledby="av">
          {seen.view === 'month' ? <Month shown={shown} /> : <Table shown={shown} view={seen.view} />}
          {!own && isOpen(seen) && <p class="hint">{words.hint}</p>}
        </section>
        {beside && (
          <div class="st stick">
            <WhoHasIt shown={shown} />
            {own && (
              <a class="b b2" href={v.href(`/offers/${listing.id}/book`)}>
                {words.keep}
              </a>
            )}
            {inside && (
              <a class="b b3" href={v.href(`/organisations/${listing.organisationId}/calendar`)}>
                {words.organisation.link}
              </a>
            )}
          </div>
        )}
      </div>
    </div>
  )
}

const isOpen = ({ days }: Calendar) => days.some((d) => d.state === 'free' || d.state === 'few')

const Switch = ({ shown }: { shown: Shown }) => {
  const { v, seen, need } = shown
  return <ViewSwitch v={v} view={seen.view} at={pathOf(shown)} date={firstOf(seen)} need={need} />
}

/** From a month one goes to its first day that is not over, from a week or a day to the same. */
const firstOf = ({ view, date, today }: Calendar): string =>
  view === 'month' && date.slice(0, 7) === today.slice(0, 7) ? today : date

function Month({ shown }: { shown: Shown }) {
  const { v, offer, seen, inside, need } = shown
  const cells = seen.days.map((day) => cellOf(v, offer, day))
  const notes = new Map<string, string>()
  for (const [i, day] of seen.bounds.entries()) {
    const [from, to] = [new Date(day.from * 60_000).toISOString(), new Date(day.to * 60_000).toISOString()]
    const here = seen.entries.filter((e) => e.startsAt < to && e.endsAt > from)
    if (here.length > 0 && seen.days[i]?.state !== 'past')
      notes.set(day.date, inside ? v.t.views.who.short(here.length) : v.t.views.who.you)
  }
  const at = pathOf(shown)
  return (
    <MonthTable
      v={v}
      month={(seen.bounds[0]?.date ?? seen.date).slice(0, 7)}
      previous={seen.previous?.slice(0, 7) ?? null}
      next={seen.next?.slice(0, 7) ?? null}
      days={cells}
      grain={offer.listing.grain === 'hour' ? 'hour' : 'day'}
      zone={offer.zone}
      isCurrent={() => false}
      dayHref={(date) => dayHref(shown, date)}
      monthHref={(to) => `${calendarHref(at, 'month', `${to}-01`, need)}#av`}
      notes={notes}
    >
      <Switch shown={shown} />
    </MonthTable>
  )
}

function Table({ shown, view }: { shown: Shown; view: Exclude<CalendarView, 'month'> }) {
  const { v, seen, offer } = shown
  const words = v.t.views
  const named = nameOf(v, view, seen.date, offer.zone)
  const [day] = seen.bounds
  const length = day && view === 'day' ? day.to - day.from : 1440
  return (
    <>
      <div class="hd flush">
        <h2 id="av">{capital(named)}</h2>
        <span class="row">
          <Turn shown={shown} view={view} way="previous" icon="chevron-left" />
          <Turn shown={shown} view={view} way="next" icon="chevron-right" />
        </span>
      </div>
      <Switch shown={shown} />
      {length !== 1440 && (
        <p class="note">
          <Icon name="clock" />
          <span>{length < 1440 ? words.clocks.short : words.clocks.long}</span>
        </p>
      )}
      {seen.weekLeft !== null && seen.weekLeft > 0 && (
        <p class="q">{v.t.bookings.slots.weekLeft(v.f.quantity(seen.weekLeft, 'minute'))}</p>
      )}
      {!isOpen(seen) && <Nothing shown={shown} view={view} />}
      {view === 'week' ? <WeekTable shown={shown} named={named} /> : <DayTable shown={shown} named={named} />}
    </>
  )
}

/** Where it only begins later, that day is a tap away. */
function Nothing({ shown, view }: { shown: Shown; view: Exclude<CalendarView, 'month'> }) {
  const { v, offer, seen, need } = shown
  const words = v.t.views
  const first = beginsOn(offer)
  const later = first !== null && first > (seen.bounds.at(-1)?.date ?? seen.date)
  return (
    <p class="note ask">
      <Icon name="info" />
      <span>
        {later ? (
          <a href={calendarHref(pathOf(shown), view, first, need)}>
            {words.begins(v.f.date(noon(first, offer.zone)))}
          </a>
        ) : (
          words.nothing[view]
        )}
      </span>
    </p>
  )
}

/** The first local day on which any of it can be had; null: since always. */
function beginsOn({ listing, capacities, zone }: Offer): string | null {
  const dates = choices(capacities).map((c) => c.details.availableFrom ?? '')
  const lot = dates.length > 0 && dates.every((date) => date !== '') ? (dates.sort()[0] ?? '') : ''
  const own = listing.startsAt ? wallOf(listing.startsAt, zone).date : ''
  return (own > lot ? own : lot) || null
}

function Turn({
  shown: { v, offer, seen, need },
  view,
  way,
  icon,
}: {
  shown: Shown
  view: Exclude<CalendarView, 'month'>
  way: 'previous' | 'next'
  icon: 'chevron-left' | 'chevron-right'
}) {
  const to = seen[way]
  if (!to)
    return (
      <span class="b b3 off" aria-hidden="true">
        <Icon name={icon} mirrored />
      </span>
    )
  const href = calendarHref(v.href(`/offers/${offer.listing.id}/calendar`), view, to, need)
  return (
    <a class="b b3" href={`${href}#av`} aria-label={v.t.views[way][view](nameOf(v, view, to, offer.zone))}>
      <Icon name={icon} mirrored />
    </a>
  )
}

/** "mardi 8 décembre", "du 7 au 13 décembre 2026". */
const nameOf = (v: View, view: CalendarView, date: string, zone: string): string =>
  view === 'day' ? v.f.day(noon(date, zone), v.ctx.now) : weekName(v, date, zone)
