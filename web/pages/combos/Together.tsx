import { combosFor } from '../../../worker/combos/queries'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import { ComboParts, comboValue } from './ComboParts'

/** On the page of a need that no single offer covers: the best offers together, for its organisation. */
export async function Together({ v, needId }: { v: View; needId: string }) {
  const { need, combos } = await combosFor(v.ctx, needId)
  const [best, ...others] = combos
  if (!best) return null
  const words = v.t.together.combos
  const path = v.href(`/needs/${need.id}/together`)
  return (
    <section class="st" aria-labelledby="together">
      <div>
        <h2 id="together">{words.title(best.parts.length)}</h2>
        <p class="q sm">{words.lead(v.f.quantity(need.quantity, need.unit))}</p>
      </div>
      <form class="panel st" method="post" action={path}>
        <input type="hidden" name="once" value={crypto.randomUUID()} />
        <input type="hidden" name="combo" value={comboValue(best)} />
        <ComboParts v={v} need={need} combo={best} />
        <p class="row">
          <button class="b" type="submit">
            {words.book}
          </button>
          {others.length > 0 && (
            <a class="b b3" href={path}>
              {words.all}
            </a>
          )}
        </p>
        <p class="q sm row top-aligned">
          <Icon name="info" />
          <span>{words.hint}</span>
        </p>
      </form>
    </section>
  )
}
