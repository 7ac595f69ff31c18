import type { SavedSearch } from '../../../worker/alerts/queries'
import { isOver } from '../../../worker/alerts/rules'
import { ErrorSummary, type FormErrors } from '../../components/Field'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import { searchPath } from '../search/asked'
import { askedBy, sentenceOf } from './saved'

/** My saved searches, each with what stops it. */
export function ListPage({
  v,
  searches,
  told,
  errors,
}: {
  v: View
  searches: SavedSearch[]
  told?: string | undefined
  errors?: FormErrors | undefined
}) {
  const words = v.t.alerts
  const done = told && Object.hasOwn(words.told, told) ? words.told[told] : undefined
  return (
    <div class="w sec narrow st wide-gap">
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      <Told words={done} />
      <ErrorSummary v={v} errors={errors} />
      {searches.length === 0 && (
        <div class="empty">
          <p>{words.empty}</p>
          <a class="b" href={v.href('/search')}>
            {words.search}
          </a>
        </div>
      )}
      <ul class="st">
        {searches.map((s) => (
          <Kept v={v} s={s} />
        ))}
      </ul>
      <p>
        <a href={v.at('/account/mails')}>{words.mails}</a>
      </p>
    </div>
  )
}

function Kept({ v, s }: { v: View; s: SavedSearch }) {
  const words = v.t.alerts
  const sentence = sentenceOf(v, s)
  const runs = s.status === 'active'
  return (
    <li class="panel st tight">
      <h2 class="t3">
        <a href={searchPath(v, askedBy(v, s))}>
          <bdi>{sentence}</bdi>
        </a>
      </h2>
      <p class={`s ${runs ? 'free' : 'ask'}`}>{words.status[s.status]}</p>
      <p class="q sm">
        {isOver(s, v.ctx.now) ? words.over : `${words.rhythms[s.rhythm]} · ${words.found(s.found)}`}
      </p>
      <div class="row">
        <a class="b b2" href={v.href(`/searches/${s.id}`)} aria-label={`${words.change} : ${sentence}`}>
          {words.change}
        </a>
        <form method="post" action={v.href(`/searches/${s.id}`)}>
          <button
            class="b b3"
            type="submit"
            name="status"
            value={runs ? 'paused' : 'active'}
            aria-label={`${runs ? words.pause : words.resume} : ${sentence}`}
          >
            {runs ? words.pause : words.resume}
          </button>
        </form>
        <form method="post" action={v.href(`/searches/${s.id}/remove`)}>
          <button class="b b3" type="submit" aria-label={`${words.remove} : ${sentence}`}>
            {words.remove}
          </button>
        </form>
      </div>
    </li>
  )
}
