import type { Child } from 'hono/jsx'
import { instantOf, weekdayOf } from '../../worker/core/time'
import type { View } from '../view'
import type { Box } from './bookingBoxFor'
import type { DayCell } from './days'
import { Icon } from './Icon'
import { ViewSwitch } from './ViewSwitch'

/** A month as it is shown: its days, and where each of them and the months around lead. */
export interface MonthShown {
  month: string
  previous: string | null
  next: string | null
  days: readonly DayCell[]
  grain: 'hour' | 'day'
  zone: string
  isCurrent: (date: string) => boolean
  dayHref: (date: string) => string
  monthHref: (month: string) => string
  /** Who has it, in a word or two, by date. */
  notes?: ReadonlyMap<string, string>
  /** Between the name of the month and its days. */
  children?: Child
}

/** The month of the box of an offer: each free day leads to its hours, or into the form. */
export function MonthCalendar({ v, box }: { v: View; box: Box }) {
  const { month, months, days, day, chosen } = box
  if (!month) return null
  const { listing, zone } = box.offer
  const hours = listing.grain === 'hour'
  const name = hours ? 'day' : 'startsOn'
  return (
    <MonthTable
      v={v}
      month={month}
      previous={months.previous}
      next={months.next}
      days={days}
      grain={hours ? 'hour' : 'day'}
      zone={zone}
      isCurrent={(date) => date === day || (!hours && chosen.startsOn === date)}
      dayHref={(date) => `${queryWith(v, box, { month, [name]: date })}${hours ? '#f-when' : '#f-startsOn'}`}
      monthHref={(to) => `${queryWith(v, box, { month: to })}#av`}
    >
      <ViewSwitch
        v={v}
        view="month"
        at={v.href(`/offers/${listing.id}/calendar`)}
        date={day ?? chosen.startsOn ?? days.find((d) => d.state !== 'past')?.date ?? `${month}-01`}
        need={chosen.needId}
      />
    </MonthTable>
  )
}

/** The month as a table: what is free each day in words and by pattern, each free day a link. */
export function MonthTable({ v, ...shown }: MonthShown & { v: View }) {
  const { month, days, zone, grain, children } = shown
  const words = v.t.bookings.calendar
  const named = (of: string) => v.f.month(instantOf(`${of}-15`, '12:00', zone))
  const free = days.some((d) => d.state === 'free' || d.state === 'few')
  return (
    <>
      <div class="hd flush">
        <h2 id="av">{capital(named(month))}</h2>
        <span class="row">
          <Turn to={shown.previous} shown={shown} icon="chevron-left" label={words.previous} named={named} />
          <Turn to={shown.next} shown={shown} icon="chevron-right" label={words.next} named={named} />
        </span>
      </div>
      {children}
      <table class="cal">
        <caption class="vh">{words.caption[grain](named(month))}</caption>
        <thead>
          <tr>
            {words.days.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(days).map((week) => (
            <tr>
              {week.map((cell) => (
                <td>{cell && <Day v={v} shown={shown} cell={cell} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="row xs">
        <span class="s free xs">{words.free}</span>
        <span class="s ask xs">{words.few}</span>
        <span class="s no xs">{words.full}</span>
        <span class="q">{words.closedLegend}</span>
      </p>
      {!free && (
        <p class="note ask">
          <Icon name="info" />
          <span>{words.nothing}</span>
        </p>
      )}
    </>
  )
}

function Turn({
  to,
  shown,
  icon,
  label,
  named,
}: {
  to: string | null
  shown: MonthShown
  icon: 'chevron-left' | 'chevron-right'
  label: (month: string) => string
  named: (month: string) => string
}) {
  if (!to)
    return (
      <span class="b b3 off" aria-hidden="true">
        <Icon name={icon} mirrored />
      </span>
    )
  return (
    <a class="b b3" href={shown.monthHref(to)} aria-label={label(named(to))}>
      <Icon name={icon} mirrored />
    </a>
  )
}

function Day({ v, shown, cell }: { v: View; shown: MonthShown; cell: DayCell }) {
  const number = Number(cell.date.slice(8))
  const note = shown.notes?.get(cell.date)
  const open = cell.state === 'free' || cell.state === 'few'
  const words = cell.state === 'kept' ? v.t.views.states.kept : v.t.bookings.calendar[cell.state]
  const said = (
    <>
      {number}
      {open ? (
        <small>{cell.words}</small>
      ) : (
        <span class="vh">
          {v.language === 'ar' ? '، ' : ', '}
          {words}
        </span>
      )}
      {note && <small class="who">{note}</small>}
    </>
  )
  // Where somebody has it, those who may know go to see who.
  if (!open && !note) return <span class={cell.state === 'full' ? 'x' : undefined}>{said}</span>
  const current = shown.isCurrent(cell.date)
  const look = cell.state === 'few' ? 'few' : open ? undefined : cell.state === 'full' ? 'x' : 'c'
  return (
    <a
      class={current ? undefined : look}
      href={shown.dayHref(cell.date)}
      aria-current={current ? 'date' : undefined}
    >
      {said}
    </a>
  )
}

/** The address of the same page with other dates; what else was asked stays. */
export function queryWith(v: View, box: Box, changes: Record<string, string>): string {
  const kept = new URLSearchParams()
  if (box.chosen.needId) kept.set('need', box.chosen.needId)
  if (box.chosen.item) kept.set('item', box.chosen.item)
  if (box.chosen.quantity) kept.set('quantity', box.chosen.quantity)
  for (const [name, value] of Object.entries(changes)) kept.set(name, value)
  // A refused form has been posted to the page of booking: its links lead there.
  return `${v.c.req.method === 'POST' ? v.href(`/offers/${box.offer.listing.id}/book`) : ''}?${kept}`
}

function weeksOf(days: readonly DayCell[]): (DayCell | null)[][] {
  const first = days[0]
  if (!first) return []
  const cells: (DayCell | null)[] = [...Array<null>(weekdayOf(first.date) - 1).fill(null), ...days]
  while (cells.length % 7 !== 0) cells.push(null)
  const weeks = Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7))
  // What is over takes no room: the month begins with this week.
  return weeks.filter((week) => week.some((cell) => cell && cell.state !== 'past'))
}

export const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)
