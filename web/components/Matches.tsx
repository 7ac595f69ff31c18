import { type Match, matchesOf } from '../../worker/matching/queries'
import { cardsOf } from '../../worker/search/cards'
import type { View } from '../view'
import { MatchCard } from './MatchCard'

interface Asked {
  v: View
  listingId: string
  /** How many are shown before the link to all of them. */
  most?: number
  /** Published just now: what fits is still being looked for. */
  fresh?: boolean
}

/** What fits a listing, for its organisation: best first, three reasons each, and what can be done. */
export async function Matches({ v, listingId, most = 50, fresh = false }: Asked) {
  const words = v.t.matching
  const matches = await matchesOf(v.ctx, listingId)
  const mine = listingId.startsWith('ofr') ? 'offer' : 'need'
  const other = mine === 'offer' ? 'need' : 'offer'
  const shown = matches.slice(0, most)
  const none = fresh ? words.soon : words.none[mine]
  const cards = await cardsOf(
    v.ctx,
    shown.map((m) => m[other].id),
    true,
  )
  return (
    <section class="st" aria-labelledby="matches">
      <div>
        <h2 id="matches">{matches.length > 0 ? words.fit[mine](matches.length) : words.title}</h2>
        <p class="q sm">{matches.length > 0 ? words.lead[mine] : none}</p>
      </div>
      {shown.length > 0 && (
        <ol class="list">
          {shown.map((match) => {
            const one = cards.get(match[other].id)
            return (
              one && (
                <MatchCard
                  v={v}
                  one={one}
                  reasons={match.reasons}
                  href={v.href(`/matches/${match.id}`)}
                  state={stateWords(v, match)}
                  acts={<Acts v={v} match={match} mine={mine} />}
                />
              )
            )
          })}
        </ol>
      )}
      {matches.length > most && (
        <p>
          <a class="b b3" href={v.href(`/matches?listing=${listingId}`)}>
            {words.act.all}
          </a>
        </p>
      )}
    </section>
  )
}

function stateWords(v: View, { status }: Match): string | false {
  const { state } = v.t.matching
  return (status === 'seen' || status === 'accepted') && state[status]
}

function Acts({ v, match, mine }: { v: View; match: Match; mine: 'offer' | 'need' }) {
  const { act } = v.t.matching
  const path = v.href(`/matches/${match.id}`)
  return (
    <>
      {mine === 'need' ? (
        <a
          class="b"
          href={
            match.proposedStartsAt ? path : v.href(`/offers/${match.offer.id}/book?need=${match.need.id}`)
          }
        >
          {match.proposedStartsAt ? v.t.matching.page.proposed : act.book}
        </a>
      ) : (
        <a class="b" href={`${path}?open=propose#propose`}>
          {act.propose}
        </a>
      )}
      <a class="b b2" href={v.href(`/messages/${match.id}`)}>
        {act.write}
      </a>
      {match.status !== 'accepted' && (
        <a class="b b3" href={`${path}?open=dismiss#dismiss`}>
          {act.dismiss}
        </a>
      )}
    </>
  )
}
