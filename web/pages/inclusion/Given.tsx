import { instantOf } from '../../../worker/core/time'
import { periodOf, sumsOfOrganisation, totalOf } from '../../../worker/inclusion/queries'
import type { View } from '../../view'
import { hoursWords } from './booking'

/** On the page of an organisation, for the members of its cluster: the hours it gave over the last year. */
export async function HoursGiven({ v, organisationId }: { v: View; organisationId: string }) {
  if (!v.isMember || !v.cluster) return null
  const period = periodOf(v.ctx, v.f.timeZone, {})
  const sums = await sumsOfOrganisation(v.ctx, v.cluster.id, organisationId, period)
  const words = v.t.inclusion
  const { people, minutes } = totalOf(sums)
  if (minutes === 0) return null
  const day = (date: string) => v.f.date(instantOf(date, '12:00', v.f.timeZone))
  return (
    <section class="panel st tight" id="inclusion">
      <h2>{words.ofOrganisation}</h2>
      <p>
        <b>{words.panel(hoursWords(v, minutes), people)}</b>
        <br />
        <span class="q sm">{words.since(day(period.from), day(period.to))}</span>
      </p>
      <ul class="sm">
        {sums.map((s) => (
          <li>
            {words.families[s.family]}, {words.purposes[s.purpose].toLowerCase()} : {hoursWords(v, s.minutes)}
          </li>
        ))}
      </ul>
    </section>
  )
}
