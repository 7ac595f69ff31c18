import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import type { StoredEvent } from '../../worker/core/events'
import { subscriptions } from '../../worker/subscriptions'
import { joinWaitlist } from '../../worker/waitlist/commands/joinWaitlist'
import type { Wish } from '../../worker/waitlist/input'
import { as, db, eventsOf, givenMember, givenOrganisation, NOW } from '../support/given'
import { type Market, TUESDAY } from '../bookings/market'

export const at = (day: number, hour: number, minute = 0) =>
  `2026-12-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`

/** Another organisation of the cluster, with a member who can wait. */
export async function givenWaiter(m: Market, name = 'Les Amis du Port') {
  const organisation = await givenOrganisation(m.cluster, { name })
  return { organisation, person: await givenMember(organisation) }
}
export type Waiter = Awaited<ReturnType<typeof givenWaiter>>

let moment = Date.parse(NOW)
/** Queues, each a second after the one before. */
export async function waits(m: Market, w: Waiter, wish: Partial<Wish> = {}, offerId = m.offer.id) {
  moment += 1000
  const ctx = await as(w.person, { now: new Date(moment).toISOString() })
  return joinWaitlist(ctx, offerId, { organisationId: w.organisation.id, ...TUESDAY, ...wish })
}

/** What the queue of messages does with the events since the last time; `times` each, and backwards if told so. */
export async function delivered(
  given: { now?: string; times?: number; backwards?: boolean; since?: number } = {},
): Promise<void> {
  const { now = NOW, times = 1, backwards = false, since = 0 } = given
  for (let from = since; ; ) {
    const events: StoredEvent[] = (await eventsOf()).filter((e) => e.seq > from)
    if (events.length === 0) return
    from = events.at(-1)?.seq ?? from
    for (const event of backwards ? events.reverse() : events)
      for (const name of subscriptions.to[event.type])
        for (let i = 0; i < times; i++)
          if (name === 'outages.refit' || name === 'waitlist.offer')
            await subscriptions.consumers[name]?.(await as(null, { now }), event)
  }
}

export async function freed(m: Market, bookingId: string, how: Parameters<typeof delivered>[0] = {}) {
  await cancelBooking(await as(m.coordinator, { now: how?.now ?? NOW }), bookingId)
  await delivered(how)
}

export const statusOf = async (id: string) =>
  (await db.selectFrom('waitlist').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status
export const rowOf = (id: string) =>
  db.selectFrom('waitlist').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
/** Live holds, by what they are for. */
export const heldFor = async () =>
  (
    await db
      .selectFrom('holds')
      .select(['reason', 'sourceId', 'bookingId', 'quantity'])
      .where('live', '=', 1)
      .orderBy('id')
      .execute()
  ).map((h) => [h.reason, h.sourceId ?? h.bookingId])
