import type { Listing } from '../../../worker/listings/queries'
import { type Suggestions, suggestionsFor } from '../../../worker/suggestions/queries'
import { becauseOf, timesWords, whyWords } from '../../../worker/suggestions/words'
import { printedCode } from '../../../worker/waste/rules'
import type { View } from '../../view'
import type { Step } from './form'

/** The field that a proposal of each kind fills. */
const FIELD = { waste: 'details.lowCode', staff: 'details.romeCode', equipment: 'details.category' } as const

/** What the address of a proposal's link chose, for the form to show: `?suggested=150103`. */
export function chosen(l: Listing, suggested: string | undefined): Record<string, string> {
  const field = l.kind in FIELD ? FIELD[l.kind as keyof typeof FIELD] : null
  return field && suggested && /^[A-Za-z0-9_]{2,12}$/.test(suggested) ? { [field]: suggested } : {}
}

/** What the words of a draft suggest for the question that is open; nothing where they suggest nothing. */
export async function Suggested({ v, l, step }: { v: View; l: Listing; step: Step }) {
  if (step !== 'details' && step !== 'when') return null
  const { kind, title, description, language } = l
  const found = await suggestionsFor(v.ctx, { kind, title, description, language }, v.f.timeZone)
  const rows = step === 'details' ? proposals(v, l, found) : read(v, found)
  if (rows.length === 0) return null
  const words = v.t.suggestions
  return (
    <section class="st tight" aria-labelledby="suggested">
      <h2 id="suggested" class="h3">
        {words.heading}
      </h2>
      <p class="q sm">{step === 'details' ? words.lead : words.read}</p>
      <ul class="rows panel">{rows as never}</ul>
    </section>
  )
}

function proposals(v: View, l: Listing, found: Suggestions) {
  const { choose, hazardous } = v.t.listings.lookup
  const { categories } = v.t.listings.details
  const line = (value: string, what: unknown, why: string) => (
    <li>
      <div>
        {what as never}
        <p class="q sm">{why}</p>
      </div>
      <a class="b b2" href={`${v.href(`/me/listings/${l.id}/details`)}?suggested=${value}`}>
        {choose}
        <span class="vh"> {value}</span>
      </a>
    </li>
  )
  return [
    ...found.lowCodes.map((one) =>
      line(
        one.code,
        <p lang={v.language === 'ar' ? 'fr' : undefined}>
          <b dir="ltr" class="nb">
            {printedCode(one.code, one.hazardous)}
          </b>{' '}
          {one.hazardous && <span class="tag late sm">{hazardous}</span>}{' '}
          {v.language === 'en' ? one.titleEn : one.titleFr}
        </p>,
        whyWords(v.t, v.f, one.why),
      ),
    ),
    ...found.families.map((one) =>
      line(
        one.code,
        <p>
          <b dir="ltr">{one.code}</b> <span lang="fr">{one.titleFr}</span>
        </p>,
        becauseOf(v.t, v.f, one.concept),
      ),
    ),
    ...(found.category
      ? [
          line(
            found.category.category,
            <p>{categories[found.category.category]}</p>,
            becauseOf(v.t, v.f, found.category.concept),
          ),
        ]
      : []),
  ]
}

function read(v: View, { amounts, times }: Suggestions) {
  const { per } = v.t.suggestions
  const when = timesWords(v.f, times)
  return [
    ...amounts.map((one) => (
      <li>
        <p>
          <b>{v.f.quantity(one.quantity, one.unit)}</b> {one.per && per[one.per]}{' '}
          <span class="q sm">
            <bdi>« {one.said} »</bdi>
          </span>
        </p>
      </li>
    )),
    ...(when
      ? [
          <li>
            <p>
              <b>{when}</b>{' '}
              <span class="q sm">
                <bdi>« {times.said.join(', ')} »</bdi>
              </span>
            </p>
          </li>,
        ]
      : []),
  ]
}
