import type { Point } from '../../worker/core/geo'
import type { Kind } from '../../worker/core/kinds'
import type { View } from '../view'
import { GROUND, type Line } from './ground'

export interface Dot {
  point: Point
  kind: Kind
  commune: string
}

export const WIDTH = 318
export const HEIGHT = 300
const MARGIN = 34
/** Less than this across would be a street plan, which dots to the kilometre do not deserve. */
const LEAST_KM = 9
/** Dots closer than this on the drawing become one, with their number. */
const APART = 27

/**
 * A map drawn on the server: dots in the colours of their kinds, unlinked (the list beside it has the links), the names of
 * the places, and rivers or coasts where they are known. `id` names the drawing so that another place can show it again.
 */
export function MapOfDots({ v, dots, id }: { v: View; dots: Dot[]; id?: string }) {
  const { at, bounds } = projection(v, dots)
  const groups = grouped(dots, at)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={v.t.search.map.label(placesIn(v, dots))}
      data-bounds={bounds}
    >
      <g id={id}>
        <Ground at={at} />
        {labels(groups).map(({ commune, x, y }) => (
          <text x={x} y={y} text-anchor="middle">
            {commune}
          </text>
        ))}
        {groups.map(({ kind, x, y, n }) => (
          <g class={kind}>
            <circle class="pn" cx={x} cy={y} r={n > 1 ? 13 : 8} />
            {n > 1 && (
              <text class="pt" x={x} y={y + 4}>
                {n}
              </text>
            )}
          </g>
        ))}
      </g>
    </svg>
  )
}

/** The same drawing in another place of the page. */
export const SameMap = ({ v, dots, id }: { v: View; dots: Dot[]; id: string }) => (
  <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={v.t.search.map.label(placesIn(v, dots))}>
    <use href={`#${id}`} />
  </svg>
)

/** What lies under the dots: seas, woods and rivers, where they are known. */
export const Ground = ({ at }: { at: Project }) => (
  <>
    {GROUND.seas.map((line) => near(line, at) && <path class="se" d={smooth(line.map(at), true)} />)}
    {GROUND.woods.map(({ at: [lat, lng], half }) => {
      const middle = at([lat, lng])
      const corner = at([lat + half[0], lng + half[1]])
      const seen = inside(middle, 60)
      return (
        seen && (
          <ellipse
            class="fo"
            cx={middle[0]}
            cy={middle[1]}
            rx={round(corner[0] - middle[0])}
            ry={round(middle[1] - corner[1])}
          />
        )
      )
    })}
    {GROUND.rivers.map((line) => near(line, at) && <path class="ri" d={smooth(line.map(at), false)} />)}
  </>
)

export type Project = (p: readonly [number, number]) => [number, number]
const round = (n: number) => Math.round(n)

/**
 * Equal scale both ways around the dots, or around the cluster's middle where there are none. `bounds`: the south-west and
 * the north-east corner, for the real map to lay the drawing under its points.
 */
export function projection(v: View, dots: Pick<Dot, 'point'>[]): { at: Project; bounds: string } {
  const middle = { lat: v.cluster?.lat ?? 0, lng: v.cluster?.lng ?? 0 }
  const points = dots.length > 0 ? dots.map((d) => d.point) : [middle]
  const [south, north] = [Math.min(...points.map((p) => p.lat)), Math.max(...points.map((p) => p.lat))]
  const [west, east] = [Math.min(...points.map((p) => p.lng)), Math.max(...points.map((p) => p.lng))]
  const center = { lat: (south + north) / 2, lng: (west + east) / 2 }
  const kmPerLng = 111.195 * Math.cos((center.lat * Math.PI) / 180)
  const across = Math.max(LEAST_KM, (east - west) * kmPerLng)
  const down = Math.max(LEAST_KM, (north - south) * 111.195)
  const scale = Math.min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / down)
  const half = { lat: HEIGHT / 2 / 111.195 / scale, lng: WIDTH / 2 / kmPerLng / scale }
  const corners = [
    [center.lat - half.lat, center.lng - half.lng],
    [center.lat + half.lat, center.lng + half.lng],
  ] as const
  return {
    bounds: corners.map((corner) => corner.map((degrees) => degrees.toFixed(4)).join(',')).join(';'),
    at: ([lat, lng]) => [
      round(WIDTH / 2 + (lng - center.lng) * kmPerLng * scale),
      round(HEIGHT / 2 - (lat - center.lat) * 111.195 * scale),
    ],
  }
}

