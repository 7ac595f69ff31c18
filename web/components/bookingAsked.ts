import type { BookingInput } from '../../worker/bookings/input'
import type { Offer } from '../../worker/bookings/queries'
import { AppError } from '../../worker/core/errors'
import { addDays, fromMinutes, HOUR, type Instant, instantOf, isDate, later } from '../../worker/core/time'
import type { Chosen } from './bookingBoxFor'

/** The form of a booking as it came, every field a text. */
export function chosenIn(form: FormData): Chosen {
  const one = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return {
    ...{
      day: one('day'),
      startsOn: one('startsOn'),
      endsOn: one('endsOn'),
      window: one('window'),
      time: one('time'),
    },
    ...{
      startsAt: one('startsAt'),
      endsAt: one('endsAt'),
      quantity: one('quantity'),
      capacityId: one('capacityId'),
    },
    ...{
      tariff: one('tariff'),
      note: one('note'),
      slipNumber: one('slipNumber'),
      needId: one('needId'),
      item: one('item'),
    },
    ...{ onBehalfOf: one('onBehalfOf'), organisationId: one('organisationId') },
    ...{ repeat: one('repeat'), until: one('until'), times: one('times') },
    on: form
      .getAll('on')
      .filter((day): day is string => typeof day === 'string')
      .slice(0, 7),
    h: form
      .getAll('h')
      .filter((h): h is string => typeof h === 'string')
      .slice(0, 48),
  }
}

/** The booking that the form asks for. Throws `invalid` on the field `when` where no time is chosen. */
export function inputOf(chosen: Chosen, offer: Offer): BookingInput {
  const time = timeOf(chosen, offer)
  if (!time) throw new AppError('invalid', { fields: [{ path: 'when', code: 'choose_time' }] })
  return {
    ...time,
    organisationId: chosen.organisationId ?? '',
    quantity: chosen.quantity === undefined ? 1 : Number(chosen.quantity),
    capacityId: chosen.capacityId ?? null,
    needId: chosen.needId ?? null,
    tariff: (chosen.tariff ?? 'reference') as 'reference',
    onBehalfOf: chosen.onBehalfOf ?? null,
    note: chosen.note ?? '',
    slipNumber: chosen.slipNumber?.trim() || null,
  }
}

interface Time {
  startsAt: Instant
  endsAt: Instant
}

function timeOf(chosen: Chosen, { listing, zone }: Offer): Time | null {
  // A proposal that was taken with one click says its time itself.
  if (chosen.startsAt && chosen.endsAt) return { startsAt: chosen.startsAt, endsAt: chosen.endsAt }
  switch (listing.grain) {
    case 'hour':
      return within(chosen.h)
    case 'window':
      return within(chosen.window ? [chosen.window] : [])
    case 'day':
    case 'month':
      return fromDates(chosen.startsOn, chosen.endsOn ?? chosen.startsOn, zone)
    case 'stock': {
      if (!chosen.day || !isDate(chosen.day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(chosen.time ?? ''))
        return null
      const startsAt = instantOf(chosen.day, chosen.time ?? '', zone)
      return { startsAt, endsAt: later(startsAt, HOUR) }
    }
  }
}

/** From the first hour ticked to the last, whatever lies between. */
function within(hours: readonly string[]): Time | null {
  const ends = hours.map((h) => /^(\d{8,9})-(\d{8,9})$/.exec(h)).filter((m) => m !== null)
  if (ends.length === 0 || ends.length < hours.length) return null
  return {
    startsAt: fromMinutes(Math.min(...ends.map((m) => Number(m[1])))),
    endsAt: fromMinutes(Math.max(...ends.map((m) => Number(m[2])))),
  }
}

function fromDates(first: string | undefined, last: string | undefined, zone: string): Time | null {
  if (!first || !last || !isDate(first) || !isDate(last)) return null
  return { startsAt: instantOf(first, '00:00', zone), endsAt: instantOf(addDays(last, 1), '00:00', zone) }
}
