import { type DrawnLot, KeyOfPlan, PlanOfLots } from '../../components/PlanOfLots'
import type { View } from '../../view'
import type { Shown } from './CallPage'
import { lotWords } from './words'

/** The lots of a call on their plans, and the same as a table. */
export function LotsOfCall({ v, shown }: { v: View; shown: Shown }) {
  const { lots, plans, outlines, given, interest, shares } = shown
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
  const { states } = v.t.premises.plan
  return (
    <section class="panel st" aria-labelledby="lots">
      <h2 id="lots">{words.lots}</h2>
      <PlanOfLots v={v} plans={plans} lots={drawn} />
      <KeyOfPlan
        lots={drawn}
        words={{ open: states.free, taken: words.taken, works: states.works, closed: states.closed }}
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
        </tbody>
      </table>
      {shares.totalCents > 0 && <p class="hint xs">{words.shares(v.f.money(shares.totalCents))}</p>}
    </section>
  )
}
