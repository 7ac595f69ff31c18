import { type Booking, sidesOf } from '../../../worker/bookings/queries'
import { Field } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import type { ShownBooking } from './BookingPage'
import { nowOf } from './words'

/** Whether a hazardous waste still waits for the number of its slip: nothing of it is agreed or handed over before. */
export const lacksSlip = (b: Pick<Booking, 'hazardous' | 'slip'>): boolean =>
  b.hazardous === 1 && b.slip === null

/** The slip of hazardous waste: its number, or the question for it, for either party and the coordinator. */
export function SlipPanel({ v, shown: { b, typed, errors } }: { v: View; shown: ShownBooking }) {
  if (b.hazardous !== 1) return null
  const words = v.t.waste.slip
  const gone = ['declined', 'expired', 'cancelled'].includes(nowOf(v, b))
  const mayEnter = !gone && sidesOf(v.ctx, b).length > 0
  return (
    <section class="panel st" id="slip" aria-labelledby="slip-title">
      <h2 class="t3" id="slip-title">
        {words.title}
      </h2>
      {b.slip ? (
        <p class="s free">
          <span>
            {words.entered} <bdi dir="ltr">{b.slip}</bdi>
          </span>
        </p>
      ) : (
        <p class="note late">
          <Icon name="triangle-alert" />
          <span>{words.missing}</span>
        </p>
      )}
      {mayEnter && (
        <form method="post" action={v.href(`/bookings/${b.id}/slip`)} class="st tight">
          <Field
            name="number"
            label={b.slip ? words.putRight : words.number}
            hint={words.where}
            value={typed?.number ?? b.slip ?? ''}
            error={errors?.fields.number}
            maxlength={60}
            autocomplete="off"
            spellcheck="false"
            dir="ltr"
          />
          <button class={b.slip ? 'b b2 wide' : 'b wide'} type="submit">
            {words.save}
          </button>
        </form>
      )}
      <p class="q sm">{v.t.listings.hazard.notAdvice}</p>
    </section>
  )
}
