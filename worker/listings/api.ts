import { clusterById, clusterNamed } from '../clusters/queries'
import { AppError, invalid } from '../core/errors'
import type { Direction } from '../core/kinds'
import { body, documented, json, newApi, overVersion, versionProblems, z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { type AppContext, versionIn } from '../platform/http'
import { asJson, ListingJson } from './asJson'
import { closeListing } from './commands/closeListing'
import { draftListing } from './commands/draftListing'
import { editListing } from './commands/editListing'
import { pauseListing } from './commands/pauseListing'
import { publishListing } from './commands/publishListing'
import { renewListing } from './commands/renewListing'
import { resumeListing } from './commands/resumeListing'
import { ListingInput, ListingPatch, Outcome } from './input'
import { type Listing, partsOf, type VisibleListing, visibleListing } from './queries'
import { DEFAULTS } from './rules'
import { unusual } from '../waste/rulesOfQuantities'

const onBehalfOf = z
  .string()
  .max(60)
  .optional()
  .openapi({ description: 'A member’s id: a coordinator acts for them, and the event says so' })
const confirmQuantity = z.boolean().default(false).openapi({
  description:
    'Of waste: true where a quantity that looks like a slip of the pen (a ton typed as a kilo) is meant; else it is asked again, 422 with `quantity_to_confirm`',
})
const Creation = ListingInput.omit({ direction: true }).extend({
  publish: z
    .boolean()
    .default(false)
    .openapi({ description: 'Publish at once; what is missing is told as for any field' }),
  confirmQuantity,
  onBehalfOf,
})
const Change = ListingPatch.extend({ confirmQuantity, onBehalfOf })
const Act = z.object({ onBehalfOf })
const Closing = Act.extend({ outcome: Outcome })
const params = z.object({ id: z.string().max(60) })
const found = { 200: json(ListingJson, 'The listing as it is now; its ETag is its version') }

const foundOrStale = { ...found, ...versionProblems }

export const listingsApi = newApi()

for (const direction of ['offer', 'need'] as const) {
  const [plural, tags] = [`${direction}s`, [`${direction}s`]]

  listingsApi.openapi(
    documented({
      ...{ method: 'post', path: `/clusters/{slug}/${plural}`, tags },
      summary:
        direction === 'offer' ? 'Write down an offer, with what can be booked of it' : 'Write down a need',
      request: { params: z.object({ slug: z.string() }), body: body(Creation).body },
      responses: { 201: json(ListingJson, 'Written down: a draft, or published') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
      const { publish, confirmQuantity: sure, onBehalfOf: member, ...input } = c.req.valid('json')
      const by = { onBehalfOf: member }
      if (!sure) mustBeUsual({ ...input, unit: input.unit ?? DEFAULTS[input.kind].unit })
      const id = await draftListing(ctx, cluster.id, { ...input, direction }, { ...by, toPublish: publish })
      if (publish) await publishListing(ctx, id, by)
      return c.json(await shown(c, await visibleListing(ctx, id)), 201, {
        location: `/api/v1/${plural}/${id}`,
      })
    },
  )

  listingsApi.openapi(
    documented({
      ...{ method: 'get', path: `/${plural}/{id}`, tags, anyone: true },
      summary: `Read one: public ones without a token`,
      request: { params },
      responses: found,
    }),
    async (c) => {
      const l = await inDirection(c.get('ctx'), c.req.valid('param').id, direction)
      // The place is exact for some readers only, so that one version has two faces.
      const etag = `"${l.version}${l.placeIsExact ? '' : '-public'}"`
      return c.json(await shown(c, l), 200, { etag })
    },
  )

  listingsApi.openapi(
    documented({
      ...{ method: 'patch', path: `/${plural}/{id}`, tags },
      summary: 'Change what is given; `null` empties a field; `lots` are given whole',
      request: {
        params,
        ...overVersion,
        body: body(Change).body,
      },
      responses: foundOrStale,
    }),
    async (c) => {
      const ctx = c.get('ctx')
      const l = await inDirection(ctx, c.req.valid('param').id, direction)
      const { confirmQuantity: sure, onBehalfOf: member, ...patch } = c.req.valid('json')
      if (!sure && l.kind === 'waste') mustBeUsual({ ...l, ...patch, unit: patch.unit ?? l.unit }, l)
      await editListing(ctx, l.id, patch, versionIn(c), { onBehalfOf: member })
      return afterwards(c, l.id)
    },
  )

  const acts = { publish: publishListing, pause: pauseListing, resume: resumeListing, renew: renewListing }
  const summaries = {
    publish: 'Show a draft to others',
    pause: 'Take no bookings for a while',
    resume: 'Open a paused one again',
    renew: 'Give it its full time again, also after it has expired',
  }
  for (const act of ['publish', 'pause', 'resume', 'renew'] as const) {
    listingsApi.openapi(
      documented({
        ...{ method: 'post', path: `/${plural}/{id}/${act}`, tags, summary: summaries[act] },
        request: { params, body: { content: { 'application/json': { schema: Act } } } },
        responses: found,
      }),
      async (c) => {
        const ctx = c.get('ctx')
        const l = await inDirection(ctx, c.req.valid('param').id, direction)
        await acts[act](ctx, l.id, { onBehalfOf: c.req.valid('json')?.onBehalfOf })
        return afterwards(c, l.id)
      },
    )
  }

  listingsApi.openapi(
    documented({
      ...{ method: 'post', path: `/${plural}/{id}/close`, tags, summary: 'End it, and say how it ended' },
      request: { params, body: body(Closing).body },
      responses: found,
    }),
    async (c) => {
      const ctx = c.get('ctx')
      const l = await inDirection(ctx, c.req.valid('param').id, direction)
      const { outcome, onBehalfOf: member } = c.req.valid('json')
      await closeListing(ctx, l.id, outcome, { onBehalfOf: member })
      return afterwards(c, l.id)
    },
  )
}

/** A ton typed as a kilo: against what was published, or what the words say. Throws `invalid`. */
function mustBeUsual(
  now: Pick<Listing, 'kind' | 'quantity' | 'unit' | 'title' | 'description'>,
  was?: Pick<Listing, 'status' | 'quantity' | 'unit'>,
): void {
  if (now.kind !== 'waste' || now.quantity === was?.quantity) return
  const usual = was && was.status !== 'draft' && was.unit === now.unit ? was.quantity : null
  const why = unusual(now.quantity, now.unit, { usual, text: `${now.title} ${now.description}` })
  if (why)
    throw invalid({ path: 'quantity', code: 'quantity_to_confirm', params: { why, ...(usual && { usual }) } })
}

async function inDirection(ctx: Ctx, id: string, direction: Direction): Promise<VisibleListing> {
  const l = await visibleListing(ctx, id)
  if (l.direction !== direction) throw new AppError('not_found')
  return l
}

async function shown(c: AppContext, l: VisibleListing) {
  const ctx = c.get('ctx')
  const [parts, cluster] = await Promise.all([partsOf(ctx, l.id), clusterById(ctx, l.clusterId)])
  return asJson(l, parts, { currency: cluster?.currency ?? 'EUR', publicUrl: c.env.PUBLIC_URL })
}

async function afterwards(c: AppContext, id: string) {
  const l = await visibleListing(c.get('ctx'), id)
  return c.json(await shown(c, l), 200, { etag: `"${l.version}"` })
}
