import { describe, expect, it } from 'vitest'
import { lengthOf, opensAt, price, windowsOn } from '../../worker/listings/rules'
import { codePrefix, printedCode } from '../../worker/waste/rules'
import { codeIndex, rankCodes } from '../../worker/waste/tagging'

const PARIS = 'Europe/Paris'
const open = (more: object = {}) => ({
  grain: 'hour' as const,
  windows: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
    { days: [2], from: '12:00', to: '18:00' },
  ],
  ...more,
})

describe('opening hours', () => {
  it('are those of the local day, also on the day the clocks change', () => {
    expect(windowsOn(open(), '2026-12-08', PARIS)).toEqual([
      { from: '2026-12-08T08:00:00.000Z', to: '2026-12-08T11:00:00.000Z' },
      { from: '2026-12-08T11:00:00.000Z', to: '2026-12-08T17:00:00.000Z' },
    ])
    expect(windowsOn(open(), '2026-12-12', PARIS)).toEqual([]) // a Saturday
    const all = { windows: [] }
    expect(windowsOn(all, '2026-03-29', PARIS)).toEqual([
      { from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' },
    ])
  })

  it('stop at the period of the offer', () => {
    const period = open({ startsAt: '2026-12-08T09:00:00.000Z', endsAt: '2026-12-08T12:00:00.000Z' })
    expect(windowsOn(period, '2026-12-08', PARIS)).toEqual([
      { from: '2026-12-08T09:00:00.000Z', to: '2026-12-08T11:00:00.000Z' },
      { from: '2026-12-08T11:00:00.000Z', to: '2026-12-08T12:00:00.000Z' },
    ])
    expect(opensAt(period, '2026-12-08T08:00:00.000Z', '2026-12-08T10:00:00.000Z', PARIS)).toBe(false)
  })

  it('hold a booking by the hour, over two windows that touch, and no night between', () => {
    const at = (from: string, to: string) =>
      opensAt(open(), `2026-12-08T${from}:00.000Z`, `2026-12-08T${to}:00.000Z`, PARIS)
    expect(at('08:00', '17:00')).toBe(true)
    expect(at('07:59', '09:00')).toBe(false)
    expect(at('16:00', '17:01')).toBe(false)
    expect(opensAt(open(), '2026-12-08T16:00:00.000Z', '2026-12-09T09:00:00.000Z', PARIS)).toBe(false)
    const always = {
      grain: 'hour' as const,
      windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
    }
    expect(opensAt(always, '2026-12-08T16:00:00.000Z', '2026-12-10T09:00:00.000Z', PARIS)).toBe(true)
  })

  it('hold a booking by the day on open days, and by the window over exactly one', () => {
    const daily = open({ grain: 'day' })
    expect(opensAt(daily, '2026-12-07T23:00:00.000Z', '2026-12-09T23:00:00.000Z', PARIS)).toBe(true)
    expect(opensAt(daily, '2026-12-10T23:00:00.000Z', '2026-12-12T23:00:00.000Z', PARIS)).toBe(false)
    const weekly = open({ grain: 'window' })
    expect(opensAt(weekly, '2026-12-08T08:00:00.000Z', '2026-12-08T11:00:00.000Z', PARIS)).toBe(true)
    expect(opensAt(weekly, '2026-12-08T08:00:00.000Z', '2026-12-08T10:00:00.000Z', PARIS)).toBe(false)
  })
})

describe('price', () => {
  const l = (more: object) => ({
    kind: 'space' as const,
    tariffMode: 'price' as const,
    referenceCents: 1250,
    ...more,
  })
  it('counts what its unit says, rounded once', () => {
    expect(price(l({ priceUnit: 'hour' }), { minutes: 100 })).toBe(2083)
    expect(price(l({ priceUnit: 'hour' }), { minutes: 60, quantity: 3 })).toBe(3750)
    expect(price(l({ priceUnit: 'hour', kind: 'staff' }), { minutes: 120, quantity: 120 })).toBe(2500)
    expect(price(l({ priceUnit: 'day' }), { days: 2, quantity: 2 })).toBe(5000)
    expect(price(l({ priceUnit: 'kg', kind: 'waste' }), { quantity: 200 })).toBe(250_000)
    expect(
      price(l({ priceUnit: 'm2_month', kind: 'premises' }), { months: 1.5, surfaceM2: 10, quantity: 1 }),
    ).toBe(18_750)
    expect(price(l({ priceUnit: 'once' }), { quantity: 9 })).toBe(1250)
    expect(price(l({ priceUnit: 'hour', tariffMode: 'free' }), { minutes: 60 })).toBe(0)
  })
  it('has three doors, and falls back on the reference', () => {
    const doors = l({ priceUnit: 'hour', solidarityCents: 400, supportCents: null })
    expect(price(doors, { minutes: 60 }, 'solidarity')).toBe(400)
    expect(price(doors, { minutes: 60 }, 'support')).toBe(1250)
  })
  it('counts days begun and months with their part', () => {
    expect(lengthOf('2026-12-07T23:00:00.000Z', '2026-12-09T23:00:00.000Z', PARIS)).toEqual({
      minutes: 2880,
      days: 2,
      months: 2 / 31,
    })
    expect(lengthOf('2026-12-08T22:30:00.000Z', '2026-12-08T23:30:00.000Z', PARIS)).toMatchObject({
      minutes: 60,
      days: 2,
    })
    expect(lengthOf('2026-11-30T23:00:00.000Z', '2027-01-31T23:00:00.000Z', PARIS)).toMatchObject({
      months: 2,
    })
  })
})

describe('List of Waste', () => {
  it('reads codes and prints them with their star', () => {
    expect([codePrefix('15 01'), codePrefix('1501*'), codePrefix('bois'), codePrefix('1')]).toEqual([
      '1501',
      '1501',
      null,
      null,
    ])
    expect(printedCode('130205', true)).toBe('13 02 05*')
  })
  it('finds what people call it', () => {
    const entry = (code: string, titleFr: string, titleEn: string) => ({
      ...{ code, titleFr, titleEn, chapterFr: '', chapterEn: '' },
    })
    const wood = entry('150103', 'emballages en bois', 'wooden packaging')
    const glass = entry('150107', 'emballages en verre', 'glass packaging')
    const dust = entry('030105', 'sciure de bois, copeaux', 'sawdust, shavings')
    const list = [glass, wood, dust]
    const index = codeIndex(list)
    const best = (text: string) => rankCodes(text, index).map((one) => one.entry)
    expect(best('des palettes')[0]).toBe(wood)
    expect(best('Sciures')[0]).toBe(dust)
    expect(best('empty glass bottles')[0]).toBe(glass)
    expect(best('uranium')).toEqual([])
  })
})
