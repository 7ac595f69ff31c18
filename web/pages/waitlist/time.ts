import type { Offer } from '../../../worker/bookings/queries'
import { addDays, instantOf, isDate } from '../../../worker/core/time'
import type { Chosen } from '../../components/bookingBoxFor'

/** The hours typed into the form for waiting, of what is booked by the hour; other grains say their time as in booking. */
export function timeIn(typed: Record<string, string>, { listing, zone }: Offer): Partial<Chosen> {
  const { startsOn = '', startsTime = '', endsTime = '' } = typed
  const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
  if (listing.grain !== 'hour' || !isDate(startsOn) || !isTime(startsTime) || !isTime(endsTime)) return {}
  const startsAt = instantOf(startsOn, startsTime, zone)
  const same = instantOf(startsOn, endsTime, zone)
  // An end at or before the start is on the next day: a night's work.
  return { startsAt, endsAt: same > startsAt ? same : instantOf(addDays(startsOn, 1), endsTime, zone) }
}
