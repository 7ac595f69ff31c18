import { sidesOf } from '../../../worker/bookings/queries'
import { later, wallOf } from '../../../worker/core/time'
import { Field, TextArea } from '../../components/Field'
import type { View } from '../../view'
import type { ShownBooking } from './BookingPage'
import { nowOf } from './words'

/** Another time, quantity or note: all of it for the borrower before the start, the note for both until the end. */
export function ChangeForm({ v, shown }: { v: View; shown: ShownBooking }) {
  const { b, errors, typed = {} } = shown
  const words = v.t.bookings.show
  const sides = sidesOf(v.ctx, b)
  const status = nowOf(v, b)
  const whole =
    ['requested', 'confirmed'].includes(status) &&
    (sides.includes('borrower') || sides.includes('coordinator'))
  if (sides.length === 0 || !(whole || ['requested', 'confirmed', 'in_use'].includes(status))) return null
  const zone = v.f.timeZone
  const [start, end] = [wallOf(b.startsAt, zone), wallOf(b.endsAt, zone)]
  const byDay = b.grain === 'day' || b.grain === 'month'
  const value = (name: string, own: string) => typed[name] ?? own
  return (
    <details class="panel" open={errors !== undefined && shown.typed !== undefined}>
      <summary>{whole ? words.change : words.changeNote}</summary>
      <form class="st" method="post" action={v.href(`/bookings/${b.id}/change`)}>
        {whole && (
          <>
            <p class="hint">{words.changeHint}</p>
            <div class="dates">
              <Field
                name="startsOn"
                type="date"
                required
                label={byDay ? v.t.bookings.slots.from : words.day}
                value={value('startsOn', start.date)}
                error={errors?.fields.startsAt}
              />
              {byDay && (
                <Field
                  name="endsOn"
                  type="date"
                  required
                  label={words.lastDay}
                  value={value('endsOn', wallOf(later(b.endsAt, -1), zone).date)}
                  error={errors?.fields.endsAt}
                />
              )}
              {!byDay && b.quantity > 1 && b.shape !== 'person' && <Quantity v={v} shown={shown} />}
            </div>
            {byDay && b.quantity > 1 && <Quantity v={v} shown={shown} />}
            {!byDay && (
              <div class="dates">
                <Field
                  name="startsTime"
                  type="time"
                  step="300"
                  required
                  label={words.from}
                  value={value('startsTime', start.time)}
                />
                <Field
                  name="endsTime"
                  type="time"
                  step="300"
                  required
                  label={words.to}
                  value={value('endsTime', end.time)}
                  error={errors?.fields.endsAt}
                />
              </div>
            )}
          </>
        )}
        <TextArea
          name="note"
          rows={2}
          maxlength={1000}
          label={words.note}
          value={value('note', b.note)}
          error={errors?.fields.note}
        />
        <button class="b b2" type="submit">
          {words.save}
        </button>
      </form>
    </details>
  )
}

function Quantity({ v, shown: { b, errors, typed = {} } }: { v: View; shown: ShownBooking }) {
  return (
    <Field
      name="quantity"
      type="number"
      inputmode="numeric"
      min="1"
      required
      label={v.t.bookings.box.quantity}
      value={typed.quantity ?? b.quantity}
      error={errors?.fields.quantity}
    />
  )
}
