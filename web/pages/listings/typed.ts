import type { Capacity, Listing } from '../../../worker/listings/queries'
import { CENTS_IN_DETAILS, type Typed } from './form'
import { typedRecipe } from './recipe'
import { datesOf } from './words'

const amount = (cents: number | null | undefined) =>
  cents == null ? '' : String(cents / 100).replace('.', ',')

/** A listing as its forms show it. */
export function typedOf(l: Listing, capacities: readonly Capacity[], zone: string): Typed {
  const d = l.details
  const dates = datesOf(l, zone)
  // A need of one day was answered with that day alone: an end that nobody gave would hold back whoever moves the day.
  const oneDay = l.direction === 'need' && (l.kind === 'space' || l.kind === 'equipment')
  const endsOn = oneDay && dates.endsOn === dates.startsOn ? '' : dates.endsOn
  const typed: Typed = {
    ...{
      title: l.title,
      description: l.description,
      quantity: String(l.quantity),
      unit: l.unit,
      grain: l.grain,
    },
    ...{ startsOn: dates.startsOn, endsOn, from: dates.from, to: dates.to },
    ...{ tariffMode: l.tariffMode, priceUnit: l.priceUnit ?? '', terms: l.terms },
    ...{ visibility: l.visibility, instantFor: l.instantFor },
    ...{ commune: l.commune, postcode: l.postcode, address: l.address },
    ...{ lat: l.lat === null ? '' : String(l.lat), lng: l.lng === null ? '' : String(l.lng) },
    withinKm: l.withinKm === null ? 'any' : String(l.withinKm),
  }
  typed.marketUnit = l.marketUnit ?? ''
  for (const name of ['referenceCents', 'solidarityCents', 'supportCents', 'marketCents'] as const)
    typed[name] = amount(l[name])
  for (const name of CENTS_IN_DETAILS) typed[`details.${name}`] = amount(d[name])
  for (const [name, value] of Object.entries(d)) {
    if ((CENTS_IN_DETAILS as readonly string[]).includes(name)) continue
    typed[`details.${name}`] = Array.isArray(value)
      ? value.map(String)
      : value === true
        ? 'yes'
        : String(value ?? '')
  }
  Object.assign(typed, typedRecipe(d.recipe))
  delete typed['details.recipe']
  l.windows.forEach((w, i) => {
    typed[`w${i}.days`] = w.days.map(String)
    typed[`w${i}.from`] = w.from
    typed[`w${i}.to`] = w.to === '24:00' ? '23:59' : w.to
    for (const name of ['quantity', 'startsOn', 'endsOn'] as const)
      if (w[name] !== undefined) typed[`w${i}.${name}`] = String(w[name])
  })
  capacities
    .filter((c) => c.shape === 'lot')
    .forEach((c, i) => {
      typed[`lots.${i}.capacityId`] = c.id
      typed[`lots.${i}.label`] = c.label
      for (const [name, value] of Object.entries(c.details)) typed[`lots.${i}.${name}`] = String(value ?? '')
    })
  return typed
}
