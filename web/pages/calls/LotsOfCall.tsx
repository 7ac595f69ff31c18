import { type DrawnLot, KeyOfPlan, PlanOfLots } from '../../components/PlanOfLots'
import type { View } from '../../view'
import type { Shown } from './CallPage'
import { stateOfLot } from '../premises/words'
import { lotWords } from './words'

/** The lots of a call on their plans, and the same as a table. */
export function LotsOfCall({ v, shown }: { v: View; shown: Shown }) {
  const { lots, plans, outlines, given, interest, shares, neighbours } = shown
  const words = v.t.calls.page
  if (lots.length === 0) return null
  const look = (lot: (typeof lots)[number]): DrawnLot['look'] =>
    given.has(lot.id) ? 'taken' : lot.state === 'heavy_works' ? 'works' : 'open'
  const drawn = lots.map((lot): DrawnLot => {
    const at = outlines.get(lot.id)
    const m2 = v.f.quantity(lot.features.surfaceM2, 'm2')
    return {
      ...{ id: lot.id, name: lot.name, surfaceM2: lot.features.surfaceM2, href: `#${lot.id}` },
      ...{ planId: at?.planId ?? null, outline: at?.outline ?? null, look: look(lot) },
      note: given.has(lot.id) ? words.taken : m2,
    }
  })
  const beside = neighbours.map((lot) => {
    const { look } = stateOfLot(v, lot)
    if (look === 'works') return { lot, look, note: v.t.premises.plan.states.works }
    if (look === 'taken') return { lot, look, note: words.taken }
    return { lot, look: 'closed' as const, note: words.outside }
  })
  const { states } = v.t.premises.plan
  const all = [
    ...drawn,
    ...beside.map(({ lot, note, look }): DrawnLot => {
      const { id, name, surfaceM2, planId, outline } = lot
      return { id, name, surfaceM2, planId, outline, note, look, href: `#${id}` }
    }),
  ]
  return (
    <section class="panel st" aria-labelledby="lots">
      <h2 id="lots">{words.lots}</h2>
      <PlanOfLots v={v} plans={plans} lots={all} />
      <KeyOfPlan
        lots={all}
        words={{ open: words.open, taken: words.taken, works: states.works, closed: words.outside }}
      />
      <table>
        <caption class="vh">{words.lotsOnly}</caption>
        <thead>
          <tr>
            <th scope="col">{words.lot}</th>
            <th scope="col" class="n">
              {words.surface}
              {shares.totalCents > 0 && (
                <>
                  ,
                  <br />
                  {words.perMonth}
                </>
              )}
            </th>
            <th scope="col" class="n">
              {words.applicants}
            </th>
          </tr>
        </thead>
        <tbody>
          {lots.map((lot) => (
            <tr id={lot.id}>
              <th scope="row">
                <bdi>{lot.name}</bdi>
                <span class="hint xs">
                  <bdi>{lotWords(v, lot)}</bdi>
                </span>
              </th>
              <td class="n">
                {v.f.quantity(lot.features.surfaceM2, 'm2')}
                {shares.lots.has(lot.id) && (
                  <>
                    <br />
                    <b>{v.f.money(shares.lots.get(lot.id) ?? 0)}</b>
                  </>
                )}
              </td>
              <td class="n">
                {given.has(lot.id) ? (
                  <span class="s no xs">{words.taken}</span>
                ) : (
                  v.f.number(interest.byLot.get(lot.id) ?? 0)
                )}
              </td>
            </tr>
          ))}
          {beside.map(({ lot, note, look }) => (
            <tr id={lot.id}>
              <th scope="row">
                <bdi>{lot.name}</bdi>
              </th>
              <td class="n">{v.f.quantity(lot.surfaceM2, 'm2')}</td>
              <td class="n">
                <span class={`s ${look === 'works' ? 'ask' : 'no'} xs`}>{note}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shares.totalCents > 0 && <p class="hint xs">{words.shares(v.f.money(shares.totalCents))}</p>}
    </section>
  )
}
