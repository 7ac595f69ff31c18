import type { Child } from 'hono/jsx'
import { AppError } from '../../worker/core/errors'
import type { View } from '../view'
import { Icon } from './Icon'

/** What was refused in a form: the words of each wrong field by its name, or one sentence about the whole. */
export interface FormErrors {
  fields: Record<string, string>
  general?: string
}

/** Signed out, not allowed, not there: nothing that one could type better. */
const NOT_OF_THE_FORM = [401, 403, 404]

/**
 * The words of a refusal, for its form to show again. Thrown on: what is no refusal, and what refuses the reader themself,
 * which gets its own page (signed out, the one to sign in).
 */
export function errorsIn(v: View, error: unknown): FormErrors {
  if (!(error instanceof AppError) || NOT_OF_THE_FORM.includes(error.status)) throw error
  const { fields = [] } = error.details
  if (fields.length === 0) return { fields: {}, general: refusalWords(v, error) }
  const words = v.t.errors.fields
  const told = fields.map((f) => [f.path, (words[f.code] ?? words.wrong)?.(f.params, v.f) ?? f.code] as const)
  // The first thing wrong with a field is the one to put right first.
  return { fields: Object.fromEntries(told.reverse()) }
}

/** The same, under the names of the fields in which things were typed, where these are others. */
export const renamed = ({ fields, general }: FormErrors, names: Record<string, string>): FormErrors => ({
  fields: Object.fromEntries(Object.entries(fields).map(([name, words]) => [names[name] ?? name, words])),
  ...(general && { general }),
})

/** What a refusal says of itself: what is reached and what would pass, where its details tell. */
export const refusalWords = (v: View, { code, details }: AppError): string =>
  v.t.errors.why[code]?.(details, v.f) ?? v.t.errors.codes[code]

/** The id of a field of this name, as the summary links to it. */
export const idOf = (name: string): string => `f-${name.replace(/[^\w-]/g, '-')}`

/** Above a refused form: what is to be seen again, each a link to its field. */
export function ErrorSummary({ v, errors }: { v: View; errors: FormErrors | undefined }) {
  if (!errors) return null
  const fields = Object.entries(errors.fields)
  return (
    <div class="note late" role="alert" id="errors" tabindex={-1}>
      <Icon name="circle-alert" />
      <div>
        <p>
          <b>{errors.general ?? v.t.common.errorSummary(fields.length)}</b>
        </p>
        {fields.length > 0 && (
          <ul>
            {fields.map(([name, words]) => (
              <li>
                <a href={`#${idOf(name)}`}>{words}</a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

interface Labelled {
  name: string
  label: Child
  hint?: Child
  error?: string
}

/** Label, hint, the error, then the control, which gets what ties it to them. */
function Tied({
  name,
  label,
  hint,
  error,
  control,
}: Labelled & { control: (tied: Record<string, unknown>) => Child }) {
  const id = idOf(name)
  const described = [hint && `${id}-h`, error && `${id}-e`].filter(Boolean).join(' ')
  return (
    <div class={error ? 'err' : undefined}>
      <label for={id}>{label}</label>
      {hint && (
        <span class="hint" id={`${id}-h`}>
          {hint}
        </span>
      )}
      {error && <ErrorWords id={id} error={error} />}
      {control({
        id,
        name,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? 'true' : undefined,
      })}
    </div>
  )
}

const ErrorWords = ({ id, error }: { id: string; error: string }) => (
  <span class="msg" id={`${id}-e`}>
    <Icon name="circle-alert" />
    {error}
  </span>
)

type Attributes = Record<string, unknown>

/** One line of text; any other attribute (type, inputmode, autocomplete, required…) goes to the input. */
export const Field = ({
  name,
  label,
  hint,
  error,
  value,
  ...input
}: Labelled & { value?: string | number | null } & Attributes) => (
  <Tied
    {...{ name, label, hint, error }}
    control={(tied) => <input type="text" {...tied} {...input} value={value ?? ''} />}
  />
)

export const TextArea = ({
  name,
  label,
  hint,
  error,
  value,
  ...input
}: Labelled & { value?: string | null } & Attributes) => (
  <Tied
    {...{ name, label, hint, error }}
    control={(tied) => (
      <textarea rows={4} {...tied} {...input}>
        {value ?? ''}
      </textarea>
    )}
  />
)

interface Choice {
  value: string
  label: Child
  hint?: Child
  lang?: string
  disabled?: boolean
}

export const Select = ({
  name,
  label,
  hint,
  error,
  value,
  choices,
  ...select
}: Labelled & { value?: string | null; choices: readonly Choice[] } & Attributes) => (
  <Tied
    {...{ name, label, hint, error }}
    control={(tied) => (
      <select {...tied} {...select}>
        {choices.map((c) => (
          <option value={c.value} selected={c.value === (value ?? '')} lang={c.lang} disabled={c.disabled}>
            {c.label}
          </option>
        ))}
      </select>
    )}
  />
)

/** Tiles over native radios, or over checkboxes where `value` is a list. `columns`: 2 or 3 side by side. */
export function Tiles({
  name,
  legend,
  hint,
  error,
  value,
  choices,
  columns,
  required,
}: {
  name: string
  legend: Child
  hint?: Child
  error?: string
  value?: string | readonly string[] | null
  choices: readonly Choice[]
  columns?: 2 | 3
  required?: boolean
}) {
  const id = idOf(name)
  const many = Array.isArray(value)
  return (
    <fieldset
      id={id}
      class={error ? 'err' : undefined}
      aria-describedby={[hint && `${id}-h`, error && `${id}-e`].filter(Boolean).join(' ') || undefined}
    >
      <legend>{legend}</legend>
      {hint && (
        <span class="hint" id={`${id}-h`}>
          {hint}
        </span>
      )}
      {error && <ErrorWords id={id} error={error} />}
      <div class={columns ? `opt c${columns}` : 'opt'}>
        {choices.map((c) => (
          <label class="o">
            <input
              type={many ? 'checkbox' : 'radio'}
              name={name}
              value={c.value}
              checked={many ? value.includes(c.value) : c.value === value}
              disabled={c.disabled}
              required={required && !many}
            />
            <span lang={c.lang}>
              {c.label}
              {c.hint && <small>{c.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