const inside = ([x, y]: readonly [number, number], by: number) =>
  x > -by && x < WIDTH + by && y > -by && y < HEIGHT + by
const near = (line: Line, at: Project) => line.some((p) => inside(at(p), 40))

/** A curve through the middles of a line's pieces. */
function smooth(points: [number, number][], closed: boolean): string {
  const [first, ...rest] = points
  if (!first) return ''
  let d = `M${first[0]} ${first[1]}`
  rest.forEach((p, i) => {
    const next = rest[i + 1]
    d += next
      ? `Q${p[0]} ${p[1]} ${round((p[0] + next[0]) / 2)} ${round((p[1] + next[1]) / 2)}`
      : `L${p[0]} ${p[1]}`
  })
  return closed ? `${d}z` : d
}

interface Group {
  kind: Kind
  commune: string
  x: number
  y: number
  n: number
}

function grouped(dots: Dot[], at: Project): Group[] {
  const groups: Group[] = []
  for (const dot of dots) {
    const [x, y] = at([dot.point.lat, dot.point.lng])
    const same = groups.find((g) => g.kind === dot.kind && Math.hypot(g.x - x, g.y - y) < APART)
    if (same) same.n++
    else groups.push({ kind: dot.kind, commune: dot.commune, x, y, n: 1 })
  }
  return apart(groups)
}

/** Groups of different kinds at one place stand side by side, on rings around it. */
function apart(groups: Group[]): Group[] {
  const placed: Group[] = []
  for (const group of [...groups].sort((a, b) => b.n - a.n)) {
    const one = { ...group }
    const reach = (g: Group) => (g.n > 1 ? 13 : 8)
    const crowded = () => placed.some((p) => Math.hypot(p.x - one.x, p.y - one.y) < reach(p) + reach(one) + 1)
    for (let tries = 0; tries < 18 && crowded(); tries++) {
      const ring = 25 * (1 + Math.floor(tries / 6))
      const angle = (tries * Math.PI) / 3 + (tries >= 6 ? Math.PI / 6 : 0)
      one.x = Math.min(WIDTH - 14, Math.max(14, group.x + round(ring * Math.cos(angle))))
      one.y = Math.min(HEIGHT - 14, Math.max(14, group.y + round(ring * Math.sin(angle))))
    }
    placed.push(one)
  }
  return placed
}

interface Label {
  commune: string
  x: number
  y: number
}

/** Names of places where they hide no dot and no other name, those with most things first. */
function labels(groups: Group[]): Label[] {
  const named: Label[] = []
  const half = (commune: string) => commune.length * 2.7
  const free = (l: Label) =>
    l.x - half(l.commune) > 2 &&
    l.x + half(l.commune) < WIDTH - 2 &&
    l.y > 12 &&
    l.y < HEIGHT - 4 &&
    !named.some((o) => Math.abs(o.y - l.y) < 13 && Math.abs(o.x - l.x) < half(o.commune) + half(l.commune)) &&
    !groups.some((g) => Math.abs(g.x - l.x) < half(l.commune) + 12 && Math.abs(g.y - (l.y - 4)) < 15)
  for (const { commune, x, y } of [...groups].sort((a, b) => b.n - a.n)) {
    if (!commune || named.some((l) => l.commune === commune)) continue
    const aside = 18 + half(commune)
    const places = [
      [0, 27],
      [0, -19],
      [aside, 4],
      [-aside, 4],
      [0, 40],
      [0, -34],
      [aside, 20],
      [-aside, 20],
    ] as const
    const place = places.map(([dx, dy]) => ({ commune, x: round(x + dx), y: y + dy })).find(free)
    if (place) named.push(place)
  }
  return named.slice(0, 9)
}

function placesIn(v: View, dots: Dot[]): string {
  const count = new Map<string, number>()
  for (const { commune } of dots) if (commune) count.set(commune, (count.get(commune) ?? 0) + 1)
  return v.f.list([...count].slice(0, 12).map(([commune, n]) => `${commune} ${v.f.number(n)}`))
}
