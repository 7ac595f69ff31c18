import type { Child } from 'hono/jsx'
import type { Alternative } from '../../../worker/bookings/alternatives'
import type { Competing } from '../../../worker/bookings/competing'
import type { Contact, journalOf, placeOf } from '../../../worker/bookings/people'
import type { Booking } from '../../../worker/bookings/queries'
import { deadlineOf, type Verb, verbsFor } from '../../../worker/bookings/rules'
import { sidesOf } from '../../../worker/bookings/queries'
import type { Agreement } from '../../../worker/handovers/agreements'
import type { Handover } from '../../../worker/handovers/queries'
import type { Listing } from '../../../worker/listings/queries'
import type { Series } from '../../../worker/series/queries'
import type { Outage } from '../../../worker/outages/queries'
import { mayCount } from '../../../worker/inclusion/rules'
import { ErrorSummary, type FormErrors } from '../../components/Field'
import { Icon, KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { NeedMet } from '../../components/NeedMet'
import { Told } from '../../components/Told'
import { TermList } from '../../components/TermList'
import type { View } from '../../view'
import { HandoverPanel, nextStep } from '../handovers/Panel'
import { OutOfOrder } from '../outages/OutOfOrder'
import { AskedWith } from '../baskets/AskedWith'
import { ChangeForm } from './ChangeForm'
import { Journal } from './Journal'
import { CompetingRequests } from './CompetingRequests'
import { SlipPanel } from './SlipPanel'
import { OfWaste, type Waste } from './OfWaste'
import { isAgreed, moment, nowOf, type Party, partyOf, shapeOf } from './words'

export interface ShownBooking {
  b: Booking
  place: Awaited<ReturnType<typeof placeOf>>
  contacts: Contact[]
  journal: Awaited<ReturnType<typeof journalOf>>
  lines: Handover[]
  agreement: Agreement | null
  errors?: FormErrors
  typed?: Record<string, string>
  told?: string
  /** The reader's own need that this booking answered, where it is still posted. */
  need?: Listing | null
  /** The series that it is a date of. */
  series?: Series | null
  /** What was asked for with it, of what the reader may see. */
  together?: Booking[]
  /** For the lender: other requests for the same time, which hold nothing, and whether this one still fits. */
  competing?: Competing[]
  /** Because of which it can not take place for now, and what is free instead. */
  outage?: Outage | null
  substitutes?: Alternative[]
  fits?: boolean
  /** Of waste: whether it has that status, and its line in the register. */
  waste?: Waste | null
}

/** What is wrong with an instant, under the name of the field in which its date or its hour was typed. */
function inForm({ b, errors }: ShownBooking): FormErrors | undefined {
  const byDay = b.grain === 'day' || b.grain === 'month'
  const names: Record<string, string> = { startsAt: 'startsOn', endsAt: byDay ? 'endsOn' : 'endsTime' }
  const fields = Object.entries(errors?.fields ?? {}).map(([name, words]) => [names[name] ?? name, words])
  return errors && { ...errors, fields: Object.fromEntries(fields) }
}

/** One booking for its parties: how it stands, what comes next, and what they can do. */
export function BookingPage({ v, shown }: { v: View; shown: ShownBooking }) {
  const { b, told } = shown
  const words = v.t.bookings.show
  const status = nowOf(v, b)
  const party = partyOf(v, b)
  // A return that is noted ends the booking too: one button for both. And whoever fetched it has come.
  const noted = nextStep(v, b, shown.lines) === 'return'
  const verbs = verbsFor(sidesOf(v.ctx, b), b, v.ctx.now).filter(
    (verb) => !noted || (verb !== 'complete' && verb !== 'markNoShow'),
  )
  return (
    <div class={`w sec page ${b.kind}`}>
      <p class="back sm">
        <a href={v.href('/agenda')}>{words.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <Told words={told} />
          <ErrorSummary v={v} errors={inForm(shown)} />
          <div class="st tight">
            <p class={`s ${shown.outage ? 'late' : shapeOf(status)}`}>
              {shown.outage ? v.t.outages.state : v.t.bookings.status[status]}
            </p>
            <h1 class="h1s">{shown.outage ? v.t.outages.booking.title : words.title[status][party]}</h1>
            <p class="lead q">{capital(v.f.span(b.startsAt, b.endsAt, v.ctx.now))}</p>
          </div>
          {shown.outage ? (
            <OutOfOrder v={v} shown={shown} party={party} />
          ) : (
            <p class={`note ${status === 'requested' ? 'ask' : isAgreed(status) ? 'free' : ''}`}>
              <Icon
                name={status === 'requested' ? 'hourglass' : isAgreed(status) ? 'circle-check' : 'info'}
              />
              <span>{nextWords(v, b, party)}</span>
            </p>
          )}
          {shown.need && <NeedMet v={v} need={shown.need} />}
          {shown.series && (
            <p>
              {v.t.series.partOf} <a href={v.href(`/series/${shown.series.id}`)}>{v.t.series.seeAll}</a>
            </p>
          )}
          <AskedWith v={v} b={b} together={shown.together ?? []} />
          {shown.waste && <OfWaste v={v} b={b} waste={shown.waste} />}
          <Facts v={v} shown={shown} party={party} />
          <CompetingRequests v={v} shown={shown} />
        </div>
        <div class="st stick">
          <SlipPanel v={v} shown={shown} />
          <Acts v={v} b={b} verbs={verbs} />
          {isAgreed(status) && !shown.outage && (
            <HandoverPanel v={v} b={b} lines={shown.lines} agreement={shown.agreement} />
          )}
          <Contacts v={v} shown={shown} party={party} />
          {mayCount(status) && (
            <a class="b b3 wide" href={v.href(`/bookings/${b.id}/inclusion`)}>
              {v.t.inclusion.link}
            </a>
          )}
        </div>
        <div class="st wide-gap">
          <ChangeForm v={v} shown={shown} />
          <Journal v={v} shown={shown} />
        </div>
      </div>
    </div>
  )
}

function nextWords(v: View, b: Booking, party: Party): string {
  if (nowOf(v, b) === 'requested' && b.agreedAt) return v.t.bookings.show.waitsForOthers
  const { next } = v.t.bookings.show
  const status = nowOf(v, b)
  switch (status) {
    case 'requested': {
      const says = b.competing ? v.t.rules.competing : next.requested
      return says[party](
        party === 'borrower' ? b.lenderName : b.borrowerName,
        moment(v, b.answerBy ?? b.startsAt),
      )
    }
    case 'confirmed': {
      const deadline = party === 'borrower' && deadlineOf('cancel', b)
      if (!deadline) return next.confirmed[party](moment(v, b.startsAt))
      const over = deadline < v.ctx.now ? v.t.rules.cancelOver : v.t.rules.cancelBy
      return `${v.t.rules.confirmedNext(moment(v, b.startsAt))} ${over(moment(v, deadline))}`
    }
    case 'in_use':
      return next.in_use[party](moment(v, b.endsAt))
    case 'declined':
    case 'expired':
      return next[status][party]
    case 'cancelled': {
      const side = b.cancelledSide ?? 'coordinator'
      const by = side === party ? next.cancelled.borrower : next.cancelledBy[side]
      return `${v.t.bookings.status.cancelled} ${by}.`
    }
    case 'completed':
    case 'no_show':
      return next[status]
  }
}

function Facts({ v, shown, party }: { v: View; shown: ShownBooking; party: Party }) {
  const { b, place } = shown
  const words = v.t.bookings.show
  const comma = v.language === 'ar' ? '، ' : ', '
  const town = [place.postcode, place.commune].filter(Boolean).join(' ')
  const knows = party === 'lender' || isAgreed(nowOf(v, b))
  const rows: [string, Child][] = [
    [words.when, capital(v.f.span(b.startsAt, b.endsAt, v.ctx.now))],
    [
      words.where,
      <>
        <bdi>{knows && place.address ? [place.address, town].filter(Boolean).join(comma) : town}</bdi>
        {!knows && <span class="hint">{words.whereLater}</span>}
      </>,
    ],
    [
      words.what,
      <>
        <KindLabel kind={b.kind}>{v.t.common.kinds[b.kind]}</KindLabel>{' '}
        <a href={v.href(`/offers/${b.listingId}`)}>
          <bdi>{b.listingTitle}</bdi>
        </a>
      </>,
    ],
    [words.lender, <bdi>{b.lenderName}</bdi>],
    [words.borrower, <bdi>{b.borrowerName}</bdi>],
  ]
  if (b.capacityLabel) rows.push([words.lot, <bdi>{b.capacityLabel}</bdi>])
  if (b.quantity > 1) rows.push([words.quantity, v.f.quantity(b.quantity, b.unit)])
  rows.push([words.price, priceOf(v, b, place.tariffMode, party)])
  if (b.note) rows.push([words.note, <bdi>{b.note}</bdi>])
  if (b.cancelReason) rows.push([words.reason, <bdi>{b.cancelReason}</bdi>])
  return <TermList rows={rows} two />
}

/** The lender gets the reference price; which door the borrower took is theirs alone to see. */
function priceOf(v: View, b: Booking, mode: 'free' | 'exchange' | 'price', party: Party): string {
  const words = v.t.bookings.show
  if (mode !== 'price') return mode === 'free' ? words.noCharge : words.exchange
  const amount = v.f.money(b.priceCents, b.currency)
  if (party === 'lender' || b.tariff === 'reference') return amount
  return words.yourPrice(amount, v.t.bookings.box.tariffs[b.tariff])
}

const PLAIN: readonly Verb[] = [
  'confirm',
  'complete',
  'markNoShow',
  'correctToNoShow',
  'correctToCompleted',
  'decline',
]
const PATHS: Partial<Record<Verb, string>> = {
  ...{ confirm: 'confirm', decline: 'decline', complete: 'complete', markNoShow: 'no-show' },
  ...{ correctToNoShow: 'correct', correctToCompleted: 'correct' },
}

function Acts({ v, b, verbs }: { v: View; b: Booking; verbs: readonly Verb[] }) {
  const words = v.t.bookings.show.acts
  const acts = PLAIN.filter((verb) => verbs.includes(verb))
  return (
    <div class="panel st">
      {acts.map((verb, i) => (
        <form method="post" action={v.href(`/bookings/${b.id}/${PATHS[verb]}`)}>
          <button
            class={i === 0 && (verb === 'confirm' || verb === 'complete') ? 'b wide' : 'b b2 wide'}
            type="submit"
          >
            {words[verb as keyof typeof words]}
          </button>
        </form>
      ))}
      <a class="b b2 wide" href={v.href(`/messages/${b.id}`)}>
        <Icon name="message-circle" />
        {v.t.bookings.show.write}
      </a>
      {verbs.includes('cancel') && (
        <a class="b b3 wide" href={v.href(`/bookings/${b.id}/cancel`)}>
          {words.cancel}
        </a>
      )}
    </div>
  )
}

function Contacts({ v, shown, party }: { v: View; shown: ShownBooking; party: Party }) {
  const { b, contacts } = shown
  const words = v.t.bookings.show
  const agreed = isAgreed(nowOf(v, b))
  if (!agreed && nowOf(v, b) !== 'requested') return null
  const others = contacts.filter(
    (c) => v.isCoordinator || c.organisationId === (party === 'borrower' ? b.lenderId : b.borrowerId),
  )
  return (
    <section class="panel st">
      <h2 class="t3">{words.contacts}</h2>
      {!agreed && <p class="q sm">{words.contactsLater}</p>}
      {agreed && (
        <ul class="st">
          {others.map((person) => (
            <li class="st tight">
              <b>
                <bdi>{person.name}</bdi>
              </b>
              <span class="q sm">
                <bdi>{person.organisationId === b.lenderId ? b.lenderName : b.borrowerName}</bdi>
              </span>
              {person.phone && (
                <a class="tel" href={`tel:${person.phone.replace(/\s/g, '')}`}>
                  <span dir="ltr">{person.phone}</span>
                </a>
              )}
              {person.email && (
                <a class="tel" href={`mailto:${person.email}`}>
                  <span dir="ltr">{person.email}</span>
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
