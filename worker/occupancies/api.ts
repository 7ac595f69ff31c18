import { clusterNamed } from '../clusters/queries'
import { AppError } from '../core/errors'
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
import { type Ctx, belongsTo, mustBeSignedIn } from '../platform/context'
import { versionIn } from '../platform/http'
import { OccupancyJson, occupancyAsJson, WholeOccupancyJson, wholeAsJson } from './asJson'
import { acceptOccupancy } from './commands/acceptOccupancy'
import { draftOccupancy } from './commands/draftOccupancy'
import { editOccupancy } from './commands/editOccupancy'
import { cancelOccupancy, endOccupancy } from './commands/endOccupancy'
import { proposeAgreement, reviseAgreement } from './commands/proposeAgreement'
import { setAgreementText } from './commands/setAgreementText'
import { AgreeInput, EndInput, OccupancyInput, OccupancyPatch, QuestionsInput, TextInput } from './input'
import { occupanciesOf, visibleOccupancy } from './queries'
import { FORMS, formFor } from './rulesOfForms'
import { textInForce, versionsOf } from './texts'

const tags = ['occupancies']
const params = z.object({ id: z.string().max(60) })
const ofCluster = z.object({ slug: z.string().max(80) })

/** A cluster, for who is signed in. Throws `not_signed_in`, `not_found`. */
export async function clusterOf(ctx: Ctx, slug: string) {
  mustBeSignedIn(ctx)
  return clusterNamed(ctx, slug)
}
async function whole(ctx: Ctx, id: string) {
  const { occupancy, part } = await visibleOccupancy(ctx, id)
  return wholeAsJson(ctx, occupancy, part)
}

export const occupanciesApi = newApi()

occupanciesApi.openapi(
  documented({
    ...{ method: 'get', path: '/agreement-form', tags, anyone: true },
    summary: 'Which form of agreement the answers call for, and why. It is no legal advice',
    request: {
      query: QuestionsInput.extend({
        publicDomain: z.enum(['true', 'false']).default('false'),
        free: z.enum(['true', 'false']).default('false'),
      }),
    },
    responses: {
      200: json(
        z.object({ form: z.enum(FORMS).nullable(), because: z.string() }),
        'The form; null where none of the four fits',
      ),
    },
  }),
  async (c) => {
    const { publicDomain, free, ...rest } = c.req.valid('query')
    const questions = { ...rest, publicDomain: publicDomain === 'true', free: free === 'true' }
    if (questions.endsOn < questions.startsOn)
      throw new AppError('invalid', { fields: [{ path: 'endsOn', code: 'end_before_start' }] })
    return c.json(formFor(questions), 200)
  },
)

occupanciesApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/occupancies', tags },
    summary: 'Occupancies of your organisations, newest first; a coordinator’s are the whole cluster’s',
    request: {
      params: ofCluster,
      query: Paging.extend({ siteId: z.string().max(60).optional(), lotId: z.string().max(60).optional() }),
    },
    responses: { 200: json(listOf(OccupancyJson), 'A page') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterOf(ctx, c.req.valid('param').slug)
    const { items, nextCursor } = await occupanciesOf(ctx, cluster.id, c.req.valid('query'))
    return c.json({ items: items.map(occupancyAsJson), nextCursor }, 200)
  },
)

occupanciesApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/occupancies', tags },
    summary:
      'Give a lot to an organisation for a term, as a draft: directly, or a lot of a call that was accepted',
    request: { params: ofCluster, ...body(OccupancyInput) },
    responses: { 201: json(WholeOccupancyJson, 'The draft; its lot is held') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterOf(ctx, c.req.valid('param').slug)
    const { id } = await draftOccupancy(ctx, cluster.id, c.req.valid('json'))
    return c.json(await whole(ctx, id), 201, { location: `/api/v1/occupancies/${id}` })
  },
)

occupanciesApi.openapi(
  documented({
    ...{ method: 'get', path: '/occupancies/{id}', tags },
    summary: 'An occupancy with its agreement and what the law says of it',
    request: { params },
    responses: { 200: json(WholeOccupancyJson, 'As it stands') },
  }),
  async (c) => {
    const found = await whole(c.get('ctx'), c.req.valid('param').id)
    return c.json(found, 200, { etag: `"${found.version}"` })
  },
)

occupanciesApi.openapi(
  documented({
    ...{ method: 'patch', path: '/occupancies/{id}', tags, summary: 'Change a draft' },
    request: { params, ...overVersion, ...body(OccupancyPatch) },
    responses: { 200: json(WholeOccupancyJson, 'As it is now'), ...versionProblems },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await visibleOccupancy(ctx, id)
    await editOccupancy(ctx, id, c.req.valid('json'), versionIn(c))
    return c.json(await whole(ctx, id), 200)
  },
)

const STEPS = {
  propose: [proposeAgreement, 'Propose the agreement: its text is fixed. 422 with what the law refuses'],
  revise: [reviseAgreement, 'Take a proposal back to change it'],
  cancel: [cancelOccupancy, 'Give it up before it begins; the lot is free again'],
} as const
for (const [act, [command, summary]] of Object.entries(STEPS))
  occupanciesApi.openapi(
    documented({
      ...{ method: 'post', path: `/occupancies/{id}/${act}`, tags, summary },
      request: { params },
      responses: { 200: json(WholeOccupancyJson, 'As it is now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      const { id } = c.req.valid('param')
      await command(ctx, id)
      return c.json(await whole(ctx, id), 200)
    },
  )

occupanciesApi.openapi(
  documented({
    ...{ method: 'post', path: '/occupancies/{id}/accept', tags },
    summary: 'Accept the text whose hash was read, for one side',
    request: { params, ...body(AgreeInput) },
    responses: { 200: json(WholeOccupancyJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await acceptOccupancy(ctx, id, c.req.valid('json'))
    return c.json(await whole(ctx, id), 200)
  },
)

occupanciesApi.openapi(
  documented({
    ...{ method: 'post', path: '/occupancies/{id}/end', tags },
    summary: 'Note that the keys came back; before its term that ends it',
    request: { params, ...body(EndInput) },
    responses: { 200: json(WholeOccupancyJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await endOccupancy(ctx, id, c.req.valid('json'))
    return c.json(await whole(ctx, id), 200)
  },
)

const formParams = ofCluster.extend({ form: z.enum(FORMS) })
const TextJson = z
  .object({
    number: z.int().openapi({ description: '0: the standard text' }),
    body: z.string(),
    note: z.string(),
    createdAt: z.string().nullable(),
  })
  .openapi('AgreementText')

occupanciesApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/agreement-texts/{form}', tags },
    summary: 'Versions of the text of a form in a cluster, newest first; the standard text is the last',
    request: { params: formParams },
    responses: { 200: json(z.object({ items: z.array(TextJson) }), 'At most 51') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, form } = c.req.valid('param')
    const cluster = await clusterOf(ctx, slug)
    if (!belongsTo(ctx.actor, cluster.id)) throw new AppError('not_found')
    return c.json({ items: await versionsOf(ctx, cluster.id, form) }, 200)
  },
)

occupanciesApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/agreement-texts/{form}', tags },
    summary: 'A new version of a text; agreements that were proposed keep theirs',
    request: { params: formParams, ...body(TextInput) },
    responses: { 201: json(TextJson, 'In force from now on') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, form } = c.req.valid('param')
    const cluster = await clusterOf(ctx, slug)
    await setAgreementText(ctx, cluster.id, form, c.req.valid('json'))
    return c.json(await textInForce(ctx, cluster.id, form), 201)
  },
)
