import type { VisibleListing } from '../../../worker/listings/queries'
import type { View } from '../../view'

/** The way to the rules of an offer. */
export const RulesLink = ({ v, l }: { v: View; l: VisibleListing }) => (
  <p>
    <a class="b b2" href={v.href(`/me/listings/${l.id}/rules`)}>
      {v.t.rules.manage}
    </a>
    <span class="hint">{v.t.rules.manageHint}</span>
  </p>
)

/** The way to how its exchanges are reckoned. */
export const ImpactLink = ({ v, l }: { v: View; l: VisibleListing }) => (
  <p>
    <a class="b b2" href={v.href(`/me/listings/${l.id}/impact`)}>
      {v.t.impact.basis.link}
    </a>
    <span class="hint">{v.t.impact.basis.linkHint}</span>
  </p>
)
