// How lots are drawn on a plan. Pure. Points in the units of the plan, x to the right, y down.

export type At = readonly [number, number]
export type Outline = readonly At[]
export interface Paper {
  width: number
  height: number
}

/** Beyond this a wall is a curve, and nobody types it. */
export const MOST_POINTS = 60

/** What is wrong with an outline on its plan, or null: it must be a simple polygon with an area, on the paper. */
export function problemOfOutline(outline: Outline, paper: Paper): OutlineProblem | null {
  if (outline.length > MOST_POINTS) return 'outline_points'
  if (!outline.every(([x, y]) => x >= 0 && y >= 0 && x <= paper.width && y <= paper.height)) return 'off_plan'
  const points = cleaned(outline)
  if (points.length < 3) return 'few_points'
  if (points.length > 3 && crossesItself(points)) return 'crosses_itself'
  return areaOf(points) > 0 ? null : 'no_area'
}
export type OutlineProblem = 'outline_points' | 'off_plan' | 'few_points' | 'crosses_itself' | 'no_area'

/** Without points that repeat the one before, nor the first one told again at the end. */
export function cleaned(outline: Outline): At[] {
  const points = outline.filter((p, i) => i === 0 || !same(p, outline[i - 1] as At))
  while (points.length > 1 && same(points[0] as At, points.at(-1) as At)) points.pop()
  return points
}
const same = (a: At, b: At) => a[0] === b[0] && a[1] === b[1]

/** Area by the shoelace formula, never negative. */
export function areaOf(points: Outline): number {
  const twice = points.reduce((sum, [x, y], i) => {
    const [u, w] = points[(i + 1) % points.length] as At
    return sum + x * w - u * y
  }, 0)
  return Math.abs(twice) / 2
}

/** Whether two sides that are no neighbours touch or cross, or two neighbours run back over each other. */
export function crossesItself(points: Outline): boolean {
  const n = points.length
  const side = (i: number): [At, At] => [points[i % n] as At, points[(i + 1) % n] as At]
  for (let i = 0; i < n; i++) {
    const [a, b] = side(i)
    const [, c] = side(i + 1)
    // A wall that turns back on itself.
    if (turn(a, b, c) === 0 && (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0) return true
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      if (meet(...side(i), ...side(j))) return true
    }
  }
  return false
}

/** Positive where a→b→c turns one way, negative the other, 0 where they are in line. */
const turn = (a: At, b: At, c: At) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

function meet(a: At, b: At, c: At, d: At): boolean {
  const [p, q, r, s] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)]
  if (p * q < 0 && r * s < 0) return true
  return (
    (p === 0 && between(a, b, c)) ||
    (q === 0 && between(a, b, d)) ||
    (r === 0 && between(c, d, a)) ||
    (s === 0 && between(c, d, b))
  )
}
const between = (a: At, b: At, p: At) =>
  Math.min(a[0], b[0]) <= p[0] &&
  p[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= p[1] &&
  p[1] <= Math.max(a[1], b[1])

/** "0,0 120,0 120,80": as it is typed; null where it is not read. Whole units. */
export function outlineIn(text: string): At[] | null {
  const pairs = text.trim().split(/[\s;]+/)
  const points = pairs.map((pair) => /^(-?\d{1,6}(?:\.\d+)?),(-?\d{1,6}(?:\.\d+)?)$/.exec(pair))
  if (points.some((p) => p === null)) return null
  return points.map((p) => [Math.round(Number(p?.[1])), Math.round(Number(p?.[2]))])
}
export const outlineText = (outline: Outline): string => outline.map(([x, y]) => `${x},${y}`).join(' ')

export const rectangle = (x: number, y: number, width: number, height: number): At[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
]

/** Where the name of a lot stands: in the middle of the widest band of three rows, so that it is inside an L too. */
export function labelAt(outline: Outline): At {
  const ys = outline.map(([, y]) => y)
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const row = (step: number) => rowsAt(outline, top + ((bottom - top) * step) / 12)
  let best: { at: At; width: number } | undefined
  for (let step = 2; step < 11; step++) {
    // Rows near the middle are preferred to ones a little wider.
    const bias = 1 - Math.abs(step - 6) / 12
    for (const [from, to] of row(step)) {
      const beside = [...row(step - 1.6), ...row(step + 1.6)].filter(([l, r]) => l < to && r > from)
      const [left, right] = [
        Math.max(from, ...beside.map(([l]) => l)),
        Math.min(to, ...beside.map(([, r]) => r)),
      ]
      const width = (right - left) * bias
      const y = Math.round(top + ((bottom - top) * step) / 12)
      if (!best || width > best.width) best = { at: [Math.round((left + right) / 2), y], width }
    }
  }
  return best?.at ?? (outline[0] as At)
}

/** Where a level line is inside the outline, from left to right. */
function rowsAt(outline: Outline, y: number): [number, number][] {
  const cuts = outline.flatMap(([x, yy], i) => {
    const [u, w] = outline[(i + 1) % outline.length] as At
    return yy > y !== w > y ? [x + ((y - yy) * (u - x)) / (w - yy)] : []
  })
  cuts.sort((a, b) => a - b)
  return cuts.flatMap((from, i) =>
    i % 2 === 0 && cuts[i + 1] !== undefined ? [[from, cuts[i + 1] as number] as [number, number]] : [],
  )
}

/**
 * A plan where nobody drew one: a rectangle cut in one for each lot, in proportion to their surfaces, in their order
 * (split in halves of like surface, across the longer side). Width and height in its units.
 */
export function generatedPlan<L extends { id: string; surfaceM2: number }>(
  lots: readonly L[],
): Paper & { outlines: Map<string, At[]> } {
  const paper = { width: 340, height: 240 }
  const outlines = new Map<string, At[]>()
  const cut = (some: readonly L[], x: number, y: number, width: number, height: number): void => {
    const [only] = some
    if (!only) return
    if (some.length === 1) {
      const corner = [Math.round(x + width), Math.round(y + height)] as const
      const [left, top] = [Math.round(x), Math.round(y)]
      outlines.set(only.id, rectangle(left, top, corner[0] - left, corner[1] - top))
      return
    }
    const whole = some.reduce((sum, lot) => sum + lot.surfaceM2, 0)
    let [first, at] = [only.surfaceM2, 1]
    while (at < some.length - 1 && first + (some[at] as L).surfaceM2 / 2 < whole / 2) {
      first += (some[at] as L).surfaceM2
      at++
    }
    const part = first / whole
    const [one, other] = [some.slice(0, at), some.slice(at)]
    if (width >= height) {
      cut(one, x, y, width * part, height)
      cut(other, x + width * part, y, width * (1 - part), height)
    } else {
      cut(one, x, y, width, height * part)
      cut(other, x, y + height * part, width, height * (1 - part))
    }
  }
  cut(lots, 2, 2, paper.width - 4, paper.height - 4)
  return { ...paper, outlines }
}
