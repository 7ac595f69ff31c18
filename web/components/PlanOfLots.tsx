import { type At, generatedPlan, labelAt, outlineText, type Paper } from '../../worker/premises/rulesOfPlan'
import type { View } from '../view'

/** What a plan shows of a lot. `note` stands under its name: a surface, or what it is today. */
export interface DrawnLot {
  id: string
  name: string
  surfaceM2: number
  planId: string | null
  outline: readonly At[] | null
  look: 'open' | 'taken' | 'works' | 'closed'
  note: string
  /** Where it leads; its row in the table beside. */
  href: string
}
export interface DrawnPlan extends Paper {
  id: string
  name: string
  pictureId: string | null
}

const LOOKS = { open: '', taken: ' hat', works: ' dot', closed: ' shut' }

/**
 * The plans of some lots, each lot a link to its row in the table that says the same. Lots that nobody drew stand on a plan
 * made from their surfaces.
 */
export function PlanOfLots({
  v,
  plans,
  lots,
  all,
}: {
  v: View
  plans: readonly DrawnPlan[]
  lots: readonly DrawnLot[]
  /** Plans with nothing on them too. */
  all?: boolean
}) {
  const loose = lots.filter((lot) => !plans.some((plan) => plan.id === lot.planId && lot.outline))
  const shown = plans.filter((plan) => all || plan.pictureId || lots.some((lot) => lot.planId === plan.id))
  const made = generatedPlan(loose)
  const words = v.t.premises.plan
  return (
    <>
      {shown.map((plan) => {
        const drawn = lots.filter((lot) => lot.planId === plan.id && lot.outline)
        return (
          <figure class="st tight">
            <Drawing v={v} plan={plan} lots={drawn} />
            {shown.length + Number(loose.length > 0) > 1 && (
              <figcaption class="q sm">
                <bdi>{plan.name}</bdi>
              </figcaption>
            )}
          </figure>
        )
      })}
      {loose.length > 0 && (
        <figure class="st tight">
          <Drawing
            v={v}
            plan={{ ...made, id: 'made', name: words.generated, pictureId: null }}
            lots={loose.map((lot) => ({ ...lot, outline: made.outlines.get(lot.id) ?? [] }))}
          />
          <figcaption class="q sm">{words.generated}</figcaption>
        </figure>
      )}
    </>
  )
}

function Drawing({ v, plan, lots }: { v: View; plan: DrawnPlan; lots: readonly DrawnLot[] }) {
  // Letters keep their size whatever the units of the plan.
  const scale = Math.max(plan.width, plan.height) / 340
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with links in it; there is no element for a group of shapes
    <svg
      class="lots premises"
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      role="group"
      aria-label={v.t.premises.plan.label(plan.name, lots.length)}
    >
      {plan.pictureId && <image href={`/plan-pictures/${plan.id}`} width={plan.width} height={plan.height} />}
      {lots.map((lot) => (
        <LotShape lot={lot} scale={scale} over={plan.pictureId !== null} />
      ))}
      {!plan.pictureId && <rect class="wl" x="2" y="2" width={plan.width - 4} height={plan.height - 4} />}
    </svg>
  )
}

function LotShape({ lot, scale, over }: { lot: DrawnLot; scale: number; over: boolean }) {
  if (!lot.outline || lot.outline.length < 3) return null
  const [x, y] = labelAt(lot.outline)
  const xs = lot.outline.map(([one]) => one)
  const wide = (Math.max(...xs) - Math.min(...xs)) / scale
  // What is heard begins with what is seen: a name that has no room is cut, and then stands alone.
  const cut = lot.name.length * 8.5 > wide
  const short = cut ? lot.name.slice(0, Math.max(2, Math.floor(wide / 9))) : lot.name
  const room = !cut && lot.note.length * 6 <= wide
  return (
    <a href={lot.href} aria-label={`${lot.name} ${lot.note}`}>
      <polygon class={`lt${LOOKS[lot.look]}${over ? ' over' : ''}`} points={outlineText(lot.outline)} />
      <g
        transform={
          scale === 1 ? undefined : `translate(${x} ${y}) scale(${scale.toFixed(2)}) translate(${-x} ${-y})`
        }
      >
        <text x={x} y={room ? y - 1 : y + 5}>
          {short}{' '}
        </text>
        {room && (
          <text class="sub" x={x} y={y + 15}>
            {' '}
            {lot.note}
          </text>
        )}
      </g>
    </a>
  )
}

/** What the looks of a plan mean; only those that are there. */
export function KeyOfPlan({
  lots,
  words,
}: {
  lots: readonly DrawnLot[]
  words: Record<DrawnLot['look'], string>
}) {
  const looks = (['open', 'taken', 'works', 'closed'] as const).filter((look) =>
    lots.some((l) => l.look === look),
  )
  return (
    <>
      <svg class="vh" aria-hidden="true">
        <defs>
          <pattern id="ha" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="7" height="7" />
            <path d="M0 0v7" />
          </pattern>
          <pattern id="do" width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" />
            <circle cx="4" cy="4" r="1.4" />
          </pattern>
        </defs>
      </svg>
      {looks.length > 1 && (
        <p class="row xs">
          {looks.map((look) => (
            <span class="row">
              <svg class="key" aria-hidden="true">
                <rect class={`lt${LOOKS[look]}`} width="100%" height="100%" />
              </svg>
              {words[look]}
            </span>
          ))}
        </p>
      )}
    </>
  )
}
