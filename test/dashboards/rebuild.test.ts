import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { passBookings } from '../../worker/bookings/commands/passBookings'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { rebuildAll, rebuildStep } from '../../worker/dashboards/rebuild'
import { closeListing } from '../../worker/listings/commands/closeListing'
import { draftListing } from '../../worker/listings/commands/draftListing'
import { pauseListing } from '../../worker/listings/commands/pauseListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { resumeListing } from '../../worker/listings/commands/resumeListing'
import { AppError } from '../../worker/core/errors'
import { DAY, HOUR, later } from '../../worker/core/time'
import { as, db, eventsOf, givenOrganisation, givenMember, NOW } from '../support/given'
import { DAYTIME, givenMarket, TUESDAY } from '../bookings/market'
import { delivered, projected, suggested } from './support'

const twice = <T>(all: T[]) => [...all, ...all]

describe('rebuilding', () => {
  test('makes what the consumers made, after any history, and sends nothing', {
    timeout: 60_000,
  }, async () => {
    const m = await givenMarket({ instantFor: 'everyone', quantity: 3 })
    const third = await givenOrganisation(m.cluster, { name: 'Roule ma Benne' })
    const carrier = await givenMember(third, { role: 'manager' })
    let seed = 7
    const random = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return Math.floor((seed / 2147483648) * n)
    }
    const shuffled = <T>(all: T[]) =>
      twice(all)
        .map((x) => [random(1e6), x] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, x]) => x)
    const kindsOf = ['space', 'equipment', 'waste', 'staff', 'premises'] as const
    const more = {
      space: { windows: DAYTIME },
      equipment: { quantity: 2 },
      waste: { grain: 'stock', quantity: 900, details: { materialStatus: 'product_reuse' } },
      staff: { windows: DAYTIME, details: { hoursPerWeek: 6, consent: true } },
      premises: {
        quantity: 90,
        lots: [
          { label: 'A', surfaceM2: 50 },
          { label: 'B', surfaceM2: 40 },
        ],
      },
    }
    const offers: string[] = [m.offer.id]
    const needs: string[] = []
    const bookings: string[] = []
    let seq = 0
    let made = 0
    for (let i = 0; i < 56; i++) {
      const now = later(NOW, i * 9 * HOUR)
      const ctx = await as(carrier, { now })
      const borrower = await as(m.member, { now })
      const pick = <T>(all: T[]): T | undefined => all[random(all.length)]
      try {
        switch (random(8)) {
          case 0: {
            const kind = kindsOf[random(5)]!
            const id = await draftListing(ctx, m.cluster.id, {
              ...{
                direction: 'offer',
                organisationId: third.id,
                kind,
                title: `Offre ${i}`,
                instantFor: 'everyone',
                ...more[kind],
              },
            } as never)
            await publishListing(ctx, id)
            offers.push(id)
            break
          }
          case 1: {
            const id = await draftListing(borrower, m.cluster.id, {
              ...{
                direction: 'need',
                organisationId: m.borrower.id,
                kind: kindsOf[random(3)]!,
                title: `Besoin ${i}`,
              },
            })
            await publishListing(borrower, id)
            needs.push(id)
            break
          }
          case 2:
            if (needs.length > 0) await suggested(borrower, m.cluster.id, pick(offers)!, pick(needs)!)
            break
          case 3: {
            const id = pick(offers.slice(1))
            if (id) await [pauseListing, resumeListing][random(2)]!(ctx, id)
            break
          }
          case 4: {
            const id = pick(needs)
            if (id) await closeListing(borrower, id, pick(['met_elsewhere', 'no_longer_needed', 'expired']))
            break
          }
          case 5: {
            const id = pick(bookings)
            if (id) await cancelBooking(borrower, id, { reason: '' })
            break
          }
          default: {
            const day = later(`${now.slice(0, 10)}T00:00:00.000Z`, (1 + random(20)) * DAY)
            const waste = { startsAt: later(now, HOUR), endsAt: later(now, 2 * HOUR) }
            const offer = pick(offers)!
            const { kind } = await db
              .selectFrom('listings')
              .select('kind')
              .where('id', '=', offer)
              .executeTakeFirstOrThrow()
            const byDay = kind === 'equipment' || kind === 'premises'
            const span =
              kind === 'waste'
                ? waste
                : byDay
                  ? { startsAt: later(day, -HOUR), endsAt: later(day, (5 * 24 - 1) * HOUR) }
                  : { startsAt: later(day, 10 * HOUR), endsAt: later(day, 12 * HOUR) }
            const booking = await requestBooking(borrower, offer, {
              ...{ organisationId: m.borrower.id, needId: random(3) ? null : (pick(needs) ?? null), ...span },
              startsAt: `${span.startsAt.slice(0, 16)}:00.000Z`,
              endsAt: `${span.endsAt.slice(0, 16)}:00.000Z`,
            })
            bookings.push(booking.id)
            made++
          }
        }
        await passBookings(await as(null, { now }))
      } catch (error) {
        // What the market refuses is no part of its history.
        if (!(error instanceof AppError)) throw error
      }
      if (i % 14 === 0) seq = await delivered(seq, shuffled)
    }
    await delivered(0, shuffled)
    expect(made).toBeGreaterThan(8)
    // An offer that no event told of is in no projection before the rebuild.
    const live = await projected()
    expect(live.bookingWeeks!.length).toBeGreaterThan(8)
    expect(new Set(live.offerWeeks!.map((w) => (w as { kind: string }).kind)).size).toBeGreaterThan(1)

    const told = (await eventsOf()).length
    await db.updateTable('usageOfKinds').set({ confirmed: 999, minutesBooked: 7 }).execute()
    await db.deleteFrom('usageOfPairs').execute()
    const ctx = await as(null)
    const total = await rebuildAll(ctx)
    const rebuilt = await projected()
    const fromEvents = (rows: object[]) =>
      rows.filter((row) => (row as { listingId?: string }).listingId !== m.offer.id)
    expect(fromEvents(rebuilt.listingFacts!)).toEqual(fromEvents(live.listingFacts!))
    expect(fromEvents(rebuilt.offerWeeks!)).toEqual(fromEvents(live.offerWeeks!))
    for (const table of ['bookingWeeks', 'usageOfOffers', 'usageOfPairs', 'usageOfUnits'])
      expect(rebuilt[table]).toEqual(live[table])
    expect(total.bookings).toBe(made)
    expect((await eventsOf()).length).toBe(told)
    await rebuildAll(ctx)
    expect(await projected()).toEqual(rebuilt)

    // And both are what one would count by hand from the tables.
    const states = await db.selectFrom('bookings').select('status').execute()
    const kept = states.filter((b) => ['confirmed', 'in_use', 'completed'].includes(b.status)).length
    const sums = await db.selectFrom('usageOfKinds').selectAll().execute()
    expect(sums.reduce((n, s) => n + s.confirmed + s.completed, 0)).toBe(kept)
    expect(sums.reduce((n, s) => n + s.cancelled, 0)).toBe(
      states.filter((b) => b.status === 'cancelled').length,
    )
    const leaves = await db.selectFrom('bookingWeeks').select('minutes').execute()
    expect(sums.reduce((n, s) => n + s.minutesBooked, 0)).toBe(leaves.reduce((n, w) => n + w.minutes, 0))
  })

  test('goes on from its cursor, in steps', async () => {
    const m = await givenMarket()
    await requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...TUESDAY })
    const ctx = await as(null)
    const cursors: string[] = []
    let cursor: string | null = null
    do {
      const { next } = await rebuildStep(ctx, cursor)
      cursor = next
      if (next) cursors.push(next)
    } while (cursor)
    expect(cursors.map((c) => c.split(':')[0])).toEqual([
      ...Array.from({ length: 4 }, () => 'empty'),
      'empty',
      'sums',
      'listings',
      'bookings',
      'search_empty',
      'search',
      'unmet',
    ])
    expect((await projected()).bookingWeeks).toHaveLength(1)
  })

  test('begins by emptying only where no cursor is given: any other that it did not give is refused', async () => {
    const m = await givenMarket()
    await rebuildAll(await as(null))
    const facts = () => db.selectFrom('listingFacts').select('listingId').execute()
    const before = await facts()
    expect(before.map((one) => one.listingId)).toContain(m.offer.id)
    for (const odd of ['', 'garbage', ':', 'EMPTY:', '-1'])
      await expect(rebuildStep(await as(null), odd)).rejects.toThrow('invalid')
    expect(await facts()).toEqual(before)
  })
})
