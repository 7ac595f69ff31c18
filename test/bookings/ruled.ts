import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { setOfferRules } from '../../worker/bookings/commands/setOfferRules'
import type { BookingInput } from '../../worker/bookings/input'
import type { OfferRulesInput } from '../../worker/bookings/inputOfRules'
import { as } from '../support/given'
import { asking, type Market } from './market'

/** A Tuesday in Paris, at an hour of UTC. */
export const at = (hour: number, day = 8) =>
  `2026-12-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`
export const time = (from: number, to: number, day = 8) => ({ startsAt: at(from, day), endsAt: at(to, day) })

export const givenRules = async (m: Market, rules: OfferRulesInput) =>
  setOfferRules(await as(m.answerer), m.offer.id, rules)
export const ask = async (m: Market, more: Partial<BookingInput>) =>
  requestBooking(await as(m.member), m.offer.id, asking(m, more))
export const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => ({ code: error.code, ...error.details }),
  )
