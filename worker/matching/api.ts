import { clusterById } from '../clusters/queries'
import { AppError } from '../core/errors'
import { Kind } from '../core/kinds'
import { body, documented, json, newApi, z } from '../platform/api'
import type { AppContext } from '../platform/http'
import { listingById } from '../listings/queries'
import { withFacts } from '../search/facts'
import { asFound } from '../search/found'
import { wordsOf } from '../text'
import { Format } from '../text/format'
import { acceptMatch } from './commands/acceptMatch'
import { dismissMatch } from './commands/dismissMatch'
import { proposeTime } from './commands/proposeTime'
import { ideasFor } from './ideas'
import { DismissInput, ProposeInput } from './input'
import { markSeen, type Match as Known, matchesOf, visibleMatch } from './queries'
import { reasonWords } from './words'

const End = z.object({
  id: z.string(),
  title: z.string(),
  kind: Kind,
  commune: z.string(),
  organisation: z.object({ id: z.string(), name: z.string() }),
})
const Match = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.enum(['suggested', 'seen', 'dismissed', 'accepted', 'withdrawn']),
    score: z.number().openapi({ description: 'From 0 to 1' }),
    reasons: z
      .array(z.object({ code: z.string(), words: z.string(), good: z.boolean() }))
      .openapi({ description: 'At most three, in the language asked for; `good: false` is a reservation' }),
    offer: End,
    need: End,
    acceptedBy: z.array(z.enum(['offer', 'need'])),
    dismissedReason: z.string().nullable(),
    proposedTime: z.object({ startsAt: z.string(), endsAt: z.string() }).nullable(),
  })
  .openapi('Match')
const Matches = z.object({ items: z.array(Match) })
const id = { params: z.object({ id: z.string() }) }

const list = (of: 'offers' | 'needs') =>
  documented({
    method: 'get',
    path: `/${of}/{id}/matches`,
    summary: `What fits one of your ${of}, best first, with three reasons each`,
    request: id,
    responses: { 200: json(Matches, 'Best first, at most 50') },
  })
const Idea = z
  .object({
    score: z.number().openapi({ description: 'From 0 to 1' }),
    reasons: z.array(z.object({ code: z.string(), words: z.string(), good: z.boolean() })),
    listing: End,
  })
  .openapi('Idea')
const ideas = (of: 'offers' | 'needs') =>
  documented({
    method: 'get',
    path: `/${of}/{id}/ideas`,
    summary: `What one of your ${of} could be for or be met by, because the one can become the other`,
    request: id,
    responses: {
      200: json(z.object({ items: z.array(Idea) }), 'Best first, at most 5; nobody is told of them'),
    },
  })
const read = documented({
  method: 'get',
  path: '/matches/{id}',
  summary: 'A match of one of your offers or needs',
  request: id,
  responses: { 200: json(Match, 'The match') },
})
const accept = documented({
  method: 'post',
  path: '/matches/{id}/accept',
  summary: 'Your side agrees; with both it is accepted',
  request: id,
  responses: { 200: json(Match, 'The match') },
})
const dismiss = documented({
  method: 'post',
  path: '/matches/{id}/dismiss',
  summary: 'Not for you, and why',
  request: { ...id, ...body(DismissInput) },
  responses: { 200: json(Match, 'The match') },
})
const propose = documented({
  method: 'post',
  path: '/matches/{id}/propose',
  summary: 'The holder of the offer proposes a time',
  request: { ...id, ...body(ProposeInput) },
  responses: { 200: json(Match, 'The match') },
})

