import { OfferRules } from '../../worker/bookings/inputOfRules'
import type { BasketInput } from '../../worker/baskets/input'
import { db, givenListing, givenMember, givenOrganisation } from '../support/given'
import { DAYTIME, givenMarket, type Market, TUESDAY } from '../bookings/market'

/** A room of one lender and a projector of another. */
export async function givenTwo(listing: Parameters<typeof givenListing>[2] = { windows: DAYTIME }) {
  const m = await givenMarket(listing)
  const other = await givenOrganisation(m.cluster, { name: 'Le Labo' })
  const projector = await givenListing(m.cluster, other, { ...listing, kind: 'equipment', grain: 'hour' })
  return { ...m, other, otherAnswerer: await givenMember(other, { mayAnswer: 1 }), projector }
}

/** Both at the same time. */
export const both = (m: Market & { projector: { id: string } }, more: object = {}): BasketInput => ({
  organisationId: m.borrower.id,
  items: [
    { offerId: m.offer.id, ...TUESDAY },
    { offerId: m.projector.id, ...TUESDAY, ...more },
  ],
})

/** What the lender of an offer asks. */
export const givenRules = (listingId: string, clusterId: string, given: object) =>
  db
    .insertInto('offerRules')
    .values({
      listingId,
      clusterId,
      rules: JSON.stringify(OfferRules.parse(given)),
      lastEventId: 'evt_given',
    })
    .execute()
