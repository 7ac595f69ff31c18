import type { View } from '../view'

const PLACES = [
  { key: 'today', path: '/coordination' },
  { key: 'dashboard', path: '/coordination/dashboard' },
  { key: 'unmet', path: '/coordination/unmet' },
  { key: 'loose', path: '/coordination/loose-ends' },
  { key: 'impact', path: '/coordination/impact' },
  { key: 'register', path: '/register' },
  { key: 'journal', path: '/coordination/journal' },
  { key: 'leads', path: '/leads' },
  { key: 'premises', path: '/coordination/premises' },
  { key: 'members', path: '/coordination/members' },
  { key: 'jobs', path: '/jobs' },
  { key: 'reports', path: '/coordination/reports' },
  { key: 'import', path: '/coordination/import' },
  { key: 'pages', path: '/coordination/pages' },
  { key: 'settings', path: '/coordination/settings' },
] as const
export type CoordinationPlace = (typeof PLACES)[number]['key']

/** The pages of those who run the cluster, on top of each of them. `waiting`: how many things wait at a place. */
export function CoordinationNav({
  v,
  current,
  waiting = {},
}: {
  v: View
  current: CoordinationPlace
  waiting?: Partial<Record<CoordinationPlace, number>>
}) {
  const words = v.t.organisations.coordination
  return (
    <nav class="sc nop" aria-label={words.nav}>
      <ul class="chips nw">
        {PLACES.map(({ key, path }) => (
          <li>
            <a
              class={key === current ? 'chip on' : 'chip'}
              href={v.href(path)}
              aria-current={key === current ? 'page' : undefined}
            >
              {words.places[key]}
              {waiting[key] ? <span>{v.f.number(waiting[key])}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
