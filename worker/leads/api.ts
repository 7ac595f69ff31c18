import { clusterNamed } from '../clusters/queries'
import { csvFile } from '../core/csv'
import { invalid } from '../core/errors'
import { PhotoInput } from '../handovers/input'
import {
  body,
  documented,
  json,
  listOf,
  newApi,
  overVersion,
  Paging,
  versionProblems,
  z,
} from '../platform/api'
import { type AppContext, senderOf, versionIn } from '../platform/http'
import { becomeListing } from './commands/becomeListing'
import { becomeSite } from './commands/becomeSite'
import { changeLead, moveLead, noteLead } from './commands/changeLead'
import { openLead } from './commands/openLead'
import { reportPlace } from './commands/reportPlace'
import {
  BecomeListing,
  BecomeSite,
  DROPPED_REASONS,
  LeadInput,
  LeadPatch,
  Move,
  NoteInput,
  ReportedPlace,
  STAGES,
  SUBJECTS,
} from './input'
import { historyOf, type Lead, leadInside, leadsOf } from './queries'
import { leadRows } from './table'

const tags = ['leads']
const params = z.object({ id: z.string().max(60) })
const ofCluster = z.object({ slug: z.string().max(60) })

const LeadJson = z
  .object({
    id: z.string(),
    subject: z.enum(SUBJECTS),
    origin: z.enum(['import', 'report', 'coordinator']),
    stage: z.enum(STAGES),
    stageSince: z.string(),
    title: z.string(),
    words: z.string(),
    address: z.string(),
    commune: z.string(),
    postcode: z.string(),
    insee: z.string(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
    surfaceM2: z.int().nullable(),
    ownerId: z.string().nullable(),
    ownerName: z.string(),
    ownerContact: z.string(),
    reporterContact: z.string(),
    nextAction: z.string(),
    nextOn: z.string().nullable(),
    nextBy: z.string().nullable(),
    nextByName: z.string().nullable(),
    droppedReason: z.enum(DROPPED_REASONS).nullable(),
    photo: z.string().nullable(),
    source: z.string().nullable(),
    externalId: z.string().nullable(),
    friches: z.record(z.string(), z.string()),
    siteId: z.string().nullable(),
    listingId: z.string().nullable(),
    version: z.int(),
    createdAt: z.string(),
  })
  .openapi('Lead')
const LeadWithHistory = LeadJson.extend({
  history: z.array(
    z.object({
      type: z.string(),
      at: z.string(),
      by: z.string().nullable(),
      payload: z.record(z.string(), z.unknown()),
      note: z.object({ kind: z.string(), body: z.string() }).nullable(),
    }),
  ),
})

export const leadAsJson = (l: Lead): z.infer<typeof LeadJson> => ({
  ...{ id: l.id, subject: l.subject, origin: l.origin, stage: l.stage, stageSince: l.stageSince },
  ...{ title: l.title, words: l.words, address: l.address, commune: l.commune, postcode: l.postcode },
  ...{ insee: l.insee, lat: l.lat, lng: l.lng, surfaceM2: l.surfaceM2, ownerId: l.ownerId },
  ...{ ownerName: l.ownerName, ownerContact: l.ownerContact, reporterContact: l.reporterContact },
  ...{ nextAction: l.nextAction, nextOn: l.nextOn, nextBy: l.nextBy, nextByName: l.nextByName },
  ...{ droppedReason: l.droppedReason, photo: l.photoId ? `/lead-photos/${l.id}` : null },
  ...{ source: l.source, externalId: l.externalId, friches: l.friches, siteId: l.siteId },
  listingId: l.listingId,
  ...{ version: l.version, createdAt: l.createdAt },
})

const found = { 200: json(LeadWithHistory, 'The lead, and what happened to it') }
const foundOrStale = { ...found, ...versionProblems }

export const leadsApi = newApi()

leadsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/leads/report', tags },
    summary: 'Say what one saw: empty premises, things in the street. Only coordinators read it',
    request: { params: ofCluster, ...body(ReportedPlace.extend({ photo: PhotoInput.nullish() })) },
    responses: { 202: json(z.object({ status: z.literal('received') }), 'A coordinator will look at it') },
  }),
  async (c) => {
    const cluster = await clusterIn(c)
    const { photo, ...given } = c.req.valid('json')
    await reportPlace(c.get('ctx'), cluster.id, given, photo ? bytesOf(photo.base64) : undefined, senderOf(c))
    return c.json({ status: 'received' as const }, 202)
  },
)

