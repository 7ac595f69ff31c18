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
import { mustBeSignedIn } from '../platform/context'
import { versionIn } from '../platform/http'
import { allocationFor, published, replayOf } from './allocation'
import { CallJson, CallOfferJson, callAsJson, offerAsJson } from './asJson'
import { amendCall } from './commands/amendCall'
import { draftCall } from './commands/draftCall'
import { editCall } from './commands/editCall'
import { publishAllocation } from './commands/publishAllocation'
import { publishCall } from './commands/publishCall'
import { cancelCall, endCall, finishJury, showNames } from './commands/stepCall'
import { Amendment, CallInput, CallPatch, Reason } from './input'
import { Export } from './published'
import { callsOf, visibleCall } from './queries'
import { offersOfCall } from './queriesOfOffers'
import { wholeCall } from './whole'

const tags = ['calls']
const params = z.object({ id: z.string().max(60) })
const ofCluster = z.object({ slug: z.string().max(80) })

const CallInList = CallJson.pick({
  id: true,
  status: true,
  title: true,
  siteName: true,
  deadline: true,
}).openapi('CallInList')
const Published = Export.openapi('Allocation', {
  description:
    'Inputs, seed and result; applications by number and id, without a name: what `npm run call:replay` reads',
})

export const callsApi = newApi()

callsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/calls', tags, anyone: true },
    summary: 'Calls for applications of a cluster, newest first; drafts to those who run them',
    request: { params: ofCluster, query: Paging },
    responses: { 200: json(listOf(CallInList), 'A page') },
  }),
  async (c) => {
    const cluster = await clusterNamed(c.get('ctx'), c.req.valid('param').slug)
    const { items, nextCursor } = await callsOf(c.get('ctx'), cluster.id, c.req.valid('query'))
    const brief = items.map(({ id, now, title, siteName, deadline }) => ({
      id,
      status: now,
      title,
      siteName,
      deadline,
    }))
    return c.json({ items: brief, nextCursor }, 200)
  },
)

callsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/calls', tags },
    summary: 'Write down a call for lots of a site, as a draft',
    request: { params: ofCluster, ...body(CallInput) },
    responses: { 201: json(CallJson, 'The draft') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const { id } = await draftCall(ctx, cluster, c.req.valid('json'))
    return c.json(callAsJson(await wholeCall(ctx, id)), 201, { location: `/api/v1/calls/${id}` })
  },
)

callsApi.openapi(
  documented({
    ...{ method: 'get', path: '/calls/{id}', tags, anyone: true },
    summary: 'A call, with its amendments and how many applied; a draft to those inside',
    request: { params },
    responses: { 200: json(CallJson, 'The call') },
  }),
  async (c) => {
    const whole = await wholeCall(c.get('ctx'), c.req.valid('param').id)
    return c.json(callAsJson(whole), 200, { etag: `"${whole.call.version}"` })
  },
)

callsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/calls/{id}', tags },
    summary: 'Change a draft; lists are given whole. A published call is amended',
    request: { params, ...overVersion, ...body(CallPatch) },
    responses: { 200: json(CallJson, 'As it is now'), ...versionProblems },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await visibleCall(ctx, id)
    await editCall(ctx, id, c.req.valid('json'), versionIn(c))
    return c.json(callAsJson(await wholeCall(ctx, id)), 200)
  },
)

callsApi.openapi(
  documented({
    ...{ method: 'post', path: '/calls/{id}/amendments', tags },
    summary: 'Change a published call in public, with a reason; all applicants are told',
    request: { params, ...body(Amendment) },
    responses: { 201: json(CallJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await amendCall(ctx, id, c.req.valid('json'))
    return c.json(callAsJson(await wholeCall(ctx, id)), 201, { location: `/api/v1/calls/${id}` })
  },
)

for (const [step, run, summary] of [
  ['publish', publishCall, 'Publish a draft: its lots are held, and 409 `lot_under_call` where one is taken'],
  ['show-names', showNames, 'Begin the second round: names are shown to those who judge'],
  ['finish-jury', finishJury, 'The jury has judged: no score changes any more'],
  ['allocate', publishAllocation, 'Publish the allocation and offer each winner their lot'],
  ['end', endCall, 'End a call whose offers are all answered'],
] as const)
  callsApi.openapi(
    documented({
      ...{
        method: 'post',
        path: `/calls/{id}/${step}` as '/calls/{id}/publish',
        tags,
        summary,
        request: { params },
      },
      responses: { 200: json(CallJson, 'As it is now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      const { id } = await run(ctx, c.req.valid('param').id)
      return c.json(callAsJson(await wholeCall(ctx, id)), 200)
    },
  )

callsApi.openapi(
  documented({
    ...{ method: 'post', path: '/calls/{id}/cancel', tags },
    summary: 'Give a call up, with a reason; its lots are free again',
    request: { params, ...body(Reason) },
    responses: { 200: json(CallJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = await cancelCall(ctx, c.req.valid('param').id, c.req.valid('json'))
    return c.json(callAsJson(await wholeCall(ctx, id)), 200)
  },
)

callsApi.openapi(
  documented({
    ...{ method: 'get', path: '/calls/{id}/allocation', tags, anyone: true },
    summary: 'What decided and what came out; before it is published, to those who run or judge the call',
    request: { params },
    responses: { 200: json(Published, 'The allocation') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { call, part } = await visibleCall(ctx, c.req.valid('param').id)
    const out = await allocationFor(ctx, call, part.runs || part.judges)
    if (!out) throw new AppError('not_found')
    // The seed is shown with the result, not before.
    const shown = call.allocatedAt === null ? { ...out, seed: '' } : out
    return c.json(shown as z.infer<typeof Published>, 200)
  },
)

callsApi.openapi(
  documented({
    ...{ method: 'get', path: '/calls/{id}/replay', tags, anyone: true },
    summary: 'The published allocation done again, here and now, and whether it comes out the same',
    request: { params },
    responses: {
      200: json(
        z.object({
          ...{ same: z.boolean(), seedIsKept: z.boolean(), differences: z.array(z.string()) },
          blocking: z.array(z.object({ application: z.string(), lot: z.string() })),
        }),
        'What came out',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { call } = await visibleCall(ctx, c.req.valid('param').id)
    const { same, seedIsKept, differences, blocking } = await replayOf(ctx, call.id)
    return c.json({ same, seedIsKept, differences, blocking }, 200)
  },
)

callsApi.openapi(
  documented({
    ...{ method: 'get', path: '/calls/{id}/offers', tags, anyone: true },
    summary: 'Which lot was offered to which application, and its answer, once the allocation is published',
    request: { params },
    responses: { 200: json(z.object({ items: z.array(CallOfferJson) }), 'In order') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { call } = await visibleCall(ctx, c.req.valid('param').id)
    await published(ctx, call.id)
    return c.json({ items: (await offersOfCall(ctx, call.id)).map(offerAsJson) }, 200)
  },
)
