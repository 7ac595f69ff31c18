import type { Lot, Plan } from '../../../worker/premises/queries'
import { VACANCY } from '../../../worker/premises/rulesOfVacancy'
import type { DrawnLot } from '../../components/PlanOfLots'
import type { View } from '../../view'

/** A local date in words. */
export const dateWords = (v: View, date: string): string => v.f.date(`${date}T12:00:00.000Z`)

/** How a lot looks today, and the word for it. */
export function stateOfLot(v: View, lot: Lot): { look: DrawnLot['look']; words: string } {
  const words = v.t.premises.plan.states
  if (lot.occupation === 'occupied') return { look: 'taken', words: words.occupied }
  if (lot.occupation === 'kept') return { look: 'taken', words: words.kept }
  if (lot.occupation === 'closed') return { look: 'closed', words: words.closed }
  if (lot.state === 'heavy_works') return { look: 'works', words: words.works }
  return { look: 'open', words: words.free }
}

export const drawn = (v: View, lots: readonly Lot[], href = (lot: Lot) => `#${lot.id}`): DrawnLot[] =>
  lots.map((lot) => {
    const { look, words } = stateOfLot(v, lot)
    const note = look === 'open' ? v.f.quantity(lot.surfaceM2, 'm2') : words
    return {
      ...{ id: lot.id, name: lot.name, surfaceM2: lot.surfaceM2, planId: lot.planId, outline: lot.outline },
      ...{ look, note, href: href(lot) },
    }
  })

export const plansAsDrawn = (plans: readonly Plan[]) =>
  plans.map(({ id, name, width, height, pictureId }) => ({ id, name, width, height, pictureId }))

/** What one has to know of a lot, in a line. */
export function lotWords(v: View, lot: Lot): string {
  const { facts, states, powers } = v.t.premises.lot
  const f = v.f
  const floor = /^-?\d+$/.test(lot.floor) ? facts.floor(lot.floor) : lot.floor
  const power =
    lot.power &&
    (lot.powerKva ? `${powers[lot.power]}, ${facts.power(f.number(lot.powerKva))}` : powers[lot.power])
  const publicWords =
    lot.publicType === 'none'
      ? facts.noPublic
      : lot.publicType && facts.public(lot.publicType, lot.publicCategory ? String(lot.publicCategory) : '')
  return [
    floor,
    lot.state !== 'ready' && states[lot.state],
    lot.stepFree && facts.stepFree[lot.stepFree],
    lot.access,
    lot.power !== 'none' && power,
    lot.water && facts.water[lot.water],
    lot.floorLoadKgM2 !== null && facts.load(f.number(lot.floorLoadKgM2)),
    publicWords,
    lot.availableFrom &&
      lot.availableFrom > v.ctx.now.slice(0, 10) &&
      facts.from(dateWords(v, lot.availableFrom)),
    lot.availableUntil && facts.until(dateWords(v, lot.availableUntil)),
  ]
    .filter(Boolean)
    .join(v.language === 'ar' ? '، ' : ', ')
}

export const m2 = (v: View, value: number): string => v.f.quantity(value, 'm2')

/** The two rates of an estimate, with where they come from. */
export const rates = (v: View): string =>
  v.t.premises.vacancy.rates(
    v.f.money(VACANCY.guardingCentsPerHa, 'EUR'),
    v.f.money(VACANCY.upkeepCentsPerM2, 'EUR'),
  )
