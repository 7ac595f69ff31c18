import type { NeedCombo } from '../../../worker/combos/queries'
import type { Listing } from '../../../worker/listings/queries'
import { Select, TextArea } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'

interface Shown {
  v: View
  need: Listing
  combo: NeedCombo
  title: string
  level: 2 | 3
  /** For the coordinator: in whose name it is booked. */
  members?: { memberId: string; name: string }[]
  note?: string
}

/** Offers that are enough together: how much of each, how far, for how much, and one button for all. */
export function ComboCard({ v, need, combo, title, level, members = [], note }: Shown) {
  const words = v.t.together.combos
  const Title = level === 2 ? 'h2' : 'h3'
  const comma = v.language === 'ar' ? '، ' : ', '
  return (
    <form class="panel st" method="post" action={v.href(`/needs/${need.id}/together`)}>
      <input type="hidden" name="once" value={crypto.randomUUID()} />
      <Title class="t3">{title}</Title>
      <ul class="st tight">
        {combo.parts.map(({ listing, bookable, km }) => (
          <li>
            <input type="hidden" name="part" value={`${listing.id}.${bookable.quantity}`} />
            <b>{v.f.quantity(bookable.quantity, listing.unit)}</b>{' '}
            <a href={v.href(`/offers/${listing.id}`)}>
              <bdi>{listing.title}</bdi>
            </a>
            <span class="q sm">
              {comma}
              <bdi>{listing.organisationName}</bdi>
              {km !== null && `${comma}${v.t.search.card.at(v.f.distance(km))}`}
              {comma}
              {bookable.priceCents > 0 ? v.f.money(bookable.priceCents) : v.t.search.card.noCharge}
            </span>
          </li>
        ))}
      </ul>
      <p class="row between">
        <span>
          {words.total} : <b>{v.f.quantity(need.quantity, need.unit)}</b>
        </span>
        <b>{combo.cents > 0 ? v.f.money(combo.cents) : v.t.search.card.noCharge}</b>
      </p>
      {members.length > 0 && (
        <Select
          name="onBehalfOf"
          label={words.forWhom}
          choices={members.map((m) => ({ value: m.memberId, label: m.name }))}
        />
      )}
      {note !== undefined && (
        <TextArea name="note" rows={2} maxlength={1000} label={words.note} value={note} />
      )}
      <p class="row">
        <button class="b" type="submit">
          {words.book}
        </button>
      </p>
      <p class="q sm row top-aligned">
        <Icon name="info" />
        <span>{words.hint}</span>
      </p>
    </form>
  )
}
