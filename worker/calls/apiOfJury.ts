import { AppError } from '../core/errors'
import { body, documented, json, newApi, z } from '../platform/api'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import {
  CallOfferJson,
  ComparisonJson,
  comparisonAsJson,
  offerAsJson,
  ScoreJson,
  scoreAsJson,
} from './asJson'
import { acceptCallOffer, declineCallOffer } from './commands/answerCallOffer'
import { giveScore, recuse } from './commands/giveScore'
import { Reason, ScoreInput } from './input'
import { comparisonOf, recordOf } from './jury'
import { visibleCall } from './queries'

const tags = ['applications']
const params = z.object({ id: z.string().max(60) })

/** Judging, and answering an offer of a lot. */
export const juryApi = newApi()

juryApi.openapi(
  documented({
    ...{ method: 'put', path: '/applications/{id}/score', tags },
    summary: 'As a juror, give or change points (0 to 10) for criteria, with words',
    request: { params, ...body(ScoreInput) },
    responses: { 200: json(ScoreJson, 'What you have given') },
  }),
  async (c) =>
    c.json(scoreAsJson(await giveScore(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))), 200),
)

juryApi.openapi(
  documented({
    ...{ method: 'post', path: '/applications/{id}/recuse', tags },
    summary: 'As a juror, say that you are too near to judge it: for good',
    request: { params, ...body(Reason) },
    responses: { 200: json(ScoreJson, 'You are recused') },
  }),
  async (c) =>
    c.json(scoreAsJson(await recuse(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))), 200),
)

juryApi.openapi(
  documented({
    ...{ method: 'get', path: '/calls/{id}/comparison', tags },
    summary:
      'Applications side by side, for those who judge or run the call once it is closed; of one lot those that name it',
    request: { params, query: z.object({ lot: z.string().max(60).optional() }) },
    responses: { 200: json(ComparisonJson, 'The best first') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { call, part } = await juryOnly(ctx, c.req.valid('param').id)
    return c.json(
      comparisonAsJson(call, await comparisonOf(ctx, call, part.runs, c.req.valid('query').lot)),
      200,
    )
  },
)

juryApi.openapi(
  documented({
    ...{ method: 'get', path: '/calls/{id}/record', tags },
    summary:
      'Who decided what, and when, newest first; for those who judge or run the call once it is closed. In the first round a juror reads of the scores their own alone',
    request: { params, query: z.object({ before: z.coerce.number().int().min(1).optional() }) },
    responses: {
      200: json(
        z.object({
          items: z.array(
            z.object({
              ...{ seq: z.int(), at: z.iso.datetime(), type: z.string(), by: z.string().nullable() },
              ...{
                number: z.int().nullable(),
                data: z.record(z.string(), z.union([z.string(), z.number()])),
              },
            }),
          ),
          nextBefore: z.int().nullable(),
        }),
        'A page',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const seen = await juryOnly(ctx, c.req.valid('param').id)
    const { items, nextBefore } = await recordOf(ctx, seen, c.req.valid('query').before)
    const told = items.map(({ seq, at, type, actorName, number, payload }) => ({
      seq,
      at,
      type,
      by: actorName,
      number,
      data: payload,
    }))
    return c.json({ items: told, nextBefore }, 200)
  },
)

/** A call that is judged, for those who judge or run it. Throws `not_found` to others and before its deadline. */
export async function juryOnly(ctx: Ctx, id: string) {
  mustBeSignedIn(ctx)
  const seen = await visibleCall(ctx, id)
  const open = ['closed', 'judged', 'allocated', 'ended'].includes(seen.call.now)
  if (!open || !(seen.part.runs || seen.part.judges)) throw new AppError('not_found')
  return seen
}

for (const [step, run, summary] of [
  ['accept', acceptCallOffer, 'Take the lot that is offered to your application'],
  ['decline', declineCallOffer, 'Leave it: the next in line is offered it'],
] as const)
  juryApi.openapi(
    documented({
      ...{ method: 'post', path: `/call-offers/{id}/${step}` as '/call-offers/{id}/accept', tags, summary },
      request: { params },
      responses: { 200: json(CallOfferJson, 'As it is now') },
    }),
    async (c) => c.json(offerAsJson(await run(c.get('ctx'), c.req.valid('param').id)), 200),
  )
