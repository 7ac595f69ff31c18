import { clusterById, clusterNamed } from '../clusters/queries'
import { AppError } from '../core/errors'
import { Kind } from '../core/kinds'
import { reasonsGiven } from '../matching/dislikes'
import { body, documented, json, newApi, z } from '../platform/api'
import { mustCoordinate } from '../platform/context'
import type { AppContext } from '../platform/http'
import { wordsOf } from '../text'
import { Format } from '../text/format'
import { askOrganisations } from './commands/askOrganisations'
import { conceptName } from './concepts'
import { AskInput, BoardFilters } from './input'
import { likelyToHave } from './likely'
import { boardOf, type OfferNear, standingNeed } from './queries'
import { OBSTACLES } from './rules'
import { obstacleWords } from './words'

const tags = ['coordination']
const NearJson = z
  .object({
    offerId: z.string(),
    title: z.string(),
    organisation: z.string(),
    score: z.number().openapi({ description: 'How well all the rest fits, from 0 to 1' }),
    km: z.number().nullable(),
    obstacle: z.object({
      what: z.enum(OBSTACLES),
      have: z.unknown().optional(),
      want: z.unknown().optional(),
      words: z.string().openapi({ description: '"12 km au lieu de 5 km"' }),
    }),
  })
  .openapi('NearMiss')
const NeedJson = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: Kind,
    commune: z.string(),
    organisation: z.string(),
    publishedAt: z.string().nullable(),
    concepts: z.array(z.object({ id: z.string(), name: z.string() })),
    near: z.array(NearJson).nullable().openapi({ description: 'Null: not weighed yet' }),
    asked: z.int().openapi({ description: 'Organisations asked so far' }),
  })
  .openapi('UnmetNeed')
const Counts = z.array(z.object({ name: z.string(), count: z.int() }))
const BoardJson = z
  .object({
    items: z.array(NeedJson),
    nextCursor: z.string().nullable(),
    total: z.int(),
    groups: z.object({ kind: Counts, commune: Counts, concept: Counts }),
    dismissed: z.record(z.string(), z.int()).openapi({ description: 'Reasons of "not for me", 90 days' }),
  })
  .openapi('UnmetBoard')
const LikelyJson = z
  .object({
    organisationId: z.string(),
    name: z.string(),
    commune: z.string(),
    km: z.number().nullable(),
    offer: z.object({ title: z.string(), language: z.enum(['fr', 'en', 'ar']), past: z.boolean() }),
    askedAt: z.string().nullable(),
  })
  .openapi('LikelyOrganisation')
const id = { params: z.object({ id: z.string().max(60) }) }

export const unmetApi = newApi()
  .openapi(
    documented({
      ...{ method: 'get', path: '/clusters/{slug}/unmet-needs', tags },
      summary:
        'Needs that nothing here meets, oldest first, with what almost fits and the one thing in the way',
      request: { params: z.object({ slug: z.string().max(60) }), query: BoardFilters },
      responses: { 200: json(BoardJson, 'For its coordinator') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      if (!ctx.actor) throw new AppError('not_signed_in')
      const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
      const board = await boardOf(ctx, cluster.id, c.req.valid('query'))
      const f = new Format(ctx.language, cluster.timeZone, cluster.currency)
      const named = (counts: [string, number][], name = (one: string) => one) =>
        counts.map(([one, count]) => ({ name: name(one), count }))
      return c.json(
        {
          items: board.needs.map(({ organisationName, concepts, near, ...need }) => ({
            ...{ id: need.id, title: need.title, kind: need.kind, commune: need.commune, asked: need.asked },
            ...{ organisation: organisationName, publishedAt: need.publishedAt },
            concepts: concepts.map((one) => ({ id: one, name: conceptName(one, ctx.language) })),
            near: near?.map((one) => nearJson(c, f, one)) ?? null,
          })),
          ...{ nextCursor: board.next, total: board.total },
          groups: {
            ...{ kind: named(board.groups.kind), commune: named(board.groups.commune) },
            concept: named(board.groups.concept, (one) => conceptName(one, ctx.language)),
          },
          dismissed: await reasonsGiven(ctx, cluster.id),
        },
        200,
      )
    },
  )
  .openapi(
    documented({
      ...{ method: 'get', path: '/needs/{id}/likely', tags },
      summary: 'Organisations likely to have what a need looks for, by what they offer or have offered',
      request: id,
      responses: { 200: json(z.object({ items: z.array(LikelyJson) }), 'At most 12, the likeliest first') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      if (!ctx.actor) throw new AppError('not_signed_in')
      const need = await standingNeed(ctx, c.req.valid('param').id)
      mustCoordinate(ctx, need.clusterId)
      const cluster = await clusterById(ctx, need.clusterId)
      if (!cluster) throw new AppError('not_found')
      return c.json({ items: await likelyToHave(ctx, need, cluster) }, 200)
    },
  )
  .openapi(
    documented({
      ...{ method: 'post', path: '/needs/{id}/asks', tags },
      summary: 'Ask organisations whether they have it: each once about a need',
      request: { ...id, ...body(AskInput) },
      responses: { 201: json(z.object({ asked: z.int() }), 'How many were asked now') },
    }),
    async (c) => {
      const asked = await askOrganisations(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
      return c.json({ asked }, 201)
    },
  )

function nearJson(
  c: AppContext,
  f: Format,
  { organisationName, obstacle, ...one }: OfferNear,
): z.infer<typeof NearJson> {
  const words = obstacleWords(wordsOf(c.get('ctx').language), f, obstacle, one)
  return {
    ...{
      offerId: one.offerId,
      title: one.title,
      organisation: organisationName,
      score: one.score,
      km: one.km,
    },
    obstacle: { ...obstacle, words },
  }
}
