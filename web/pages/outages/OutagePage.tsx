import type { Child } from 'hono/jsx'
import type { Booking } from '../../../worker/bookings/queries'
import { wallOf } from '../../../worker/core/time'
import type { Outage } from '../../../worker/outages/queries'
import { ErrorSummary, Field, type FormErrors, TextArea } from '../../components/Field'
import { capital } from '../../components/MonthCalendar'
import { Told } from '../../components/Told'
import { TermList } from '../../components/TermList'
import type { View } from '../../view'
import { moment } from '../bookings/words'
import { dayOrMoment, outageWords } from './words'

interface Shown {
  outage: Outage
  bookings: Booking[]
  errors: FormErrors | undefined
}

/** One outage for those whose thing it is: who is concerned, how long still, and that it works again. */
export function OutagePage({ v, shown, told }: { v: View; shown: Shown; told: string | undefined }) {
  const { outage, bookings, errors } = shown
  const words = v.t.outages.show
  const open = outage.status === 'open'
  return (
    <div class={`w sec page ${outage.kind}`}>
      <p class="back sm">
        <a href={v.href(`/offers/${outage.listingId}/book`)}>{v.t.outages.declare.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <Told words={told} />
          <ErrorSummary v={v} errors={errors} />
          <div class="st tight">
            <p class={`s ${open ? 'late' : 'free'}`}>{words.title[outage.status]}</p>
            <h1 class="h1s">
              <bdi>{outage.listingTitle}</bdi>
            </h1>
            {open && <p class="lead q">{outageWords(v, outage)}</p>}
          </div>
          <Facts v={v} outage={outage} />
          {open && <Affected v={v} bookings={bookings} />}
        </div>
        {open && (
          <div class="st stick">
            <form class="panel st" method="post" action={v.href(`/outages/${outage.id}/end`)}>
              <button class="b wide" type="submit">
                {words.end}
              </button>
              <p class="q sm">{words.endHint}</p>
            </form>
            <Change v={v} shown={shown} />
          </div>
        )}
      </div>
    </div>
  )
}

function Facts({ v, outage: o }: { v: View; outage: Outage }) {
  const words = v.t.outages.show
  const rows: [string, Child][] = [[words.since, capital(dayOrMoment(v, o.startsAt))]]
  if (o.capacityLabel) rows.unshift([words.what, <bdi>{o.capacityLabel}</bdi>])
  if (o.endedAt) rows.push([words.ended, capital(moment(v, o.endedAt))])
  else rows.push([words.back, o.endsAt ? capital(dayOrMoment(v, o.endsAt)) : words.backUnknown])
  rows.push([words.quantity, o.quantity === null ? words.all : v.f.quantity(o.quantity, o.unit as 'piece')])
  if (o.reason) rows.push([words.reason, <bdi>{o.reason}</bdi>])
  return <TermList rows={rows} two />
}

function Affected({ v, bookings }: { v: View; bookings: Booking[] }) {
  const words = v.t.outages.show
  if (bookings.length === 0) return <p>{words.nobody}</p>
  return (
    <section class="st">
      <h2>{words.affected(bookings.length)}</h2>
      <ul class="st">
        {bookings.map((b) => (
          <li class={`panel st tight ${b.kind}`}>
            <h3 class="t3">
              <a href={v.href(`/bookings/${b.id}`)}>
                <bdi>{b.borrowerName}</bdi>
              </a>
            </h3>
            <p>{capital(v.f.span(b.startsAt, b.endsAt, v.ctx.now))}</p>
            <p class="q sm">
              <bdi>{b.listingTitle}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Change({ v, shown: { outage, errors } }: { v: View; shown: Shown }) {
  const words = v.t.outages
  const back = outage.endsAt ? wallOf(outage.endsAt, v.f.timeZone) : null
  const today = wallOf(v.ctx.now, v.f.timeZone).date
  return (
    <form class="panel st" method="post" action={v.href(`/outages/${outage.id}`)}>
      <h2 class="t3">{words.show.change}</h2>
      <div class="dates">
        <Field
          {...{ name: 'endsOn', type: 'date', min: today }}
          label={words.declare.endsOn}
          hint={words.declare.endsHint}
          value={back?.date}
          error={errors?.fields.endsOn}
        />
        <Field
          {...{ name: 'endsTime', type: 'time', step: '900' }}
          label={words.declare.time}
          value={back?.time}
        />
      </div>
      {outage.all > 1 && (
        <Field
          {...{ name: 'quantity', type: 'number', inputmode: 'numeric', min: '1', max: outage.all }}
          label={words.declare.quantity}
          hint={words.declare.quantityHint(v.f.quantity(outage.all, outage.unit as 'piece'))}
          value={outage.quantity}
          error={errors?.fields.quantity}
        />
      )}
      <TextArea
        name="reason"
        rows={2}
        maxlength={500}
        label={words.declare.reason}
        value={outage.reason}
        error={errors?.fields.reason}
      />
      <button class="b b2 wide" type="submit">
        {words.show.save}
      </button>
    </form>
  )
}
