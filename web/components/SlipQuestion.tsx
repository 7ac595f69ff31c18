import type { View } from '../view'
import { Field, type FormErrors } from './Field'
import { Icon } from './Icon'

/** The number of the slip without which hazardous waste is not handed over. `instant`: nothing is agreed without it either. */
export function SlipQuestion({
  v,
  instant,
  value,
  errors,
}: {
  v: View
  instant: boolean
  value: string | undefined
  errors: FormErrors | undefined
}) {
  const words = v.t.waste.slip
  return (
    <div class="st tight">
      <p class="note late">
        <Icon name="triangle-alert" />
        <span>{words.needed}</span>
      </p>
      <Field
        name="slipNumber"
        label={words.number}
        hint={instant ? words.hintNow : words.hintLater}
        value={value}
        error={errors?.fields.slipNumber}
        maxlength={60}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        dir="ltr"
      />
    </div>
  )
}
