import { ideasFor } from '../../worker/matching/ideas'
import { withFacts } from '../../worker/search/facts'
import { asFound } from '../../worker/search/found'
import type { View } from '../view'
import { MatchCard, SeeListing } from './MatchCard'

/** What could serve, because the one can become the other: below what fits, and only where there is some. */
export async function Ideas({ v, listingId, most = 5 }: { v: View; listingId: string; most?: number }) {
  const ideas = (await ideasFor(v.ctx, listingId)).slice(0, most)
  if (ideas.length === 0) return null
  const words = v.t.matching.ideas
  const mine = listingId.startsWith('ofr') ? 'offer' : 'need'
  const found = await withFacts(
    v.ctx,
    ideas.map((idea) => asFound(idea.row, null, true)),
  )
  return (
    <section class="st" aria-labelledby="ideas">
      <div>
        <h2 id="ideas">{words.title}</h2>
        <p class="q sm">{words.lead[mine]}</p>
      </div>
      <ol class="list">
        {found.map((one, i) => (
          <MatchCard
            v={v}
            one={one}
            reasons={ideas[i]?.reasons ?? []}
            acts={<SeeListing v={v} one={one} />}
          />
        ))}
      </ol>
    </section>
  )
}
