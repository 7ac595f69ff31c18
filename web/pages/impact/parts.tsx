import type { Child } from 'hono/jsx'
import type { Figure } from '../../../worker/impact/input'
import { CoordinationNav } from '../../components/CoordinationNav'
import { page, type PageProps, type View } from '../../view'

const VIEWS = [
  { key: 'figures', path: '/coordination/impact' },
  { key: 'portrait', path: '/coordination/impact/portrait' },
  { key: 'factors', path: '/coordination/impact/factors' },
  { key: 'reports', path: '/coordination/impact/reports' },
  { key: 'usage', path: '/coordination/dashboard' },
] as const
export type ImpactView = (typeof VIEWS)[number]['key']

/** A page of what the sharing has produced, for the coordination. */
export const impactPage = (
  v: View,
  current: ImpactView,
  { title, lead, ...props }: Pick<PageProps, 'title' | 'status'> & { lead?: Child },
  body: Child,
) =>
  page(
    v,
    { title, noIndex: true, sheets: ['figures'], ...props },
    <div class="w sec st">
      <CoordinationNav v={v} current="impact" />
      <div>
        <h1 class="h1s">{title}</h1>
        {lead && <p class="q">{lead}</p>}
      </div>
      <nav aria-label={v.t.impact.nav}>
        <ul class="row tabs">
          {VIEWS.map(({ key, path }) => (
            <li>
              <a href={v.href(path)} aria-current={key === current ? 'page' : undefined}>
                {v.t.impact.views[key]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {body}
    </div>,
  )

/** Whether a figure was measured or estimated, in words. */
export function sortOf(v: View, figure: Figure): string {
  const { measured, estimated } = v.t.impact
  return ['co2', 'cash', 'vacancy', 'disposal'].includes(figure) ? estimated : measured
}

/** A table that scrolls in a box of its own, which the keyboard reaches too. */
export const Table = ({
  label,
  head,
  numbers,
  children,
}: {
  label: string
  head: readonly string[]
  /** How many of the last columns are numbers. */
  numbers: number
  children: Child
}) => (
  <section class="sc" tabindex={0} aria-label={label}>
    <table>
      <thead>
        <tr>
          {head.map((word, i) => (
            <th scope="col" class={i >= head.length - numbers ? 'n' : undefined}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
)
