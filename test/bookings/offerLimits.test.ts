import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { completeBooking } from '../../worker/bookings/commands/completeBooking'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { as, db, givenMember, givenOrganisation } from '../support/given'
import { asking, givenMarket, left } from './market'
import { ask, at, givenRules, refusal, time } from './ruled'

describe('limits of an organisation', () => {
  test('a quota of bookings: which one is full, and when it opens again', async () => {
    const m = await givenMarket()
    await givenRules(m, {
      quotas: [
        { of: 'bookings', most: 2, per: 'week' },
        { of: 'bookings', most: 3, per: 'month' },
      ],
    })
    await ask(m, time(8, 9))
    await ask(m, time(10, 11))
    const before = await left()
    expect(await refusal(ask(m, time(12, 13)))).toMatchObject({
      ...{ code: 'quota_reached', rule: 'quota', of: 'bookings', per: 'week', most: 2, used: 2, left: 0 },
      opensAt: '2026-12-13T23:00:00.000Z',
    })
    await ask(m, time(8, 9, 15))
    expect(await refusal(ask(m, time(10, 11, 15)))).toMatchObject({
      ...{ per: 'month', used: 3, opensAt: '2026-12-31T23:00:00.000Z' },
    })
    expect((await left()).bookings).toBe(before.bookings + 1)
    // Another organisation has its own.
    const other = await givenOrganisation(m.cluster)
    const asked = asking(m, { ...time(12, 13), organisationId: other.id })
    expect(await refusal(requestBooking(await as(await givenMember(other)), m.offer.id, asked))).toBe(
      'accepted',
    )
  })

  test('a quota of hours: how much is left; what was cancelled counts no more', async () => {
    const m = await givenMarket()
    await givenRules(m, { quotas: [{ of: 'minutes', most: 240, per: 'month' }] })
    const first = await ask(m, time(8, 11))
    expect(await refusal(ask(m, time(12, 14)))).toMatchObject({
      ...{ code: 'quota_reached', of: 'minutes', used: 180, left: 60, opensAt: '2026-12-31T23:00:00.000Z' },
    })
    await ask(m, time(12, 13))
    await cancelBooking(await as(m.member), first.id)
    expect(await refusal(ask(m, time(14, 17)))).toBe('accepted')
    expect(await refusal(ask(m, { startsAt: at(8, 9), endsAt: at(13, 9) }))).toMatchObject({ opensAt: null })
  })

  test('from two windows at once, a quota of one gives one, many times over', async () => {
    const m = await givenMarket({ instantFor: 'everyone', quantity: 9 })
    await givenRules(m, { quotas: [{ of: 'bookings', most: 1, per: 'day' }] })
    for (let day = 7; day <= 11; day++) {
      const before = await left()
      const ctxs = await Promise.all(Array.from({ length: 4 }, () => as(m.member)))
      const told = await Promise.all(
        ctxs.map((ctx, i) =>
          refusal(requestBooking(ctx, m.offer.id, asking(m, time(8 + 2 * i, 9 + 2 * i, day)))),
        ),
      )
      expect(told.filter((t) => t === 'accepted')).toHaveLength(1)
      for (const t of told.filter((t) => t !== 'accepted')) expect(t).toMatchObject({ code: 'quota_reached' })
      const after = await left()
      expect(after).toEqual({
        bookings: before.bookings + 1,
        holds: before.holds + 1,
        events: before.events + 1,
      })
    }
  })

  test('no chain booking: what is too close is told with where it would pass', async () => {
    const m = await givenMarket({ quantity: 3 })
    await givenRules(m, { gapMinutes: 120 })
    await ask(m, time(11, 13))
    const before = await left()
    expect(await refusal(ask(m, time(13, 14)))).toMatchObject({
      ...{ code: 'too_close', rule: 'gap', minutes: 120, before: at(9), after: at(15) },
      other: { startsAt: at(11), endsAt: at(13) },
    })
    expect(await refusal(ask(m, time(8, 10)))).toMatchObject({ code: 'too_close' })
    expect(await left()).toEqual(before)
    expect(await refusal(ask(m, time(8, 9)))).toBe('accepted')
    const b = await ask(m, time(15, 16))
    // A change is held to it as well; one within its own time is not.
    expect(await refusal(changeBooking(await as(m.member), b.id, { startsAt: at(14) }))).toMatchObject({
      code: 'too_close',
    })
    expect(await refusal(changeBooking(await as(m.member), b.id, { quantity: 2 }))).toBe('accepted')
  })

  test('one at a time, until it is over', async () => {
    const m = await givenMarket({ instantFor: 'everyone' })
    await givenRules(m, { oneAtATime: true })
    const b = await ask(m, time(8, 9))
    expect(await refusal(ask(m, time(8, 9, 9)))).toMatchObject({
      ...{ code: 'one_at_a_time', rule: 'one_at_a_time', until: at(9) },
    })
    await db.updateTable('bookings').set({ status: 'in_use' }).where('id', '=', b.id).execute()
    await completeBooking(await as(m.member), b.id)
    expect(await refusal(ask(m, time(8, 9, 9)))).toBe('accepted')
  })

  test('a change that takes more is held to quotas, in the batch', async () => {
    const m = await givenMarket({ instantFor: 'everyone' })
    await givenRules(m, {
      quotas: [
        { of: 'minutes', most: 180, per: 'week' },
        { of: 'bookings', most: 1, per: 'day' },
      ],
    })
    const b = await ask(m, time(8, 10))
    await ask(m, time(8, 9, 9))
    const before = await left()
    expect(await refusal(changeBooking(await as(m.member), b.id, { endsAt: at(11) }))).toMatchObject({
      ...{ code: 'quota_reached', of: 'minutes', used: 60, left: 120 },
    })
    expect(
      await refusal(changeBooking(await as(m.member), b.id, { startsAt: at(10, 9), endsAt: at(12, 9) })),
    ).toMatchObject({ code: 'quota_reached', of: 'bookings', per: 'day' })
    expect(await left()).toEqual(before)
    expect(await refusal(changeBooking(await as(m.member), b.id, { startsAt: at(9), endsAt: at(10) }))).toBe(
      'accepted',
    )
  })
})
