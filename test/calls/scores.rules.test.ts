import { describe, expect, test } from 'vitest'
import { asMark, judged, type Sheet } from '../../worker/calls/rulesOfScores'
import { seeded } from './seeded'

const CRITERIA = [
  { id: 'use', weight: 60 },
  { id: 'care', weight: 40 },
]
const sheet = (juror: string, application: string, use: number, care = use): Sheet => ({
  ...{ juror, application, points: { use, care } },
})
const ranking = (sheets: readonly Sheet[]) =>
  [...judged(CRITERIA, sheets)]
    .map(([id, { score }]) => [id, score] as const)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))

describe('the score of an application', () => {
  test('is the mean of z-scores, to the millionth', () => {
    // One juror, 2, 4 and 6: the standard deviation is √(8/3), so the best is 2 ÷ 1.632993 above the mean.
    const found = judged(CRITERIA, [sheet('a', 'x', 2), sheet('a', 'y', 4), sheet('a', 'z', 6)])
    expect([...found].map(([id, j]) => [id, j.score])).toEqual([
      ['x', -1_224_745],
      ['y', 0],
      ['z', 1_224_745],
    ])
    expect(found.get('z')?.by).toEqual([{ juror: 'a', total: 600, scaled: 1_224_745 }])
  })

  test('weighs criteria as the call says', () => {
    const found = judged(CRITERIA, [sheet('a', 'x', 10, 0), sheet('a', 'y', 0, 10)])
    expect(found.get('x')?.score).toBe(1_000_000)
    expect(found.get('y')?.score).toBe(-1_000_000)
  })

  test('a juror who gives the same to all weighs nothing, and a severe one sinks nobody', () => {
    const kind = [sheet('kind', 'x', 9), sheet('kind', 'y', 7)]
    const even = [sheet('even', 'x', 5), sheet('even', 'y', 5)]
    // The severe one judged only x, and gave little: alone in their scale, it says nothing of x.
    const severe = [sheet('severe', 'x', 1)]
    expect(ranking([...kind, ...even, ...severe]).map(([id]) => id)).toEqual(['x', 'y'])
    expect(judged(CRITERIA, even).get('x')?.score).toBe(0)
  })

  test('is the same in whatever order sheets are read', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { below, shuffled } = seeded(seed)
      const sheets = Array.from({ length: 40 }, (_, i) =>
        sheet(`j${i % 4}`, `a${Math.floor(i / 4)}`, below(11), below(11)),
      )
      const found = judged(CRITERIA, sheets)
      const other = judged(CRITERIA, shuffled(sheets))
      for (const [id, { score }] of found) expect(other.get(id)?.score).toBe(score)
    }
  })

  test('does not change at all when a juror uses another scale: 1,000 juries', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const { below } = seeded(seed)
      const [applications, jurors] = [2 + below(8), 2 + below(4)]
      const sheets: Sheet[] = []
      for (let a = 0; a < applications; a++)
        for (let j = 0; j < jurors; j++)
          if (j === 0 || below(10) > 0) sheets.push(sheet(`j${j}`, `a${a}`, below(11), below(11)))
      const [times, more] = [2 + below(9), below(100)]
      const changed = sheets.map((s) =>
        s.juror === 'j1'
          ? { ...s, points: { use: s.points.use! * times + more, care: s.points.care! * times + more } }
          : s,
      )
      expect(ranking(changed), `seed ${seed}`).toEqual(ranking(sheets))
    }
  })

  test('is read as a mark: fifty is what is usual', () => {
    expect([asMark(0), asMark(1_224_745), asMark(-500_000)]).toEqual([50, 62.2, 45])
  })

  test('comes out whole and exact with large numbers', () => {
    const many = Array.from({ length: 500 }, (_, i) => sheet('a', `x${i}`, i % 11, (i * 7) % 11))
    const scores = [...judged(CRITERIA, many).values()].map((j) => j.score)
    expect(scores.every(Number.isSafeInteger)).toBe(true)
    expect(Math.abs(scores.reduce((a, b) => a + b, 0))).toBeLessThan(500)
  })
})
