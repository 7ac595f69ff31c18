import { ownClusterNamed } from '../clusters/queries'
import { body, documented, json, listOf, newApi, Paging, z } from '../platform/api'
import { asJson, JobJson, possibleAsJson, PossibleJson } from './asJson'
import { acceptJob, refuseJob } from './commands/answerJob'
import { bookJob } from './commands/bookJob'
import { prepareOffer } from './commands/prepareOffer'
import { proposeJob } from './commands/proposeJob'
import { withdrawJob } from './commands/withdrawJob'
import { JobAnswer, JobBooking, JobInput } from './input'
import { possibleJobs } from './possible'
import { jobsFor, visibleJob } from './queries'

const tags = ['shared jobs']
const params = z.object({ id: z.string().max(60) })
const ofCluster = z.object({ slug: z.string().max(60) })

export const jobsApi = newApi()

jobsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/jobs', tags },
    summary: 'Jobs that employers share: those of your organisations; all of them for the coordinator',
    request: { params: ofCluster, query: Paging },
    responses: { 200: json(listOf(JobJson), 'The newest first') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await ownClusterNamed(ctx, c.req.valid('param').slug)
    const all = ctx.actor?.coordinates.includes(cluster.id) ?? false
    const { items, nextCursor } = await jobsFor(ctx, { ...c.req.valid('query'), clusterId: cluster.id, all })
    return c.json({ items: items.map((job) => asJson(ctx, job)), nextCursor }, 200)
  },
)

jobsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/jobs/possible', tags },
    summary: 'The whole jobs that the part-time needs of the cluster could make now; for its coordinator',
    request: { params: ofCluster },
    responses: {
      200: json(
        z.object({ planned: z.array(PossibleJson), others: z.array(PossibleJson), needs: z.int() }),
        '`planned`: those that place the most hours together, no need in two; `others`: the best of the rest',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const found = await possibleJobs(ctx, await ownClusterNamed(ctx, c.req.valid('param').slug))
    const { planned, others, needs } = found
    return c.json({ planned: planned.map(possibleAsJson), others: others.map(possibleAsJson), needs }, 200)
  },
)

jobsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/jobs', tags },
    summary: 'Propose a whole job to the employers of 2 to 4 needs; for the coordinator',
    request: { params: ofCluster, ...body(JobInput) },
    responses: { 201: json(JobJson, 'Proposed: each employer answers') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await ownClusterNamed(ctx, c.req.valid('param').slug)
    const job = await proposeJob(ctx, cluster.id, c.req.valid('json'))
    return c.json(asJson(ctx, job), 201, { location: `/api/v1/jobs/${job.id}` })
  },
)

jobsApi.openapi(
  documented({
    ...{ method: 'get', path: '/jobs/{id}', tags },
    summary: 'One job, for its employers, its carrier and the coordinator',
    request: { params },
    responses: { 200: json(JobJson, 'The job') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(asJson(ctx, await visibleJob(ctx, c.req.valid('param').id)), 200)
  },
)

for (const [verb, run, summary] of [
  ['accept', acceptJob, 'One employer says yes; the last yes makes the job'],
  ['refuse', refuseJob, 'One employer says no: that ends it'],
] as const)
  jobsApi.openapi(
    documented({
      ...{ method: 'post', path: `/jobs/{id}/${verb}`, tags, summary },
      request: { params, body: { ...body(JobAnswer).body, required: false } },
      responses: { 200: json(JobJson, 'As it is now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      const input = c.req.header('content-type') ? c.req.valid('json') : {}
      return c.json(asJson(ctx, await run(ctx, c.req.valid('param').id, input)), 200)
    },
  )

for (const [verb, run, summary] of [
  ['withdraw', withdrawJob, 'Take a job back that is not booked yet; for the coordinator'],
  [
    'prepare',
    prepareOffer,
    'Draft the carrier’s offer of staff; publishing it books the half-days of the others',
  ],
] as const)
  jobsApi.openapi(
    documented({
      ...{ method: 'post', path: `/jobs/{id}/${verb}`, tags, summary, request: { params } },
      responses: { 200: json(JobJson, 'As it is now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      return c.json(asJson(ctx, await run(ctx, c.req.valid('param').id)), 200)
    },
  )

jobsApi.openapi(
  documented({
    ...{ method: 'post', path: '/jobs/{id}/book', tags },
    summary: 'Book each employer’s half-days of an offer of staff, all or nothing',
    request: { params, body: { ...body(JobBooking).body, required: false } },
    responses: { 200: json(JobJson, 'Booked') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const input = c.req.header('content-type') ? c.req.valid('json') : {}
    return c.json(asJson(ctx, await bookJob(ctx, c.req.valid('param').id, input)), 200)
  },
)
