import type { Alternative } from '../../../worker/bookings/alternatives'
import { toMinutes } from '../../../worker/core/time'
import type { Preview, PreviewedDate } from '../../../worker/series/preview'
import { Icon, KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { ErrorSummary, type FormErrors, refusalWords } from '../../components/Field'
import { AppError } from '../../../worker/core/errors'
import type { View } from '../../view'
import { CARRIED, type Carried } from './asked'
import { dayWords, ruleWords } from './words'

export interface ShownPreview {
  preview: Preview
  carried: Carried
  /** What was chosen for each date, where the form comes back. */
  chosen: Map<string, string>
  once: string
  /** It was sent, and is not possible any more as it was chosen. */
  refused: boolean
  errors?: FormErrors
}

const SHAPES = { free: 'free', skipped: 'soon', taken: 'no', closed: 'no', refused: 'late' } as const

/** Every date of a series before it is asked for: a table with a choice for each, which works as a plain form. */
export function PreviewPage({ v, shown }: { v: View; shown: ShownPreview }) {
  const { preview, carried, refused } = shown
  const { listing } = preview.offer
  const words = v.t.series.preview
  const price = preview.dates
    .filter((d) => d.state === 'free')
    .reduce((sum, d) => sum + (d.priceCents ?? 0), 0)
  const all = preview.dates.filter((d) => d.state !== 'skipped').length
  return (
    <div class={`w sec st wide-gap ${listing.kind}`}>
      <p class="back sm">
        <a href={v.href(`/offers/${listing.id}/book`)}>{words.back}</a>
      </p>
      {refused && (
        <p class="note late" role="alert">
          <Icon name="circle-alert" />
          <span>{words.changed}</span>
        </p>
      )}
      <ErrorSummary v={v} errors={shown.errors} />
      <div class="st tight">
        <KindLabel kind={listing.kind}>
          <bdi>{listing.title}</bdi>
        </KindLabel>
        <h1 class="h1s">{words.heading}</h1>
        <p class="lead q">{capital(ruleWords(v, carried.rrule ?? '', carried.startsOn ?? ''))}</p>
      </div>
      <p class={preview.free === all ? 'note free' : 'note ask'}>
        <Icon name={preview.free === all ? 'circle-check' : 'info'} />
        <span>
          {words.free(preview.free, all)} {preview.free < all && words.choose}
        </span>
      </p>
      <form class="st" method="post" action={v.href(`/offers/${listing.id}/series`)}>
        <input type="hidden" name="once" value={shown.once} />
        {CARRIED.map((name) => carried[name] && <input type="hidden" name={name} value={carried[name]} />)}
        <table class="dts">
          <caption class="vh">{words.caption}</caption>
          <thead>
            <tr>
              {[words.date, words.hours, words.state, words.choice].map((heading) => (
                <th scope="col">{heading}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.dates.map((one) => (
              <Row v={v} one={one} shown={shown} />
            ))}
          </tbody>
        </table>
        {listing.tariffMode === 'price' && price > 0 && (
          <p>
            <b>{words.price(v.f.money(price, preview.offer.currency))}</b>
          </p>
        )}
        <p class="row">
          <button class="b" type="submit">
            {preview.instant ? words.now : words.ask}
          </button>
          <span class="q sm">{words.allOrNone}</span>
        </p>
      </form>
    </div>
  )
}

function Row({ v, one, shown }: { v: View; one: PreviewedDate; shown: ShownPreview }) {
  const words = v.t.series.preview
  const day = dayWords(v, one.date)
  const id = `f-do-${one.date}`
  const possible = one.state === 'free'
  const value = shown.chosen.get(one.date) ?? (possible ? '' : 'skip')
  return (
    <tr>
      <th scope="row">
        <label for={id}>{capital(day)}</label>
      </th>
      <td>
        {shown.carried.startsTime
          ? v.f.hours(one.startsAt, one.endsAt)
          : capital(v.f.span(one.startsAt, one.endsAt, v.ctx.now))}
      </td>
      <td>
        <span class={`s ${SHAPES[one.state]}`}>{words.states[one.state]}</span>
        {one.state === 'refused' && <span class="hint">{whyWords(v, one)}</span>}
      </td>
      <td>
        <select id={id} name={`do.${one.date}`} aria-label={words.choiceOn(day)}>
          {possible && (
            <option value="" selected={value === ''}>
              {words.book}
            </option>
          )}
          <option value="skip" selected={value === 'skip'}>
            {words.skip}
          </option>
          {one.alternatives.map((other) => {
            const taken = takenAs(other)
            return (
              <option value={taken} selected={value === taken}>
                {otherWords(v, one, other)}
              </option>
            )
          })}
        </select>
      </td>
    </tr>
  )
}

/** The rule that refuses a date, in the words of its refusal. */
export function whyWords(
  v: View,
  { code, fields, why }: Pick<PreviewedDate, 'code' | 'fields' | 'why'>,
): string {
  const [field] = fields
  const words = v.t.errors.fields
  if (field) return (words[field.code] ?? words.wrong)?.(field.params, v.f) ?? field.code
  return code ? refusalWords(v, new AppError(code, why ?? {})) : ''
}

function otherWords(v: View, one: PreviewedDate, other: Alternative): string {
  const words = v.t.series.preview
  const sameDay = dayWords(v, one.date) === v.f.day(other.startsAt, v.ctx.now)
  const when = sameDay
    ? v.f.hours(other.startsAt, other.endsAt)
    : v.f.span(other.startsAt, other.endsAt, v.ctx.now)
  if (other.why === 'similar') return words.elsewhere(when, other.title)
  return other.why === 'other_lot' ? words.elsewhere(when, other.capacityLabel) : when
}

export const takenAs = (one: Alternative): string =>
  [toMinutes(one.startsAt), toMinutes(one.endsAt), one.quantity, one.capacityId, one.offerId].join('-')
