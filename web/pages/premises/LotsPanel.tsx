import type { Parts, Site } from '../../../worker/premises/queries'
import { Icon } from '../../components/Icon'
import { KeyOfPlan, PlanOfLots } from '../../components/PlanOfLots'
import type { View } from '../../view'
import { drawn, lotWords, m2, plansAsDrawn, stateOfLot } from './words'

const TAGS = { open: 'free', taken: 'no', works: 'ask', closed: 'no' } as const

/** The plan, and the same in a table: what each lot is, and what it is today. */
export function LotsPanel({
  v,
  site,
  parts,
  inside,
}: {
  v: View
  site: Site
  parts: Parts
  inside: boolean
}) {
  const words = v.t.premises
  const { lots } = parts
  const shown = drawn(v, lots)
  const { states } = words.plan
  return (
    <section class="panel st" aria-labelledby="pl">
      <h2 id="pl">{words.site.planAndLots}</h2>
      {lots.length === 0 ? (
        <p class="q">{words.site.noLots}</p>
      ) : (
        <>
          <PlanOfLots v={v} plans={plansAsDrawn(parts.plans)} lots={shown} />
          <KeyOfPlan
            lots={shown}
            words={{ open: states.free, taken: states.occupied, works: states.works, closed: states.closed }}
          />
          <table>
            <caption class="vh">{words.plan.caption(lots.length)}</caption>
            <thead>
              <tr>
                <th scope="col">{words.plan.lot}</th>
                <th scope="col" class="n">
                  {words.plan.surface},
                  <br />
                  {words.plan.now}
                </th>
              </tr>
            </thead>
            <tbody>
              {lots.map((lot) => {
                const { look, words: state } = stateOfLot(v, lot)
                return (
                  <tr id={lot.id}>
                    <th scope="row">
                      {inside ? (
                        <a href={v.href(`/premises/${site.id}/lots/${lot.id}`)}>
                          <bdi>{lot.name}</bdi>
                          <span class="vh">, {words.plan.change}</span>
                        </a>
                      ) : (
                        <bdi>{lot.name}</bdi>
                      )}
                      <span class="hint xs">{lotWords(v, lot)}</span>
                    </th>
                    <td class="n">
                      {m2(v, lot.surfaceM2)}
                      <br />
                      <span class={`s ${TAGS[look]} xs`}>{state}</span>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </>
      )}
      {inside && (
        <p>
          <a class="b b2" href={v.href(`/premises/${site.id}/lots/new`)}>
            <Icon name="plus" />
            {words.site.addLot}
          </a>
        </p>
      )}
    </section>
  )
}
