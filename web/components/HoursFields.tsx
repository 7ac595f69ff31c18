import { Field } from './Field'

interface Hour {
  label: string
  value: string | number | null | undefined
  error?: string | undefined
}

/** From one time of the day to another, to five minutes. */
export const HoursFields = ({ starts, ends }: { starts: Hour; ends: Hour }) => (
  <div class="dates">
    <Field name="startsTime" type="time" step="300" required {...starts} />
    <Field name="endsTime" type="time" step="300" required {...ends} />
  </div>
)
