import { instantOf, weekdayOf } from '../../worker/core/time'
import type { View } from '../view'
import type { Box } from './bookingBoxFor'
import type { DayCell } from './days'
import { Icon } from './Icon'

/** The month as a table: what is free each day in words and by pattern, each free day a link. */
export function MonthCalendar({ v, box }: { v: View; box: Box }) {
  const { month, months, days, day } = box
  if (!month) return null
  const words = v.t.bookings.calendar
  const zone = box.offer.zone
  const named = (of: string) => v.f.month(instantOf(`${of}-15`, '12:00', zone))
  const grain = box.offer.listing.grain === 'hour' ? 'hour' : 'day'
  const free = days.some((d) => d.state === 'free' || d.state === 'few')
  return (
    <>
      <div class="hd flush">
        <h2 id="av">{capital(named(month))}</h2>
        <span class="row">
          <Turn
            v={v}
            box={box}
            to={months.previous}
            icon="chevron-left"
            label={words.previous}
            named={named}
          />
          <Turn v={v} box={box} to={months.next} icon="chevron-right" label={words.next} named={named} />
        </span>
      </div>
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
                <td>{cell && <Day v={v} box={box} cell={cell} chosen={cell.date === day} />}</td>
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
  v,
  box,
  to,
  icon,
  label,
  named,
}: {
  v: View
  box: Box
  to: string | null
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
    <a class="b b3" href={`${queryWith(v, box, { month: to })}#av`} aria-label={label(named(to))}>
      <Icon name={icon} mirrored />
    </a>
  )
}

function Day({ v, box, cell, chosen }: { v: View; box: Box; cell: DayCell; chosen: boolean }) {
  const number = Number(cell.date.slice(8))
  const words = v.t.bookings.calendar
  if (cell.state === 'past' || cell.state === 'closed' || cell.state === 'full')
    return (
      <span class={cell.state === 'full' ? 'x' : undefined}>
        {number}
        <span class="vh">
          {v.language === 'ar' ? '، ' : ', '}
          {words[cell.state]}
        </span>
      </span>
    )
  const hours = box.offer.listing.grain === 'hour'
  const at: Record<string, string> = hours
    ? { month: box.month ?? '', day: cell.date }
    : { month: box.month ?? '', startsOn: cell.date }
  const current = chosen || (!hours && box.chosen.startsOn === cell.date)
  return (
    <a
      class={cell.state === 'few' && !current ? 'few' : undefined}
      href={`${queryWith(v, box, at)}${hours ? '#f-when' : '#f-startsOn'}`}
      aria-current={current ? 'date' : undefined}
    >
      {number}
      <small>{cell.words}</small>
    </a>
  )
}

/** The address of the same page with other dates; what else was asked stays. */
export function queryWith(v: View, box: Box, changes: Record<string, string>): string {
  const kept = new URLSearchParams()
  if (box.chosen.needId) kept.set('need', box.chosen.needId)
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
