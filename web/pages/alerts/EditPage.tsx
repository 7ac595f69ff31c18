import type { SavedSearch } from '../../../worker/alerts/queries'
import { ErrorSummary, Field, type FormErrors, Tiles } from '../../components/Field'
import type { View } from '../../view'
import { aroundOf, sentenceOf } from './saved'

/** One saved search: its words, how far, how often one is told, and what it found. */
export function EditPage({
  v,
  search,
  found,
  typed,
  errors,
}: {
  v: View
  search: SavedSearch
  found: { id: string; title: string; foundAt: string }[]
  typed?: Record<string, string> | undefined
  errors?: FormErrors | undefined
}) {
  const words = v.t.alerts
  return (
    <div class="w sec narrow st wide-gap">
      <p class="back sm">
        <a href={v.href('/searches')}>{words.edit.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.edit.title}</h1>
        <p class="lead q">
          <bdi>{sentenceOf(v, search)}</bdi>
        </p>
      </div>
      <form method="post" class="panel st" novalidate>
        <ErrorSummary v={v} errors={errors} />
        <Field
          name="q"
          label={words.edit.q}
          hint={words.edit.qHint}
          value={typed?.q ?? search.q}
          error={errors?.fields.q}
          maxlength={200}
          dir="auto"
        />
        {search.lat !== null && (
          <Field
            name="radius"
            label={words.edit.radius}
            hint={words.edit.radiusHint(aroundOf(v, search))}
            value={typed?.radius ?? search.radiusKm}
            error={errors?.fields.radius}
            inputmode="numeric"
          />
        )}
        <Tiles
          name="rhythm"
          legend={words.edit.rhythm}
          value={typed?.rhythm ?? search.rhythm}
          error={errors?.fields.rhythm}
          choices={(['now', 'digest'] as const).map((r) => ({
            ...{ value: r, label: words.rhythms[r], hint: words.rhythmHints[r] },
          }))}
        />
        <p>
          <button class="b" type="submit">
            {words.edit.save}
          </button>
        </p>
      </form>
      <section class="st tight" aria-labelledby="found">
        <h2 id="found">{words.edit.foundTitle}</h2>
        {found.length === 0 && <p class="q">{words.edit.foundNothing}</p>}
        <ul class="lines">
          {found.map((one) => (
            <li>
              <a href={v.href(`/${search.direction}s/${one.id}`)}>
                <bdi>{one.title}</bdi>
              </a>
              <time class="q sm" datetime={one.foundAt}>
                {v.f.relative(one.foundAt, v.ctx.now)}
              </time>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
