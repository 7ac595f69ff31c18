import { newId } from '../../worker/core/ids'
import {
  db,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'

/** Friday 27 November 2026, 9 to 11 in Paris. */
export const FRIDAY = { startsAt: '2026-11-27T08:00:00.000Z', endsAt: '2026-11-27T10:00:00.000Z' }

/** A stream of 500 kg of sawdust each Friday, or a stock, of a lender. */
export async function givenStream(given: Parameters<typeof givenListing>[2] = {}) {
  const cluster = await givenCluster()
  const lender = await givenOrganisation(cluster, { name: 'La Scierie' })
  const offer = await givenListing(cluster, lender, {
    ...{ kind: 'waste', unit: 'kg', grain: 'window', quantity: 500, title: 'Sciure de chêne' },
    windows: [{ days: [5], from: '09:00', to: '11:00' }],
    details: { materialStatus: 'by_product' },
    ...given,
  })
  const shape = offer.grain === 'stock' ? ('stock' as const) : ('window' as const)
  const { capacityId } = await db
    .selectFrom('listingCapacities')
    .select('capacityId')
    .where('listingId', '=', offer.id)
    .executeTakeFirstOrThrow()
  await db.updateTable('capacities').set({ shape }).where('id', '=', capacityId).execute()
  return {
    ...{ cluster, lender, offer, capacityId },
    answerer: await givenMember(lender, { mayAnswer: 1 }),
    coordinator: await givenCoordinator(cluster),
  }
}
export type Stream = Awaited<ReturnType<typeof givenStream>>

/** Somebody who looks for it, and whose need fits the offer. */
export async function givenTaker(
  m: Stream,
  name: string,
  quantity: number,
  given: { cents?: number; north?: number; status?: string } & Record<string, unknown> = {},
) {
  const { cents, north = 0, status = 'suggested', ...listing } = given
  const organisation = await givenOrganisation(m.cluster, { name })
  const need = await givenListing(m.cluster, organisation, {
    ...{
      direction: 'need',
      kind: 'waste',
      unit: 'kg',
      grain: 'window',
      quantity,
      title: `Sciure pour ${name}`,
    },
    ...{ lat: 49.44321 + north, lng: 1.09987 },
    ...(cents !== undefined && { tariffMode: 'price', referenceCents: cents, priceUnit: 'kg' }),
    ...listing,
  })
  await db
    .insertInto('matches')
    .values({
      ...{ id: newId('match'), clusterId: m.cluster.id, offerId: m.offer.id, needId: need.id, status },
      ...{
        offerContent: 1,
        needContent: 1,
        score: 0.8,
        parts: '{}',
        lastEventId: 'evt_given',
        createdAt: NOW,
      },
    } as never)
    .execute()
  return { organisation, need, person: await givenMember(organisation) }
}
export type Taker = Awaited<ReturnType<typeof givenTaker>>

export const offered = async () =>
  (
    await db
      .selectFrom('remainders as r')
      .innerJoin('organisations as o', 'o.id', 'r.organisationId')
      .select(['o.name', 'r.quantity', 'r.status'])
      .orderBy('r.position')
      .execute()
  ).map((r) => `${r.name} ${r.quantity} ${r.status}`)

export const remainderOf = async (t: Taker) =>
  (
    await db
      .selectFrom('remainders')
      .select('id')
      .where('organisationId', '=', t.organisation.id)
      .orderBy('createdAt', 'desc')
      .executeTakeFirstOrThrow()
  ).id

export const held = async () =>
  (
    await db
      .selectFrom('holds')
      .select(['reason', 'quantity', 'live'])
      .where('live', '=', 1)
      .orderBy('id')
      .execute()
  ).map((h) => `${h.reason} ${h.quantity}`)
