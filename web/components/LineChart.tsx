import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'

interface Props {
  id: string
  /** What the drawing says, for those who do not see it. */
  title: string
  values: readonly number[]
  /** The same measure at another time, dashed; as many. */
  before: readonly number[]
  /** One word under the first value of each. */
  labels: readonly { at: number; text: string }[]
  /** What is written at the last value, and the list it was counted from. */
  last: string
  href: string
  format: (value: number) => string
  /** The least that the axis reaches to: 4 unless told. */
  least?: number
}

const WIDTH = 340
const HEIGHT = 178
const LEFT = 30
const RIGHT = 326
const TOP = 30
const BOTTOM = 150

/** Values in time, drawn on the server: a grid of round figures, the line, the last value in words. */
export function LineChart({ id, title, values, before, labels, last, href, format, least = 4 }: Props) {
  const top = Math.max(least, ...values, ...before)
  const y = scaleLinear([0, top], [BOTTOM, TOP]).nice(3)
  const x = scalePoint(
    values.map((_, i) => i),
    [LEFT + 6, RIGHT],
  )
  const path = line<number>(
    (_, i) => round(x(i) ?? 0),
    (value) => round(y(value)),
  )
  const end = { x: round(x(values.length - 1) ?? RIGHT), y: round(y(values.at(-1) ?? 0)) }
  // Above the line as far as the words reach over it.
  const highest = y(Math.max(...values.slice(-Math.ceil(values.length / 2.5))))
  return (
    <svg class="ch" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-labelledby={id} direction="ltr">
      <title id={id}>{title}</title>
      {y.ticks(3).map((tick) => (
        <>
          <path class="g" d={`M${LEFT} ${round(y(tick))}H330`} />
          <text x={LEFT - 6} y={round(y(tick)) + 4} text-anchor="end">
            {format(tick)}
          </text>
        </>
      ))}
      <path
        d={path([...before]) ?? ''}
        fill="none"
        stroke="var(--edge)"
        stroke-width="2"
        stroke-dasharray="4 4"
      />
      <path
        d={path([...values]) ?? ''}
        fill="none"
        stroke="var(--acc)"
        stroke-width="3"
        stroke-linejoin="round"
      />
      <circle cx={end.x} cy={end.y} r="5" fill="var(--acc)" />
      <a href={href}>
        <text class="v" x={RIGHT} y={Math.max(14, round(highest) - 12)} text-anchor="end">
          {last}
        </text>
      </a>
      {labels.map(({ at, text }) => (
        <text x={round(x(at) ?? 0)} y={HEIGHT - 6} text-anchor={at === 0 ? 'start' : 'middle'}>
          {text}
        </text>
      ))}
    </svg>
  )
}

const round = (value: number) => Math.round(value * 10) / 10
