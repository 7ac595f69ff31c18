import { idOf } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import type { Typed } from '../listings/form'
import { type Duration as DurationName, rowsOf, type TimeUnit } from './form'
import type { RulesForm } from './RulesPage'

export function one(typed: Typed, name: string): string {
  const value = typed[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

interface Named {
  v: View
  form: RulesForm
  name: DurationName
  label: string
  units: readonly TimeUnit[]
}

/** A number and its unit, as one question. */
export function Duration({ v, form: { typed, errors }, name, label, units }: Named) {
  const id = idOf(name)
  const error = errors?.fields[name]
  const unit = one(typed, `${name}Unit`) || units.at(units.length > 2 ? 1 : -1)
  const words = v.t.rules
  // A unit that was kept stays a choice, also where the form would not offer it.
  const choices = [...new Set([...units, ...(one(typed, name) ? [unit as TimeUnit] : [])])]
  return (
    <div class={error ? 'err' : undefined}>
      <label for={id}>{label}</label>
      {error && (
        <span class="msg" id={`${id}-e`}>
          <Icon name="circle-alert" />
          {error}
        </span>
      )}
      <span class="amount">
        <input
          type="text"
          inputmode="decimal"
          dir="ltr"
          id={id}
          name={name}
          value={one(typed, name)}
          aria-describedby={error ? `${id}-e` : undefined}
          aria-invalid={error ? 'true' : undefined}
        />
        <select name={`${name}Unit`} aria-label={words.unitOf(label)}>
          {choices.map((value) => (
            <option value={value} selected={value === unit}>
              {words.units[value]}
            </option>
          ))}
        </select>
      </span>
    </div>
  )
}

/** "At most 2 bookings a week": how many, of what, in what time. */
export function Quotas({ v, form: { typed, errors } }: { v: View; form: RulesForm }) {
  const words = v.t.rules.share
  return (
    <fieldset class="st tight">
      <legend>{words.quotas}</legend>
      {Array.from({ length: rowsOf(typed, 'quotas') }, (_, i) => {
        const name = (leaf: string) => `quotas.${i}.${leaf}`
        const id = idOf(name('most'))
        const error =
          errors?.fields[name('most')] ?? errors?.fields[name('of')] ?? errors?.fields[name('per')]
        const choose = (leaf: 'of' | 'per', label: string, usual: string) => (
          <select name={name(leaf)} aria-label={label}>
            {Object.entries(words[leaf]).map(([value, said]) => (
              <option value={value} selected={value === (one(typed, name(leaf)) || usual)}>
                {said}
              </option>
            ))}
          </select>
        )
        return (
          <div class={error ? 'err' : undefined}>
            {error && (
              <span class="msg" id={`${id}-e`}>
                <Icon name="circle-alert" />
                {error}
              </span>
            )}
            <span class="amount three">
              <input
                type="text"
                inputmode="decimal"
                dir="ltr"
                id={id}
                name={name('most')}
                value={one(typed, name('most'))}
                aria-label={words.quotaMost(i + 1)}
                aria-describedby={error ? `${id}-e` : undefined}
                aria-invalid={error ? 'true' : undefined}
              />
              {choose('of', words.quotaOf(i + 1), 'bookings')}
              {choose('per', words.quotaPer(i + 1), i === 0 ? 'week' : 'month')}
            </span>
          </div>
        )
      })}
    </fieldset>
  )
}
