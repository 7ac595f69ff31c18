import { LISTING_UNITS } from '../../../worker/leads/input'
import type { Lead } from '../../../worker/leads/queries'
import { mayBecomeListing } from '../../../worker/leads/rules'
import { Field, type FormErrors, Select, Tiles } from '../../components/Field'
import type { View } from '../../view'
import type { Typed } from '../premises/form'

interface Shown {
  lead: Lead
  organisations: readonly { id: string; name: string }[]
  typed: Typed
  errors: FormErrors | undefined
}

/** Out of what was seen in the street, a draft of an offer or a need. */
export function ListingForm({ v, shown: { lead, organisations, typed, errors } }: { v: View; shown: Shown }) {
  const words = v.t.leads.listing
  if (!mayBecomeListing(lead) || organisations.length === 0) return null
  return (
    <form class="panel st" method="post" action={v.href(`/leads/${lead.id}/listing`)} novalidate>
      <h2 class="t3">{words.title}</h2>
      <p class="q sm">{words.lead}</p>
      <Tiles
        name="direction"
        legend={words.direction}
        value={typed.direction ?? 'offer'}
        error={errors?.fields.direction}
        choices={[
          { value: 'offer', label: words.offer },
          { value: 'need', label: words.need },
        ]}
      />
      <Select
        {...{ name: 'organisation', value: typed.organisation ?? lead.ownerId }}
        error={errors?.fields.organisation}
        label={words.organisation}
        choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div class="duo">
        <Field
          {...{ name: 'quantity', value: typed.quantity, error: errors?.fields.quantity }}
          label={words.quantity}
          inputmode="numeric"
          autocomplete="off"
        />
        <Select
          {...{ name: 'unit', value: typed.unit ?? 'kg', error: errors?.fields.unit }}
          label={words.unit}
          choices={LISTING_UNITS.map((value) => ({ value, label: words.units[value] }))}
        />
      </div>
      <button class="b b2 wide" type="submit">
        {words.act}
      </button>
    </form>
  )
}
