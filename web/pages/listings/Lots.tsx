import type { Capacity } from '../../../worker/listings/queries'
import type { View } from '../../view'
import { lotDates } from './words'

/** The lots of premises: each is taken whole. */
export function Lots({ v, lots, siteId }: { v: View; lots: Capacity[]; siteId?: string | null }) {
  const words = v.t.listings.lots
  return (
    <div class="panel st">
      <h2 id="lots">{words.title}</h2>
      {siteId && (
        <p>
          <a class="b b2" href={v.href(`/premises/${siteId}`)}>
            {v.t.premises.site.planAndLots}
          </a>
        </p>
      )}
      <section class="sc" tabindex={0} aria-label={words.title}>
        <table class="lott">
          <thead>
            <tr>
              <th scope="col">{words.label}</th>
              <th scope="col" class="n">
                {words.surface}
              </th>
              <th scope="col">{words.floor}</th>
              <th scope="col">{words.state}</th>
            </tr>
          </thead>
          <tbody>
            {lots.map((lot) => (
              <tr>
                <th scope="row">
                  <bdi>{lot.label}</bdi>
                  {lotDates(v, lot) && <span class="hint">{lotDates(v, lot)}</span>}
                </th>
                <td class="n">{v.f.number(lot.details.surfaceM2 ?? 0)}</td>
                <td>
                  <bdi>{lot.details.floor}</bdi>
                </td>
                <td>{words.states[lot.details.state ?? 'ready']}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
