import type { View } from '../../view'
import type { Shown } from './ListingPage'

/** Whose it is: what they are, since when they are in the cluster, and what else they post. */
export function Who({ v, shown: { l, who } }: { v: View; shown: Shown }) {
  const { page } = v.t.listings
  const initials = l.organisationName
    .split(/\s+/)
    .filter((word) => word.length > 2)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
  return (
    <section class="st">
      <h2>{l.direction === 'offer' ? page.lendTitle : page.seekTitle}</h2>
      <div class="panel row top-aligned">
        <span class="ava" aria-hidden="true">
          {initials}
        </span>
        <div class="st tight">
          <h3>
            <bdi>{l.organisationName}</bdi>
          </h3>
          {who && (
            <p class="q sm">
              {v.t.organisations.forms[who.legalForm]}
              {v.language === 'ar' ? '، ' : ', '}
              {page.memberSince(v.f.month(who.since))}
            </p>
          )}
          <p class="sm">
            <a href={v.href(`/organisations/${l.organisationId}`)}>{page.theirListings}</a>
          </p>
        </div>
      </div>
    </section>
  )
}
