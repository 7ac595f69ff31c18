import type { Offer } from '../../../worker/bookings/queries'
import { AppError } from '../../../worker/core/errors'
import { daysBetween, fromMinutes, isDate, wallOf } from '../../../worker/core/time'
import type { SeriesInput } from '../../../worker/series/input'
import { REPEATS, type Repeat, rruleOf } from '../../../worker/series/rules'
import type { Chosen } from '../../components/bookingBoxFor'
import { inputOf } from '../../components/bookingAsked'

/** What a preview carries along: the series that it shows, each field a text. */
export const CARRIED = [
  ...['rrule', 'startsOn', 'startsTime', 'endsTime', 'days', 'quantity', 'organisationId', 'onBehalfOf'],
  ...['capacityId', 'tariff', 'note', 'needId'],
] as const
export type Carried = Partial<Record<(typeof CARRIED)[number], string>>

/** The series that the form of a booking asks for. Throws `invalid`, also where no time is chosen or no end is said. */
export function fromBooking(chosen: Chosen, offer: Offer): Carried {
  const { startsAt, endsAt, ...rest } = inputOf(chosen, offer)
  const [first, last] = [wallOf(startsAt, offer.zone), wallOf(endsAt, offer.zone)]
  const whole = offer.listing.grain === 'day' || offer.listing.grain === 'month'
  const repeat = REPEATS.find((one) => one === chosen.repeat && one !== 'none')
  if (!repeat) throw new AppError('invalid', { fields: [{ path: 'rrule', code: 'required' }] })
  const until = chosen.until && isDate(chosen.until) ? chosen.until : null
  if (chosen.until && !until) throw new AppError('invalid', { fields: [{ path: 'until', code: 'not_date' }] })
  const count = chosen.times ? Number(chosen.times) : null
  if (count !== null && !(Number.isInteger(count) && count >= 1))
    throw new AppError('invalid', { fields: [{ path: 'times', code: 'not_int' }] })
  const days = (chosen.on ?? []).map(Number).filter((day) => day >= 1 && day <= 7)
  const asked = { repeat: repeat as Exclude<Repeat, 'none'>, days, until, count }
  return {
    rrule: rruleOf(asked, first.date),
    startsOn: first.date,
    ...(!whole && { startsTime: first.time, endsTime: last.time }),
    days: String(daysBetween(first.date, last.date)),
    ...{ quantity: String(rest.quantity), organisationId: rest.organisationId, tariff: rest.tariff },
    ...{ onBehalfOf: rest.onBehalfOf ?? undefined, capacityId: rest.capacityId ?? undefined },
    ...{ note: rest.note, needId: rest.needId ?? undefined },
  }
}

export function carriedIn(form: FormData): Carried {
  const one = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return Object.fromEntries(CARRIED.map((name) => [name, one(name)]))
}

export const planIn = (c: Carried) => ({
  ...{ rrule: c.rrule ?? '', startsOn: c.startsOn ?? '', organisationId: c.organisationId ?? '' },
  ...{ startsTime: c.startsTime ?? null, endsTime: c.endsTime ?? null },
  ...(c.days !== undefined && { days: Number(c.days) }),
  quantity: c.quantity === undefined ? 1 : Number(c.quantity),
  ...{ onBehalfOf: c.onBehalfOf ?? null, capacityId: c.capacityId ?? null, needId: c.needId ?? null },
  ...{ tariff: (c.tariff ?? 'reference') as 'reference', note: c.note ?? '' },
})

/** What was chosen for each date, by its name in the form: "do.2026-12-08". */
export function chosenFor(form: FormData): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of form.entries())
    if (name.startsWith('do.') && typeof value === 'string') found.set(name.slice(3), value)
  return found
}

/** A proposal as the value of a choice: "from-to-quantity-capacity-offer", in UTC minutes. */
export function choicesIn(chosen: Map<string, string>): NonNullable<SeriesInput['choices']> {
  const found: NonNullable<SeriesInput['choices']> = []
  for (const [date, value] of chosen) {
    if (value === 'skip') found.push({ date, skip: true })
    const [, from, to, quantity, capacityId, offerId] =
      /^(\d{8,9})-(\d{8,9})-(\d{1,9})-(cap_\w+)-(ofr_\w+)$/.exec(value) ?? []
    if (!from || !to) continue
    const time = { startsAt: fromMinutes(Number(from)), endsAt: fromMinutes(Number(to)) }
    found.push({ date, ...time, quantity: Number(quantity), capacityId, offerId })
  }
  return found
}
