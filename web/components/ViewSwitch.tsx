import { type CalendarView, VIEWS } from '../../worker/bookings/rulesOfDays'
import type { View } from '../view'

/** Month, week or day of the same offer: links, the one that is shown marked. */
export function ViewSwitch({
  v,
  view,
  at,
  date,
  need,
}: {
  v: View
  view: CalendarView
  /** The path of the calendar. */
  at: string
  date: string
  /** The need that a booking is to answer. */
  need?: string | undefined
}) {
  const words = v.t.views
  return (
    <nav class="chips" aria-label={words.switch}>
      {VIEWS.map((one) => (
        <a
          class={one === view ? 'chip on' : 'chip'}
          href={calendarHref(at, one, date, need)}
          aria-current={one === view ? 'true' : undefined}
        >
          {words.names[one]}
        </a>
      ))}
    </nav>
  )
}

/** The address of a view around a date. */
export const calendarHref = (at: string, view: CalendarView, date: string, need?: string): string =>
  `${at}?${new URLSearchParams({ view, date, ...(need && { need }) })}`
