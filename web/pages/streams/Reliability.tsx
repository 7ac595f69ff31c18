import { Icon } from '../../components/Icon'
import type { View } from '../../view'

/** The figure on the page of an offer: how far it keeps its word. */
export function Reliability({ v, of }: { v: View; of: { percent: number | null; handovers: number } }) {
  const words = v.t.streams.reliability
  if (of.percent === null) return null
  return (
    <p class="note free">
      <Icon name="circle-check" />
      <span>
        <b>{words.title}.</b> {words.is(v.f.percent(of.percent / 100), of.handovers)}
      </span>
    </p>
  )
}
