import type { Booking } from '../../../worker/bookings/queries'
import type { View } from '../../view'
import { ThresholdNote } from '../register/LawNote'

export interface Waste {
  isWaste: boolean
  lineId: string | null
}

/** What the law asks of a load of this weight, and where it is registered. */
export function OfWaste({ v, b, waste }: { v: View; b: Booking; waste: Waste }) {
  return (
    <>
      <ThresholdNote v={v} load={{ ...b, isWaste: waste.isWaste }} />
      {waste.lineId && (
        <p>
          <a href={v.href(`/register/${waste.lineId}`)}>{v.t.waste.inRegister}</a>
        </p>
      )}
    </>
  )
}
