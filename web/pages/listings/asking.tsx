import type { Child } from 'hono/jsx'
import type { Direction, Kind } from '../../../worker/core/kinds'
import { Field, type FormErrors } from '../../components/Field'
import type { View } from '../../view'
import type { Typed } from './form'

/** What every question needs: the listing's kind, what was typed so far, and what was refused. */
export interface Asked {
  v: View
  direction: Direction
  kind: Kind
  typed: Typed
  errors?: FormErrors
  /** What the words of the draft suggest, where it is shown among the questions. */
  suggested?: Child
  /** The quantity looks like a slip of the pen: it is to be confirmed. */
  unusual?: boolean
  /** More blank rows were asked for. */
  more?: number
}

export const one = (typed: Typed, name: string): string => {
  const value = typed[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
export const many = (typed: Typed, name: string): string[] => {
  const value = typed[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
/** Name, value and error of a field in one go. */
export const tied = ({ typed, errors }: Asked, name: string) => ({
  name,
  value: one(typed, name),
  error: errors?.fields[name],
})

/** A job family: chosen from the list, by its code; the search beside it finds the code by words. */
export function RomeField(a: Asked) {
  const { details, lookup } = a.v.t.listings
  return (
    <code-search data-src={a.v.href('/rome')} class="st tight">
      <Field
        {...tied(a, 'details.romeCode')}
        label={details.rome}
        hint={details.romeHint}
        autocomplete="off"
        autocapitalize="characters"
        dir="ltr"
      />
      <a href={a.v.href('/rome')} target="_blank" rel="noopener">
        {details.findRome}
      </a>
      <div aria-live="polite" data-found={lookup.choose} />
    </code-search>
  )
}
