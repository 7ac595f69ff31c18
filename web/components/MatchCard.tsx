import type { Child } from 'hono/jsx'
import type { Reason } from '../../worker/matching/reasons'
import { reasonWords } from '../../worker/matching/words'
import type { Found } from '../../worker/search/found'
import type { View } from '../view'
import { Icon, KIND_ICON } from './Icon'
import { CardPicture, kindWords, listingPath } from './ListingCard'
import { doorsWords, priceWords } from './money'

/** Three reasons in words; a reservation has another sign than a reason. */
export const Why = ({ v, reasons }: { v: View; reasons: Reason[] }) => (
  <ul class="why" aria-label={v.t.matching.why}>
    {reasons.map((reason) => (
      <li class={reason.good ? undefined : 'hm'}>
        <Icon name={reason.good ? 'check' : 'circle-help'} />
        {reasonWords(v.t, v.f, reason, v.ctx.now)}
      </li>
    ))}
  </ul>
)

/** What fits, with why and what can be done; not a link as a whole, because it has actions. */
export function MatchCard({
  v,
  one,
  reasons,
  href,
  state,
  acts,
}: {
  v: View
  one: Found
  reasons: Reason[]
  href?: string
  /** How it stands between the two, in words. */
  state?: string | false
  acts: Child
}) {
  const title = <bdi lang={one.language === v.language ? undefined : one.language}>{one.title}</bdi>
  const doors = doorsWords(v, one)
  return (
    <li class={`card mt ${one.kind}`}>
      <CardPicture one={one} />
      <div class="bd">
        <span class="kind">
          <Icon name={KIND_ICON[one.kind]} />
          {kindWords(v, one)}
        </span>
        <h3>{href ? <a href={href}>{title}</a> : title}</h3>
        <p class="q">
          <bdi>{one.organisationName}</bdi>
          {one.commune && (
            <>
              {v.language === 'ar' ? '، ' : ', '}
              <bdi>{one.commune}</bdi>
            </>
          )}
        </p>
        <Why v={v} reasons={reasons} />
        <p class="pr">
          <b>{priceWords(v, one)}</b>
          {doors && <span class="q"> {doors}</span>}
        </p>
        {state && <p class="q sm">{state}</p>}
        <p class="row acn">{acts}</p>
      </div>
    </li>
  )
}

export const SeeListing = ({ v, one }: { v: View; one: Found }) => (
  <a class="b b2" href={listingPath(v, one)}>
    {v.t.matching.act.see}
  </a>
)
