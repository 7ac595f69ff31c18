import { areaOf, type At, cleaned, type Outline } from './rulesOfPlan'

// Whether lots lie one over the other. Pure.

/** The part of the smaller lot that may lie under another: the breadth of a line that was drawn by hand. */
const LINE = 1 / 1000

/** Whether two outlines share ground: more than the wall between them. Each is a simple polygon. */
export function overlap(one: Outline, other: Outline): boolean {
  const [a, b] = [cleaned(one), cleaned(other)]
  const least = Math.min(areaOf(a), areaOf(b)) * LINE
  return least > 0 && sharedArea(a, b) > least
}

/**
 * The area that two simple polygons share. Between two neighbouring abscissas of corners and crossings all sides are straight and
 * none cross, so that what both cover there is a trapezium, measured on its middle line.
 */
export function sharedArea(a: Outline, b: Outline): number {
  const [from, to] = [Math.max(least(a, 0), least(b, 0)), Math.min(most(a, 0), most(b, 0))]
  if (from >= to || Math.max(least(a, 1), least(b, 1)) >= Math.min(most(a, 1), most(b, 1))) return 0
  const turns = [...a.map(([x]) => x), ...b.map(([x]) => x), ...crossings(a, b)]
  const within = [...new Set(turns.filter((x) => x >= from && x <= to))].sort((x, y) => x - y)
  let area = 0
  for (const [i, left] of within.slice(0, -1).entries()) {
    const right = within[i + 1] as number
    const middle = (left + right) / 2
    const [first, second] = [columns(a, middle), columns(b, middle)]
    for (const [top, bottom] of first)
      for (const [u, w] of second)
        area += (right - left) * Math.max(0, Math.min(bottom, w) - Math.max(top, u))
  }
  return area
}

const least = (points: Outline, axis: 0 | 1) => Math.min(...points.map((p) => p[axis]))
const most = (points: Outline, axis: 0 | 1) => Math.max(...points.map((p) => p[axis]))

const sides = (points: Outline): [At, At][] =>
  points.map((p, i) => [p, points[(i + 1) % points.length] as At])

/** The abscissas at which sides of the two cross. */
function crossings(a: Outline, b: Outline): number[] {
  const found: number[] = []
  for (const [[x1, y1], [x2, y2]] of sides(a))
    for (const [[x3, y3], [x4, y4]] of sides(b)) {
      const down = (x2 - x1) * (y4 - y3) - (y2 - y1) * (x4 - x3)
      if (down === 0) continue
      const along = ((x3 - x1) * (y4 - y3) - (y3 - y1) * (x4 - x3)) / down
      if (along >= 0 && along <= 1) found.push(x1 + along * (x2 - x1))
    }
  return found
}

/** Where an upright line is inside the polygon, from top to bottom. */
function columns(points: Outline, x: number): [number, number][] {
  const cuts = sides(points)
    .flatMap(([[x1, y1], [x2, y2]]) => (x1 > x !== x2 > x ? [y1 + ((x - x1) * (y2 - y1)) / (x2 - x1)] : []))
    .sort((p, q) => p - q)
  return cuts.flatMap((top, i) =>
    i % 2 === 0 && cuts[i + 1] !== undefined ? [[top, cuts[i + 1] as number] as [number, number]] : [],
  )
}
