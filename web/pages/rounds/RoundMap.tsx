import type { Point } from '../../../worker/core/geo'
import { Ground, HEIGHT, projection, WIDTH } from '../../components/MapOfDots'
import type { View } from '../../view'

interface Shown {
  v: View
  depot: Point
  /** In the order in which they are driven. */
  stops: readonly { point: Point; name: string }[]
}
const RADIUS = 11

/** The round as it is driven: the own place as a ring, the stops by their numbers, straight lines between. */
export function RoundMap({ v, depot, stops }: Shown) {
  const { at } = projection(v, [{ point: depot }, ...stops])
  const home = at([depot.lat, depot.lng])
  const places = stops.map(({ point }) => at([point.lat, point.lng]))
  const way = [home, ...places, home].map(([x, y]) => `${x} ${y}`).join('L')
  const pins = apart(home, places)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={v.t.together.rounds.map(v.f.list(stops.map((s, i) => `${v.f.number(i + 1)} ${s.name}`)))}
    >
      <Ground at={at} />
      <path class="rt" d={`M${way}`} />
      <circle class="dep" cx={home[0]} cy={home[1]} r={8} />
      {pins.map(([x, y], i) => (
        <g>
          <circle class="stp" cx={x} cy={y} r={RADIUS} />
          <text class="stn" x={x} y={y + 4}>
            {i + 1}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** Pins that would lie on one another stand side by side. */
function apart(home: [number, number], places: readonly [number, number][]): [number, number][] {
  const placed: [number, number][] = [home]
  const meets = (x: number, y: number) => placed.some(([px, py]) => Math.hypot(px - x, py - y) < 2 * RADIUS)
  for (const [x, y] of places) {
    let pin: [number, number] = [x, y]
    for (let turn = 0; turn < 24 && meets(...pin); turn++) {
      const [angle, far] = [(turn % 8) * (Math.PI / 4), 2 * RADIUS * (1 + Math.floor(turn / 8))]
      pin = [Math.round(x + far * Math.cos(angle)), Math.round(y + far * Math.sin(angle))]
    }
    placed.push(pin)
  }
  return placed.slice(1)
}
