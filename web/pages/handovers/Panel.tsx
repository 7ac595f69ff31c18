import type { Booking } from '../../../worker/bookings/queries'
import { statusAt } from '../../../worker/bookings/rules'
import type { Agreement } from '../../../worker/handovers/agreements'
import { type Handover, sidesToNote } from '../../../worker/handovers/queries'
import { lastOf, mayBeNoted, type Step, standing, stepsOf } from '../../../worker/handovers/rules'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import { lacksSlip } from '../bookings/SlipPanel'
import { actWord, Stands } from './words'

/** The step that the reader may note next on their first side, or null. */
export function nextStep(v: View, b: Booking, lines: readonly Handover[]): Step | null {
  const side = sidesToNote(v.ctx, b)[0]
  const status = statusAt(b, v.ctx.now)
  if (!side) return null
  return (
    stepsOf(b.kind).find(
      (step) =>
        !lastOf(lines, step, side)?.happened &&
        mayBeNoted(step, status, lines) &&
        // Who has it back does not ask any more whether it was fetched.
        !(step === 'pick_up' && standing(lines, 'return')),
    ) ?? null
  )
}

interface Props {
  v: View
  b: Booking
  lines: readonly Handover[]
  agreement: Agreement | null
}

/** On the page of a booking: what is noted, the next step in one tap, and the way to the agreement. */
export function HandoverPanel({ v, b, lines, agreement }: Props) {
  const words = v.t.handovers
  const steps = stepsOf(b.kind)
  const next = nextStep(v, b, lines)
  const at = v.href(`/bookings/${b.id}/handovers`)
  const isLender = sidesToNote(v.ctx, b)[0] !== 'borrower'
  const isHouse = b.kind === 'space' || b.kind === 'premises'
  if (steps.length === 0 && !agreement) return null
  return (
    <section class="panel st">
      <h2 class="t3">{words.title}</h2>
      {steps.map((step) => {
        const line = standing(lines, step)
        return line ? (
          <Stands v={v} line={line} kind={b.kind} />
        ) : (
          <p class="s soon">{(isHouse ? words.panel.nothingOfHouse : words.panel.nothing)[step]}</p>
        )
      })}
      {next && lacksSlip(b) && (
        <p>
          <a href="#slip">{v.t.waste.slip.first}</a>
        </p>
      )}
      {next && !lacksSlip(b) && (
        <form method="post" action={at}>
          <input type="hidden" name="step" value={next} />
          <input type="hidden" name="quick" value="booking" />
          <button class="b wide" type="submit">
            <Icon name="check" />
            {actWord(v, next, b.kind, isLender)}
          </button>
        </form>
      )}
      {steps.length > 0 && (
        <a class="b b2 wide" href={at}>
          {words.panel.all}
        </a>
      )}
      {b.kind === 'waste' && (
        <a class="b b2 wide" href={v.href(`/offers/${b.listingId}/balance`)}>
          {v.t.streams.link}
        </a>
      )}
      {agreement && (
        <>
          <p class={`s ${agreement.status === 'accepted' ? 'free' : 'ask'}`}>
            <span>
              <b>{words.panel.agreement}</b>
              <br />
              {v.t.agreements.status[agreement.status]}
            </span>
          </p>
          <a class="b b2 wide" href={v.href(`/bookings/${b.id}/agreement`)}>
            {words.panel.agreement}
          </a>
        </>
      )}
    </section>
  )
}
