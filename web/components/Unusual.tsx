import type { Unit } from '../../worker/core/kinds'
import { type Unusual, unusual } from '../../worker/waste/rulesOfQuantities'
import type { View } from '../view'
import { type FormErrors, Tiles } from './Field'

interface Asked {
  quantity: number | null | undefined
  unit: Unit
  usual?: number | null
  text?: string
}

/**
 * What is said beside a quantity that looks like a slip of the pen, or null: it looks right, or was confirmed. Nothing is
 * refused: the form comes back with all that was typed and one box to tick.
 */
export function unusualIn(v: View, asked: Asked, confirmed: unknown): FormErrors | null {
  const why =
    confirmed === 'yes' || asked.quantity == null ? null : unusual(asked.quantity, asked.unit, asked)
  return why ? { fields: { quantity: unusualWords(v, why, asked) } } : null
}

function unusualWords(v: View, why: Unusual, { quantity, unit, usual }: Asked): string {
  const words = v.t.waste.unusual
  const said = (n: number) => v.f.quantity(n, unit)
  return `${words[why](said(quantity ?? 0), usual ? said(usual) : null)} ${words.check}`
}

/** The box that says: yes, so much. */
export const ConfirmQuantity = ({ v, value }: { v: View; value?: unknown }) => (
  <Tiles
    name="confirmQuantity"
    legend={v.t.waste.unusual.confirm}
    value={value === 'yes' ? ['yes'] : []}
    choices={[{ value: 'yes', label: v.t.waste.status.yes }]}
  />
)
