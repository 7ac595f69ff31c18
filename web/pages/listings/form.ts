import { latinDigits } from '../../../worker/core/digits'
import { addDays, instantOf, isDate } from '../../../worker/core/time'
import type { FieldError } from '../../../worker/core/errors'
import type { Direction, Kind } from '../../../worker/core/kinds'
import { offerWhen } from './hours'
import { contentsIn, recipeOf } from './recipe'
import type { ListingPatch } from '../../../worker/listings/input'

/** What a form holds: what was typed, or the listing in the shape of its fields. */
export type Typed = Record<string, string | string[]>
export const STEPS = ['what', 'when', 'lots', 'details', 'terms', 'where'] as const
export type Step = (typeof STEPS)[number]

/** The questions, in order; the check page is the last one and not in the list. */
export const stepsOf = (direction: Direction, kind: Kind): Step[] =>
  direction === 'need'
    ? ['what', 'when', 'where']
    : kind === 'premises'
      ? ['what', 'lots', 'details', 'terms']
      : ['what', 'when', 'details', 'terms']

/** Where a wrong field is asked. */
export function stepOf(path: string, direction: Direction): Step {
  const [root = '', leaf = ''] = path.split('.')
  if (root === 'lots') return 'lots'
  if (['windows', 'startsAt', 'endsAt', 'grain'].includes(root) || /^w\d/.test(root)) return 'when'
  if (['commune', 'postcode', 'address', 'lat', 'lng', 'withinKm'].includes(root)) return 'where'
  if (['title', 'description', 'quantity', 'unit'].includes(root)) return 'what'
  if (['seats', 'hoursPerWeek'].includes(leaf) || (root === 'details' && direction === 'need')) return 'what'
  return root === 'details' ? 'details' : 'terms'
}

/** Amounts among the answers to the questions of a kind. */
export const CENTS_IN_DETAILS = [
  'wagesCents',
  'chargesCents',
  'expensesCents',
  'chargesCentsPerYear',
] as const

/** Reads answers; what can not be read as a number, a date or an amount is collected, by field. */
export class Answers {
  readonly wrong: FieldError[] = []
  readonly typed: Typed
  readonly zone: string
  constructor(typed: Typed, zone: string) {
    this.typed = typed
    this.zone = zone
  }
  text(name: string): string {
    const value = this.typed[name]
    return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
  }
  all(name: string): string[] {
    const value = this.typed[name]
    return value === undefined ? [] : Array.isArray(value) ? value : [value]
  }
  number(name: string): number | null {
    const text = latinDigits(this.text(name))
      .replace(/[\s\u00a0\u202f]/g, '')
      .replace(',', '.')
    if (text === '') return null
    if (Number.isFinite(Number(text))) return Number(text)
    this.wrong.push({ path: name, code: 'not_number' })
    return null
  }
  cents(name: string): number | null {
    const text = latinDigits(this.text(name))
      .replace(/[\s\u00a0\u202f€]/g, '')
      .replace(',', '.')
    if (text === '') return null
    if (/^\d{1,7}(\.\d{1,2})?$/.test(text)) return Math.round(Number(text) * 100)
    this.wrong.push({ path: name, code: 'not_amount' })
    return null
  }
  date(name: string): string | null {
    const text = this.text(name)
    if (text === '') return null
    if (isDate(text)) return text
    this.wrong.push({ path: name, code: 'not_date' })
    return null
  }
  /** The instant at which a local day begins, or the next one. */
  midnight(name: string, plusDays = 0): string | null {
    const date = this.date(name)
    return date && instantOf(addDays(date, plusDays), '00:00', this.zone)
  }
}

/** The changes that the answers to one step ask for. */
export function patchOf(step: Step, a: Answers, direction: Direction, kind: Kind): ListingPatch {
  const read = { what, when: direction === 'need' ? needWhen : offerWhen, lots, details, terms, where }[step]
  const patch = read(a, kind, direction) as Record<string, unknown>
  // An empty number leaves the field as it is where it must have one.
  for (const name of ['quantity', 'lat', 'lng']) if (patch[name] === null) delete patch[name]
  return patch as ListingPatch
}

function what(a: Answers, kind: Kind, direction: Direction): object {
  const plain = { title: a.text('title'), description: a.text('description') }
  const d: Record<string, unknown> = {}
  if (kind === 'space') d.seats = a.number('details.seats')
  if (kind === 'staff') {
    d.hoursPerWeek = a.number('details.hoursPerWeek')
    if (direction === 'need') d.romeCode = a.text('details.romeCode').toUpperCase() || null
    return { ...plain, details: d, quantity: Math.max(1, Math.round((Number(d.hoursPerWeek) || 0) * 60)) }
  }
  if (kind === 'premises') {
    if (direction === 'offer') return plain // its area is the sum of its lots
    const surface = a.number('details.surfaceM2')
    return {
      ...plain,
      details: { surfaceM2: surface, uses: a.all('details.uses') },
      ...(surface && { quantity: surface }),
    }
  }
  if (kind === 'waste' && direction === 'need') Object.assign(d, recipeOf(a))
  const unit = a.text('unit')
  return { ...plain, details: d, quantity: a.number('quantity'), ...(unit && { unit }) }
}

