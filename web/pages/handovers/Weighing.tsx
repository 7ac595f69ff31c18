import type { Booking } from '../../../worker/bookings/queries'
import type { Handover } from '../../../worker/handovers/queries'
import { MEASURES, REFUSED_REASONS } from '../../../worker/handovers/rules'
import { Field, Select, Tiles } from '../../components/Field'
import type { View } from '../../view'
import type { ShownHandovers } from './HandoversPage'

/** Of waste: how much was taken along and how that is known, what was refused and why. */
export function Weighing({ v, shown }: { v: View; shown: ShownHandovers }) {
  const { b, correcting, typed, errors } = shown
  const words = v.t.streams.measure
  const value = (name: string, given: string) => typed?.[name] ?? given
  const usual = b.unit === 'kg' ? 'weighed' : 'counted'
  return (
    <>
      <Field
        name="quantity"
        inputmode="numeric"
        label={words.quantity}
        hint={v.t.handovers.page.quantityHint(v.f.quantity(b.quantity, b.unit))}
        value={value('quantity', String(correcting?.quantity ?? b.quantity))}
        error={errors?.fields.quantity}
      />
      {errors?.fields.sure && (
        <Tiles
          name="sure"
          legend={words.sure}
          error={errors.fields.sure}
          value={[]}
          choices={[{ value: 'yes', label: words.sure }]}
        />
      )}
      <Tiles
        name="measure"
        legend={words.title}
        value={value('measure', correcting?.measure ?? usual)}
        error={errors?.fields.measure}
        columns={2}
        choices={MEASURES.map((m) => ({ value: m, label: words[m] }))}
      />
      {b.unit !== 'kg' && (
        <Field
          name="weightKg"
          inputmode="numeric"
          label={words.weight}
          hint={words.weightHint}
          value={value('weightKg', String(correcting?.weightKg ?? ''))}
          error={errors?.fields.weightKg}
        />
      )}
      <Field
        name="refusedQuantity"
        inputmode="numeric"
        label={words.refused}
        hint={words.refusedHint}
        value={value('refusedQuantity', String(correcting?.refusedQuantity ?? 0))}
        error={errors?.fields.refusedQuantity}
      />
      <Select
        name="refusedReason"
        label={words.reason}
        value={value('refusedReason', correcting?.refusedReason ?? '')}
        error={errors?.fields.refusedReason}
        choices={[
          { value: '', label: '–' },
          ...REFUSED_REASONS.map((r) => ({ value: r, label: words.reasons[r] })),
        ]}
      />
    </>
  )
}

/** What a line says of it. */
export function Weighed({ v, b, line }: { v: View; b: Booking; line: Handover }) {
  const words = v.t.streams.measure
  return (
    <>
      {line.measure && <p class="q">{words[line.measure]}</p>}
      {line.refusedQuantity > 0 && (
        <p class="s late">
          {words.said(v.f.quantity(line.refusedQuantity, b.unit))}
          {line.refusedReason && ` (${words.reasons[line.refusedReason]})`}
        </p>
      )}
      {line.weightKg !== null && <p class="q">{words.saidWeight(v.f.quantity(line.weightKg, 'kg'))}</p>}
    </>
  )
}
