import { describe, expect, it } from 'vitest'
import { NO_RULES } from '../../worker/bookings/inputOfRules'
import { boundsOf, datesOf, dayOf, type Place, spansOf, turned } from '../../worker/bookings/rulesOfDays'
import { freeTimes } from '../../worker/bookings/rulesOfFree'
import { type Cell, gridOf, slotsOn } from '../../worker/bookings/rulesOfGrid'
import type { Cap, Hold } from '../../worker/bookings/rulesOfHolds'
import { fromMinutes, instantOf, toMinutes } from '../../worker/core/time'
import type { Terms } from '../../worker/listings/rules'

const PARIS = 'Europe/Paris'
const NOW = '2026-11-21T08:00:00.000Z'
const thing = (quantity = 1): Cap => ({ id: 'cap_1', shape: 'thing', quantity, unit: 'piece', details: {} })
const listing = (more: Partial<Terms> = {}): Terms => ({
  ...{ direction: 'offer', kind: 'space', quantity: 1, unit: 'piece', grain: 'hour', tariffMode: 'free' },
  windows: [{ days: [1, 2, 3, 4, 5, 6], from: '09:00', to: '13:00' }],
  ...{ details: {}, ...more },
})
const minute = (date: string, time: string) => toMinutes(instantOf(date, time, PARIS))
const held = (date: string, from: string, to: string, quantity = 1, capacityId = 'cap_1'): Hold => ({
  ...{ capacityId, busyFrom: minute(date, from), busyTo: minute(date, to), quantity },
})

/** A view as calendarOf reads it, of rows that are at hand. */
function seen(
  terms: Terms,
  capacities: Cap[],
  busy: Hold[],
  dates: string[],
  given: { now?: string; rules?: object } = {},
) {
  const { now = NOW, rules = {} } = given
  const place: Place = { listing: terms, capacities, zone: PARIS }
  const bounds = boundsOf(dates, PARIS)
  const [from, to] = [fromMinutes(bounds[0]?.from ?? 0), fromMinutes(bounds.at(-1)?.to ?? 0)]
  const free = freeTimes(terms, capacities, busy, { from, to, now, zone: PARIS }, { ...NO_RULES, ...rules })
  const known = { free: spansOf(free), busy, now: toMinutes(now) }
  return {
    days: bounds.map((day) => dayOf(place, known, day)),
    grid: gridOf(place, known, bounds),
    slots: bounds.map((day) => slotsOn(place, known, day)),
  }
}
const states = (cells: readonly Cell[] | undefined) => cells?.map((c) => c.state).join(' ')
const column = (grid: { cells: Cell[][] }, day: number) => states(grid.cells.map((row) => row[day] as Cell))

describe('the dates of a view', () => {
  it('are a month, a week from Monday, a day; and lead on to the next', () => {
    expect(datesOf('month', '2026-02-14')).toHaveLength(28)
    expect(datesOf('month', '2026-12-31')[0]).toBe('2026-12-01')
    expect(datesOf('week', '2026-12-08')).toEqual(
      ['07', '08', '09', '10', '11', '12', '13'].map((d) => `2026-12-${d}`),
    )
    expect(datesOf('day', '2026-12-08')).toEqual(['2026-12-08'])
    expect(turned('month', '2026-12-31', 1)).toBe('2027-01-01')
    expect(turned('month', '2026-03-31', -1)).toBe('2026-02-01')
    expect(turned('week', '2026-12-08', -1)).toBe('2026-12-01')
    expect(turned('day', '2026-12-31', 1)).toBe('2027-01-01')
  })
})

