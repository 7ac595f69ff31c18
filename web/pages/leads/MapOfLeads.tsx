import { GROUND } from '../../components/ground'
import type { View } from '../../view'

export interface LeadPoint {
  lat: number | null
  lng: number | null
  stage: string
  commune: string
}

const WIDTH = 400
const HEIGHT = 320
const MARGIN = 16

/** Which drawing a stage belongs to: to look at, a lead, in contact, agreed or a site. */
const LAYER: Record<string, 0 | 1 | 2 | 3> = {
  reported: 0,
  lead: 1,
  contact: 2,
  agreed: 3,
  site: 3,
  done: 3,
  dropped: 1,
}

/**
 * Where the leads are: one path for each stage, in which every dot is a move and a stroke of no length. 369 dots weigh some
 * three kilobytes so, before compression. The list beside says the same in words.
 */
export function MapOfLeads({ v, points }: { v: View; points: readonly LeadPoint[] }) {
  const dots = points.flatMap(({ lat, lng, stage, commune }) =>
    lat === null || lng === null ? [] : [{ lat, lng, stage, commune }],
  )
  const words = v.t.leads
  const at = projection(v, dots)
  const layers = ([1, 0, 2, 3] as const).map((layer) => ({
    layer,
    d: pathOf(dots.filter((dot) => LAYER[dot.stage] === layer).map(at)),
  }))
  return (
    <div class="st tight">
      <div class="mp">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={words.board.mapLabel(v.f.number(dots.length))}
        >
          {GROUND.rivers.map((line) => (
            <path class="ri" d={`M${line.map(([lat, lng]) => at({ lat, lng }).join(' ')).join('L')}`} />
          ))}
          <g class="ld">{layers.map(({ layer, d }) => d && <path class={`st-${layer}`} d={d} />)}</g>
          {names(dots, at).map(({ commune, x, y }) => (
            <text class="nm" x={x} y={y}>
              {commune}
            </text>
          ))}
        </svg>
      </div>
      <p class="row xs legend">
        {(['reported', 'lead', 'contact', 'agreed'] as const).map((stage, i) => (
          <span class="row">
            <svg class={`k st-${i}`} viewBox="0 0 8 8" aria-hidden="true">
              <circle cx="4" cy="4" r="4" />
            </svg>
            {words.stages[stage]}
          </span>
        ))}
      </p>
    </div>
  )
}

/** Equal scale both ways around the dots, or around the cluster where there are none. Whole units: a third of a pixel. */
function projection(v: View, dots: readonly { lat: number; lng: number }[]) {
  const points = dots.length > 0 ? dots : [{ lat: v.cluster?.lat ?? 0, lng: v.cluster?.lng ?? 0 }]
  const lats = points.map((p) => p.lat)
  const lngs = points.map((p) => p.lng)
  const middle = {
    lat: (Math.min(...lats) + Math.max(...lats)) / 2,
    lng: (Math.min(...lngs) + Math.max(...lngs)) / 2,
  }
  const squeeze = Math.cos((middle.lat * Math.PI) / 180)
  const across = Math.max(0.1, (Math.max(...lngs) - Math.min(...lngs)) * squeeze)
  const down = Math.max(0.1, Math.max(...lats) - Math.min(...lats))
  const scale = Math.min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / down)
  return ({ lat, lng }: { lat: number; lng: number }) => [
    Math.round(WIDTH / 2 + (lng - middle.lng) * squeeze * scale),
    Math.round(HEIGHT / 2 - (lat - middle.lat) * scale),
  ]
}

/** The communes with most leads, under the first of theirs, where no other name stands. */
function names(
  dots: readonly { lat: number; lng: number; commune: string }[],
  at: ReturnType<typeof projection>,
) {
  const groups = new Map<string, { n: number; x: number; y: number }>()
  for (const dot of dots) {
    const [x = 0, y = 0] = at(dot)
    const group = groups.get(dot.commune)
    if (group) group.n++
    else if (dot.commune) groups.set(dot.commune, { n: 1, x, y: Math.min(HEIGHT - 6, y + 14) })
  }
  const named: { commune: string; x: number; y: number }[] = []
  for (const [commune, { x, y }] of [...groups].sort(([, a], [, b]) => b.n - a.n)) {
    const half = commune.length * 3.2
    const free = named.every(
      (o) => Math.abs(o.y - y) > 15 || Math.abs(o.x - x) > half + o.commune.length * 3.2,
    )
    if (free && x > half && x < WIDTH - half) named.push({ commune, x, y })
    if (named.length === 8) break
  }
  return named
}

/** Dots from west to east, each a step from the one before: short numbers, which compress well. None stands twice. */
function pathOf(points: readonly (readonly number[])[]): string {
  const sorted = [...points].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d)
  let d = ''
  let [left, top] = [0, 0]
  for (const [x = 0, y = 0] of sorted) {
    if (d && x === left && y === top) continue
    d += d ? `m${x - left} ${y - top}h0` : `M${x} ${y}h0`
    ;[left, top] = [x, y]
  }
  return d
}
