import { COMMUTE_KMH } from '../../../worker/core/travel'
import type { ScoreParts } from '../../../worker/jobs/rules'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'

/** Why a job stands where it stands: the three parts of its score, in words. */
export function Why({
  v,
  parts,
  travel,
  speed,
}: {
  v: View
  parts: ScoreParts
  travel: number
  speed?: boolean
}) {
  const words = v.t.jobs.why
  return (
    <>
      <ul class="why" aria-label={words.title}>
        <li>
          <Icon name="check" />
          {words.hours(v.f.percent(parts.hours))}
        </li>
        <li>
          <Icon name={travel <= 20 ? 'check' : 'circle-help'} />
          {words.travel(v.f.number(travel))}
        </li>
        <li>
          <Icon name={parts.fit === 1 ? 'check' : 'circle-help'} />
          {parts.fit === 1 ? words.same : words.near}
        </li>
      </ul>
      {speed && <p class="q sm">{v.t.jobs.speed(v.f.number(COMMUTE_KMH))}</p>}
    </>
  )
}
