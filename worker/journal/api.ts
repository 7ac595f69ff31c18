import { clusterNamed } from '../clusters/queries'
import { AppError } from '../core/errors'
import { documented, json, newApi, z } from '../platform/api'
import { asCloudEvent } from './cloudEvent'
import { eventsAfter } from './queries'

const CloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string(),
    type: z.string(),
    subject: z.string(),
    time: z.string(),
    datacontenttype: z.string(),
    sequence: z.string(),
    data: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .openapi('CloudEvent')

const feed = documented({
  method: 'get',
  path: '/clusters/{slug}/events',
  summary: 'The facts that this token may see, in order, none lost: read on with `after` = `next`',
  request: {
    params: z.object({ slug: z.string() }),
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
  },
  responses: {
    200: json(
      z.object({ items: z.array(CloudEvent), next: z.int(), more: z.boolean() }),
      'Facts, oldest first',
    ),
  },
})

export const journalApi = newApi().openapi(feed, async (c) => {
  const ctx = c.get('ctx')
  if (!ctx.actor) throw new AppError('not_signed_in')
  const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
  const { after, limit } = c.req.valid('query')
  const { items, next, more } = await eventsAfter(ctx, cluster.id, after, limit)
  const source = `${c.env.PUBLIC_URL}/fr/${cluster.slug}`
  return c.json({ items: items.map((event) => asCloudEvent(event, source)), next, more }, 200)
})
