import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { sha256 } from '../../platform/crypto'
import { type Call, callById, callToRun, jurorsOf, lotsOfCall } from '../queries'
import { missingToPublish, mustBeRight, problemsOf, problemsOfPlace } from '../rules'
import { callFact, hold, setCall, whichAreTaken } from '../writing'
import { openVisits, visitsOf } from '../visits'

/**
 * Publishes a draft: its lots are held from then on, its visits can be booked, and the hash of the seed that will decide between
 * equal scores is told. The seed itself is drawn here and told to nobody. Throws `invalid` with all that is missing or wrong,
 * `lot_under_call` with the lots that are booked, closed or in another call in that time, `transition_not_allowed`.
 */
export async function publishCall(ctx: Ctx, id: string): Promise<Call> {
  const call = await callToRun(ctx, id, ['draft'])
  const [lots, jurors] = await Promise.all([lotsOfCall(ctx, id), jurorsOf(ctx, id)])
  const terms = { ...call, lots: lots.length, jurors: jurors.filter((j) => j.leftAt === null).length }
  mustBeRight([
    ...missingToPublish(terms),
    ...problemsOf(terms, ctx.now, call.timeZone),
    ...problemsOfPlace(
      call,
      lots.map((l) => l.features),
    ),
  ])
  const seed = [...crypto.getRandomValues(new Uint8Array(32))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('')
  const visits = await visitsOf(ctx, call)
  const happened = callFact(ctx, 'call.published', call, { lots: lots.length })
  const set = {
    ...{ status: 'published', publishedAt: ctx.now, seedHash: await sha256(seed) },
    visitListingId: visits.id,
  }
  try {
    await commit(
      ctx,
      [happened, ...visits.facts],
      [
        ...visits.writes,
        setCall(ctx, call, happened, set),
        ctx.db.insertInto('callSeeds').values({ callId: id, seed }),
        hold(ctx, id, call, lots),
      ],
    )
  } catch (error) {
    throw await whichAreTaken(ctx, error, call, lots)
  }
  const now = (await callById(ctx, id)) as Call
  try {
    await openVisits(ctx, now)
  } catch (error) {
    // The call is published; its visits stay a draft of the landlord, which can be put right and published by itself.
    if (!(error instanceof AppError)) throw error
  }
  return now
}
