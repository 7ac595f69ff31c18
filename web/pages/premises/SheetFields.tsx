import { Field, type FormErrors, Select, TextArea, Tiles } from '../../components/Field'
import type { View } from '../../view'
import type { Typed } from './form'

interface Asked {
  v: View
  typed: Typed
  errors: FormErrors | undefined
}

/** Name and place: what a new site can not do without comes first. */
export function PlaceFields({ v, typed, errors }: Asked) {
  const words = v.t.premises.form
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  return (
    <>
      <Field {...field('name')} label={words.name} hint={words.nameHint} maxlength={120} required />
      <Field
        {...field('address')}
        label={words.address}
        hint={words.addressHint}
        maxlength={200}
        autocomplete="off"
      />
      <div class="cols">
        <Field {...field('commune')} label={words.commune} maxlength={100} />
        <Field {...field('postcode')} label={words.postcode} maxlength={12} inputmode="numeric" />
      </div>
    </>
  )
}

export function DateFields({ v, typed, errors }: Asked) {
  const words = v.t.premises.form
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  return (
    <>
      <Field {...field('endsOn')} type="date" label={words.endsOn} hint={words.endsOnHint} />
      <Field {...field('endReason')} label={words.endReason} hint={words.endReasonHint} maxlength={500} />
    </>
  )
}

/** The rest of the sheet. */
export function MoreFields({ v, typed, errors }: Asked) {
  const words = v.t.premises.form
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  return (
    <>
      <TextArea {...field('description')} label={words.description} maxlength={5000} rows={5} />
      <div class="cols">
        <Field {...field('surfaceM2')} label={words.surface} inputmode="numeric" />
        <Field {...field('vacantSince')} type="date" label={words.vacantSince} />
        <Field {...field('insee')} label={words.insee} maxlength={10} />
      </div>
      <div class="cols">
        <Field {...field('lat')} label={words.lat} inputmode="decimal" />
        <Field {...field('lng')} label={words.lng} inputmode="decimal" />
      </div>
      <Tiles
        name="visibility"
        legend={words.visibility}
        value={typed.visibility ?? 'public'}
        columns={2}
        choices={(['public', 'cluster'] as const).map((value) => ({
          value,
          label: words.visibilities[value],
        }))}
      />
    </>
  )
}

export function OrganisationField({
  v,
  typed,
  errors,
  organisations,
  label,
}: Asked & { organisations: readonly { id: string; name: string }[]; label?: string }) {
  if (organisations.length === 1)
    return <input type="hidden" name="organisationId" value={organisations[0]?.id} />
  return (
    <Select
      name="organisationId"
      label={label ?? v.t.premises.form.organisation}
      value={typed.organisationId}
      error={errors?.fields.organisationId}
      choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