function needWhen(a: Answers, kind: Kind): object {
  const [from, to] = [a.text('from'), a.text('to')]
  const start = a.date('startsOn')
  const end = a.date('endsOn') ?? (kind === 'space' || kind === 'equipment' ? start : null)
  const at = (date: string | null, time: string, plusDays: number) =>
    date &&
    (/^\d\d:\d\d$/.test(time)
      ? instantOf(date, time, a.zone)
      : instantOf(addDays(date, plusDays), '00:00', a.zone))
  const startsAt = at(start, from, 0)
  const endsAt = at(end, to, 1)
  if (startsAt && endsAt && startsAt >= endsAt)
    a.wrong.push({ path: to && start === end ? 'to' : 'endsOn', code: 'end_before_start' })
  const byHour =
    kind === 'space' || kind === 'equipment' ? { grain: from && to && start === end ? 'hour' : 'day' } : {}
  return { startsAt, endsAt, ...byHour, ...(kind === 'waste' && { grain: 'stock' }) }
}

function lots(a: Answers): object {
  const given: Record<string, unknown>[] = []
  for (let i = 0; i < 200 && a.typed[`lots.${i}.label`] !== undefined; i++) {
    const label = a.text(`lots.${i}.label`)
    const surfaceM2 = a.number(`lots.${i}.surfaceM2`)
    if (!label && surfaceM2 === null) continue
    given.push({
      ...{ label, surfaceM2: surfaceM2 ?? undefined, floor: a.text(`lots.${i}.floor`) },
      state: a.text(`lots.${i}.state`) || 'ready',
      availableFrom: a.date(`lots.${i}.availableFrom`) ?? undefined,
      availableUntil: a.date(`lots.${i}.availableUntil`) ?? undefined,
      capacityId: a.text(`lots.${i}.capacityId`) || undefined,
    })
  }
  const total = given.reduce((sum, lot) => sum + (Number(lot.surfaceM2) || 0), 0)
  return {
    lots: given,
    ...(total > 0 && { quantity: total, details: { surfaceM2: total } }),
    startsAt: a.midnight('startsOn'),
    endsAt: a.midnight('endsOn', 1),
  }
}

function details(a: Answers, kind: Kind): object {
  const text = (name: string) => a.text(`details.${name}`)
  const choice = (name: string) => text(name) || null
  switch (kind) {
    case 'space':
      return {
        details: {
          surfaceM2: a.number('details.surfaceM2'),
          wheelchair: choice('wheelchair'),
          amenities: a.all('details.amenities'),
        },
      }
    case 'equipment':
      return {
        details: {
          category: choice('category'),
          condition: choice('condition'),
          pickUp: text('pickUp'),
          deposit: text('deposit'),
          payloadKg: a.number('details.payloadKg'),
        },
      }
    case 'staff': {
      const cents = Object.fromEntries(
        CENTS_IN_DETAILS.slice(0, 3).map((name) => [name, a.cents(`details.${name}`)]),
      )
      const priced = Object.values(cents).some((value) => value !== null)
      return {
        details: {
          romeCode: text('romeCode').toUpperCase() || null,
          consent: text('consent') === 'yes',
          ...cents,
        },
        // At cost is the only price there is, so that it needs no question of its own.
        ...(priced && { tariffMode: 'price', priceUnit: 'hour' }),
      }
    }
    case 'waste':
      return {
        details: {
          ...{
            materialStatus: choice('materialStatus'),
            lowCode: choice('lowCode'),
            carrier: choice('carrier') ?? 'taker',
          },
          ...{ exitAct: choice('exitAct'), pop: text('pop') === 'yes' },
          declaredHazardous: text('declaredHazardous') === 'yes',
          ...{ state: text('state'), packaging: text('packaging') },
          ...(a.text('contents') && contentsIn(a)),
        },
      }
    case 'premises': {
      const site = [
        'siteType',
        'occupation',
        'siteStatus',
        'buildingState',
        'pollution',
        'ownerCategory',
        'zoning',
        'reason',
      ]
      return {
        details: {
          ...Object.fromEntries(site.map((name) => [name, choice(name)])),
          ...{ uses: a.all('details.uses'), buildings: a.number('details.buildings') },
          chargesCentsPerYear: a.cents('details.chargesCentsPerYear'),
        },
      }
    }
  }
}

function terms(a: Answers, kind: Kind, direction: Direction): object {
  const mode = a.text('tariffMode') || 'free'
  const atCost = kind === 'staff' && direction === 'offer'
  const money = ['referenceCents', 'solidarityCents', 'supportCents'].filter(
    (name) => a.typed[name] !== undefined,
  )
  return {
    tariffMode: mode,
    ...(mode === 'price' && !atCost && Object.fromEntries(money.map((name) => [name, a.cents(name)]))),
    ...(mode === 'price' && a.text('priceUnit') && { priceUnit: a.text('priceUnit') }),
    ...(a.typed.marketCents !== undefined && marketPrice(a)),
    ...(a.typed.terms !== undefined && { terms: a.text('terms') }),
    ...(a.text('visibility') && { visibility: a.text('visibility') }),
    ...(a.text('instantFor') && { instantFor: a.text('instantFor') }),
  }
}

/** Both or neither: a price without its unit says nothing, and a unit without a price is no price. */
function marketPrice(a: Answers): object {
  const marketCents = a.cents('marketCents')
  return { marketCents, marketUnit: marketCents === null ? null : a.text('marketUnit') || 'once' }
}

function where(a: Answers): object {
  const within = a.text('withinKm')
  return {
    commune: a.text('commune'),
    ...(a.typed.postcode !== undefined && { postcode: a.text('postcode') }),
    ...(a.typed.address !== undefined && { address: a.text('address') }),
    lat: a.number('lat'),
    lng: a.number('lng'),
    ...(within && { withinKm: within === 'any' ? null : Number(within) }),
  }
}
