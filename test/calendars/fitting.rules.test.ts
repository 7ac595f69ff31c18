import { describe, expect, it } from 'vitest'
import { fitting, merged, type Span, type Taken } from '../../worker/calendars/rulesOfFitting'

const booked = (from: number, to: number, quantity = 1): Taken => ({ from, to, quantity, promised: true })
const closed = (from: number, to: number, quantity = 1): Taken => ({ from, to, quantity, promised: false })
const at = (from: number, to: number): Span => ({ from, to })

describe('what of a closure fits', () => {
  it('is all of it where nothing is held', () => {
    expect(fitting([at(10, 20)], [booked(0, 10), booked(20, 30)], 1)).toEqual({
      ...{ holds: [{ ...at(10, 20), quantity: 1 }], collisions: [] },
    })
  })

  it('is what is around a booking, which is told', () => {
    expect(fitting([at(10, 20), at(30, 40)], [booked(12, 14), booked(13, 15), booked(35, 50)], 2)).toEqual({
      holds: [
        { ...at(10, 12), quantity: 2 },
        { ...at(12, 13), quantity: 1 },
        { ...at(14, 15), quantity: 1 },
        { ...at(15, 20), quantity: 2 },
        { ...at(30, 35), quantity: 2 },
        { ...at(35, 40), quantity: 1 },
      ],
      collisions: [at(12, 15), at(35, 40)],
    })
  })

  it('is nothing where it is closed already, and nobody need know', () => {
    expect(fitting([at(10, 20)], [closed(0, 15)], 1)).toEqual({
      ...{ holds: [{ ...at(15, 20), quantity: 1 }], collisions: [] },
    })
    expect(fitting([at(10, 20)], [closed(0, 50)], 1)).toEqual({ holds: [], collisions: [] })
  })

  it('never exceeds, minute by minute, whatever is held', () => {
    let seed = 7
    const random = (most: number) => {
      seed = (seed * 48271) % 2147483647
      return seed % most
    }
    for (let round = 0; round < 300; round++) {
      const quantity = 1 + random(4)
      const load = (taken: readonly { from: number; to: number; quantity: number }[], minute: number) =>
        taken.reduce((sum, one) => sum + (one.from <= minute && minute < one.to ? one.quantity : 0), 0)
      const taken: Taken[] = []
      for (let i = 0; i < 8; i++) {
        const from = random(50)
        const one = {
          from,
          to: from + 1 + random(20),
          quantity: 1 + random(quantity),
          promised: random(2) === 0,
        }
        const fits = Array.from({ length: one.to - from }, (_, n) => load(taken, from + n)).every(
          (l) => l + one.quantity <= quantity,
        )
        if (fits) taken.push(one)
      }
      const closures = merged([at(random(20), 20 + random(20)), at(35 + random(10), 50 + random(20))])
      const { holds, collisions } = fitting(closures, taken, quantity)
      for (let minute = 0; minute < 90; minute++) {
        const within = closures.some((c) => c.from <= minute && minute < c.to)
        expect(load(holds, minute)).toBe(within ? quantity - load(taken, minute) : 0)
        const promised =
          load(
            taken.filter((t) => t.promised),
            minute,
          ) > 0
        expect(collisions.some((c) => c.from <= minute && minute < c.to)).toBe(within && promised)
      }
    }
  })
})
