import type { Ctx } from '../platform/context'

const rows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('callOffers as f')
    .innerJoin('applications as a', 'a.id', 'f.applicationId')
    .innerJoin('organisations as o', 'o.id', 'a.organisationId')
    .innerJoin('lots as l', 'l.id', 'f.lotId')
    .selectAll('f')
    .select([
      'a.organisationId',
      'a.number',
      'a.createdBy',
      'a.onBehalfOf',
      'o.name as organisationName',
      'l.name as lotName',
    ])

export type CallOffer = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

/** All lots that were offered in a call, in the order in which they were; at most 1,000. */
export const offersOfCall = (ctx: Ctx, callId: string): Promise<CallOffer[]> =>
  rows(ctx)
    .where('f.callId', '=', callId)
    .orderBy('f.turn')
    .orderBy('l.position')
    .orderBy('f.id')
    .limit(1000)
    .execute()

export const callOfferById = async (ctx: Ctx, id: string): Promise<CallOffer | null> =>
  (await rows(ctx).where('f.id', '=', id).executeTakeFirst()) ?? null

export const offerOfApplication = async (ctx: Ctx, applicationId: string): Promise<CallOffer | null> =>
  (await rows(ctx).where('f.applicationId', '=', applicationId).executeTakeFirst()) ?? null

/** Offers whose time to answer is over. */
export const offersDue = (ctx: Ctx, limit: number): Promise<CallOffer[]> =>
  rows(ctx)
    .where('f.status', '=', 'offered')
    .where('f.answerBy', '<=', ctx.now)
    .orderBy('f.answerBy')
    .limit(limit)
    .execute()
