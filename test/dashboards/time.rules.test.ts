import { describe, expect, it } from 'vitest'
import {
  before,
  lastWeeks,
  openSpans,
  openWeeks,
  periodOf,
  takenWeeks,
  wallMinute,
  weekOf,
} from '../../worker/dashboards/rulesOfTime'

const PARIS = 'Europe/Paris'
const wall = (at: string) => wallMinute(at, PARIS)
const once = { things: 1, weekMinutes: null }

describe('local weeks', () => {
  it('begin on the local Monday, whatever the day is in UTC', () => {
    expect(weekOf('2026-11-22T23:30:00.000Z', PARIS)).toBe('2026-11-23')
    expect(weekOf('2026-11-22T22:30:00.000Z', PARIS)).toBe('2026-11-16')
  })
  it('are whole: the present one and those before it', () => {
    expect(lastWeeks(4, '2026-11-21')).toEqual({
      from: '2026-10-26',
      to: '2026-11-22',
      weeks: ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'],
    })
  })
  it('hold both dates of a period, in either order, and at most two years', () => {
    expect(periodOf('2026-11-12', '2026-11-03').weeks).toEqual(['2026-11-02', '2026-11-09'])
    expect(periodOf('1990-01-01', '2026-11-21').weeks).toHaveLength(106)
  })
  it('have as many before them', () => {
    const p = lastWeeks(2, '2026-11-21')
    expect(before(p)).toEqual({ from: '2026-10-26', to: '2026-11-08', weeks: ['2026-10-26', '2026-11-02'] })
  })
})

describe('when a listing was open', () => {
  const l = { publishedAt: '2026-11-02T08:00:00.000Z', closedAt: null, expiresAt: '2026-12-01T00:00:00.000Z' }
  it('lasts until it lapses, without its pauses and the time it was hidden', () => {
    expect(openSpans(l, [])).toEqual([{ from: l.publishedAt, to: l.expiresAt }])
    expect(
      openSpans(l, [
        { type: 'listing.published', at: l.publishedAt },
        { type: 'listing.paused', at: '2026-11-04T08:00:00.000Z' },
        { type: 'listing.hidden', at: '2026-11-05T08:00:00.000Z' },
        { type: 'listing.resumed', at: '2026-11-06T08:00:00.000Z' },
        { type: 'listing.restored', at: '2026-11-07T08:00:00.000Z' },
        { type: 'listing.edited', at: '2026-11-08T08:00:00.000Z' },
      ]),
    ).toEqual([
      { from: l.publishedAt, to: '2026-11-04T08:00:00.000Z' },
      { from: '2026-11-07T08:00:00.000Z', to: l.expiresAt },
    ])
  })
  it('ends with its closing', () => {
    const closed = { ...l, closedAt: '2026-11-10T08:00:00.000Z' }
    expect(openSpans(closed, [{ type: 'listing.closed', at: closed.closedAt }])).toEqual([
      { from: l.publishedAt, to: closed.closedAt },
    ])
  })
})

describe('open minutes of a week', () => {
  const span = (from: string, to: string) => [{ from: wall(from), to: wall(to) }]
  const week = span('2026-11-15T23:00:00.000Z', '2026-11-22T23:00:00.000Z')
  const hours = { grain: 'hour' as const, windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] }

  it('are those of the windows, times the things', () => {
    expect([...openWeeks(hours, week, once)]).toEqual([['2026-11-16', 5 * 540]])
    expect([...openWeeks(hours, week, { things: 3, weekMinutes: null })]).toEqual([['2026-11-16', 15 * 540]])
  })
  it('count windows that overlap once, and only while they run', () => {
    const windows = [
      { days: [1], from: '09:00', to: '12:00' },
      { days: [1], from: '11:00', to: '13:00' },
      { days: [2], from: '09:00', to: '12:00', startsOn: '2026-11-18' },
    ]
    expect([...openWeeks({ grain: 'hour', windows }, week, once)]).toEqual([['2026-11-16', 240]])
  })
  it('begin and end with the offer, inside a day too', () => {
    const part = span('2026-11-16T09:00:00.000Z', '2026-11-17T09:00:00.000Z') // Monday 10:00 to Tuesday 10:00
    expect([...openWeeks(hours, part, once)]).toEqual([['2026-11-16', 480 + 60]])
  })
  it('by the day are whole open days', () => {
    expect([...openWeeks({ ...hours, grain: 'day' }, week, once)]).toEqual([['2026-11-16', 5 * 1440]])
    expect([...openWeeks({ grain: 'month', windows: [] }, week, { things: 4, weekMinutes: null })]).toEqual([
      ['2026-11-16', 4 * 7 * 1440],
    ])
  })
  it('of staff are the hours of the week, or the part of it', () => {
    const staff = { things: 1, weekMinutes: 240 }
    expect([...openWeeks(hours, week, staff)]).toEqual([['2026-11-16', 240]])
    expect([
      ...openWeeks(
        { grain: 'hour', windows: [] },
        span('2026-11-15T23:00:00.000Z', '2026-11-19T11:00:00.000Z'),
        staff,
      ),
    ]).toEqual([['2026-11-16', 120]])
  })
  it('are none for what is collected', () => {
    expect(openWeeks({ ...hours, grain: 'window' }, week, once).size).toBe(0)
  })
})

describe('what a booking takes', () => {
  const base = { quantity: 1, unit: 'piece' as const, of: 1, material: false }
  it('belongs to the week in which it begins', () => {
    const b = { ...base, from: wall('2026-11-17T13:00:00.000Z'), to: wall('2026-11-17T15:00:00.000Z') }
    expect(takenWeeks(b)).toEqual([{ week: '2026-11-16', begins: true, minutes: 120 }])
  })
  it('is split over the weeks it touches, and adds up', () => {
    const b = { ...base, from: wall('2026-11-21T23:00:00.000Z'), to: wall('2026-11-24T23:00:00.000Z') }
    expect(takenWeeks(b)).toEqual([
      { week: '2026-11-16', begins: true, minutes: 1440 },
      { week: '2026-11-23', begins: false, minutes: 2880 },
    ])
    const odd = { ...b, unit: 'minute' as const, quantity: 100 }
    expect(takenWeeks(odd).map((w) => w.minutes)).toEqual([33, 67])
  })
  it('of a part of what there is is that part of the time', () => {
    const b = {
      ...base,
      unit: 'seat' as const,
      quantity: 3,
      of: 12,
      from: wall('2026-11-17T08:00:00.000Z'),
      to: wall('2026-11-17T12:00:00.000Z'),
    }
    expect(takenWeeks(b)).toEqual([{ week: '2026-11-16', begins: true, minutes: 60 }])
  })
  it('keeps the wall clock when clocks change', () => {
    const b = { ...base, from: wall('2026-10-23T22:00:00.000Z'), to: wall('2026-10-25T23:00:00.000Z') }
    expect(takenWeeks(b)).toEqual([{ week: '2026-10-19', begins: true, minutes: 2880 }])
  })
  it('takes no time from a material', () => {
    const b = {
      ...base,
      material: true,
      unit: 'kg' as const,
      quantity: 40,
      from: wall('2026-11-17T08:00:00.000Z'),
      to: wall('2027-11-17T12:00:00.000Z'),
    }
    expect(takenWeeks(b)).toEqual([{ week: '2026-11-16', begins: true, minutes: 0 }])
  })
})