describe('by the hour', () => {
  const dates = datesOf('week', '2026-12-08')

  it('tells free, part, taken and closed', () => {
    const busy = [held('2026-12-08', '09:00', '11:00'), held('2026-12-08', '11:30', '12:00')]
    const { grid, days } = seen(listing(), [thing()], busy, dates)
    expect(grid.rows.map((r) => r.from)).toEqual([540, 600, 660, 720])
    expect(column(grid, 1)).toBe('taken taken part free')
    expect(grid.cells[2]?.[1]).toMatchObject({ minutes: 30, free: 1 })
    expect(column(grid, 0)).toBe('free free free free')
    expect(column(grid, 6)).toBe('closed closed closed closed')
    expect(days.map((d) => d.state).join(' ')).toBe('free free free free free free closed')
    expect(days[1]).toMatchObject({ left: 90, of: 240 })
  })

  it('tells how many are left of several', () => {
    const busy = [held('2026-12-08', '09:00', '10:00', 2), held('2026-12-08', '10:00', '11:00', 3)]
    const { grid } = seen(listing(), [thing(3)], busy, dates)
    expect(column(grid, 1)).toBe('part taken free free')
    expect(grid.cells[0]?.[1]?.free).toBe(1)
  })

  it('knows what has gone by, today in part', () => {
    const now = instantOf('2026-12-08', '11:20', PARIS)
    const { grid, days, slots } = seen(listing(), [thing()], [], dates, { now })
    expect([days[0]?.state, days[1]?.state, days[2]?.state]).toEqual(['past', 'free', 'free'])
    expect(column(grid, 0)).toBe('past past past past')
    expect(column(grid, 1)).toBe('past past part free')
    expect(slots[1]?.filter((s) => s.state === 'free').map((s) => s.minutes)).toEqual([40, 60])
    const evening = instantOf('2026-12-08', '19:00', PARIS)
    expect(seen(listing(), [thing()], [], dates, { now: evening }).days[1]?.state).toBe('past')
  })

  it('does not call taken what only the rules keep: notice, horizon, buffers', () => {
    const now = instantOf('2026-12-07', '08:00', PARIS)
    const soon = seen(listing(), [thing()], [], dates, { now, rules: { noticeMinutes: 2880 } })
    expect(soon.days.slice(0, 3).map((d) => d.state)).toEqual(['kept', 'kept', 'free'])
    expect(column(soon.grid, 0)).toBe('kept kept kept kept')
    const far = seen(listing(), [thing()], [], dates, { now, rules: { horizonDays: 2 } })
    expect(far.days.map((d) => d.state).join(' ')).toBe('free free free kept kept kept closed')
    const rules = { bufferBeforeMinutes: 60 }
    const beside = seen(listing(), [thing()], [held('2026-12-09', '10:00', '12:00')], dates, { now, rules })
    expect(column(beside.grid, 2)).toBe('free taken taken kept')
  })

  it('follows exceptions to the hours of the week', () => {
    const exceptions = [
      { startsOn: '2026-12-08', endsOn: '2026-12-08', hours: [] },
      { startsOn: '2026-12-13', endsOn: '2026-12-13', hours: [{ from: '10:00', to: '11:00' }] },
    ]
    const { days, grid } = seen(listing({ exceptions }), [thing()], [], dates)
    expect([days[1]?.state, days[6]?.state]).toEqual(['closed', 'free'])
    expect(column(grid, 6)).toBe('closed free closed closed')
  })

  it('draws long days by two hours', () => {
    const { grid } = seen(listing({ windows: [] }), [thing()], [held('2026-12-08', '02:00', '03:00')], dates)
    expect(grid.rows).toHaveLength(12)
    expect(grid.cells[1]?.[1]).toMatchObject({ state: 'part', minutes: 60 })
  })

  it('cuts an hour where it changes, and begins on the whole hour of the clock', () => {
    const windows = [{ days: [2], from: '08:30', to: '11:00' }]
    const { slots } = seen(listing({ windows }), [thing()], [held('2026-12-08', '09:15', '09:45')], dates)
    const hours = slots[1]?.map((s) => [s.from, s.to].map((at) => (at - minute('2026-12-08', '00:00')) / 60))
    expect(hours).toEqual([
      [8.5, 9],
      [9, 9.25],
      [9.25, 9.75],
      [9.75, 10],
      [10, 11],
    ])
    expect(states(slots[1])).toBe('free free taken free free')
  })
})

describe('where the clocks change', () => {
  const always = listing({ windows: [] })

  it('has 23 hours in March: the one left out is not there', () => {
    const day = ['2026-03-29']
    const { days, slots, grid } = seen(always, [thing()], [], day, { now: '2026-03-20T08:00:00.000Z' })
    expect(days[0]).toMatchObject({ state: 'free', left: 1380, of: 1380 })
    expect(slots[0]).toHaveLength(23)
    expect(slots[0]?.reduce((sum, s) => sum + s.minutes, 0)).toBe(1380)
    expect(grid.cells.reduce((sum, [cell]) => sum + (cell?.minutes ?? 0), 0)).toBe(1380)
    const night = listing({ windows: [{ days: [7], from: '01:00', to: '05:00' }] })
    const rows = seen(night, [thing()], [], day, { now: '2026-03-20T08:00:00.000Z' }).grid
    expect(rows.cells.map(([c]) => [c?.state, c?.skipped ?? false, c?.minutes])).toEqual([
      ...[
        ['free', false, 60],
        ['closed', true, 0],
        ['free', false, 60],
        ['free', false, 60],
      ],
    ])
  })

  it('has 25 hours in October: two hours are called two', () => {
    const day = ['2026-10-25']
    const given = { now: '2026-10-20T08:00:00.000Z' }
    const { days, slots } = seen(always, [thing()], [], day, given)
    expect(days[0]).toMatchObject({ left: 1500, of: 1500 })
    expect(slots[0]).toHaveLength(25)
    const night = listing({ windows: [{ days: [7], from: '01:00', to: '05:00' }] })
    // The first of the two is held: of the row, one hour is left.
    const twice: Hold = { ...held('2026-10-25', '01:00', '01:30'), busyFrom: minute('2026-10-25', '02:00') }
    twice.busyTo = twice.busyFrom + 60
    const { grid } = seen(night, [thing()], [twice], day, given)
    expect(grid.cells.map(([c]) => [c?.state, c?.minutes])).toEqual([
      ...[
        ['free', 60],
        ['part', 60],
        ['free', 60],
        ['free', 60],
      ],
    ])
  })

  it('gives the week its hours', () => {
    const week = datesOf('week', '2026-10-25')
    const bounds = boundsOf(week, PARIS)
    expect(bounds.map((d) => d.to - d.from)).toEqual([1440, 1440, 1440, 1440, 1440, 1440, 1500])
  })
})

