import { invalid } from '../../../worker/core/errors'
import { MOST_ROOMS, type OccupancyInput, type OccupancyPatch } from '../../../worker/occupancies/input'
import type { Inventory } from '../../../worker/occupancies/inventories'
import type { Occupancy } from '../../../worker/occupancies/queries'
import { ROOM_STATES } from '../../../worker/occupancies/rulesOfInventories'
import type { Language } from '../../../worker/core/kinds'
import { wordsOf } from '../../../worker/text'
import type { View } from '../../view'
import { numeral } from '../organisations/form'
import type { Typed } from '../premises/form'

/** What was typed in units of the currency, as cents; what is no number stays text, so that the schema says so. */
export function centsIn(text: string | undefined): number | undefined {
  const amount = numeral(text)
  return typeof amount === 'number' ? Math.round(amount * 100) : (amount as undefined)
}
export const inUnits = (v: View, cents: number | null): string =>
  cents === null || cents === 0
    ? ''
    : (cents / 100).toFixed(cents % 100 === 0 ? 0 : 2).replace('.', v.language === 'fr' ? ',' : '.')

/** The answers of an agreement as its form sends them. */
export function answersIn(typed: Typed): OccupancyPatch {
  const one = (name: string) => typed[name] ?? ''
  return {
    ...(typed.form && { form: typed.form as 'precarious' }),
    ...(typed.startsOn && { startsOn: typed.startsOn }),
    ...(typed.endsOn && { endsOn: typed.endsOn }),
    // What was not asked keeps what it has.
    ...(typed.owner && { owner: typed.owner as 'private' }),
    ...(typed.feeMode && { feeMode: typed.feeMode as 'fixed' }),
    ...(typed.reason && { reason: typed.reason as 'none' }),
    ...(typed.activity && { activity: typed.activity as 'economic' }),
    ...{ publicDomain: typed.publicDomain === '1', feeCents: centsIn(typed.feeCents) ?? 0 },
    ...{ solidarityPercent: numeral(typed.solidarityPercent) ?? 100 },
    ...{ reasonWords: one('reasonWords'), purpose: one('purpose') },
    ...{
      rentalValueCents: centsIn(typed.rentalValueCents) ?? null,
      priorMonths: numeral(typed.priorMonths) ?? 0,
    },
    ...{ declaredValueCents: centsIn(typed.declaredValueCents) ?? null, knownFaults: one('knownFaults') },
    ...{ noKnownFaults: typed.noKnownFaults === '1', title: one('title'), feeBasis: one('feeBasis') },
    ...{ callException: one('callException'), conditions: one('conditions') },
  }
}
export const newIn = (typed: Typed): OccupancyInput => ({
  ...(answersIn(typed) as OccupancyInput),
  ...(typed.callOfferId
    ? { callOfferId: typed.callOfferId }
    : { lotId: typed.lotId, occupantId: typed.occupantId }),
})

/** A draft as its form shows it. */
export function typedOf(v: View, o: Occupancy): Typed {
  const { terms } = o
  return {
    ...{ form: o.form, startsOn: o.startsOn, endsOn: o.endsOn, feeMode: o.feeMode, reason: o.reason },
    ...{ feeCents: inUnits(v, o.feeCents), solidarityPercent: String(o.solidarityPercent) },
    ...{ reasonWords: o.reasonWords, owner: terms.owner, publicDomain: terms.publicDomain ? '1' : '0' },
    ...{ activity: terms.activity, purpose: terms.purpose, knownFaults: terms.knownFaults },
    ...{ rentalValueCents: inUnits(v, terms.rentalValueCents), priorMonths: String(terms.priorMonths || '') },
    ...{
      declaredValueCents: inUnits(v, terms.declaredValueCents),
      noKnownFaults: terms.noKnownFaults ? '1' : '',
    },
    ...{ title: terms.title, feeBasis: terms.feeBasis, callException: terms.callException },
    ...{ conditions: terms.conditions, version: String(o.version) },
  }
}

const LANGUAGES: Language[] = ['fr', 'en', 'ar']
type State = (typeof ROOM_STATES)[number]

/** "Sol : bon, taché" by the words of any language. Throws `invalid` beside the room where a state is not one of them. */
function itemsIn(text: string, path: string) {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, name = '', rest = ''] = /^(.+?)\s*[:：]\s*(.*)$/.exec(line) ?? []
      const [said = '', note = ''] = rest.split(/\s*[,،]\s*(.*)/s)
      const state = ROOM_STATES.find((one) =>
        LANGUAGES.some(
          (l) =>
            wordsOf(l).occupancies.inventory.states[one].toLocaleLowerCase() ===
            said.trim().toLocaleLowerCase(),
        ),
      )
      if (!name || !state) throw invalid({ path, code: 'room_state' })
      return { name, state: state as State, note }
    })
}
export const itemsOut = (v: View, items: Inventory['rooms'][number]['items']): string =>
  items
    .map(({ name, state, note }) => {
      const words = v.t.occupancies.inventory.states[state]
      const comma = v.language === 'ar' ? '، ' : ', '
      return `${name}${v.language === 'fr' ? ' ' : ''}: ${words}${note ? comma + note : ''}`
    })
    .join('\n')

/** Rooms "rooms.0.name"…: one without a name is taken away. `at`: where each was typed. */
export function inventoryIn(typed: Typed) {
  const at: number[] = []
  const rooms = []
  for (let i = 0; i < MOST_ROOMS; i++) {
    const cell = (name: string) => typed[`rooms.${i}.${name}`] ?? ''
    if (!cell('name')) continue
    at.push(i)
    rooms.push({
      ...(cell('id') && { id: cell('id') }),
      ...{ name: cell('name'), note: cell('note'), items: itemsIn(cell('items'), `rooms.${i}.items`) },
    })
  }
  return {
    at,
    given: {
      ...{ madeOn: typed.madeOn ?? '', rooms, meters: typed.meters ?? '', note: typed.note ?? '' },
      keys: numeral(typed.keys) ?? null,
    },
  }
}
export function inventoryTyped(
  v: View,
  inventory: Inventory | undefined,
  from: Inventory | undefined,
): Typed {
  const typed: Typed = { madeOn: inventory?.madeOn ?? '', keys: String(inventory?.keys ?? '') }
  const shown = inventory ?? from
  for (const [i, room] of (shown?.rooms ?? []).entries())
    Object.assign(typed, {
      ...{ [`rooms.${i}.id`]: room.id, [`rooms.${i}.name`]: room.name },
      [`rooms.${i}.note`]: inventory ? room.note : '',
      [`rooms.${i}.items`]: itemsOut(v, room.items),
    })
  return { ...typed, meters: inventory?.meters ?? '', note: inventory?.note ?? '' }
}
