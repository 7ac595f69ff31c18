import type { StoredEvent } from '../../worker/core/events'
import { weigh } from '../../worker/unmet/reactTo'
import { aNeed, anOffer, type Given, given } from '../matching/support'

export const weighed = (g: Given, need: { id: string }) =>
  weigh(g.clock, { subjectId: need.id, type: 'listing.published' } as StoredEvent)

/** A van 12 km away for who goes 5 km. */
export async function givenNearMiss() {
  const g = await given()
  const need = await aNeed(g, { withinKm: 5 })
  const offer = await anOffer(g, { lat: 49.55, lng: 1.1 })
  await weighed(g, need)
  return { g, need, offer }
}
