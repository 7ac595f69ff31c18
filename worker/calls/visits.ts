import { availability } from '../bookings/availability'
import { instantOf, weekdayOf } from '../core/time'
import { draftOf } from '../listings/commands/draftListing'
import { editListing } from '../listings/commands/editListing'
import { publishListing } from '../listings/commands/publishListing'
import { listingById } from '../listings/queries'
import type { Fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { wordsOf } from '../text'
import type { Visit } from './input'
import type { Call } from './queries'

// Visits are an offer like any other: free, at once, for so many organisations at each time. They are booked by `place()`.

/** Each visit is an opening of one day. */
const openings = ({ visits, visitPlaces }: Call) => ({
  quantity: visitPlaces,
  windows: visits.map(({ date, from, to }) => ({
    days: [weekdayOf(date)],
    from,
    to,
    startsOn: date,
    endsOn: date,
  })),
})

/** In whose name the landlord's offer is written: of a member, or by the coordinator. */
const byOf = (ctx: Ctx, c: Call) =>
  ctx.actor?.organisations.some(
    (m) => m.organisationId === c.organisationId && m.clusters.includes(c.clusterId),
  )
    ? {}
    : { asCoordinator: true as const }

/** What a batch says to make the offer of the visits, as a draft: `openVisits` shows it once the call is published. */
export async function visitsOf(
  ctx: Ctx,
  c: Call,
): Promise<{ id: string | null; facts: Fact[]; writes: Query[] }> {
  if (c.visits.length === 0) return { id: null, facts: [], writes: [] }
  const listing = await listingById(ctx, c.siteListingId)
  const words = wordsOf(c.language).calls.visits
  const { id, happened, writes } = await draftOf(
    ctx,
    c.clusterId,
    {
      ...{
        direction: 'offer',
        organisationId: c.organisationId,
        kind: 'space',
        grain: 'hour',
        unit: 'seat',
      },
      ...{
        title: words.offer(c.title).slice(0, 120),
        description: words.offerText(c.title),
        language: c.language,
      },
      ...{ tariffMode: 'free', visibility: 'public', instantFor: 'everyone', ...openings(c) },
      ...(c.commune && { address: c.address, commune: c.commune }),
      ...(listing?.postcode && { postcode: listing.postcode }),
      ...(listing?.lat != null && listing.lng != null && { lat: listing.lat, lng: listing.lng }),
    },
    byOf(ctx, c),
  )
  return { id, facts: [happened], writes }
}

/** Shows the offer of the visits, or gives it its new times. */
export async function openVisits(ctx: Ctx, c: Call): Promise<void> {
  const listing = c.visitListingId ? await listingById(ctx, c.visitListingId) : null
  if (!listing || c.visits.length === 0) return
  if (listing.status === 'draft') return publishListing(ctx, listing.id, byOf(ctx, c))
  await editListing(ctx, listing.id, openings(c), undefined, byOf(ctx, c))
}

export interface VisitTime extends Visit {
  startsAt: string
  endsAt: string
  /** How many organisations can still come. */
  free: number
}

/** The visits of a call that are to come, with the places that are left. */
export async function visitTimes(ctx: Ctx, c: Call): Promise<VisitTime[]> {
  const times = c.visits
    .map((v) => ({
      ...v,
      startsAt: instantOf(v.date, v.from, c.timeZone),
      endsAt: instantOf(v.date, v.to, c.timeZone),
    }))
    .filter((v) => v.startsAt > ctx.now)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  const listing = c.visitListingId
  if (!listing) return times.map((v) => ({ ...v, free: 0 }))
  return Promise.all(
    times.map(async (v) => {
      const free = await availability(ctx, listing, v.startsAt, v.endsAt)
      const length = (of: { startsAt: string; endsAt: string }) =>
        Date.parse(of.endsAt) - Date.parse(of.startsAt)
      const isWhole = free.reduce((sum, f) => sum + length(f), 0) >= length(v)
      return { ...v, free: isWhole ? Math.min(...free.map((f) => f.free)) : 0 }
    }),
  )
}
