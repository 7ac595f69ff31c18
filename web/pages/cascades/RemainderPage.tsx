import type { Child } from 'hono/jsx'
import type { Remainder } from '../../../worker/cascades/queries'
import { addDays, wallOf } from '../../../worker/core/time'
import type { Listing } from '../../../worker/listings/queries'
import { priceWords } from '../../components/money'
import { ErrorSummary, Field, type FormErrors, Select } from '../../components/Field'
import { SlipQuestion } from '../../components/SlipQuestion'
import { Icon, KindLabel } from '../../components/Icon'
import { TermList } from '../../components/TermList'
import type { View } from '../../view'
import { moment } from '../bookings/words'
import { nowOf, SHAPES, slotWords } from './words'

interface Shown {
  v: View
  remainder: Remainder
  listing: Listing | null
  /** In whose name the coordinator may answer; empty for the taker themself, null for who only looks. */
  members: { memberId: string; name: string }[] | null
  typed: Record<string, string>
  errors: FormErrors | undefined
}

/** What is left elsewhere, offered to one organisation: take it, some of it, or leave it. */
export function RemainderPage({ v, remainder: r, listing, members, typed, errors }: Shown) {
  const words = v.t.together.remainder
  const status = nowOf(v, r)
  const rows: [string, Child][] = [
    [
      words.what,
      <a href={v.href(`/offers/${r.listingId}`)}>
        <bdi>{r.listingTitle}</bdi>
      </a>,
    ],
    [words.when, slotWords(v, r)],
    [words.lender, <bdi>{r.lenderName}</bdi>],
    [
      words.need,
      <a href={v.href(`/needs/${r.needId}`)}>
        <bdi>{r.needTitle}</bdi>
      </a>,
    ],
  ]
  if (listing) rows.push([words.price, priceWords(v, listing)])
  return (
    <div class="w sec page waste">
      <p class="back sm">
        <a href={v.href('/remainders')}>{words.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <ErrorSummary v={v} errors={errors} />
          <div class="st tight">
            <KindLabel kind="waste">
              <bdi>{r.listingTitle}</bdi>
            </KindLabel>
            <h1 class="h1s">{words.title(v.f.quantity(r.quantity, r.unit))}</h1>
            <p class={`s ${SHAPES[status]}`}>{v.t.together.cascade.status[status]}</p>
          </div>
          <p class={`note ${status === 'offered' ? 'ask' : status === 'taken' ? 'free' : ''}`}>
            <Icon name={status === 'offered' ? 'hourglass' : status === 'taken' ? 'circle-check' : 'info'} />
            <span>
              {status === 'offered' ? words.next.offered(moment(v, r.offeredUntil)) : words.next[status]}
            </span>
          </p>
          <TermList rows={rows} two />
        </div>
        <div class="st stick">
          {status === 'offered' && members && (
            <Answer {...{ v, r, members, typed, errors, hazardous: listing?.details.hazardous === true }} />
          )}
          {r.bookingId && (
            <div class="panel st">
              <a class="b wide" href={v.href(`/bookings/${r.bookingId}`)}>
                {words.booking}
              </a>
            </div>
          )}
        </div>
      </div>
    </div>
  )
}

interface Answering {
  v: View
  r: Remainder
  members: { memberId: string; name: string }[]
  typed: Record<string, string>
  errors: FormErrors | undefined
  hazardous: boolean
}
function Answer({ v, r, members, typed, errors, hazardous }: Answering) {
  const words = v.t.together.remainder
  const tomorrow = addDays(wallOf(v.ctx.now, v.f.timeZone).date, 1)
  const at = (verb: string) => v.href(`/remainders/${r.id}/${verb}`)
  return (
    <form class="panel st" method="post" action={at('take')}>
      <input type="hidden" name="once" value={crypto.randomUUID()} />
      <Field
        {...{
          name: 'quantity',
          type: 'number',
          inputmode: 'numeric',
          min: '1',
          max: r.quantity,
          required: true,
        }}
        label={words.quantity}
        hint={words.upTo(v.f.quantity(r.quantity, r.unit))}
        value={typed.quantity ?? r.quantity}
        error={errors?.fields.quantity}
      />
      {r.startsAt === null && (
        <div class="dates">
          <Field
            {...{ name: 'day', type: 'date', min: tomorrow, required: true }}
            label={words.day}
            value={typed.day ?? tomorrow}
            error={errors?.fields.day}
          />
          <Field
            {...{ name: 'time', type: 'time', step: '900', required: true }}
            label={words.time}
            value={typed.time ?? '10:00'}
          />
        </div>
      )}
      {members.length > 0 && (
        <Select
          name="onBehalfOf"
          label={words.forWhom}
          choices={members.map((m) => ({ value: m.memberId, label: m.name }))}
        />
      )}
      {hazardous && <SlipQuestion v={v} instant={false} value={typed.slipNumber} errors={errors} />}
      <Field name="note" label={words.note} maxlength={1000} value={typed.note} error={errors?.fields.note} />
      <button class="b wide" type="submit">
        {words.take}
      </button>
      <button class="b b2 wide" type="submit" formaction={at('refuse')} formnovalidate>
        {words.refuse}
      </button>
    </form>
  )
}
