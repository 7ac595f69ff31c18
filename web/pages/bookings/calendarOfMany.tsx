import { Hono } from 'hono'
import { type CalendarOfMany, calendarOfOrganisation } from '../../../worker/bookings/calendarOfMany'
import { AppError } from '../../../worker/core/errors'
import { isDate, wallOf } from '../../../worker/core/time'
import { isInside } from '../../../worker/listings/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { cellOf } from '../../components/days'
import { Icon, KIND_ICON } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { calendarHref } from '../../components/ViewSwitch'
import { page, type View, viewOf } from '../../view'
import { comma, noon } from './cells'
import { weekName } from './weekName'

/** All things of an organisation, day by day, a week at a time. */
export const calendarOfManyPages = new Hono<AppEnv>().get('/organisations/:id/calendar', async (c) => {
  const v = viewOf(c)
  if (!v.cluster) throw new AppError('not_found')
  const id = c.req.param('id')
  const today = wallOf(v.ctx.now, v.cluster.timeZone).date
  const asked = c.req.query('date') ?? ''
  const date = isDate(asked) && asked > today ? asked : today
  const seen = await calendarOfOrganisation(v.ctx, v.cluster, id, date, c.req.query('cursor'))
  const inside = isInside(v.ctx, { organisationId: id, clusterId: v.cluster.id })
  return page(
    v,
    { title: v.t.views.organisation.title(seen.name), noIndex: true, sheets: ['booking'] },
    <Body v={v} id={id} seen={seen} inside={inside} later={c.req.query('cursor') !== undefined} />,
  )
})

interface Shown {
  v: View
  id: string
  seen: CalendarOfMany & { name: string }
  inside: boolean
}

function Body({ later, ...shown }: Shown & { later: boolean }) {
  const { v, id, seen, inside } = shown
  const words = v.t.views.organisation
  const named = weekName(v, seen.date, v.f.timeZone)
  const at = (query: Record<string, string>) => `?${new URLSearchParams(query)}`
  return (
    <div class="w sec page st wide-gap">
      <div class="st tight">
        <p class="back sm">
          <a href={v.href(`/organisations/${id}`)}>{words.back}</a>
        </p>
        <h1 class="h1s">
          <bdi>{seen.name}</bdi>
        </h1>
        <p class="lead q">{inside ? words.leadOwn : words.lead}</p>
      </div>
      {seen.things.length === 0 ? (
        <p class="empty">{words.empty}</p>
      ) : (
        <section class="panel st" aria-labelledby="av">
          <div class="hd flush">
            <h2 id="av">{capital(named)}</h2>
            <span class="row">
              {(['previous', 'next'] as const).map((way) => {
                const to = seen[way]
                const icon = way === 'previous' ? 'chevron-left' : 'chevron-right'
                if (!to)
                  return (
                    <span class="b b3 off" aria-hidden="true">
                      <Icon name={icon} mirrored />
                    </span>
                  )
                return (
                  <a
                    class="b b3"
                    href={at({ date: to })}
                    aria-label={v.t.views[way].week(weekName(v, to, v.f.timeZone))}
                  >
                    <Icon name={icon} mirrored />
                  </a>
                )
              })}
            </span>
          </div>
          <Table {...shown} named={named} />
          <p class="row xs">
            <span class="s free xs">{v.t.bookings.calendar.free}</span>
            <span class="s ask xs">{v.t.bookings.calendar.few}</span>
            <span class="s no xs">{v.t.bookings.calendar.full}</span>
            <span class="q">{v.t.bookings.calendar.closedLegend}</span>
          </p>
        </section>
      )}
      <p class="row">
        {seen.nextCursor && (
          <a class="b b2" href={at({ date: seen.date, cursor: seen.nextCursor })}>
            {words.more}
          </a>
        )}
        {later && (
          <a class="b b3" href={at({ date: seen.date })}>
            {words.first}
          </a>
        )}
      </p>
    </div>
  )
}

function Table({ named, ...shown }: Shown & { named: string }) {
  const { v, seen } = shown
  const words = v.t.views
  return (
    <div class="wks">
      <table class="wk of">
        <caption class="vh">{words.organisation.caption(capital(named))}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columns.thing}</th>
            {comingOf(seen).map(({ date, i }) => (
              <th scope="col" aria-current={date === seen.today ? 'date' : undefined}>
                <span>
                  {v.t.bookings.calendar.days[i]} <b>{Number(date.slice(8))}</b>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {seen.things.map((thing) => (
            <Thing {...shown} thing={thing} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What is over takes no room: the week at hand begins with today. */
const comingOf = ({ bounds, today }: CalendarOfMany) =>
  bounds.map(({ date }, i) => ({ date, i })).filter(({ date }) => date >= today)

function Thing({ thing, ...shown }: Shown & { thing: Shown['seen']['things'][number] }) {
  const { v, seen } = shown
  const { listing } = thing.offer
  return (
    <tr class={listing.kind}>
      <th scope="row">
        <a href={v.href(`/offers/${listing.id}/calendar`)}>
          <span class="kind">
            <Icon name={KIND_ICON[listing.kind]} />
            <span class="vh">{v.t.common.kinds[listing.kind]}</span>
          </span>{' '}
          <bdi lang={listing.language === v.language ? undefined : listing.language}>{listing.title}</bdi>
          {listing.status === 'paused' && <small>{v.t.views.organisation.paused}</small>}
        </a>
      </th>
      {comingOf(seen).map(({ i }) => (
        <DayCell {...shown} thing={thing} index={i} />
      ))}
    </tr>
  )
}

const LOOK = { past: 'cp', closed: 'cp', kept: 'ck', full: 'cx', few: 'cq', free: 'cf' } as const

/** What is left that day, and to those who may know, who has it; a tap leads to the day. */
function DayCell({
  v,
  seen,
  thing,
  index,
}: Shown & { thing: Shown['seen']['things'][number]; index: number }) {
  const [day, bounds] = [thing.days[index], seen.bounds[index]]
  if (!day || !bounds) return <td />
  const { listing, zone } = thing.offer
  const cell = cellOf(v, thing.offer, day)
  const [from, to] = [iso(bounds.from), iso(bounds.to)]
  const here = thing.entries.filter((e) => e.startsAt < to && e.endsAt > from)
  const waiting = here.filter((e) => e.status === 'requested').length
  const open = day.state === 'free' || day.state === 'few'
  const words = day.state === 'kept' ? v.t.views.states.kept : v.t.bookings.calendar[day.state]
  if (!open && here.length === 0) return <td class={LOOK[day.state]}>{words}</td>
  const [one] = here
  return (
    <td class={LOOK[day.state]}>
      <a href={calendarHref(v.href(`/offers/${listing.id}/calendar`), 'day', day.date)}>
        {open ? cell.words : words}
        <span class="vh">
          {comma(v)}
          {v.f.dayShort(noon(day.date, zone))}
        </span>
        {one && (
          <small class={waiting > 0 ? 'rq' : undefined}>
            {waiting > 0 ? (
              v.t.views.who.requests(waiting)
            ) : here.length === 1 && one.borrowerName ? (
              <bdi>{one.borrowerName}</bdi>
            ) : (
              v.t.views.who.short(here.length)
            )}
          </small>
        )}
      </a>
    </td>
  )
}

const iso = (minutes: number) => new Date(minutes * 60_000).toISOString()
