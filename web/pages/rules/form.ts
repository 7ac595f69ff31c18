import type { OfferRules, OfferRulesInput } from '../../../worker/bookings/inputOfRules'
import type { Offer } from '../../../worker/bookings/queries'
import { choices } from '../../../worker/bookings/rulesOfHolds'
import type { FieldError } from '../../../worker/core/errors'
import { wallOf } from '../../../worker/core/time'
import { Answers, type Typed } from '../listings/form'

// The form of the rules of an offer: what it asks of this offer, what it holds, and what it says.

export const DURATIONS = [
  ...['shortestMinutes', 'longestMinutes', 'noticeMinutes', 'changeNoticeMinutes'],
  ...['cancelNoticeMinutes', 'gapMinutes'],
] as const
export type Duration = (typeof DURATIONS)[number]
export const UNITS = { minutes: 1, hours: 60, days: 1440 } as const
export type TimeUnit = keyof typeof UNITS

/** What makes sense for an offer: a thing that goes by the day has no steps, a heap of pallets no shortest time. */
export function asks({ listing, capacities }: Offer) {
  const things = choices(capacities)
  const timed = listing.grain !== 'window' && listing.grain !== 'stock'
  const byHour = listing.grain === 'hour'
  return {
    ...{ length: timed, steps: byHour, buffers: timed },
    units: (byHour ? ['minutes', 'hours', 'days'] : ['days']) as TimeUnit[],
    most: Math.max(0, ...things.map((c) => c.quantity)),
    quantity: things.some((c) => c.shape !== 'person' && c.shape !== 'lot' && c.quantity > 1),
    hours: listing.grain !== 'month' && listing.grain !== 'stock',
    release: listing.tariffMode === 'price' && listing.solidarityCents !== null,
    /** Where nothing waits for an answer there is nothing to choose among. */
    requests: listing.instantFor !== 'everyone',
  }
}

/** Free rows beside those that are filled. */
const ROWS = { quotas: 2, exceptions: 3 }

/** The rules as the fields hold them; exceptions that are over are left out. */
export function typedFrom(
  rules: OfferRules,
  names: readonly { id: string; name: string }[],
  today: string,
): Typed {
  const typed: Typed = {}
  for (const name of DURATIONS) {
    const minutes = rules[name] ?? 0
    const unit: TimeUnit = minutes % 1440 === 0 ? 'days' : minutes % 60 === 0 ? 'hours' : 'minutes'
    typed[name] = minutes ? String(minutes / UNITS[unit]) : ''
    typed[`${name}Unit`] = minutes ? unit : ''
  }
  for (const name of ['stepMinutes', 'horizonDays', 'mostQuantity', 'releaseHours'] as const)
    typed[name] = rules[name] ? String(rules[name]) : ''
  for (const name of ['bufferBeforeMinutes', 'bufferAfterMinutes'] as const) typed[name] = String(rules[name])
  typed.requests = rules.requests
  typed.oneAtATime = rules.oneAtATime ? ['yes'] : []
  typed.onlyFor = rules.onlyFor.map((id) => names.find((n) => n.id === id)?.name ?? id).join('\n')
  typed.bundle = rules.bundle.map((part) => part.offerId)
  for (const [i, q] of rules.quotas.entries())
    Object.assign(typed, {
      [`quotas.${i}.most`]: String(q.of === 'minutes' ? q.most / 60 : q.most),
      ...{ [`quotas.${i}.of`]: q.of, [`quotas.${i}.per`]: q.per },
    })
  for (const [i, e] of rules.exceptions.filter((e) => e.endsOn >= today).entries())
    Object.assign(typed, {
      ...{ [`exceptions.${i}.startsOn`]: e.startsOn, [`exceptions.${i}.endsOn`]: e.endsOn },
      [`exceptions.${i}.hours`]: e.hours.map((h) => `${h.from}-${h.to}`).join(', '),
    })
  return typed
}

/** How many rows a list of the form has: those that are filled, and some that are free. */
export function rowsOf(typed: Typed, list: keyof typeof ROWS): number {
  const filled = Object.entries(typed).flatMap(([name, value]) => {
    // What a row is of, and per what, is always chosen.
    const row = /\.(of|per)$/.test(name) ? null : new RegExp(`^${list}\\.(\\d{1,3})\\.`).exec(name)?.[1]
    return row && value !== '' ? [Number(row) + 1] : []
  })
  return Math.min(Math.max(0, ...filled) + ROWS[list], list === 'quotas' ? 6 : 100)
}

