import { instantOf } from '../../worker/core/time'
import { REPEATS } from '../../worker/series/rules'
import type { View } from '../view'
import type { Box } from './bookingBoxFor'
import { Field, Select, Tiles } from './Field'

/** How often the same is wanted again; every date is shown before anything is asked. Not for what lasts months. */
export function Repeat({ v, box }: { v: View; box: Box }) {
  const { listing } = box.offer
  const { chosen, errors } = box
  const words = v.t.series.form
  if (listing.grain === 'month' || listing.grain === 'stock') return null
  const wrong = errors?.fields.repeat ?? errors?.fields.until ?? errors?.fields.times
  // 2024 began on a Monday.
  const day = (n: number) => v.f.weekday(instantOf(`2024-01-0${n}`, '12:00', v.f.timeZone))
  return (
    <details class="again" open={wrong !== undefined || (chosen.repeat ?? 'none') !== 'none'}>
      <summary>{words.repeat}</summary>
      <div class="st">
        <Select
          name="repeat"
          label={words.repeat}
          hint={words.hint}
          value={chosen.repeat ?? 'none'}
          error={errors?.fields.repeat}
          choices={REPEATS.map((value) => ({ value, label: words.choices[value] }))}
        />
        <Tiles
          name="on"
          legend={words.days}
          value={chosen.on ?? []}
          columns={2}
          choices={[1, 2, 3, 4, 5, 6, 7].map((n) => ({ value: String(n), label: day(n) }))}
        />
        <Field
          name="until"
          type="date"
          label={words.until}
          value={chosen.until}
          error={errors?.fields.until}
        />
        <Field
          name="times"
          type="number"
          inputmode="numeric"
          min="2"
          max="104"
          label={words.count}
          hint={words.countHint}
          value={chosen.times}
          error={errors?.fields.times}
        />
        <button class="b b2 wide" type="submit" formaction={v.href(`/offers/${listing.id}/series/preview`)}>
          {words.preview}
        </button>
      </div>
    </details>
  )
}
