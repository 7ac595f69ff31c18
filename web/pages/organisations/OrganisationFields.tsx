import { LEGAL_FORMS, type OrganisationInput } from '../../../worker/organisations/input'
import { countryCode } from '../../../worker/organisations/rules'
import { Field, type FormErrors, Select, TextArea } from '../../components/Field'
import type { View } from '../../view'
import { numeral, orNone } from './form'

export type Typed = Record<string, string | undefined>

/** The questions about an organisation; `identified`: also who it is, which never changes afterwards. */
export function OrganisationFields({
  v,
  typed,
  errors,
  identified,
}: {
  v: View
  typed: Typed
  errors?: FormErrors
  identified?: boolean
}) {
  const t = v.t.organisations.field
  const of = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  const optional = (label: string) => `${label} (${v.t.common.optional})`
  return (
    <>
      <Field {...of('name')} label={t.name} required maxlength={160} dir="auto" autocomplete="organization" />
      {identified && (
        <>
          <Field
            {...of('siret')}
            label={optional(t.siret)}
            hint={t.siretHint}
            inputmode="numeric"
            maxlength={20}
            dir="ltr"
          />
          <details open={Boolean(typed.foreignId || errors?.fields.foreignId || errors?.fields.country)}>
            <summary>{t.noSiret}</summary>
            <div class="two">
              <Field
                {...of('foreignId')}
                label={t.foreignId}
                hint={t.foreignIdHint}
                maxlength={40}
                dir="ltr"
              />
              <Field {...of('country')} label={t.country} hint={t.countryHint} maxlength={60} dir="auto" />
            </div>
          </details>
        </>
      )}
      <Select
        {...of('legalForm')}
        label={t.legalForm}
        choices={LEGAL_FORMS.map((form) => ({ value: form, label: v.t.organisations.forms[form] }))}
      />
      <div class="two">
        <Field
          {...of('commune')}
          label={t.commune}
          maxlength={100}
          dir="auto"
          autocomplete="address-level2"
        />
        <Field {...of('postcode')} label={t.postcode} maxlength={12} dir="ltr" autocomplete="postal-code" />
      </div>
      {!identified && (
        <>
          <Field {...of('address')} label={optional(t.address)} maxlength={200} dir="auto" />
          <Field {...of('website')} label={optional(t.website)} type="url" maxlength={300} dir="ltr" />
          <div class="two">
            <Field {...of('lat')} label={optional(t.lat)} inputmode="decimal" dir="ltr" />
            <Field {...of('lng')} label={optional(t.lng)} inputmode="decimal" dir="ltr" />
          </div>
        </>
      )}
      <TextArea
        {...of('description')}
        label={optional(t.description)}
        hint={t.descriptionHint}
        maxlength={2000}
        dir="auto"
      />
    </>
  )
}

/** What was typed, as the command takes it. A website without its "https://" gets it. */
export function organisationIn(typed: Typed): OrganisationInput {
  const website = orNone(typed.website)
  return {
    name: typed.name ?? '',
    siret: orNone(typed.siret),
    foreignId: orNone(typed.foreignId),
    country: typed.country ? (countryCode(typed.country) ?? typed.country) : undefined,
    legalForm: orNone(typed.legalForm) as OrganisationInput['legalForm'],
    commune: typed.commune,
    postcode: typed.postcode,
    address: typed.address,
    description: typed.description,
    website: website && !/^https?:/i.test(website) ? `https://${website}` : website,
    lat: numeral(typed.lat),
    lng: numeral(typed.lng),
  }
}
