import type { Child } from 'hono/jsx'
import { type Booking, sidesOf } from '../../../worker/bookings/queries'
import { later, wallOf } from '../../../worker/core/time'
import { Field, type FormErrors, TextArea } from '../../components/Field'
import { HoursFields } from '../../components/HoursFields'
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
  return (
    <details class="panel" open={errors !== undefined && shown.typed !== undefined}>
      <summary>{whole ? words.change : words.changeNote}</summary>
      <form class="st" method="post" action={v.href(`/bookings/${b.id}/change`)}>
        {whole && (
          <>
            <p class="hint">{words.changeHint}</p>
            <TimeFields v={v} b={b} typed={typed} errors={errors}>
              {b.quantity > 1 && b.shape !== 'person' && <Quantity v={v} shown={shown} />}
            </TimeFields>
          </>
        )}
        <TextArea
          name="note"
          rows={2}
          maxlength={1000}
          label={words.note}
          value={typed.note ?? b.note}
          error={errors?.fields.note}
        />
        <button class="b b2" type="submit">
          {words.save}
        </button>
      </form>
    </details>
  )
}

/** Dates and hours of a booking as they are, or as they were typed. */
export function TimeFields({
  v,
  b,
  typed = {},
  errors,
  children,
}: {
  v: View
  b: Pick<Booking, 'startsAt' | 'endsAt' | 'grain'>
  typed?: Record<string, string> | undefined
  errors?: FormErrors | undefined
  children?: Child
}) {
  const words = v.t.bookings.show
  const zone = v.f.timeZone
  const [start, end] = [wallOf(b.startsAt, zone), wallOf(b.endsAt, zone)]
  const byDay = b.grain === 'day' || b.grain === 'month'
  const value = (name: string, own: string) => typed[name] ?? own
  return (
    <>
      <div class="dates">
        <Field
          name="startsOn"
          type="date"
          required
          label={byDay ? v.t.bookings.slots.from : words.day}
          value={value('startsOn', start.date)}
          error={errors?.fields.startsAt}
        />
        {byDay ? (
          <Field
            name="endsOn"
            type="date"
            required
            label={words.lastDay}
            value={value('endsOn', wallOf(later(b.endsAt, -1), zone).date)}
            error={errors?.fields.endsAt}
          />
        ) : (
          children
        )}
      </div>
      {byDay && children}
      {!byDay && (
        <HoursFields
          starts={{ label: words.from, value: value('startsTime', start.time) }}
          ends={{ label: words.to, value: value('endsTime', end.time), error: errors?.fields.endsAt }}
        />
      )}
    </>
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
