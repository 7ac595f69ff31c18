import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { SavedSearchInput } from '../input'
import { MOST_SEARCHES } from '../rules'
import { sameSearch, searchesOf } from '../queries'
import { writeSearch } from '../writing'

/**
 * Keeps a search of which the actor wants to be told. The same one again is the one that is there, running. Throws `invalid`
 * where nothing narrows it, `too_many_searches`.
 */
export async function saveSearch(ctx: Ctx, clusterId: string, given: SavedSearchInput): Promise<string> {
  const { personId } = mustBeSignedIn(ctx)
  const input = check(SavedSearchInput, given)
  if (!input.kind && !input.q && !input.radiusKm) throw invalid({ path: 'q', code: 'required' })
  if (input.endsAt && input.endsAt <= ctx.now) throw invalid({ path: 'endsAt', code: 'in_the_past' })
  const wish = {
    ...{ direction: input.direction, kind: input.kind ?? null, q: input.q, place: input.place },
    ...{ lat: input.lat ?? null, lng: input.lng ?? null, radiusKm: input.radiusKm ?? null },
    ...{ startsAt: input.startsAt ?? null, endsAt: input.endsAt ?? null, quantity: input.quantity ?? null },
    ...{ free: input.free ? 1 : 0, wheelchair: input.wheelchair ? 1 : 0, rhythm: input.rhythm },
  }
  const mine = await searchesOf(ctx, clusterId)
  const same = mine.find((one) => sameSearch(one, wish))
  if (!same && mine.length >= MOST_SEARCHES) throw new AppError('too_many_searches', { max: MOST_SEARCHES })
  const id = same?.id ?? newId('search', Date.parse(ctx.now))
  const createdAt = same?.createdAt ?? ctx.now
  await writeSearch(ctx, {
    id,
    clusterId,
    personId,
    ...wish,
    status: 'active',
    createdAt,
    updatedAt: ctx.now,
  })
  return id
}
