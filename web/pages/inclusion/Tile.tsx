import { addDays } from '../../../worker/core/time'
import type { Months } from '../../../worker/impact/queries'
import { monthAfter } from '../../../worker/impact/rules'
import type { View } from '../../view'
import { hoursWords } from './booking'

/** The local days of whole months. */
export const daysOf = ({ from, to }: Months) => ({
  from: `${from}-01`,
  to: addDays(`${monthAfter(to)}-01`, -1),
})

/** Beside what the sharing has produced: the hours given with it, which lead to their own page. */
export const HoursTile = ({ v, minutes, period }: { v: View; minutes: number; period: Months }) =>
  minutes > 0 ? (
    <a class="fig" href={`${v.href('/coordination/inclusion')}?${new URLSearchParams(daysOf(period))}`}>
      <b>
        <bdi>{hoursWords(v, minutes)}</bdi>
      </b>
      {v.t.inclusion.figure}
      <br />
      <span class="tag">{v.t.impact.stated}</span>
    </a>
  ) : null
