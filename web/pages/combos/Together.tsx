import { combosFor } from '../../../worker/combos/queries'
import type { View } from '../../view'
import { ComboCard } from './ComboCard'

/** On the page of a need that no single offer covers: the best offers together, for its organisation. */
export async function Together({ v, needId }: { v: View; needId: string }) {
  const { need, combos } = await combosFor(v.ctx, needId)
  const [best, ...others] = combos
  if (!best) return null
  const words = v.t.together.combos
  return (
    <section class="st" aria-labelledby="together">
      <div>
        <h2 id="together">{words.title(best.parts.length)}</h2>
        <p class="q sm">{words.lead(v.f.quantity(need.quantity, need.unit))}</p>
      </div>
      <ComboCard v={v} need={need} combo={best} title={words.first} level={3} />
      {others.length > 0 && (
        <p>
          <a class="b b3" href={v.href(`/needs/${need.id}/together`)}>
            {words.all}
          </a>
        </p>
      )}
    </section>
  )
}
