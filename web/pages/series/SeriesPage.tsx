import type { Child } from 'hono/jsx'
import {
  canBeAdded,
  isMoved,
  isOpen,
  type Series,
  type SeriesDate,
  sidesOfSeries,
} from '../../../worker/series/queries'
import type { PreviewedDate } from '../../../worker/series/preview'
import { ErrorSummary, type FormErrors } from '../../components/Field'
import { KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { Told } from '../../components/Told'
import { TermList } from '../../components/TermList'
import type { View } from '../../view'
import { nowOf, shapeOf } from '../bookings/words'
import { CancelForm, ChangeForm } from './forms'
import { whyWords } from './PreviewPage'
import { dayWords, ruleWords } from './words'

export interface ShownSeries {
  series: Series
  dates: SeriesDate[]
  told?: string
  errors?: FormErrors
  /** The dates for which something was not possible. */
  conflicts?: PreviewedDate[]
  typed?: Record<string, string>
}

/** One series for its parties: all its dates with how each stands, and what can be done with one, some or all. */
export function SeriesPage({ v, shown }: { v: View; shown: ShownSeries }) {
  const { series, dates, told, conflicts = [] } = shown
  const words = v.t.series.show
  const sides = sidesOfSeries(v.ctx, series)
  const open = dates.filter((one) => isOpen(one, v.ctx.now))
  const waiting = open.filter((one) => one.booking?.status === 'requested')
  const borrows = sides.includes('borrower') || sides.includes('coordinator')
  return (
    <div class={`w sec st wide-gap ${series.kind}`}>
      <p class="back sm">
        <a href={v.href('/agenda')}>{words.back}</a>
      </p>
      <Told words={told} />
      <ErrorSummary v={v} errors={shown.errors} />
      {conflicts.length > 0 && (
        <ul class="dots">
          {conflicts.map((one) => (
            <li>
              {words.conflict(
                capital(dayWords(v, one.date)),
                one.state === 'refused' ? whyWords(v, one) : v.t.series.preview.states[one.state],
              )}
            </li>
          ))}
        </ul>
      )}
      <div class="st tight">
        <p class={`s ${waiting.length > 0 ? 'ask' : open.length > 0 ? 'free' : 'soon'}`}>
          {waiting.length > 0
            ? words.requested(waiting.length)
            : open.length > 0
              ? words.upcoming(open.length)
              : words.over}
        </p>
        <h1 class="h1s">
          <bdi>{series.listingTitle}</bdi>
        </h1>
        <p class="lead q">
          {capital(v.t.series.waiting(dates.length))} · {ruleWords(v, series.rrule, series.startsOn)}
        </p>
      </div>
      <Facts v={v} series={series} dates={dates} />
      <Dates v={v} shown={shown} answers={sides.some((s) => s !== 'borrower')} borrows={borrows} />
      {open.length > 0 && borrows && <ChangeForm v={v} shown={shown} open={open} />}
      {open.length > 0 && sides.length > 0 && <CancelForm v={v} shown={shown} open={open} />}
    </div>
  )
}

function Facts({ v, series, dates }: { v: View; series: Series; dates: SeriesDate[] }) {
  const words = v.t.series.show
  const [first] = dates
  const hours =
    series.startsTime && first
      ? v.f.hours(first.startsAt, first.endsAt)
      : v.t.series.rule.wholeDays(series.days)
  const rows: [string, Child][] = [
    [
      words.what,
      <>
        <KindLabel kind={series.kind}>{v.t.common.kinds[series.kind]}</KindLabel>{' '}
        <a href={v.href(`/offers/${series.listingId}`)}>
          <bdi>{series.listingTitle}</bdi>
        </a>
      </>,
    ],
    [words.hours, <bdi>{hours}</bdi>],
    [words.lender, <bdi>{series.lenderName}</bdi>],
    [words.borrower, <bdi>{series.borrowerName}</bdi>],
  ]
  if (series.quantity > 1) rows.push([words.quantity, v.f.quantity(series.quantity, series.unit)])
  if (series.note) rows.push([words.note, <bdi>{series.note}</bdi>])
  return <TermList rows={rows} two />
}

interface Rights {
  answers: boolean
  borrows: boolean
}

function Dates({ v, shown, answers, borrows }: { v: View; shown: ShownSeries } & Rights) {
  const { series, dates } = shown
  const words = v.t.series.show
  const at = v.href(`/series/${series.id}`)
  const mine = (one: SeriesDate) => answers && one.booking !== null && nowOf(v, one.booking) === 'requested'
  const waiting = dates.filter(mine)
  return (
    <form class="st" method="post" action={`${at}/confirm`}>
      <table class="dts">
        <caption class="vh">{words.caption}</caption>
        <thead>
          <tr>
            {[words.date, words.time, words.state, words.act].map((heading) => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {dates.map((one) => (
            <Row v={v} series={series} one={one} pick={mine(one)} borrows={borrows} />
          ))}
        </tbody>
      </table>
      {waiting.length > 0 && (
        <fieldset class="panel st" id="f-dates">
          <legend class="vh">{words.answer}</legend>
          <p class="q">{words.answerHint}</p>
          <p class="row">
            <button class="b" type="submit" name="all" value="1">
              {words.confirmAll}
            </button>
            <button class="b b2" type="submit" name="all" value="1" formaction={`${at}/decline`}>
              {words.declineAll}
            </button>
            <button class="b b2" type="submit">
              {words.confirmPicked}
            </button>
            <button class="b b3" type="submit" formaction={`${at}/decline`}>
              {words.declinePicked}
            </button>
          </p>
        </fieldset>
      )}
    </form>
  )
}

interface OfOne {
  v: View
  series: Series
  one: SeriesDate
  pick: boolean
  borrows: boolean
}

function Row({ v, series, one, pick, borrows }: OfOne) {
  const words = v.t.series.show
  const { booking } = one
  const day = dayWords(v, one.date)
  const status = booking && nowOf(v, booking)
  const { startsAt, endsAt } = booking ?? one
  const moved = booking !== null && isMoved(series, one)
  const state = status
    ? v.t.bookings.status[status]
    : one.state === 'skipped'
      ? words.skipped
      : words.elsewhere
  const id = `p-${one.date}`
  return (
    <tr>
      <th scope="row">
        {pick ? (
          <label class="pick" for={id}>
            <input type="checkbox" id={id} name="dates" value={one.date} />
            {capital(day)}
          </label>
        ) : (
          capital(day)
        )}
      </th>
      <td>
        {one.state === 'skipped' || !moved
          ? hoursOf(v, series, startsAt, endsAt)
          : v.f.span(startsAt, endsAt, v.ctx.now)}
        {one.parts.map((part) => (
          <span class="hint">
            + <bdi>{part.listingTitle}</bdi>
            {booking && part.status !== booking.status && `, ${v.t.bookings.status[nowOf(v, part)]}`}
          </span>
        ))}
      </td>
      <td>
        <span class={`s ${status ? shapeOf(status) : 'soon'}`}>{state}</span>
        {moved && (
          <span class="hint">
            {words.moved}
            {booking && booking.listingId !== series.listingId && (
              <>
                {' · '}
                <bdi>{booking.listingTitle}</bdi>
              </>
            )}
          </span>
        )}
      </td>
      <td>
        {booking && (
          <a href={v.href(`/bookings/${booking.id}`)} aria-label={words.openOn(day)}>
            {words.open}
          </a>
        )}
        {borrows && canBeAdded(one, v.ctx.now) && (
          <button
            class="b b3"
            type="submit"
            name="date"
            value={one.date}
            formaction={v.href(`/series/${series.id}/dates`)}
            aria-label={words.addOn(day)}
          >
            {words.add}
          </button>
        )}
      </td>
    </tr>
  )
}

const hoursOf = (v: View, series: Series, startsAt: string, endsAt: string) =>
  series.startsTime ? v.f.hours(startsAt, endsAt) : v.t.series.rule.wholeDays(series.days)
