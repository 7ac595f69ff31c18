import { Hono } from 'hono'
import { type TermRow, termsFor, whosePremises } from '../../../worker/landlords/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { type View, viewOf } from '../../view'
import { dateWords, paperPage } from '../occupancies/frame'

/** The calendar of terms: what ends, first to end first, and when people are told. */
export const termsPages = new Hono<AppEnv>().get('/landlord/terms', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const words = v.t.landlords
  const place = { id: v.cluster?.id ?? '', timeZone: v.f.timeZone }
  const terms = await termsFor(v.ctx, place, whosePremises(v.ctx, place.id))
  return paperPage(
    v,
    {
      ...{ title: words.termsTitle, lead: words.termsLead, wide: true, sheets: ['premises'] },
      back: { href: v.href('/landlord'), words: words.title },
    },
    <section class="panel st">
      <TermsTable v={v} terms={terms} />
    </section>,
  )
})

export function TermsTable({ v, terms }: { v: View; terms: readonly TermRow[] }) {
  const words = v.t.landlords
  const { reminder, reminded } = v.t.occupancies.page
  if (terms.length === 0) return <p class="q">{words.noTerms}</p>
  return (
    <section class="sc" tabindex={0} aria-label={words.termsTitle}>
      <table>
        <caption class="vh">{words.termsTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{words.lot}</th>
            <th scope="col">{words.endsOn}</th>
            <th scope="col">{words.reminders}</th>
          </tr>
        </thead>
        <tbody>
          {terms.map((t) => (
            <tr>
              <th scope="row">
                <a href={v.href(`/occupancies/${t.id}`)}>
                  <bdi>
                    {t.lotName}, {t.siteName}
                  </bdi>
                </a>
                <span class="hint xs">
                  <bdi>{t.occupantName}</bdi>, {v.t.occupancies.forms[t.form]}
                </span>
              </th>
              <td>
                {dateWords(v, t.endsOn)}
                {t.now === 'ended' && <span class="s late xs">{words.stillIn}</span>}
              </td>
              <td>
                <ul>
                  {t.reminders.map((one) => (
                    <li class="sm">
                      {reminder(one.days)}
                      {' : '}
                      {one.toldAt ? reminded(dateWords(v, one.dueOn)) : dateWords(v, one.dueOn)}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
