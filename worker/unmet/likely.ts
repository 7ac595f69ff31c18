import { distanceKm } from '../core/geo'
import type { Window } from '../listings/input'
import type { Listing } from '../listings/queries'
import type { Territory } from '../matching/candidates'
import { asSide, candidatesFor } from '../matching/retrieval'
import { isScored, score, type Side } from '../matching/rules'
import type { Ctx } from '../platform/context'
import { anyPlaceAndTime, FURTHEST_KM } from './weigh'

/** Proposed at most, and past offers that are read for it. */
export const MOST_ASKED = 12
const PAST = 100
/** So few that are alike are filled up with those that have anything of the kind, the nearest first. */
const FILLED_UP = 6
const OF_THE_KIND = 0.02

export interface Likely {
  organisationId: string
  name: string
  commune: string
  km: number | null
  /** What it has, or has had, that is most like the need. */
  offer: { title: string; language: 'fr' | 'en' | 'ar'; past: boolean }
  /** When it was asked about this need. */
  askedAt: string | null
}

/**
 * The organisations that are likely to have what a need looks for, the likeliest first: those whose offers of now, or of
 * before, are alike, wherever, whenever and at whatever price; where these are few, those who have anything of the kind, the nearest
 * first. At most 12, each with what speaks for it.
 */
export async function likelyToHave(ctx: Ctx, need: Listing, cluster: Territory): Promise<Likely[]> {
  const { side, found } = await candidatesFor(ctx, anyPlaceAndTime(need), FURTHEST_KM)
  const wanted = bare(side)
  const world = { timeZone: cluster.timeZone, radiusKm: Number.POSITIVE_INFINITY }
  const offers = [
    ...found.map(({ row, side: offer }) => ({ offer, row: { ...row, past: false } })),
    ...(await pastOffers(ctx, need)).map((row) => ({ row: { ...row, past: true }, offer: sideOf(row) })),
  ]
  const best = new Map<
    string,
    { likeness: number; title: string; language: 'fr' | 'en' | 'ar'; past: boolean }
  >()
  for (const { offer, row } of offers) {
    const result = score(bare(offer), wanted, ctx.now, world)
    // Of the kind, and called otherwise: worth asking where nobody has anything alike.
    const alike = isScored(result) ? result.parts.text.share : result === 'text' ? OF_THE_KIND : 0
    const likeness = alike - (row.past ? OF_THE_KIND / 2 : 0)
    const known = best.get(row.organisationId)
    if (likeness > 0 && (!known || known.likeness < likeness))
      best.set(row.organisationId, { likeness, title: row.title, language: row.language, past: row.past })
  }
  const organisations = await organisationsIn(ctx, need, [...best.keys()])
  return organisations
    .flatMap(({ organisationId, lat, lng, ...rest }) => {
      const offer = best.get(organisationId)
      if (!offer) return []
      const km =
        lat === null || lng === null || need.lat === null || need.lng === null
          ? null
          : distanceKm({ lat, lng }, { lat: need.lat, lng: need.lng })
      const { likeness, ...told } = offer
      const worth = likeness * 0.5 ** ((km ?? 10) / 40)
      return [{ one: { organisationId, ...rest, km, offer: told }, worth, alike: likeness > OF_THE_KIND }]
    })
    .sort((a, b) => b.worth - a.worth || (a.one.organisationId < b.one.organisationId ? -1 : 1))
    .filter(({ alike }, i) => alike || i < FILLED_UP)
    .slice(0, MOST_ASKED)
    .map(({ one }) => one)
}

/** What it is alone: no place, no dates, no size, no price, whatever its use. */
const bare = (side: Side): Side => ({
  ...side,
  ...{ withinKm: null, startsAt: null, endsAt: null, windows: [], quantity: 1, tariffMode: 'free' as const },
  details: {
    ...side.details,
    ...{
      seats: undefined,
      surfaceM2: undefined,
      hoursPerWeek: undefined,
      wheelchair: undefined,
      amenities: [],
      uses: [],
    },
  },
})

type Past = Awaited<ReturnType<typeof pastOffers>>[number]
const sideOf = ({ windows, details, ...row }: Past): Side =>
  asSide({
    ...row,
    windows: JSON.parse(windows) as Window[],
    details: JSON.parse(details) as Side['details'],
  })

/** The latest offers of the kind that were closed. */
const pastOffers = (ctx: Ctx, need: Listing) =>
  ctx.db
    .selectFrom('listings')
    .select(['id', 'organisationId', 'kind', 'title', 'description', 'language', 'lat', 'lng', 'withinKm'])
    .select(['quantity', 'unit', 'grain', 'windows', 'startsAt', 'endsAt', 'tariffMode', 'priceUnit'])
    .select(['solidarityCents', 'referenceCents', 'instantFor', 'details', 'publishedAt', 'contentVersion'])
    .where('clusterId', '=', need.clusterId)
    .where('direction', '=', 'offer')
    .where('kind', '=', need.kind)
    .where('status', '=', 'closed')
    .where('hiddenReason', 'is', null)
    .orderBy('closedAt', 'desc')
    .limit(PAST)
    .execute()

/** Those of them that are active in the cluster, without who asks, each with when it was asked before. */
const organisationsIn = (ctx: Ctx, need: Listing, ids: string[]) =>
  ctx.db
    .selectFrom('affiliations as a')
    .innerJoin('organisations as o', 'o.id', 'a.organisationId')
    .leftJoin('needAsks as k', (join) =>
      join.onRef('k.organisationId', '=', 'o.id').on('k.needId', '=', need.id),
    )
    .select(['o.id as organisationId', 'o.name', 'o.commune', 'o.lat', 'o.lng', 'k.createdAt as askedAt'])
    .where('a.clusterId', '=', need.clusterId)
    .where('a.status', '=', 'active')
    .where('o.id', '!=', need.organisationId)
    .where('o.id', 'in', ids.slice(0, 80))
    .execute()
