import type { View } from '../view'
import { Icon } from './Icon'

/** After what was booked for a need is over: one click says that the need is met here, and ends it. */
export function NeedMet({ v, need }: { v: View; need: { id: string; title: string; language?: string } }) {
  const words = v.t.bookings.met
  return (
    <form class="note ask" method="post" action={v.href(`/me/listings/${need.id}/close`)}>
      <Icon name="circle-help" />
      <div class="st tight">
        <p>
          <b>{words.question}</b> <bdi lang={need.language}>{need.title}</bdi>
        </p>
        <p class="q sm">{words.why}</p>
        <input type="hidden" name="outcome" value="met_here" />
        <p>
          <button class="b b2" type="submit">
            {words.yes}
            <span class="vh"> {need.title}</span>
          </button>
        </p>
      </div>
    </form>
  )
}
