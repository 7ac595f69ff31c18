import { SECTORS } from '../../../worker/calls/input'
import type { Call } from '../../../worker/calls/queries'
import type { Lot } from '../../../worker/premises/queries'
import { ErrorSummary, Field, type FormErrors, Select, TextArea, Tiles } from '../../components/Field'
import type { View } from '../../view'
import { type Filled, linesOf } from './form'
import { sectorWords } from './words'

/** A draft, whole on one page; or a published call, of which only some may be amended. */
export function EditPage({
  v,
  call,
  lots,
  filled,
  errors,
}: {
  v: View
  call: Call
  lots: readonly Lot[]
  filled: Filled
  errors: FormErrors | undefined
}) {
  const words = v.t.calls.edit
  const isDraft = call.now === 'draft'
  const juryOnly = call.now === 'closed'
  const { typed } = filled
  const at = (name: string) => ({ name, value: typed[name] ?? '', error: errors?.fields[name] })
  return (
    <div class="w sec st wide-gap premises narrow">
      <p class="back sm">
        <a href={v.href(`/calls/${call.id}`)}>{words.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{isDraft ? words.title : words.amendTitle}</h1>
        {!isDraft && <p class="lead q">{words.amendLead}</p>}
      </div>
      <form class="st wide-gap" method="post" action={v.href(`/calls/${call.id}/edit`)}>
        <ErrorSummary v={v} errors={errors} />
        {!isDraft && <TextArea {...at('reason')} label={words.why} rows={2} required />}
        {juryOnly ? (
          <Jury v={v} at={at} />
        ) : (
          <>
            <Field {...at('title')} label={words.callTitle} hint={words.titleHint} required maxlength={120} />
            <TextArea {...at('description')} label={words.description} rows={6} />
            <Tiles
              name="lotIds"
              legend={words.lots}
              value={filled.lotIds}
              error={errors?.fields.lotIds}
              columns={2}
              choices={lots.map((l) => ({
                value: l.id,
                label: <bdi>{l.name}</bdi>,
                hint: v.f.quantity(l.surfaceM2, 'm2'),
              }))}
            />
            <Dates v={v} at={at} isDraft={isDraft} />
            <Field {...at('form')} label={words.form} hint={words.formHint} maxlength={300} />
            {isDraft && <Questions v={v} at={at} />}
            <Criteria v={v} at={at} />
            <Quotas v={v} at={at} />
            <Visits v={v} at={at} />
            <Jury v={v} at={at} />
          </>
        )}
        <p>
          <button class="b" type="submit">
            {isDraft ? words.save : words.amend}
          </button>
        </p>
      </form>
    </div>
  )
}

type At = (name: string) => { name: string; value: string; error: string | undefined }
type Part = { v: View; at: At }

function Dates({ v, at, isDraft }: Part & { isDraft: boolean }) {
  const words = v.t.calls.edit
  return (
    <>
      {isDraft && (
        <div class="dates">
          <Field {...at('startsOn')} type="date" label={words.startsOn} />
          <Field {...at('endsOn')} type="date" label={words.endsOn} />
        </div>
      )}
      <div class="dates">
        <Field {...at('deadlineOn')} type="date" label={words.deadlineOn} hint={words.deadlineHint} />
        <Field {...at('deadlineAt')} type="time" label={words.deadlineAt} />
      </div>
      <div class="dates">
        <Field {...at('answerOn')} type="date" label={words.answerOn} />
        <Field {...at('answerDays')} type="number" min="1" max="60" label={words.answerDays} />
      </div>
    </>
  )
}

const Questions = ({ v, at }: Part) => (
  <fieldset class="st">
    <legend>{v.t.calls.edit.questions}</legend>
    {[0, 1, 2].map((i) => (
      <TextArea {...at(`questions.${i}`)} label={v.t.calls.edit.question(i + 1)} rows={2} />
    ))}
  </fieldset>
)

const Criteria = ({ v, at }: Part) => (
  <fieldset class="st">
    <legend>{v.t.calls.edit.criteria}</legend>
    <span class="hint">{v.t.calls.edit.criteriaHint}</span>
    {linesOf('criteria', (name) => at(name).value).map((i) => (
      <div class="cols cw">
        <Field {...at(`criteria.${i}.label`)} label={v.t.calls.edit.criterion(i + 1)} maxlength={120} />
        <Field
          {...at(`criteria.${i}.weight`)}
          type="number"
          min="0"
          max="100"
          label={v.t.calls.edit.weight}
        />
      </div>
    ))}
  </fieldset>
)

function Quotas({ v, at }: Part) {
  const words = v.t.calls.edit
  const sectors = [
    { value: '', label: words.anySector },
    ...SECTORS.map((value) => ({ value, label: sectorWords(v, value) })),
  ]
  const units = (['lots', 'percent'] as const).map((value) => ({ value, label: words.units[value] }))
  return (
    <fieldset class="st">
      <legend>{words.quotas}</legend>
      <span class="hint">{words.quotasHint}</span>
      {linesOf('quotas', (name) => at(name).value).map((i) => (
        <div class="cols q4">
          <Select {...at(`quotas.${i}.sector`)} label={words.sector(i + 1)} choices={sectors} />
          <Field {...at(`quotas.${i}.min`)} type="number" min="0" max="200" label={words.min} />
          <Field {...at(`quotas.${i}.max`)} type="number" min="0" max="200" label={words.max} />
          <Select {...at(`quotas.${i}.unit`)} label={words.unit} choices={units} />
        </div>
      ))}
    </fieldset>
  )
}

const Visits = ({ v, at }: Part) => (
  <fieldset class="st">
    <legend>{v.t.calls.edit.visits}</legend>
    {linesOf('visits', (name) => at(name).value).map((i) => (
      <div class="cols">
        <Field {...at(`visits.${i}.date`)} type="date" label={v.t.calls.edit.visit(i + 1)} />
        <Field {...at(`visits.${i}.from`)} type="time" label={v.t.calls.edit.from} />
        <Field {...at(`visits.${i}.to`)} type="time" label={v.t.calls.edit.to} />
      </div>
    ))}
    <Field {...at('visitPlaces')} type="number" min="1" max="100" label={v.t.calls.edit.visitPlaces} />
  </fieldset>
)

const Jury = ({ v, at }: Part) => (
  <TextArea
    {...at('jurors')}
    label={v.t.calls.edit.jurors}
    hint={v.t.calls.edit.jurorsHint}
    rows={4}
    dir="ltr"
  />
)
