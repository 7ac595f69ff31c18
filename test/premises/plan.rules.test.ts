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
