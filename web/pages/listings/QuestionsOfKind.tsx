import { AMENITIES, EQUIPMENT_CATEGORIES, PREMISES_USES } from '../../../worker/listings/input'
import { Field, TextArea, Tiles } from '../../components/Field'
import { type Asked, many, one, RomeField, tied } from './asking'
import { WasteQuestions } from './QuestionsOfWaste'

/** The questions that only one kind asks. */
export function DetailsQuestions(a: Asked) {
  switch (a.kind) {
    case 'space':
      return <Space {...a} />
    case 'equipment':
      return <Equipment {...a} />
    case 'staff':
      return <Staff {...a} />
    case 'waste':
      return <WasteQuestions {...a} />
    case 'premises':
      return <Premises {...a} />
  }
}

const choicesOf = (words: Record<string, string>, hints: Record<string, string> = {}) =>
  Object.entries(words).map(([value, label]) => ({ value, label, hint: hints[value] }))

function Space(a: Asked) {
  const { details } = a.v.t.listings
  return (
    <>
      <Tiles
        name="details.wheelchair"
        legend={details.wheelchair}
        value={one(a.typed, 'details.wheelchair')}
        choices={choicesOf(details.wheelchairs)}
        columns={2}
      />
      <Tiles
        name="details.amenities"
        legend={details.amenitiesTitle}
        value={many(a.typed, 'details.amenities')}
        choices={AMENITIES.map((value) => ({ value, label: details.amenities[value] }))}
        columns={2}
      />
      <Field
        {...tied(a, 'details.surfaceM2')}
        label={details.surfaceM2}
        type="number"
        inputmode="numeric"
        min={1}
      />
    </>
  )
}

function Equipment(a: Asked) {
  const { details } = a.v.t.listings
  return (
    <>
      <Tiles
        name="details.category"
        legend={details.category}
        value={one(a.typed, 'details.category')}
        choices={EQUIPMENT_CATEGORIES.map((value) => ({ value, label: details.categories[value] }))}
        columns={2}
      />
      <Tiles
        name="details.condition"
        legend={details.condition}
        value={one(a.typed, 'details.condition')}
        choices={choicesOf(details.conditions)}
        columns={2}
      />
      <TextArea {...tied(a, 'details.pickUp')} label={details.pickUp} maxlength={300} rows={2} />
      <Field
        {...tied(a, 'details.deposit')}
        label={details.deposit}
        hint={details.depositHint}
        maxlength={300}
      />
      <Field
        {...tied(a, 'details.payloadKg')}
        label={details.payloadKg}
        hint={details.payloadKgHint}
        inputmode="numeric"
        autocomplete="off"
      />
    </>
  )
}

function Staff(a: Asked) {
  const { details } = a.v.t.listings
  const money = { inputmode: 'decimal', autocomplete: 'off', dir: 'ltr' }
  return (
    <>
      <RomeField {...a} />
      <fieldset class="st">
        <legend>{`${details.cost} (${a.v.f.currency})`}</legend>
        <span class="hint">{details.costHint}</span>
        <Field {...tied(a, 'details.wagesCents')} label={details.wagesCents} {...money} />
        <div class="duo">
          <Field {...tied(a, 'details.chargesCents')} label={details.chargesCents} {...money} />
          <Field {...tied(a, 'details.expensesCents')} label={details.expensesCents} {...money} />
        </div>
      </fieldset>
      <Tiles
        name="details.consent"
        legend={details.consent}
        hint={details.consentHint}
        error={a.errors?.fields['details.consent']}
        value={one(a.typed, 'details.consent') === 'yes' ? ['yes'] : []}
        choices={[{ value: 'yes', label: details.consent }]}
      />
    </>
  )
}

const SITE = [
  'siteType',
  'occupation',
  'siteStatus',
  'buildingState',
  'pollution',
  'ownerCategory',
  'zoning',
] as const

function Premises(a: Asked) {
  const { details } = a.v.t.listings
  const described = SITE.some((name) => one(a.typed, `details.${name}`))
  return (
    <>
      <Tiles
        name="details.uses"
        legend={details.usesTitle}
        value={many(a.typed, 'details.uses')}
        choices={PREMISES_USES.map((value) => ({ value, label: details.uses[value] }))}
        columns={2}
      />
      <TextArea
        {...tied(a, 'details.reason')}
        label={details.reason}
        hint={details.reasonHint}
        maxlength={500}
        rows={2}
      />
      <Field
        {...tied(a, 'details.chargesCentsPerYear')}
        label={`${details.chargesCentsPerYear} (${a.v.f.currency})`}
        inputmode="decimal"
        dir="ltr"
      />
      <details open={described}>
        <summary>{details.site}</summary>
        <div class="st">
          {SITE.map((name) => (
            <Field
              {...tied(a, `details.${name}`)}
              label={details[name]}
              maxlength={name === 'zoning' ? 20 : 80}
            />
          ))}
          <Field
            {...tied(a, 'details.buildings')}
            label={details.buildings}
            type="number"
            inputmode="numeric"
            min={0}
          />
        </div>
      </details>
    </>
  )
}
