import { Icon } from '../../components/Icon'
import type { View } from '../../view'

/** Why a hazardous waste is listed here and not handed over here. */
export function Hazard({ v }: { v: View }) {
  const { hazard } = v.t.listings
  return (
    <div class="note late">
      <Icon name="triangle-alert" />
      <div class="st tight">
        <p>
          <b>{hazard.title}</b>
        </p>
        <p>{hazard.text}</p>
        <p>
          <a href="https://trackdechets.beta.gouv.fr" rel="noopener">
            {hazard.link}
          </a>
        </p>
        <p class="q sm">{hazard.notAdvice}</p>
      </div>
    </div>
  )
}
