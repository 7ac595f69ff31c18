import type { Offer } from '../../../worker/bookings/queries'
import { choices } from '../../../worker/bookings/rulesOfHolds'
import { addDays, wallOf } from '../../../worker/core/time'
import type { VisibleListing } from '../../../worker/listings/queries'
import type { Outage } from '../../../worker/outages/queries'
import { ErrorSummary, Field, type FormErrors, Select, TextArea } from '../../components/Field'
import { KindLabel } from '../../components/Icon'
import type { View } from '../../view'
import { outageWords } from './words'

interface Shown {
  listing: VisibleListing
  offer: Offer
  open: Outage[]
  typed: Record<string, string>
  errors: FormErrors | undefined
}

/** Says that something is out of order; what already is, above. */
export function DeclarePage({ v, shown }: { v: View; shown: Shown }) {
  const { listing, offer, open, typed, errors } = shown
  const words = v.t.outages.declare
  const things = choices(offer.capacities)
  const all = Math.max(0, ...things.map((c) => c.quantity))
  const counts = all > 1 && things.every((c) => c.shape === 'thing')
  const today = wallOf(v.ctx.now, offer.zone).date
  const date = { type: 'date', min: today, max: addDays(today, 1000) }
  const hour = { type: 'time', step: '900', label: words.time }
  return (
    <div class={`w sec narrow st wide-gap ${listing.kind}`}>
      <p class="back sm">
        <a href={v.href(`/offers/${listing.id}/book`)}>{words.back}</a>
      </p>
      <div class="st tight">
        <KindLabel kind={listing.kind}>
          <bdi>{listing.title}</bdi>
        </KindLabel>
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      {open.length > 0 && (
        <section class="panel st">
          <h2 class="t3">{words.open}</h2>
          <ul class="st tight">
            {open.map((outage) => (
              <li>
                <a href={v.href(`/outages/${outage.id}`)}>{outageWords(v, outage)}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <form class="st" method="post">
        <ErrorSummary v={v} errors={errors} />
        <input type="hidden" name="once" value={typed.once ?? crypto.randomUUID()} />
        {things.length > 1 && (
          <Select
            name="capacityId"
            label={words.what}
            choices={things.map((c) => ({ value: c.id, label: c.label }))}
            value={typed.capacityId}
            error={errors?.fields.capacityId}
          />
        )}
        {counts && (
          <Field
            {...{ name: 'quantity', type: 'number', inputmode: 'numeric', min: '1', max: all }}
            label={words.quantity}
            hint={words.quantityHint(v.f.quantity(all, listing.unit))}
            value={typed.quantity}
            error={errors?.fields.quantity}
          />
        )}
        <div class="dates">
          <Field
            {...date}
            name="startsOn"
            label={words.startsOn}
            hint={words.startsHint}
            value={typed.startsOn}
            error={errors?.fields.startsOn}
          />
          <Field {...hour} name="startsTime" value={typed.startsTime} />
        </div>
        <div class="dates">
          <Field
            {...date}
            name="endsOn"
            label={words.endsOn}
            hint={words.endsHint}
            value={typed.endsOn}
            error={errors?.fields.endsOn}
          />
          <Field {...hour} name="endsTime" value={typed.endsTime} />
        </div>
        <TextArea
          name="reason"
          rows={2}
          maxlength={500}
          label={words.reason}
          hint={words.reasonHint}
          value={typed.reason}
          error={errors?.fields.reason}
        />
        <p>
          <button class="b" type="submit">
            {words.act}
          </button>
        </p>
      </form>
    </div>
  )
}
