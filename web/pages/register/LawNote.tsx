import type { Unit } from '../../../worker/core/kinds'
import {
  gramsOf,
  type Threshold,
  thresholdOf,
  thresholdsOfLoad,
} from '../../../worker/register/rulesOfThresholds'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'

/** From when transport and broking are declared, beside a register. */
export function LawNote({ v }: { v: View }) {
  const words = v.t.register.thresholds
  return (
    <section class="panel st tight nop" aria-labelledby="law">
      <h2 class="t3" id="law">
        {words.general}
      </h2>
      <p class="sm">{words.generalText}</p>
      <p class="sm">{words.exempt}</p>
      <h3 class="t3">{words.brokerTitle}</h3>
      <p class="sm">{words.broker}</p>
      <p class="q sm">{words.notAdvice}</p>
    </section>
  )
}

interface Load {
  kind: string
  quantity: number
  unit: Unit
  hazardous: number
  /** Its status: what is no waste has no threshold. */
  isWaste: boolean
}

/** On a load that passes a threshold of transport: which, with its articles; to a coordinator also what a broker is. */
export function ThresholdNote({ v, load }: { v: View; load: Load }) {
  const passed =
    load.kind === 'waste' && load.isWaste && v.f.currency === 'EUR'
      ? thresholdOf(gramsOf(load.quantity, load.unit), load.hazardous === 1)
      : null
  if (!passed) return null
  return <Passed v={v} passed={[{ which: passed, shown: v.f.quantity(load.quantity, load.unit) }]} />
}

/** The same of what one vehicle loads on a round: hazardous waste and other waste are each counted for themselves. */
export function ThresholdNoteOfRound({ v, loads }: { v: View; loads: readonly Omit<Load, 'kind'>[] }) {
  if (v.f.currency !== 'EUR') return null
  const parts = loads.filter((l) => l.isWaste).map((l) => ({ ...l, hazardous: l.hazardous === 1 }))
  const passed = thresholdsOfLoad(parts).map((which) => {
    const kg = parts
      .filter((p) => p.unit === 'kg' && p.hazardous === (which === 'hazardous'))
      .reduce((sum, p) => sum + p.quantity, 0)
    return { which, shown: v.f.quantity(kg, 'kg') }
  })
  return passed.length > 0 ? <Passed v={v} passed={passed} /> : null
}

function Passed({ v, passed }: { v: View; passed: readonly { which: Threshold; shown: string }[] }) {
  const words = v.t.register.thresholds
  return (
    <div class="note" id="threshold">
      <Icon name="truck" />
      <div class="st tight">
        <p>
          <b>{words.title}</b>
        </p>
        {passed.map(({ which, shown }) => (
          <p class="sm">{words[which](shown)}</p>
        ))}
        <p class="sm">{words.exempt}</p>
        {v.isCoordinator && <p class="sm">{words.broker}</p>}
        <p class="q sm">{words.notAdvice}</p>
      </div>
    </div>
  )
}
