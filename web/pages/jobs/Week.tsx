import { instantOf } from '../../../worker/core/time'
import { HALVES, type HalfDay, minutesOf } from '../../../worker/jobs/rulesOfWeek'
import type { View } from '../../view'

/** One employer, as the week shows it: by a letter, a ground and a name. */
export interface Employer {
  organisationId: string
  name: string
  halfDays: HalfDay[]
}

export const LETTERS = ['A', 'B', 'C', 'D']
export const Letter = ({ i }: { i: number }) => (
  <span class={`lt e${i}`} aria-hidden="true">
    {LETTERS[i]}
  </span>
)

/** The first of January 2024 was a Monday. */
export const weekdayName = (v: View, day: number): string =>
  v.f.weekday(instantOf(`2024-01-0${day}`, '12:00', v.f.timeZone))
const clock = (v: View, time: string): string =>
  time === '24:00' ? time : v.f.time(instantOf('2024-01-01', time, v.f.timeZone))
export const hoursWords = (v: View, h: HalfDay): string =>
  v.language === 'ar'
    ? `من ${clock(v, h.from)} إلى ${clock(v, h.to)}`
    : `${clock(v, h.from)} – ${clock(v, h.to)}`

export const hoursOf = (v: View, minutes: number): string => v.f.number(minutes / 60, 1)

/** Who employs the person, half-day by half-day: a row for each weekday, because names need room. */
export function Week({ v, employers }: { v: View; employers: readonly Employer[] }) {
  const words = v.t.jobs.grid
  const last = Math.max(5, ...employers.flatMap((e) => e.halfDays.map((h) => h.day)))
  const at = (day: number, half: string) => {
    for (const [i, e] of employers.entries()) {
      const found = e.halfDays.find((h) => h.day === day && h.half === half)
      if (found) return { i, e, h: found }
    }
    return null
  }
  return (
    <table class="wg">
      <caption class="vh">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          {HALVES.map((half) => (
            <th scope="col">{words[half]}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: last }, (_, d) => d + 1).map((day) => (
          <tr>
            <th scope="row">{weekdayName(v, day)}</th>
            {HALVES.map((half) => {
              const one = at(day, half)
              if (!one) return <td>{words.free}</td>
              return (
                <td class={`e${one.i}`}>
                  <b>
                    <bdi>{one.e.name}</bdi>
                  </b>
                  <span>{hoursWords(v, one.h)}</span>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** "lundi, mardi matin": when one employer has the person, in a line. */
export function halfDaysWords(v: View, halfDays: readonly HalfDay[]): string {
  const words = v.t.jobs.grid
  const days = [...new Set(halfDays.map((h) => h.day))]
  return v.f.list(
    days.map((day) => {
      const own = halfDays.filter((h) => h.day === day)
      const name = weekdayName(v, day)
      return own.length > 1
        ? name
        : `${name} ${(own[0]?.half === 'am' ? words.am : words.pm).toLocaleLowerCase()}`
    }),
  )
}

export const workedOf = (halfDays: readonly HalfDay[]): number =>
  halfDays.reduce((sum, h) => sum + minutesOf(h), 0)