describe('other grains', () => {
  const dates = datesOf('week', '2026-12-08')

  it('by the day: a row for the thing, how many are left', () => {
    const van = listing({ kind: 'equipment', grain: 'day', quantity: 4 })
    const { grid, days } = seen(
      van,
      [thing(4)],
      [held('2026-12-08', '00:00', '12:00', 3), held('2026-12-09', '00:00', '24:00'.replace('24', '23'), 4)],
      dates,
    )
    expect(grid.rows).toEqual([{ from: null, to: null, capacityId: 'cap_1' }])
    expect(states(grid.cells[0])).toBe('free part taken free free free closed')
    expect(days.map((d) => d.state).join(' ')).toBe('free few full free free free closed')
    expect(days[1]).toMatchObject({ left: 1, of: 4 })
  })

  it('lots: a row each, within the dates of each, and how many are free on a day', () => {
    const lot = (id: string, details: Cap['details'] = {}): Cap => ({ ...thing(), id, shape: 'lot', details })
    const lots = [lot('a1'), lot('a2', { availableFrom: '2026-12-10' }), lot('a3')]
    const busy = [held('2026-12-07', '00:00', '23:00', 1, 'a3')]
    const { grid, days } = seen(listing({ kind: 'premises', grain: 'month', windows: [] }), lots, busy, dates)
    expect(grid.cells.map(states)).toEqual([
      'free free free free free free free',
      'closed closed closed free free free free',
      'taken free free free free free free',
    ])
    expect(days.map((d) => d.left)).toEqual([1, 2, 2, 3, 3, 3, 3])
  })

  it('windows: a row for each, closed on the other days', () => {
    const windows = [
      { days: [2, 5], from: '09:00', to: '11:00' },
      { days: [5], from: '15:00', to: '17:00' },
    ]
    const waste = listing({ kind: 'waste', grain: 'window', unit: 'kg', quantity: 200, windows })
    const bin: Cap = { ...thing(200), shape: 'window', unit: 'kg' }
    const busy = [held('2026-12-11', '09:00', '11:00', 150), held('2026-12-08', '09:00', '11:00', 200)]
    const { grid, days } = seen(waste, [bin], busy, dates)
    expect(grid.rows.map((r) => [r.from, r.to])).toEqual([
      [540, 660],
      [900, 1020],
    ])
    expect(grid.cells.map(states)).toEqual([
      'closed taken closed closed part closed closed',
      'closed closed closed closed free closed closed',
    ])
    expect(days.map((d) => d.state).join(' ')).toBe('closed full closed closed free closed closed')
  })

  it('a stock: the same amount on all days of its period', () => {
    const stock: Cap = { ...thing(40), shape: 'stock', unit: 'pallet' }
    const terms = listing({
      kind: 'waste',
      grain: 'stock',
      windows: [],
      endsAt: instantOf('2026-12-11', '00:00', PARIS),
    })
    const busy = [{ ...held('2026-12-09', '10:00', '11:00', 30), busyTo: 2_147_483_647 }]
    const { days } = seen(terms, [stock], busy, dates)
    expect(days.map((d) => [d.state, d.left])).toEqual([
      ...Array.from({ length: 4 }, () => ['few', 10]),
      ...Array.from({ length: 3 }, () => ['closed', 0]),
    ])
  })

  it('a person: their hours, and no more than what is left of the week', () => {
    const person: Cap = { ...thing(), id: 'who', shape: 'person' }
    const week: Cap = { ...thing(300), id: 'week', shape: 'week', unit: 'minute' }
    const monday = minute('2026-12-07', '00:00')
    const busy = [
      held('2026-12-07', '09:00', '12:00', 1, 'who'),
      { capacityId: 'week', busyFrom: monday, busyTo: monday + 10_080, quantity: 180 },
    ]
    const { grid, days } = seen(listing({ kind: 'staff', unit: 'minute' }), [person, week], busy, dates)
    expect(column(grid, 0)).toBe('taken taken taken free')
    expect(days.map((d) => d.left)).toEqual([60, 120, 120, 120, 120, 120, 0])
    const full = [...busy, { capacityId: 'week', busyFrom: monday, busyTo: monday + 10_080, quantity: 120 }]
    expect(seen(listing({ kind: 'staff', unit: 'minute' }), [person, week], full, dates).days[2]?.state).toBe(
      'full',
    )
  })
})
