import { describe, expect, test } from 'vitest'
import { type Wanting, wishOf } from '../../worker/bookings/rulesOfWishes'
import type { Grain, Kind } from '../../worker/core/kinds'
import type { Terms } from '../../worker/listings/rules'

const NOW = '2026-11-21T08:00:00.000Z' // a Saturday, 09:00 in Paris
const zone = 'Europe/Paris'

const need = (given: Partial<Wanting> = {}): Wanting => ({
  ...{ kind: 'space', unit: 'piece', quantity: 1, windows: [], startsAt: null, endsAt: null },
  ...given,
})
const offer = (grain: Grain, kind: Kind = 'space', quantity = 1) => ({
  listing: { kind, grain, unit: 'piece', quantity, windows: [], details: {} } as unknown as Terms,
  capacities: [{ id: 'cap_1', shape: 'thing' as const, quantity, unit: 'piece', details: {} }],
  zone,
})
const free = (startsAt: string, endsAt: string, left = 1) => ({
  capacityId: 'cap_1',
  startsAt,
  endsAt,
  free: left,
})
const DECEMBER = free('2026-12-01T08:00:00.000Z', '2026-12-31T19:00:00.000Z', 9)
const saturdays = { windows: [{ days: [6], from: '10:00', to: '12:00' }] }

describe('what a form holds before anything is typed', () => {
  test('an appointment: its day and its hours, where all of them are free', () => {
    const asked = need({ startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' })
    const wish = { day: '2026-12-08', from: '2026-12-08T13:00:00.000Z', to: '2026-12-08T15:00:00.000Z' }
    expect(wishOf(asked, offer('hour'), [DECEMBER], NOW)).toEqual(wish)
    const half = free('2026-12-08T13:00:00.000Z', '2026-12-08T14:00:00.000Z')
    expect(wishOf(asked, offer('hour'), [half], NOW)).toEqual({ day: '2026-12-08' })
    expect(wishOf(asked, offer('hour'), [], NOW)).toEqual({})
  })

  test('hours of the week: the first such day that is free', () => {
    const asked = need({ ...saturdays, startsAt: '2026-12-06T23:00:00.000Z' })
    expect(wishOf(asked, offer('hour'), [DECEMBER], NOW).day).toBe('2026-12-12')
    const after = free('2026-12-13T08:00:00.000Z', '2026-12-31T19:00:00.000Z')
    expect(wishOf(asked, offer('hour'), [after], NOW).day).toBe('2026-12-19')
  })

  test('a period says when it could be, not for how long', () => {
    const asked = need({ startsAt: '2026-11-30T23:00:00.000Z', endsAt: '2026-12-20T23:00:00.000Z' })
    expect(wishOf(asked, offer('hour'), [DECEMBER], NOW)).toEqual({ day: '2026-12-01' })
    expect(wishOf(asked, offer('day'), [DECEMBER], NOW)).toEqual({})
  })

  test('a few days that are free, and as many as there are', () => {
    const asked = need({
      ...{ kind: 'equipment', quantity: 12 },
      ...{ startsAt: '2026-12-10T23:00:00.000Z', endsAt: '2026-12-12T23:00:00.000Z' },
    })
    expect(wishOf(asked, offer('day', 'equipment', 8), [DECEMBER], NOW)).toEqual({
      ...{ startsOn: '2026-12-11', endsOn: '2026-12-12', quantity: 8 },
    })
    const one = free('2026-12-11T23:00:00.000Z', '2026-12-12T23:00:00.000Z')
    expect(wishOf(asked, offer('day', 'equipment', 8), [one], NOW)).toEqual({ quantity: 8 })
    expect(wishOf({ ...asked, unit: 'kg' }, offer('day', 'equipment', 8), [DECEMBER], NOW).quantity).toBe(
      undefined,
    )
  })

  test('months, whatever is free of each lot; a stock from the first day; a window with enough in it', () => {
    const asked = need({ startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2027-11-30T23:00:00.000Z' })
    expect(wishOf(asked, offer('month', 'premises'), [], NOW)).toEqual({
      ...{ startsOn: '2026-11-21', endsOn: '2027-11-30' },
    })
    expect(wishOf(need(), offer('stock', 'waste', 5), [], NOW).day).toBe('2026-11-21')
    const windows = [
      free('2026-11-27T08:00:00.000Z', '2026-11-27T10:00:00.000Z', 2),
      free('2026-12-04T08:00:00.000Z', '2026-12-04T10:00:00.000Z', 9),
    ]
    const pallets = need({ kind: 'waste', quantity: 5 })
    expect(wishOf(pallets, offer('window', 'waste', 9), windows, NOW)).toEqual({
      window: `${Date.parse('2026-12-04T08:00:00.000Z') / 60_000}-${Date.parse('2026-12-04T10:00:00.000Z') / 60_000}`,
      quantity: 5,
    })
  })
})
