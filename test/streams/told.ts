import { expect } from 'vitest'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'

import { noteHandover } from '../../worker/handovers/commands/noteHandover'

import { indexListing } from '../../worker/search/reactTo'
import { balanceOfOffer } from '../../worker/streams/queries'
import { FRIDAY, type Stream, type Taker } from '../cascades/stream'
import { heard } from '../jobs/market'
import { as } from '../support/given'

export const DURING = '2026-11-27T09:00:00.000Z'
export const AFTER = '2026-11-27T11:00:00.000Z'
export const SLIP = 'BSD-20261121-ABC123XYZ'
export const all = (now = DURING) =>
  heard(['search.index', 'matching.rematch', 'streams.keepBalance', 'cascades.offerNext'], { now })
export const code = (name: string) => expect.objectContaining({ code: name })
export const field = (path: string, name: string) => ({
  details: { fields: [expect.objectContaining({ path, code: name })] },
})

/** Needs are found by what the index has of them. */
export async function indexed(...takers: Taker[]) {
  for (const { need } of takers) await indexListing(await as(null), need.id)
}
export async function booked(m: Stream, t: Taker, quantity: number, more: object = {}) {
  const input = { organisationId: t.organisation.id, ...FRIDAY, quantity, needId: t.need.id, ...more }
  const { id } = await requestBooking(await as(t.person), m.offer.id, input)
  return confirmBooking(await as(m.answerer), id)
}
export const noted = async (m: Stream, bookingId: string, given: object, now = DURING) =>
  noteHandover(await as(m.answerer, { now }), bookingId, { step: 'pick_up', ...given })
export const balance = async (m: Stream, offerId = m.offer.id) =>
  (await balanceOfOffer(await as(m.coordinator), offerId)).balance
