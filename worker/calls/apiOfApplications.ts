import { AppError } from '../core/errors'
import { body, documented, json, listOf, newApi, Paging, z } from '../platform/api'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { ApplicationJson, applicationAsJson, seenAsJson } from './asJson'
import { addFile, fileFor, removeFile } from './commands/files'
import { saveApplication } from './commands/saveApplication'
import { saveProfile } from './commands/saveProfile'
import { startApplication } from './commands/startApplication'
import { submitApplication, withdrawApplication } from './commands/submitApplication'
import { ApplicationPatch, FILE_TYPES, FileKind, ProfileInput, Start } from './input'
import {
  type Application,
  filesOf,
  myApplications,
  profileOf,
  visibleApplication,
} from './queriesOfApplications'
import { offerOfApplication } from './queriesOfOffers'

const tags = ['applications']
const params = z.object({ id: z.string().max(60) })
const file = params.extend({ fileId: z.string().max(60) })

export const applicationsApi = newApi()

/** To its own people. */
const own = async (ctx: Ctx, a: Application) =>
  applicationAsJson(ctx, a, await filesOf(ctx, a.id), {
    ...{ named: true, own: true, offer: await offerOfApplication(ctx, a.id) },
  })

const ProfileJson = z
  .object({
    sector: z.string(),
    activity: z.string(),
    team: z.string(),
    history: z.string(),
    version: z.int(),
  })
  .openapi('ApplicantProfile')

applicationsApi.openapi(
  documented({
    ...{ method: 'get', path: '/organisations/{id}/profile', tags },
    summary: 'What your organisation says of itself, in all its applications',
    request: { params },
    responses: { 200: json(ProfileJson, 'The profile') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const actor = mustBeSignedIn(ctx)
    const { id } = c.req.valid('param')
    const profile = actor.organisations.some((m) => m.organisationId === id) ? await profileOf(ctx, id) : null
    if (!profile) throw new AppError('not_found')
    const { sector, activity, team, history, version } = profile
    return c.json({ sector, activity, team, history, version }, 200)
  },
)

applicationsApi.openapi(
  documented({
    ...{ method: 'put', path: '/organisations/{id}/profile', tags },
    summary: 'Say who you are, once for all calls',
    request: { params, ...body(ProfileInput) },
    responses: { 200: json(ProfileJson, 'The profile') },
  }),
  async (c) => {
    const saved = await saveProfile(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
    if (!saved) throw new AppError('not_found')
    const { sector, activity, team, history, version } = saved
    return c.json({ sector, activity, team, history, version }, 200)
  },
)

applicationsApi.openapi(
  documented({
    ...{ method: 'get', path: '/applications', tags },
    summary: 'Applications of your organisations, newest first',
    request: { query: Paging },
    responses: { 200: json(listOf(ApplicationJson), 'A page') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { items, nextCursor } = await myApplications(ctx, c.req.valid('query'))
    return c.json({ items: await Promise.all(items.map((a) => own(ctx, a))), nextCursor }, 200)
  },
)

applicationsApi.openapi(
  documented({
    ...{ method: 'post', path: '/calls/{id}/applications', tags },
    summary: 'Begin an application, or get the one that was begun',
    request: { params, ...body(Start) },
    responses: { 201: json(ApplicationJson, 'A draft') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const application = await startApplication(ctx, c.req.valid('param').id, c.req.valid('json'))
    return c.json(await own(ctx, application), 201, { location: `/api/v1/applications/${application.id}` })
  },
)

applicationsApi.openapi(
  documented({
    ...{ method: 'get', path: '/applications/{id}', tags },
    summary:
      'An application, for its people; to those who judge or run the call once it is closed, first without its name',
    request: { params },
    responses: { 200: json(ApplicationJson, 'As you may see it') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const seen = await visibleApplication(ctx, c.req.valid('param').id)
    return c.json(seenAsJson(ctx, seen, await offerOfApplication(ctx, seen.application.id)), 200)
  },
)

applicationsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/applications/{id}', tags },
    summary: 'Keep a step of a draft: what is given changes',
    request: { params, ...body(ApplicationPatch) },
    responses: { 200: json(ApplicationJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(
      await own(ctx, await saveApplication(ctx, c.req.valid('param').id, c.req.valid('json'))),
      200,
    )
  },
)

for (const [step, run, summary] of [
  ['submit', submitApplication, 'Send it: number, hash and a mail; after the deadline 409 `call_closed`'],
  ['withdraw', withdrawApplication, 'Take it back, until the deadline'],
] as const)
  applicationsApi.openapi(
    documented({
      ...{ method: 'post', path: `/applications/{id}/${step}` as '/applications/{id}/submit', tags, summary },
      request: { params },
      responses: { 200: json(ApplicationJson, 'As it is now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      return c.json(await own(ctx, await run(ctx, c.req.valid('param').id)), 200)
    },
  )

const binary = { schema: z.any().openapi({ type: 'string', format: 'binary' }) }
const documents = Object.fromEntries(FILE_TYPES.map((type) => [type, binary]))

applicationsApi.openapi(
  documented({
    ...{ method: 'post', path: '/applications/{id}/files', tags },
    summary: 'Add a document, the file itself as the body; 5 MB at most. Its name is not kept',
    request: {
      params,
      query: z.object({ kind: FileKind.default('project') }),
      body: { required: true, content: documents },
    },
    responses: { 201: json(ApplicationJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const application = await addFile(ctx, c.req.valid('param').id, {
      bytes,
      kind: c.req.valid('query').kind,
    })
    return c.json(await own(ctx, application), 201, { location: `/api/v1/applications/${application.id}` })
  },
)

applicationsApi.openapi(
  documented({
    ...{ method: 'get', path: '/applications/{id}/files/{fileId}', tags },
    summary: 'A document, as the application may be seen; under a name that says nothing',
    request: { params: file },
    responses: { 200: { description: 'The document', content: documents } },
  }),
  async (c) => {
    const { id, fileId } = c.req.valid('param')
    const { body: stream, headers } = await fileFor(c.get('ctx'), id, fileId)
    return c.body(stream as ReadableStream, 200, headers)
  },
)

applicationsApi.openapi(
  documented({
    ...{ method: 'delete', path: '/applications/{id}/files/{fileId}', tags },
    summary: 'Take a document out of a draft',
    request: { params: file },
    responses: { 200: json(ApplicationJson, 'As it is now') },
  }),
  async (c) => {
    const { id, fileId } = c.req.valid('param')
    return c.json(await own(c.get('ctx'), await removeFile(c.get('ctx'), id, fileId)), 200)
  },
)
