import type { SeriesDate } from '../../../worker/series/queries'
import { Field, Select, TextArea, Tiles } from '../../components/Field'
import { HoursFields } from '../../components/HoursFields'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import type { ShownSeries } from './SeriesPage'
import { dayWords } from './words'

interface Of {
  v: View
  shown: ShownSeries
  open: readonly SeriesDate[]
}

/** Which dates: radio tiles, and the date from which they count. */
function Scope({ v, shown: { typed = {}, errors }, open, form }: Of & { form: string }) {
  const words = v.t.series.show
  const own = typed.form === form
  return (
    <>
      <Tiles
        name="scope"
        legend={words.scope}
        value={(own && typed.scope) || 'all'}
        choices={(['all', 'following', 'this'] as const).map((value) => ({
          value,
          label: words.scopes[value],
        }))}
      />
      <Select
        name="date"
        label={words.from}
        value={own ? typed.date : open[0]?.date}
        error={own ? errors?.fields.date : undefined}
        choices={open.map(({ date }) => ({ value: date, label: capital(dayWords(v, date)) }))}
      />
    </>
  )
}

/** Other hours, days or another quantity, for the dates that are to come. */
export function ChangeForm({ v, shown, open }: Of) {
  const { series, errors, typed = {} } = shown
  const words = v.t.series.show
  const own = typed.form === 'change'
  const value = (name: string, now: string | number | null) => (own ? (typed[name] ?? '') : now)
  const wrong = (name: string) => (own ? errors?.fields[name] : undefined)
  return (
    <details class="panel" open={own}>
      <summary>{words.change}</summary>
      <form class="st" method="post" action={v.href(`/series/${series.id}/change`)}>
        <p class="hint">{words.changeHint}</p>
        <Scope v={v} shown={shown} open={open} form="change" />
        {series.startsTime ? (
          <HoursFields
            starts={{
              ...{ label: words.starts, error: wrong('startsTime') },
              value: value('startsTime', series.startsTime),
            }}
            ends={{
              ...{ label: words.ends, error: wrong('endsTime') },
              value: value('endsTime', series.endsTime),
            }}
          />
        ) : (
          <Field
            name="days"
            type="number"
            inputmode="numeric"
            min="1"
            max="31"
            required
            label={words.days}
            value={value('days', series.days)}
            error={wrong('days')}
          />
        )}
        {series.quantity > 1 && (
          <Field
            name="quantity"
            type="number"
            inputmode="numeric"
            min="1"
            required
            label={words.quantity}
            value={value('quantity', series.quantity)}
            error={wrong('quantity')}
          />
        )}
        <button class="b b2" type="submit">
          {words.save}
        </button>
      </form>
    </details>
  )
}

export function CancelForm({ v, shown, open }: Of) {
  const { series, errors, typed = {} } = shown
  const words = v.t.series.show
  const own = typed.form === 'cancel'
  return (
    <details class="panel" open={own}>
      <summary>{words.cancel}</summary>
      <form class="st" method="post" action={v.href(`/series/${series.id}/cancel`)}>
        <p class="hint">{words.cancelHint}</p>
        <Scope v={v} shown={shown} open={open} form="cancel" />
        <TextArea
          name="reason"
          rows={2}
          maxlength={500}
          label={words.reason}
          hint={words.reasonHint}
          value={own ? typed.reason : ''}
          error={own ? errors?.fields.reason : undefined}
        />
        <button class="b b2" type="submit">
          {words.doCancel}
        </button>
      </form>
    </details>
  )
}
