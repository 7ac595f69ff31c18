import type { Child } from 'hono/jsx'
import type { FieldError } from '../../worker/core/errors'
import type { View } from '../view'
import { Icon } from './Icon'

/** The words of what is wrong with a field, or undefined. */
export function errorOf(v: View, errors: readonly FieldError[] | undefined, name: string): string | undefined {
  const error = errors?.find((e) => e.path === name)
  if (!error) return
  const words = v.t.errors.fields
  return (words[error.code] ?? words.wrong)?.(error.params)
}

/** Above a refused form: how many answers are to be seen again, each a link to its field. */
export function ErrorSummary({ v, errors }: { v: View; errors: readonly FieldError[] | undefined }) {
  if (!errors || errors.length === 0) return null
  const paths = [...new Set(errors.map((e) => e.path))]
  return (
    <div class="note late" role="alert" id="errors" tabindex={-1}>
      <Icon name="circle-alert" />
      <div>
        <p>
          <b>{v.t.common.errorSummary(paths.length)}</b>
        </p>
        <ul>
          {paths.map((path) => (
            <li>
              <a href={`#${idOf(path)}`}>{errorOf(v, errors, path)}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** The id of a field of this name, as the summary links to it. */
export const idOf = (name: string): string => `f-${name.replace(/[^\w-]/g, '-')}`

interface Common {
  v: View
  name: string
  label: Child
  hint?: Child
  errors?: readonly FieldError[]
  /** Said after the label where the answer may be left out. */
  optional?: boolean
}

/** Label, hint, the error beside the field, then the field: `control` gets what ties them together. */
function Labelled({
  v,
  name,
  label,
  hint,
  errors,
  optional,
  control,
}: Common & { control: (tied: Record<string, unknown>) => Child }) {
  const id = idOf(name)
  const error = errorOf(v, errors, name)
  const described = [hint && `${id}-h`, error && `${id}-e`].filter(Boolean).join(' ')
  return (
    <div class={error ? 'err' : undefined}>
      <label for={id}>
        {label}
        {optional && <span class="hint"> {v.t.common.optional}</span>}
      </label>
      {hint && (
        <span class="hint" id={`${id}-h`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="msg" id={`${id}-e`}>
          <Icon name="circle-alert" />
          {error}
        </span>
      )}
      {control({
        id,
        name,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? 'true' : undefined,
        required: !optional,
      })}
    </div>
  )
}

/** One line of text, or whatever `input` says (type, inputmode, autocomplete, maxlength…). */
export const Field = ({
  value,
  input,
  ...common
}: Common & { value?: string | number | null; input?: Record<string, unknown> }) => (
  <Labelled {...common} control={(tied) => <input type="text" {...tied} {...input} value={value ?? ''} />} />
)

export const TextArea = ({
  value,
  rows = 4,
  input,
  ...common
}: Common & { value?: string | null; rows?: number; input?: Record<string, unknown> }) => (
  <Labelled
    {...common}
    control={(tied) => (
      <textarea rows={rows} {...tied} {...input}>
        {value ?? ''}
      </textarea>
    )}
  />
)

export const Select = ({
  value,
  options,
  ...common
}: Common & { value?: string | null; options: readonly { value: string; label: string; lang?: string }[] }) => (
  <Labelled
    {...common}
    control={(tied) => (
      <select {...tied}>
        {options.map((o) => (
          <option value={o.value} selected={o.value === (value ?? '')} lang={o.lang}>
            {o.label}
          </option>
        ))}
      </select>
    )}
  />
)

/** Tiles over native radios or checkboxes; `columns` 2 or 3. */
export function Choices({
  v,
  name,
  label,
  hint,
  errors,
  options,
  chosen,
  multiple,
  columns,
}: Omit<Common, 'optional'> & {
  options: readonly { value: string; label: Child; hint?: Child; lang?: string }[]
  chosen: readonly string[]
  multiple?: boolean
  columns?: 2 | 3
}) {
  const id = idOf(name)
  const error = errorOf(v, errors, name)
  return (
    <fieldset id={id} class={error ? 'err' : undefined} aria-describedby={error ? `${id}-e` : undefined}>
      <legend>{label}</legend>
      {hint && <span class="hint">{hint}</span>}
      {error && (
        <span class="msg" id={`${id}-e`}>
          <Icon name="circle-alert" />
          {error}
        </span>
      )}
      <div class={columns ? `opt c${columns}` : 'opt'}>
        {options.map((o) => (
          <label class="o">
            <input
              type={multiple ? 'checkbox' : 'radio'}
              name={name}
              value={o.value}
              checked={chosen.includes(o.value)}
            />
            <span lang={o.lang}>
              {o.label}
              {o.hint && <small>{o.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
