import type { PickupRound, Stop } from '../../../worker/pickups/queries'
import { OUTCOMES } from '../../../worker/pickups/rules'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import { moment } from '../bookings/words'
import type { ShownRound } from './RoundPage'
import { saidOf, unitOf } from './words'

interface Shown {
  v: View
  n: number
  stop: Stop
  round: PickupRound
  contacts: readonly { name: string; phone: string | null }[]
  shown: ShownRound
}
const TO_BE_FETCHED: readonly string[] = ['confirmed', 'in_use', 'completed']

/** One stop: where, whom to call, what to load; what was noted, and the form to note it. */
export function StopItem({ v, n, stop, round, contacts, shown }: Shown) {
  const words = v.t.pickups
  const gone = !TO_BE_FETCHED.includes(stop.bookingStatus)
  const noSlip = stop.hazardous === 1 && !stop.slip
  const place = [stop.address, [stop.postcode, stop.commune].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ')
  return (
    <li
      id={stop.id}
      class="waste"
      data-stop={stop.id}
      data-key={stop.recordKey ?? ''}
      data-promised={stop.promised}
      data-unit={unitOf(v, stop.unit)}
    >
      <span class="n">{v.f.number(n)}</span>
      <div class="st tight">
        <h2 class="t3">
          <bdi>{stop.lenderName}</bdi>
        </h2>
        <p>
          <b>{v.f.quantity(stop.promised, stop.unit)}</b>{' '}
          <a href={v.href(`/bookings/${stop.bookingId}`)}>
            <bdi>{stop.title}</bdi>
          </a>
          {stop.hint && (
            <span class="q sm">
              {' '}
              <bdi>{stop.hint}</bdi>
            </span>
          )}
        </p>
        {place && (
          <p>
            <bdi>{place}</bdi>
          </p>
        )}
        <p class="q sm">{words.show.from(v.f.span(stop.startsAt, stop.endsAt, v.ctx.now))}</p>
        {stop.note && (
          <p class="q sm">
            <bdi>{stop.note}</bdi>
          </p>
        )}
        {contacts.map((one) => (
          <p>
            <bdi>{one.name}</bdi>{' '}
            {one.phone && (
              <a class="tel" href={`tel:${one.phone.replace(/\s/g, '')}`}>
                <span dir="ltr">{one.phone}</span>
              </a>
            )}
          </p>
        ))}
        {stop.slip && <p class="sm">{words.show.slip(stop.slip)}</p>}
        {noSlip && (
          <p class="s late">
            <span>
              {words.show.noSlip} <a href={v.href(`/bookings/${stop.bookingId}`)}>{words.show.enterSlip}</a>
            </span>
          </p>
        )}
        {gone && <p class="s late">{words.show.gone}</p>}
        {stop.outcome && stop.happenedAt && (
          <p class="s free stands">{words.record.stands(saidOf(v, stop), moment(v, stop.happenedAt))}</p>
        )}
        <p class="said s" role="status"></p>
        {!stop.outcome && (
          <p class="print sm">
            <span class="box"></span> {words.show.printed} : <span class="sign"></span> {unitOf(v, stop.unit)}
            <br />
            <span class="box"></span> {words.record.outcomes.refused}, {words.record.outcomes.nobody} :{' '}
            <span class="sign why"></span>
          </p>
        )}
        {round.status === 'open' && !gone && <RecordForm {...{ v, n, stop, round, shown }} />}
      </div>
    </li>
  )
}

function RecordForm({ v, n, stop, round, shown }: Omit<Shown, 'contacts'>) {
  const words = v.t.pickups.record
  const again = shown.stop === stop.id
  const typed = again ? (shown.typed ?? {}) : {}
  const errors = again ? (shown.errors?.fields ?? {}) : {}
  const id = (name: string) => (again && errors[name] ? `f-${name}` : `${name}-${n}`)
  const wrong = (name: string) =>
    errors[name] && (
      <span class="msg" id={`${id(name)}-e`}>
        <Icon name="circle-alert" />
        {errors[name]}
      </span>
    )
  const tied = (name: string, hint: boolean) => ({
    ...{ id: id(name), name, 'aria-invalid': errors[name] ? 'true' : undefined },
    'aria-describedby':
      [hint && `${id(name)}-h`, errors[name] && `${id(name)}-e`].filter(Boolean).join(' ') || undefined,
  })
  return (
    <details class="nop" open={again || undefined}>
      <summary>{stop.outcome ? words.correct : words.open}</summary>
      <form class="st" method="post" action={v.href(`/pickups/${round.id}/stops/${stop.id}`)} novalidate>
        <input type="hidden" name="key" value={again && typed.key ? typed.key : crypto.randomUUID()} />
        {stop.recordKey && <input type="hidden" name="replaces" value={stop.recordKey} />}
        <fieldset id={id('outcome')} class={errors.outcome ? 'err' : undefined}>
          <legend>{words.legend}</legend>
          {wrong('outcome')}
          <div class="opt">
            {OUTCOMES.map((value) => (
              <label class="o">
                <input type="radio" name="outcome" value={value} checked={typed.outcome === value} />
                <span>{words.outcomes[value]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <div class={errors.quantity ? 'err' : undefined}>
          <label for={id('quantity')}>{words.quantity(unitOf(v, stop.unit))}</label>
          <span class="hint" id={`${id('quantity')}-h`}>
            {words.quantityHint(v.f.quantity(stop.promised, stop.unit))}
          </span>
          {wrong('quantity')}
          <input
            type="text"
            inputmode="numeric"
            autocomplete="off"
            {...tied('quantity', true)}
            value={typed.quantity ?? ''}
          />
        </div>
        <label class="o sure" hidden={!errors.quantity || undefined}>
          <input type="checkbox" name="sure" value="yes" checked={typed.sure === 'yes'} />
          <span>{words.sure}</span>
        </label>
        <div class={errors.reason ? 'err' : undefined}>
          <label for={id('reason')}>{words.reason}</label>
          <span class="hint" id={`${id('reason')}-h`}>
            {words.reasonHint}
          </span>
          {wrong('reason')}
          <input type="text" maxlength={500} {...tied('reason', true)} value={typed.reason ?? ''} />
        </div>
        <button class="b" type="submit">
          {words.save}
        </button>
      </form>
    </details>
  )
}
