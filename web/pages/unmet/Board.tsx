import { DISMISS_REASONS } from '../../../worker/matching/input'
import { conceptName } from '../../../worker/unmet/concepts'
import type { BoardFilters } from '../../../worker/unmet/input'
import type { Board as Found, UnmetNeed } from '../../../worker/unmet/queries'
import { KindLabel } from '../../components/Icon'
import type { View } from '../../view'
import { NearList } from './NearList'

interface Props {
  v: View
  board: Found
  filters: BoardFilters
  reasons: Record<(typeof DISMISS_REASONS)[number], number>
}

/** The needs, under chips that narrow them; below, what is dismissed and why. */
export function Board({ v, board, filters, reasons }: Props) {
  const words = v.t.unmet
  return (
    <>
      <p class="lead q">{words.lead}</p>
      <Narrow v={v} board={board} filters={filters} />
      {board.needs.length === 0 && <p class="empty">{words.empty}</p>}
      <ul class="st">
        {board.needs.map((need) => (
          <Need v={v} need={need} />
        ))}
      </ul>
      <p class="row">
        {board.next && (
          <a class="b b2" href={pathOf(v, filters, { after: board.next })}>
            {words.more}
          </a>
        )}
        {board.total > 0 && (
          <a class="b b3" href={pathOf(v, filters, { after: undefined }, '.csv')}>
            {words.csv}
          </a>
        )}
      </p>
      <Reasons v={v} reasons={reasons} />
    </>
  )
}

/** The board narrowed otherwise; `undefined` takes an answer away. */
function pathOf(v: View, filters: BoardFilters, change: Partial<BoardFilters>, file = ''): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...filters, after: undefined, ...change }))
    if (value) query.set(key, value)
  return v.href(`/coordination/unmet${file}`) + (query.size > 0 ? `?${query}` : '')
}

function Narrow({ v, board, filters }: Omit<Props, 'reasons'>) {
  const words = v.t.unmet
  const row = (name: 'kind' | 'commune' | 'concept', call: (one: string) => string) =>
    board.groups[name].length > 0 && (
      <nav class="sc" aria-label={words.by[name]}>
        <ul class="chips nw">
          <li class="q sm">{words.by[name]}</li>
          {board.groups[name].slice(0, 8).map(([one, n]) => {
            const on = filters[name] === one
            return (
              <li>
                <a
                  class={on ? 'chip on' : 'chip'}
                  href={pathOf(v, filters, { [name]: on ? undefined : one })}
                  aria-current={on ? 'true' : undefined}
                >
                  <bdi>{call(one)}</bdi>
                  <span>{v.f.number(n)}</span>
                </a>
              </li>
            )
          })}
        </ul>
      </nav>
    )
  return (
    <div class="st tight">
      {row('kind', (one) => v.t.common.kinds[one as keyof typeof v.t.common.kinds])}
      {row('commune', (one) => one)}
      {row('concept', (one) => conceptName(one, v.language))}
    </div>
  )
}

function Need({ v, need }: { v: View; need: UnmetNeed }) {
  const words = v.t.unmet
  return (
    <li class={`panel st tight ${need.kind}`}>
      <KindLabel kind={need.kind}>{v.t.common.kinds[need.kind]}</KindLabel>
      <h2 class="t3">
        <a href={v.href(`/coordination/unmet/${need.id}`)}>
          <bdi lang={need.language === v.language ? undefined : need.language}>{need.title}</bdi>
        </a>
      </h2>
      <p class="hint">
        <bdi>{need.organisationName}</bdi>
        {need.commune && (
          <>
            {' · '}
            <bdi>{need.commune}</bdi>
          </>
        )}
        {need.publishedAt && ` · ${words.since(v.f.relative(need.publishedAt, v.ctx.now))}`}
        {need.asked > 0 && ` · ${words.asked(need.asked)}`}
      </p>
      <NearList v={v} near={need.near?.slice(0, 2) ?? null} />
    </li>
  )
}

function Reasons({ v, reasons }: Pick<Props, 'v' | 'reasons'>) {
  const words = v.t.unmet.reasons
  const given = DISMISS_REASONS.filter((reason) => reasons[reason] > 0)
  return (
    <section class="panel st" aria-labelledby="reasons">
      <h2 id="reasons">{words.title}</h2>
      <p class="q sm">{given.length === 0 ? words.none : words.lead}</p>
      {given.length > 0 && (
        <dl class="kv">
          {given.map((reason) => (
            <div>
              <dt>{words.names[reason]}</dt>
              <dd>{v.f.number(reasons[reason])}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