export const matchingApi = newApi()
  .openapi(list('offers'), async (c) => c.json(await listed(c, c.req.valid('param').id, 'ofr_'), 200))
  .openapi(list('needs'), async (c) => c.json(await listed(c, c.req.valid('param').id, 'ned_'), 200))
  .openapi(ideas('offers'), async (c) => c.json(await ideasOf(c, c.req.valid('param').id, 'ofr_'), 200))
  .openapi(ideas('needs'), async (c) => c.json(await ideasOf(c, c.req.valid('param').id, 'ned_'), 200))
  .openapi(read, async (c) => c.json(await one(c, c.req.valid('param').id), 200))
  .openapi(accept, async (c) => {
    await acceptMatch(c.get('ctx'), c.req.valid('param').id)
    return c.json(await one(c, c.req.valid('param').id), 200)
  })
  .openapi(dismiss, async (c) => {
    await dismissMatch(c.get('ctx'), c.req.valid('param').id, c.req.valid('json').reason)
    return c.json(await one(c, c.req.valid('param').id), 200)
  })
  .openapi(propose, async (c) => {
    await proposeTime(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
    return c.json(await one(c, c.req.valid('param').id), 200)
  })

async function listed(c: AppContext, listingId: string, prefix: string) {
  const ctx = c.get('ctx')
  if (!ctx.actor) throw new AppError('not_signed_in')
  if (!listingId.startsWith(prefix)) throw new AppError('not_found')
  const matches = await matchesOf(ctx, listingId)
  return { items: await outside(c, matches) }
}

async function ideasOf(c: AppContext, listingId: string, prefix: string) {
  const ctx = c.get('ctx')
  if (!ctx.actor) throw new AppError('not_signed_in')
  if (!listingId.startsWith(prefix)) throw new AppError('not_found')
  const found = await ideasFor(ctx, listingId)
  const shown = await withFacts(
    ctx,
    found.map((idea) => asFound(idea.row, null, true)),
  )
  const listing = await listingById(ctx, listingId)
  const f = await formatOf(c, listing?.clusterId)
  return {
    items: found.map((idea, i) => ({
      score: idea.score,
      reasons: told(c, f, idea.reasons),
      listing: {
        ...{ id: idea.row.id, title: idea.row.title, kind: idea.row.kind, commune: idea.row.commune },
        organisation: { id: idea.row.organisationId, name: shown[i]?.organisationName ?? '' },
      },
    })),
  }
}

const told = (c: AppContext, f: Format, reasons: Known['reasons']) => {
  const { language, now } = c.get('ctx')
  return reasons.map((r) => ({
    code: r.code,
    words: reasonWords(wordsOf(language), f, r, now),
    good: r.good,
  }))
}

async function formatOf(c: AppContext, clusterId: string | undefined): Promise<Format> {
  const ctx = c.get('ctx')
  const cluster = clusterId ? await clusterById(ctx, clusterId) : null
  return new Format(ctx.language, cluster?.timeZone ?? 'UTC', cluster?.currency ?? 'EUR')
}

async function one(c: AppContext, matchId: string) {
  const ctx = c.get('ctx')
  if (!ctx.actor) throw new AppError('not_signed_in')
  const { match, mine } = await visibleMatch(ctx, matchId)
  await markSeen(ctx, match, mine)
  const [item] = await outside(c, [match])
  if (!item) throw new AppError('not_found')
  return item
}

async function outside(c: AppContext, matches: Known[]): Promise<z.infer<typeof Match>[]> {
  const f = await formatOf(c, matches[0]?.clusterId)
  const end = (of: Known['offer']) => ({
    ...{ id: of.id, title: of.title, kind: of.kind, commune: of.commune },
    organisation: { id: of.organisationId, name: of.organisationName },
  })
  return matches.map((m) => ({
    ...{ id: m.id, version: m.version, status: m.status, score: m.score, dismissedReason: m.dismissedReason },
    reasons: told(c, f, m.reasons),
    ...{ offer: end(m.offer), need: end(m.need) },
    acceptedBy: [
      ...(m.offerAcceptedAt ? (['offer'] as const) : []),
      ...(m.needAcceptedAt ? (['need'] as const) : []),
    ],
    proposedTime:
      m.proposedStartsAt && m.proposedEndsAt
        ? { startsAt: m.proposedStartsAt, endsAt: m.proposedEndsAt }
        : null,
  }))
}
