import { readBookings } from '../../bookings/queries'
import { DAY, HOUR, later } from '../../core/time'
import { noteHandover } from '../../handovers/commands/noteHandover'
import { capacitiesOf } from '../../listings/queries'
import { declareOutage } from '../../outages/commands/declareOutage'
import { joinWaitlist } from '../../waitlist/commands/joinWaitlist'
import type { Cast } from './cast'
import type { Incident } from './shape'

/** Somebody waits for what another has, a thing breaks down, one is given and comes back. */
export async function happens(cast: Cast, action: Incident): Promise<void> {
  if (action.do === 'wait') return wait(cast, action)
  if (action.do === 'breakDown') return breakDown(cast, action)
  return handOver(cast, action)
}

type Of<D extends Incident['do']> = Extract<Incident, { do: D }>

/** For the first time from tomorrow that another has booked. */
async function wait(cast: Cast, { at, offer, by }: Of<'wait'>): Promise<void> {
  const organisationId = await cast.organisation(by)
  const id = await cast.listing(offer)
  const taken = await readBookings(cast.ctx)
    .where('bookings.listingId', '=', id)
    .where('bookings.status', '=', 'confirmed')
    .where('bookings.startsAt', '>', later(cast.ctx.now, DAY))
    .where('bookings.borrowerId', '<>', organisationId)
    .orderBy('bookings.startsAt')
    .limit(1)
    .executeTakeFirst()
  if (!taken) return
  const { startsAt, endsAt, quantity } = taken
  await joinWaitlist(await cast.as(by, at), id, { organisationId, startsAt, endsAt, quantity })
}

async function breakDown(cast: Cast, { at, offer, days, quantity, reason }: Of<'breakDown'>): Promise<void> {
  const lender = await cast.asPoster(offer, at, 'manager')
  const [capacity] = await capacitiesOf(lender, await cast.listing(offer))
  if (!capacity) return
  await declareOutage(lender, capacity.id, { endsAt: later(at, days * DAY), quantity, reason })
}

/** The last booking of these days: what was given, and what came back where it has ended. */
async function handOver(cast: Cast, { at, offer, condition, note }: Of<'handOver'>): Promise<void> {
  const last = await readBookings(cast.ctx)
    .where('bookings.listingId', '=', await cast.listing(offer))
    .where('bookings.status', 'in', ['in_use', 'completed'])
    .where('bookings.startsAt', '<', later(at, -HOUR))
    .where('bookings.endsAt', '>', later(at, -6 * DAY))
    .orderBy('bookings.startsAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return
  const lender = await cast.asMember(last.lenderId, at, 'manager')
  // What goes by the day is fetched in the morning and brought back in the afternoon.
  const byDay = last.grain === 'day'
  const fetched = later(last.startsAt, byDay ? 9 * HOUR : 0)
  await noteHandover(lender, last.id, { step: 'pick_up', at: fetched, side: 'lender' })
  const back = last.endsAt < at ? later(last.endsAt, byDay ? -7 * HOUR : 0) : null
  if (back) await noteHandover(lender, last.id, { step: 'return', at: back, side: 'lender', condition, note })
}
