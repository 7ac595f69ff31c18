import { describe, expect, it } from 'vitest'
import {
  type At,
  areaOf,
  crossesItself,
  generatedPlan,
  labelAt,
  outlineIn,
  outlineText,
  problemOfOutline,
  rectangle,
} from '../../worker/premises/rulesOfPlan'

import { overlap, sharedArea } from '../../worker/premises/rulesOfOverlap'

const PAPER = { width: 340, height: 240 }

/** A small generator, so that a failure can be run again. */
function random(seed: number) {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

describe('an outline', () => {
  const square = rectangle(10, 10, 100, 80)
  it.each<[string, At[], string | null]>([
    ['a rectangle', square, null],
    ['one told with its first point again at the end', [...square, [10, 10]], null],
    [
      'an L',
      [
        [0, 0],
        [100, 0],
        [100, 50],
        [50, 50],
        [50, 100],
        [0, 100],
      ],
      null,
    ],
    [
      'a bow tie',
      [
        [0, 0],
        [100, 100],
        [100, 0],
        [0, 100],
      ],
      'crosses_itself',
    ],
    [
      'a wall that runs back over itself',
      [
        [0, 0],
        [100, 0],
        [50, 0],
        [50, 50],
      ],
      'crosses_itself',
    ],
    [
      'a corner that touches another wall',
      [
        [0, 0],
        [100, 0],
        [100, 100],
        [50, 0],
        [0, 100],
      ],
      'crosses_itself',
    ],
    [
      'two points',
      [
        [0, 0],
        [10, 10],
      ],
      'few_points',
    ],
    [
      'three times the same point',
      [
        [5, 5],
        [5, 5],
        [5, 5],
      ],
      'few_points',
    ],
    [
      'three points in line',
      [
        [0, 0],
        [50, 50],
        [100, 100],
      ],
      'no_area',
    ],
    [
      'a point above the paper',
      [
        [0, -1],
        [10, 0],
        [10, 10],
      ],
      'off_plan',
    ],
    [
      'a point beyond the paper',
      [
        [0, 0],
        [341, 0],
        [10, 10],
      ],
      'off_plan',
    ],
    ['too many points', Array.from({ length: 61 }, (_, i): At => [i, i % 2]), 'outline_points'],
  ])('that is %s', (_what, outline, problem) => expect(problemOfOutline(outline, PAPER)).toBe(problem))

  it('that is a star around its middle never crosses itself; two neighbours that change places do', () => {
    const next = random(7)
    for (let run = 0; run < 300; run++) {
      const n = 5 + Math.floor(next() * 8)
      const star = Array.from({ length: n }, (_, i): At => {
        const angle = (2 * Math.PI * (i + 0.2)) / n
        const radius = 40 + next() * 70
        return [Math.round(170 + radius * Math.cos(angle)), Math.round(120 + radius * Math.sin(angle))]
      })
      expect(problemOfOutline(star, PAPER)).toBeNull()
      // Two neighbours of a round one that change places cross.
      const round = Array.from({ length: n }, (_, i): At => {
        const angle = (2 * Math.PI * i) / n
        return [Math.round(170 + 110 * Math.cos(angle)), Math.round(120 + 110 * Math.sin(angle))]
      })
      expect(crossesItself(round)).toBe(false)
      const swapped = [round[1] as At, round[0] as At, ...round.slice(2)]
      expect(crossesItself(swapped)).toBe(true)
    }
  })

  it('has the area of its sides, whichever way it is told', () => {
    expect(areaOf(square)).toBe(8000)
    expect(areaOf([...square].reverse())).toBe(8000)
  })

  it('is read as it is typed', () => {
    expect(outlineIn(' 0,0 120,0\n120,80.4; 0,80 ')).toEqual([
      [0, 0],
      [120, 0],
      [120, 80],
      [0, 80],
    ])
    expect(outlineIn('0,0 a,1')).toBeNull()
    expect(outlineIn(outlineText(square))).toEqual(square)
  })

  it('has its name inside, also where it has a corner', () => {
    const corner: At[] = [
      [0, 0],
      [100, 0],
      [100, 20],
      [20, 20],
      [20, 100],
      [0, 100],
    ]
    const [x, y] = labelAt(corner)
    expect(x < 20 || y < 20).toBe(true)
  })
})

describe('a plan that nobody drew', () => {
  it('gives each lot its share of the paper, with no overlap', () => {
    const next = random(3)
    for (let run = 0; run < 60; run++) {
      const lots = Array.from({ length: 1 + Math.floor(next() * 24) }, (_, i) => ({
        id: `lot_${i}`,
        surfaceM2: 10 + Math.floor(next() * 300),
      }))
      const { outlines, width, height } = generatedPlan(lots)
      expect(outlines.size).toBe(lots.length)
      const whole = lots.reduce((sum, lot) => sum + lot.surfaceM2, 0)
      const paper = (width - 4) * (height - 4)
      let drawn = 0
      for (const lot of lots) {
        const outline = outlines.get(lot.id) ?? []
        const area = areaOf(outline)
        drawn += area
        const [a, , c] = outline as [At, At, At]
        const slack = 2 * (c[0] - a[0] + c[1] - a[1]) + 4 // corners stand on whole units
        expect(Math.abs(area - (paper * lot.surfaceM2) / whole)).toBeLessThanOrEqual(slack)
      }
      expect(drawn).toBe(paper)
    }
  })
  it('is empty without lots', () => expect(generatedPlan([]).outlines.size).toBe(0))
})

describe('two lots of one plan', () => {
  const next = random(5)
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const box = () => rectangle(whole(0, 60), whole(0, 60), whole(1, 40), whole(1, 40))
  /** A polygon without crossings: corners at growing angles around a middle, nearer and farther. */
  const star = (): At[] => {
    const n = whole(3, 9)
    const [x, y] = [whole(30, 60), whole(30, 60)]
    return Array.from({ length: n }, (_, i) => {
      const [angle, far] = [((i + 0.8 * next()) / n) * 2 * Math.PI, whole(8, 30)]
      return [x + far * Math.cos(angle), y + far * Math.sin(angle)]
    })
  }

  it('share of rectangles what their sides say', () => {
    for (let round = 0; round < 2000; round++) {
      const [a, b] = [box(), box()] as [[At, At, At, At], [At, At, At, At]]
      const along = (axis: 0 | 1) =>
        Math.max(0, Math.min(a[2][axis], b[2][axis]) - Math.max(a[0][axis], b[0][axis]))
      expect(sharedArea(a, b)).toBeCloseTo(along(0) * along(1), 6)
    }
  })

  it('share of any outlines what counting points finds, whichever is first, wherever they start or turn', () => {
    const inside = (points: At[], x: number, y: number) =>
      points.filter(([x1, y1], i) => {
        const [x2, y2] = points[(i + 1) % points.length] as At
        return y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)
      }).length %
        2 ===
      1
    for (let round = 0; round < 300; round++) {
      const [a, b] = [star(), star()]
      const area = sharedArea(a, b)
      let count = 0
      for (let x = 0.25; x < 95; x += 0.5)
        for (let y = 0.25; y < 95; y += 0.5) if (inside(a, x, y) && inside(b, x, y)) count++
      expect(Math.abs(area - count / 4)).toBeLessThan(15)
      const turned = [...b.slice(1), b[0] as At].reverse()
      expect(sharedArea(turned, a)).toBeCloseTo(area, 6)
      expect(sharedArea(a, a)).toBeCloseTo(areaOf(a), 6)
      expect(overlap(a, a)).toBe(true)
    }
  })

  it('may touch: neighbours cut from one ground never cover each other, and one in another does', () => {
    for (let round = 0; round < 200; round++) {
      const lots = Array.from({ length: whole(2, 14) }, (_, i) => ({
        id: String(i),
        surfaceM2: whole(5, 900),
      }))
      const drawn = [...generatedPlan(lots).outlines.values()].filter((one) => areaOf(one) > 0)
      for (const [i, a] of drawn.entries())
        for (const b of drawn.slice(i + 1)) expect([a, b, overlap(a, b)]).toEqual([a, b, false])
      // A slanted cut through a rectangle: two halves that share it; each covers the whole.
      const [x, y, w, h] = [whole(0, 50), whole(0, 50), whole(5, 90), whole(5, 90)]
      const all = rectangle(x, y, w, h)
      const [top, bottom] = [x + whole(0, w), x + whole(0, w)]
      const left: At[] = [
        [x, y],
        [top, y],
        [bottom, y + h],
        [x, y + h],
      ]
      const right: At[] = [
        [top, y],
        [x + w, y],
        [x + w, y + h],
        [bottom, y + h],
      ]
      expect(overlap(left, right)).toBe(false)
      if (areaOf(left) > 0) expect(overlap(all, left)).toBe(true)
    }
    const outer: At[] = [
      [0, 0],
      [100, 0],
      [100, 20],
      [20, 20],
      [20, 80],
      [100, 80],
      [100, 100],
      [0, 100],
    ]
    expect(overlap(outer, rectangle(20, 20, 80, 60))).toBe(false)
    expect(overlap(outer, rectangle(19, 20, 80, 60))).toBe(true)
    expect(overlap(rectangle(0, 0, 100, 100), rectangle(99, 0, 100, 100))).toBe(true)
    expect(overlap(rectangle(0, 0, 100, 100), rectangle(40, 40, 2, 2))).toBe(true)
  })
})