/** The rules that the form says, over those that it does not ask; what can not be read is collected by field. */
export function rulesIn(
  given: Typed,
  before: OfferRules,
  offer: Offer,
  names: readonly { id: string; name: string }[],
  now: string,
): { input: OfferRulesInput; wrong: FieldError[] } {
  const a = new Answers(given, offer.zone)
  const asked = asks(offer)
  const minutes = (name: Duration) => {
    const number = a.number(name)
    const unit = UNITS[a.text(`${name}Unit`) as TimeUnit] ?? UNITS[asked.units[0] ?? 'days']
    return number === null ? undefined : Math.round(number * unit)
  }
  const whole = (name: string) => a.number(name) ?? undefined
  const input: OfferRulesInput = {
    ...before,
    ...(asked.length && {
      shortestMinutes: minutes('shortestMinutes'),
      longestMinutes: minutes('longestMinutes'),
    }),
    ...(asked.steps && { stepMinutes: whole('stepMinutes') as OfferRules['stepMinutes'] }),
    ...{ noticeMinutes: minutes('noticeMinutes') ?? 0, gapMinutes: minutes('gapMinutes') ?? 0 },
    changeNoticeMinutes: minutes('changeNoticeMinutes') ?? 0,
    cancelNoticeMinutes: minutes('cancelNoticeMinutes') ?? 0,
    horizonDays: whole('horizonDays'),
    ...(asked.quantity && { mostQuantity: whole('mostQuantity') }),
    ...(asked.buffers && {
      bufferBeforeMinutes: whole('bufferBeforeMinutes') ?? 0,
      bufferAfterMinutes: whole('bufferAfterMinutes') ?? 0,
    }),
    ...(asked.requests && { requests: (a.text('requests') || before.requests) as 'hold' }),
    ...(asked.release && { releaseHours: whole('releaseHours') }),
    oneAtATime: a.all('oneAtATime').includes('yes'),
    quotas: quotasIn(a),
    onlyFor: organisationsIn(a, names),
    ...(asked.hours && { exceptions: exceptionsIn(a, before, wallOf(now, offer.zone).date) }),
    bundle: a.all('bundle').map((id) => before.bundle.find((p) => p.offerId === id) ?? { offerId: id }),
  }
  return { input, wrong: a.wrong }
}

function quotasIn(a: Answers): OfferRulesInput['quotas'] {
  return Array.from({ length: 6 }, (_, i) => i).flatMap((i) => {
    const number = a.number(`quotas.${i}.most`)
    if (number === null) return []
    const of = a.text(`quotas.${i}.of`) as 'minutes'
    const most = of === 'minutes' ? Math.round(number * 60) : number
    return [{ of, most, per: a.text(`quotas.${i}.per`) as 'week' }]
  })
}

function organisationsIn(a: Answers, names: readonly { id: string; name: string }[]): string[] {
  const lines = a.text('onlyFor').split(/\r?\n/)
  return lines.flatMap((line) => {
    const name = line.trim()
    if (name === '') return []
    const same = names.find((n) => n.name.toLocaleLowerCase() === name.toLocaleLowerCase() || n.id === name)
    if (!same) a.wrong.push({ path: 'onlyFor', code: 'not_in_cluster', params: { name } })
    return same ? [same.id] : []
  })
}

const HOURS = /^(\d{1,2})(?:[:hH](\d\d)?)?\s*[-–—]\s*(\d{1,2})(?:[:hH](\d\d)?)?$/

/** Those of the form, and those that are over, which it does not show. */
function exceptionsIn(a: Answers, before: OfferRules, today: string): OfferRulesInput['exceptions'] {
  const kept = before.exceptions.filter((e) => e.endsOn < today).slice(-10)
  const rows = Array.from({ length: 100 }, (_, i) => i).flatMap((i) => {
    const startsOn = a.date(`exceptions.${i}.startsOn`)
    const text = a.text(`exceptions.${i}.hours`)
    const endsOn = a.date(`exceptions.${i}.endsOn`)
    if (!startsOn && (endsOn || text)) a.wrong.push({ path: `exceptions.${i}.startsOn`, code: 'required' })
    if (!startsOn) return []
    const hours = text.split(',').flatMap((part) => {
      if (part.trim() === '') return []
      const [, h1, m1 = '00', h2, m2 = '00'] = HOURS.exec(part.trim()) ?? []
      const time = (h: string, m: string) => `${h.padStart(2, '0')}:${m}`
      if (!h1 || !h2) a.wrong.push({ path: `exceptions.${i}.hours`, code: 'not_hours' })
      return h1 && h2 ? [{ from: time(h1, m1), to: time(h2, m2) }] : []
    })
    return [{ startsOn, endsOn: endsOn ?? startsOn, hours }]
  })
  return [...kept, ...rows]
}

/**
 * What is wrong, at the fields of the form: rows were counted after those that are over, and amounts of time are said as
 * such.
 */
export function inForm(fields: readonly FieldError[], given: Typed, input: OfferRulesInput): FieldError[] {
  const rowsAt = (list: 'quotas' | 'exceptions', of: string) =>
    Array.from({ length: 100 }, (_, i) => i).filter((i) => given[`${list}.${i}.${of}`])
  const [quotas, exceptions] = [rowsAt('quotas', 'most'), rowsAt('exceptions', 'startsOn')]
  const past = (input.exceptions?.length ?? 0) - exceptions.length
  return fields.map((field) => {
    const [root = '', row, leaf = ''] = field.path.split('.')
    const isTime =
      root.endsWith('Minutes') || (root === 'quotas' && input.quotas?.[Number(row)]?.of === 'minutes')
    const max = field.code === 'too_big' && isTime
    const min = field.code === 'too_small' && isTime
    const told = max || min ? { ...field, code: max ? 'time_too_long' : 'time_too_short' } : field
    if (root === 'onlyFor' || root === 'bundle') return { ...told, path: root }
    if (root === 'quotas' && row) return { ...told, path: `quotas.${quotas[Number(row)] ?? row}.${leaf}` }
    if (root === 'exceptions' && row)
      return { ...told, path: `exceptions.${exceptions[Number(row) - past] ?? row}.${leaf}` }
    return told
  })
}
