import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { completeBooking } from '../../worker/bookings/commands/completeBooking'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { correctBooking } from '../../worker/bookings/commands/correctBooking'
import { declineBooking } from '../../worker/bookings/commands/declineBooking'
import { markNoShow } from '../../worker/bookings/commands/markNoShow'
import { bookingById } from '../../worker/bookings/queries'
import type { Status } from '../../worker/bookings/rules'
import type { Ctx } from '../../worker/platform/context'
import {
  as,
  db,
  eventsOf,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { capacityOf, givenBooking, givenMarket, type Market } from './market'

const STATUSES = [
  'requested',
  'confirmed',
  'in_use',
  'completed',
  'declined',
  'expired',
  'cancelled',
  'no_show',
] as const

type Who =
  | 'borrower'
  | 'lender'
  | 'lender who does not answer'
  | 'coordinator'
  | 'stranger'
  | 'member of another cluster'
  | 'nobody'
const WHO: Who[] = [
  'borrower',
  'lender',
  'lender who does not answer',
  'coordinator',
  'stranger',
  'member of another cluster',
  'nobody',
]

async function person(m: Market, who: Who): Promise<{ id: string } | null> {
  if (who === 'borrower') return m.member
  if (who === 'lender') return m.answerer
  if (who === 'lender who does not answer') return givenMember(m.lender)
  if (who === 'coordinator') return m.coordinator
  if (who === 'stranger') return givenMember(await givenOrganisation(m.cluster))
  if (who === 'member of another cluster') return givenCoordinator(await givenCluster())
  return null
}

// Every verb, and for each person who may do it: from which states, to which one. Whatever is not here is refused.
const VERBS: Record<
  string,
  {
    run: (ctx: Ctx, id: string) => Promise<unknown>
    who: Who[]
    from: Partial<Record<Status, Status>>
    event: Partial<Record<Status, string>>
  }
> = {
  confirm: {
    run: confirmBooking,
    who: ['lender', 'coordinator'],
    from: { requested: 'confirmed' },
    event: { confirmed: 'booking.confirmed' },
  },
  decline: {
    run: declineBooking,
    who: ['lender', 'coordinator'],
    from: { requested: 'declined' },
    event: { declined: 'booking.declined' },
  },
  cancel: {
    ...{
      run: (ctx: Ctx, id: string) => cancelBooking(ctx, id, { reason: 'Il pleut' }),
      who: ['borrower', 'lender', 'coordinator'],
    },
    ...{
      from: { requested: 'cancelled', confirmed: 'cancelled' },
      event: { cancelled: 'booking.cancelled' },
    },
  },
  complete: {
    run: completeBooking,
    who: ['borrower', 'lender', 'coordinator'],
    from: { in_use: 'completed' },
    event: { completed: 'booking.completed' },
  },
  'mark a no-show': {
    run: markNoShow,
    who: ['lender', 'coordinator'],
    from: { in_use: 'no_show' },
    event: { no_show: 'booking.no_show' },
  },
  correct: {
    ...{
      run: correctBooking,
      who: ['borrower', 'lender', 'coordinator'],
      from: { completed: 'no_show', no_show: 'completed' },
    },
    event: { completed: 'booking.completed', no_show: 'booking.no_show' },
  },
}

const ended = (status: Status) =>
  status === 'completed' || status === 'no_show' ? { endedAt: '2026-11-20T08:00:00.000Z' } : {}
const liveOf = async (id: string) =>
  (await db.selectFrom('holds').select('live').where('bookingId', '=', id).execute()).map((h) => h.live)

describe.each(Object.entries(VERBS))('%s', (_verb, { run, who: allowed, from, event }) => {
  test.each(WHO)('by %s', async (who) => {
    const m = await givenMarket()
    const ctx = () => person(m, who).then((p) => as(p))
    for (const status of STATUSES) {
      const days = STATUSES.indexOf(status)
      const at = (hour: number) => `2026-12-${String(8 + days).padStart(2, '0')}T${hour}:00:00.000Z`
      const booking = await givenBooking(m, { status, startsAt: at(13), endsAt: at(15), ...ended(status) })
      const act = run(await ctx(), booking.id)
      const to = from[status]
      const refused = {
        nobody: 'not_signed_in',
        stranger: 'not_found',
        'member of another cluster': 'not_found',
        'lender who does not answer': allowed.includes('lender') ? 'not_manager' : 'forbidden',
      }[who as 'nobody']
      if (refused || !allowed.includes(who))
        await expect(act).rejects.toMatchObject({ code: refused ?? 'forbidden' })
      else if (!to) await expect(act).rejects.toMatchObject({ code: 'transition_not_allowed' })
      else await act

      const done = !refused && allowed.includes(who) && to !== undefined
      const now = await bookingById(await as(null), booking.id)
      expect(now).toMatchObject({ status: done ? to : status, version: done ? 2 : 1 })
      const events = await eventsOf(booking.id)
      expect(events.map((e) => [e.type, e.subjectVersion])).toEqual(done ? [[event[to!], 2]] : [])
      if (events[0]) {
        const { listingId, lenderId, borrowerId, startsAt, endsAt, quantity } = booking
        expect(events[0].payload).toMatchObject({
          listingId,
          lenderId,
          borrowerId,
          startsAt,
          endsAt,
          quantity,
        })
      }
      const holding = ['requested', 'confirmed', 'in_use'].includes(now!.status)
      expect(await liveOf(booking.id)).toEqual([holding ? 1 : 0])
    }
  })
})

describe('what goes with a transition', () => {
  test('a cancellation keeps its reason and its side, and frees the time for others', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, { status: 'confirmed' })
    await cancelBooking(await as(m.answerer), booking.id, { reason: '  Une fuite d’eau. ' })
    expect(await bookingById(await as(null), booking.id)).toMatchObject({
      cancelReason: 'Une fuite d’eau.',
      cancelledSide: 'lender',
    })
    expect((await eventsOf(booking.id))[0]?.payload).toMatchObject({ side: 'lender' })
    expect(await givenBooking(m)).toBeTruthy()
  })

  test('a reason that is too long is refused', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m)
    const cancelling = async () => cancelBooking(await as(m.member), booking.id, { reason: 'a'.repeat(501) })
    await expect(cancelling()).rejects.toMatchObject({ code: 'invalid' })
    expect(await eventsOf()).toEqual([])
  })

  test('a request that has lapsed can not be confirmed, even before the clock has written it', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, { answerBy: NOW })
    await expect(confirmBooking(await as(m.answerer), booking.id)).rejects.toMatchObject({
      code: 'transition_not_allowed',
      details: { state: 'expired' },
    })
  })

  test('what has begun is given back, not cancelled, even before the clock has written it', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, {
      status: 'confirmed',
      startsAt: '2026-11-21T07:00:00.000Z',
      endsAt: '2026-11-21T10:00:00.000Z',
    })
    await expect(cancelBooking(await as(m.member), booking.id)).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
    expect(await completeBooking(await as(m.member), booking.id)).toMatchObject({
      status: 'completed',
      endedAt: NOW,
    })
    expect(await liveOf(booking.id)).toEqual([0])
  })

  test('a correction is possible for seven days after the end, not one instant longer', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, { status: 'completed', endedAt: '2026-11-14T08:00:00.000Z' })
    await expect(correctBooking(await as(m.answerer), booking.id)).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
    const justBefore = await as(m.answerer, { now: '2026-11-21T07:59:59.999Z' })
    expect(await correctBooking(justBefore, booking.id)).toMatchObject({
      status: 'no_show',
      endedAt: '2026-11-14T08:00:00.000Z',
    })
  })

  test('a stock that was not fetched is free again; fetched after all, it must still be there', async () => {
    const m = await givenMarket({ kind: 'waste', grain: 'stock', quantity: 40, unit: 'pallet' })
    const stock = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'stock' }).where('id', '=', stock.id).execute()
    const booking = await givenBooking(m, { status: 'in_use', quantity: 40 })
    await completeBooking(await as(m.answerer), booking.id)
    expect(await liveOf(booking.id)).toEqual([1])
    await correctBooking(await as(m.answerer), booking.id)
    expect(await liveOf(booking.id)).toEqual([0])
    await givenBooking(m, { quantity: 1 })
    await expect(correctBooking(await as(m.answerer), booking.id)).rejects.toMatchObject({
      code: 'capacity_taken',
    })
    expect((await bookingById(await as(null), booking.id))?.status).toBe('no_show')
  })

  test('confirmed and declined at once: one of the two holds', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m)
    const [a, b] = [await as(m.answerer), await as(m.answerer)]
    const results = await Promise.allSettled([confirmBooking(a, booking.id), declineBooking(b, booking.id)])
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await eventsOf(booking.id)).toHaveLength(1)
  })

  test('a suspended organisation does nothing more', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m)
    await db
      .updateTable('affiliations')
      .set({ status: 'suspended' })
      .where('organisationId', '=', m.borrower.id)
      .execute()
    await expect(cancelBooking(await as(m.member), booking.id)).rejects.toMatchObject({
      code: 'organisation_suspended',
    })
  })
})
