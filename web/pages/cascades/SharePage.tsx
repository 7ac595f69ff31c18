import type { Cascade } from '../../../worker/cascades/queries'
import { addDays, wallOf } from '../../../worker/core/time'
import type { VisibleListing } from '../../../worker/listings/queries'
import { windowsOn } from '../../../worker/listings/rules'
import { ErrorSummary, type FormErrors, Select } from '../../components/Field'
import { KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import { slotWords } from './words'

interface Shown {
  v: View
  listing: VisibleListing
  cascades: Cascade[]
  typed: string
  errors: FormErrors | undefined
}
const MOST_COLLECTIONS = 8

/** For the lender: what is left goes to the next by itself; here at once, and what went before. */
export function SharePage({ v, listing, cascades, typed, errors }: Shown) {
  const words = v.t.together.cascade
  const collections = listing.grain === 'stock' ? [] : next(v, listing)
  return (
    <div class="w sec narrow st wide-gap waste">
      <p class="back sm">
        <a href={v.href(`/offers/${listing.id}`)}>{words.back}</a>
      </p>
      <div class="st tight">
        <KindLabel kind="waste">
          <bdi>{listing.title}</bdi>
        </KindLabel>
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      <ErrorSummary v={v} errors={errors} />
      <form class="panel st" method="post" action={v.href(`/offers/${listing.id}/share`)}>
        {collections.length > 0 && (
          <Select
            name="startsAt"
            label={words.which}
            value={typed}
            error={errors?.fields.startsAt}
            choices={collections}
          />
        )}
        <p>{words.shareHint}</p>
        <p>
          <button class="b" type="submit">
            {words.share}
          </button>
        </p>
        <p class="q sm">{words.automatic}</p>
      </form>
      {cascades.length > 0 && (
        <section class="st">
          <h2>{words.before}</h2>
          <ul class="st">
            {cascades.map((c) => (
              <li class="panel st tight">
                <p class={`s ${c.status === 'open' ? 'ask' : c.outcome === 'taken' ? 'free' : 'no'}`}>
                  {c.outcome ? words.ended[c.outcome] : words.open}
                </p>
                <p>
                  <a href={v.href(`/cascades/${c.id}`)}>{slotWords(v, c)}</a>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function next(v: View, listing: VisibleListing): { value: string; label: string }[] {
  const found: { value: string; label: string }[] = []
  const today = wallOf(v.ctx.now, v.f.timeZone).date
  for (let i = 0; i < 62 && found.length < MOST_COLLECTIONS; i++)
    for (const w of windowsOn(listing, addDays(today, i), v.f.timeZone))
      if (w.from > v.ctx.now) found.push({ value: w.from, label: capital(v.f.span(w.from, w.to, v.ctx.now)) })
  return found
}