const Filters = Paging.extend({
  subject: z.enum(SUBJECTS).optional(),
  stage: z.enum(STAGES).optional(),
  q: z.string().max(60).optional(),
})
leadsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/leads', tags, summary: 'Leads (coordinator), newest first' },
    request: { params: ofCluster, query: Filters },
    responses: { 200: json(listOf(LeadJson), 'The leads') },
  }),
  async (c) => {
    const cluster = await clusterIn(c)
    const { limit, cursor, ...filters } = c.req.valid('query')
    const { items, next } = await leadsOf(c.get('ctx'), cluster.id, filters, { limit, after: cursor })
    return c.json({ items: items.map(leadAsJson), nextCursor: next }, 200)
  },
)
leadsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/leads.csv', tags, summary: 'All leads as CSV (coordinator)' },
    request: { params: ofCluster },
    responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } } },
  }),
  async (c) => {
    const rows = await leadRows(c.get('ctx'), (await clusterIn(c)).id, {})
    return c.body(csvFile(rows), 200, { 'content-type': 'text/csv; charset=utf-8' }) as never
  },
)

leadsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/leads', tags, summary: 'Open a lead (coordinator)' },
    request: { params: ofCluster, ...body(LeadInput) },
    responses: { 201: json(LeadWithHistory, 'Opened') },
  }),
  async (c) => {
    const id = await openLead(c.get('ctx'), (await clusterIn(c)).id, c.req.valid('json'))
    return c.json(await shown(c, id), 201, { location: `/api/v1/leads/${id}` })
  },
)

leadsApi.openapi(
  documented({
    ...{ method: 'get', path: '/leads/{id}', tags, summary: 'A lead with its history (coordinator)' },
    request: { params },
    responses: found,
  }),
  async (c) => {
    const lead = await shown(c, c.req.valid('param').id)
    return c.json(lead, 200, { etag: `"${lead.version}"` })
  },
)

leadsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/leads/{id}', tags, summary: 'Change what is given of a lead' },
    request: { params, ...overVersion, ...body(LeadPatch) },
    responses: foundOrStale,
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    await changeLead(c.get('ctx'), id, c.req.valid('json'), versionIn(c))
    return c.json(await shown(c, id), 200)
  },
)

leadsApi.openapi(
  documented({
    ...{ method: 'post', path: '/leads/{id}/move', tags, summary: 'Take a lead to another stage' },
    request: { params, ...body(Move) },
    responses: found,
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    await moveLead(c.get('ctx'), id, c.req.valid('json'))
    return c.json(await shown(c, id), 200)
  },
)

leadsApi.openapi(
  documented({
    ...{ method: 'post', path: '/leads/{id}/notes', tags, summary: 'Write down what was said or done' },
    request: { params, ...body(NoteInput) },
    responses: { 201: json(LeadWithHistory, 'Noted') },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    await noteLead(c.get('ctx'), id, c.req.valid('json'))
    return c.json(await shown(c, id), 201)
  },
)

leadsApi.openapi(
  documented({
    ...{ method: 'post', path: '/leads/{id}/site', tags },
    summary: 'The owner agrees: open the site in their name, as a draft',
    request: { params, ...body(BecomeSite) },
    responses: { 201: json(z.object({ siteId: z.string() }), 'Opened') },
  }),
  async (c) => {
    const siteId = await becomeSite(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
    return c.json({ siteId }, 201, { location: `/api/v1/sites/${siteId}` })
  },
)

leadsApi.openapi(
  documented({
    ...{ method: 'post', path: '/leads/{id}/listing', tags },
    summary: 'Out of what was seen in the street, a draft of an offer or a need in a member’s name',
    request: { params, ...body(BecomeListing) },
    responses: { 201: json(z.object({ listingId: z.string() }), 'Drafted') },
  }),
  async (c) => {
    const given = c.req.valid('json')
    const listingId = await becomeListing(c.get('ctx'), c.req.valid('param').id, given)
    return c.json({ listingId }, 201, { location: `/api/v1/${given.direction}s/${listingId}` })
  },
)

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  } catch {
    throw invalid({ path: 'photo.base64', code: 'photo_type' })
  }
}

const clusterIn = (c: AppContext) => clusterNamed(c.get('ctx'), c.req.param('slug') ?? '')

async function shown(c: AppContext, id: string) {
  const ctx = c.get('ctx')
  const lead = await leadInside(ctx, id)
  const history = await historyOf(ctx, id)
  return {
    ...leadAsJson(lead),
    history: history.map(({ type, at, actorName, payload, note }) => ({
      type,
      at,
      by: actorName,
      payload,
      note,
    })),
  }
}
