import { ACTIVITIES, FEE_MODES, FORMS, OWNERS, REASONS } from '../../../worker/occupancies/rulesOfForms'
import { Field, type FormErrors, idOf, Select, TextArea, Tiles } from '../../components/Field'
import type { View } from '../../view'
import type { Typed } from '../premises/form'

interface Asked {
  v: View
  typed: Typed
  errors: FormErrors | undefined
}

/** The few plain questions that choose a form. */
export function Questions({ v, typed, errors }: Asked) {
  const words = v.t.occupancies.form
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  const tiles = (name: string, value: string) => ({ ...field(name), value: typed[name] || value })
  return (
    <>
      <div class="cols">
        <Field {...field('startsOn')} type="date" label={words.startsOn} />
        <Field {...field('endsOn')} type="date" label={words.endsOn} hint={words.endsOnHint} />
      </div>
      <Field {...field('purpose')} label={words.purpose} hint={words.purposeHint} maxlength={500} />
      <Tiles
        {...tiles('activity', 'non_profit')}
        legend={words.activity}
        columns={2}
        choices={ACTIVITIES.map((value) => ({ value, label: words.activities[value] }))}
      />
      <Tiles
        {...tiles('owner', 'private')}
        legend={words.owner}
        columns={2}
        choices={OWNERS.map((value) => ({ value, label: words.owners[value] }))}
      />
      <Tiles
        {...tiles('publicDomain', '0')}
        legend={words.publicDomain}
        columns={2}
        choices={(['0', '1'] as const).map((value) => ({ value, label: words.publicDomains[value] }))}
      />
      <Select
        {...tiles('reason', 'none')}
        label={words.reason}
        choices={REASONS.map((value) => ({ value, label: words.reasons[value] }))}
      />
      <Field
        {...field('reasonWords')}
        label={words.reasonWords}
        hint={words.reasonWordsHint}
        maxlength={500}
      />
      <Tiles
        {...tiles('feeMode', 'charges')}
        legend={words.feeMode}
        choices={FEE_MODES.map((value) => ({
          ...{ value, label: words.feeModes[value], hint: words.feeModeHints[value] },
        }))}
      />
      <div class="cols">
        <Field {...field('feeCents')} label={words.fee} hint={words.feeHint} inputmode="decimal" />
        <Field
          {...tiles('solidarityPercent', '100')}
          label={words.solidarity}
          hint={words.solidarityHint}
          inputmode="numeric"
        />
      </div>
    </>
  )
}

/** The form itself, and what each form asks beside. */
export function LawFields({ v, typed, errors }: Asked) {
  const words = v.t.occupancies
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  const asked = ['rentalValueCents', 'priorMonths', 'declaredValueCents', 'knownFaults', 'title', 'feeBasis']
  return (
    <>
      <Select
        {...field('form')}
        label={words.form.formOfAgreement}
        choices={[
          { value: '', label: words.form.formAuto },
          ...FORMS.map((value) => ({ value, label: `${words.forms[value]} (${words.formHints[value]})` })),
        ]}
      />
      <details open={asked.some((name) => typed[name] || errors?.fields[name])}>
        <summary>{words.form.law}</summary>
        <div class="st">
          <div class="cols">
            <Field
              {...field('rentalValueCents')}
              label={words.form.rentalValue}
              hint={words.form.rentalValueHint}
              inputmode="decimal"
            />
            <Field
              {...field('priorMonths')}
              label={words.form.priorMonths}
              hint={words.form.priorMonthsHint}
              inputmode="numeric"
            />
          </div>
          <TextArea
            {...field('knownFaults')}
            label={words.form.knownFaults}
            hint={words.form.knownFaultsHint}
            rows={3}
            maxlength={2000}
          />
          <label class="o" for={idOf('noKnownFaults')}>
            <input
              type="checkbox"
              id={idOf('noKnownFaults')}
              name="noKnownFaults"
              value="1"
              checked={typed.noKnownFaults === '1'}
            />
            <span>{words.form.noKnownFaults}</span>
          </label>
          <Field
            {...field('declaredValueCents')}
            label={words.form.declaredValue}
            hint={words.form.declaredValueHint}
            inputmode="decimal"
          />
          <Field {...field('title')} label={words.form.titleOf} maxlength={300} />
          <Field {...field('feeBasis')} label={words.form.feeBasis} maxlength={500} />
          <Field {...field('callException')} label={words.form.callException} maxlength={300} />
        </div>
      </details>
      <TextArea {...field('conditions')} label={words.form.conditions} rows={3} maxlength={3000} />
    </>
  )
}
