import type { Cascade, Remainder } from '../../../worker/cascades/queries'
import { ErrorSummary, type FormErrors } from '../../components/Field'
import { KindLabel } from '../../components/Icon'
import type { View } from '../../view'
import { moment } from '../bookings/words'
import { nowOf, SHAPES, slotWords } from './words'

interface Shown {
  v: View
  cascade: Cascade
  remainders: Remainder[]
  mayLead: boolean
  errors: FormErrors | undefined
}

/** What is left of one collection, and to whom it goes: for the lender. */
export function CascadePage({ v, cascade, remainders, mayLead, errors }: Shown) {
  const words = v.t.together.cascade
  const open = cascade.status === 'open'
  return (
    <div class="w sec page waste">
      <p class="back sm">
        <a href={v.href(`/offers/${cascade.listingId}/share`)}>{words.title}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <ErrorSummary v={v} errors={errors} />
          <div class="st tight">
            <KindLabel kind="waste">{slotWords(v, cascade)}</KindLabel>
            <h1 class="h1s">
              <bdi>{cascade.listingTitle}</bdi>
            </h1>
            <p class={`s ${open ? 'ask' : cascade.outcome === 'taken' ? 'free' : 'no'}`}>
              {cascade.outcome ? words.ended[cascade.outcome] : words.open}
            </p>
            {!open && (cascade.quantityLeft ?? 0) > 0 && (
              <p class="q">{words.left(v.f.quantity(cascade.quantityLeft ?? 0, cascade.unit))}</p>
            )}
          </div>
          <section class="st">
            <h2>{words.asked}</h2>
            <ol class="panel chain">
              {remainders.map((r, i) => (
                <li>
                  <span class="n">{v.f.number(i + 1)}</span>
                  <Asked v={v} r={r} />
                </li>
              ))}
            </ol>
          </section>
        </div>
        <div class="st stick">
          {open && mayLead && (
            <form class="panel st" method="post" action={v.href(`/cascades/${cascade.id}/stop`)}>
              <button class="b b2 wide" type="submit">
                {words.stop}
              </button>
              <p class="q sm">{words.stopHint}</p>
            </form>
          )}
          <p class="q sm">{words.lead}</p>
        </div>
      </div>
    </div>
  )
}

function Asked({ v, r }: { v: View; r: Remainder }) {
  const words = v.t.together.cascade
  const status = nowOf(v, r)
  return (
    <div class="st tight">
      <p>
        <b>
          <bdi>{r.organisationName}</bdi>
        </b>
      </p>
      <p class="row">
        <span class={`s ${SHAPES[status]}`}>{words.status[status]}</span>
        <span>
          {status === 'taken'
            ? words.took(v.f.quantity(r.takenQuantity ?? 0, r.unit))
            : words.offered(v.f.quantity(r.quantity, r.unit))}
          {status === 'offered' && ` ${words.until(moment(v, r.offeredUntil))}`}
        </span>
      </p>
      {r.bookingId && (
        <p>
          <a href={v.href(`/bookings/${r.bookingId}`)}>{words.booking}</a>
        </p>
      )}
    </div>
  )
}
