import { textsOf } from '../typed'
import { plainAmount } from '../../../worker/core/numerals'
import { Hono } from 'hono'
import { membersOfCluster, organisationOfMember } from '../../../worker/bookings/people'
import { AppError } from '../../../worker/core/errors'
import { acceptJob, refuseJob } from '../../../worker/jobs/commands/answerJob'
import { bookJob } from '../../../worker/jobs/commands/bookJob'
import { prepareOffer } from '../../../worker/jobs/commands/prepareOffer'
import { proposeJob } from '../../../worker/jobs/commands/proposeJob'
import { withdrawJob } from '../../../worker/jobs/commands/withdrawJob'
import { possibleJob, possibleJobs, staffOffersFor } from '../../../worker/jobs/possible'
import { carriersFor, jobsFor, type SharedJob, visibleJob } from '../../../worker/jobs/queries'
import { jobAt } from '../../../worker/jobs/rulesOfLife'
import { mustBeSignedIn, mustCoordinate } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { romeFamily } from '../../../worker/staff/queries'
import { errorsIn, type FormErrors, renamed } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { once } from '../bookings/once'
import { JobPage } from './JobPage'
import { ListPage, romeOf } from './ListPage'
import { NewPage } from './NewPage'

/** Whole jobs of several employers: those that could be, proposing one, answering, and what becomes of it. */
export const jobsPages = new Hono<AppEnv>()

jobsPages.get('/jobs', async (c) => listPage(viewOf(c)))

jobsPages.get('/jobs/new', async (c) => {
  const v = viewOf(c)
  return newPage(v, c.req.queries('need') ?? [], {})
})

jobsPages.post('/jobs', async (c) => {
  const v = viewOf(c)
  mustCoordinate(v.ctx, v.cluster?.id ?? '')
  const form = await c.req.formData()
  const needIds = form.getAll('need').map(String)
  const typed = textsOf(form)
  try {
    const hour = typed.hour?.trim() ?? ''
    const input = {
      needIds,
      carrierId: typed.carrierId || null,
      hourCents: hour === '' ? null : centsOf(hour),
      startsOn: typed.startsOn || null,
      weeks: Number(typed.weeks ?? 12),
      answerDays: Number(typed.answerDays ?? 14),
      note: typed.note ?? '',
    }
    const location = await once(v.ctx, typed.once, async () => {
      const job = await proposeJob(v.ctx, v.cluster?.id ?? '', input)
      return v.href(`/jobs/${job.id}`)
    })
    return c.redirect(location, 303)
  } catch (error) {
    v.ctx.once = undefined
    return newPage(v, needIds, typed, renamed(errorsIn(v, error), { hourCents: 'hour' }))
  }
})

jobsPages.get('/jobs/:id', async (c) => {
  const v = viewOf(c)
  return jobPage(v, await jobHere(c, v))
})

for (const [verb, run] of [
  ['accept', acceptJob],
  ['refuse', refuseJob],
] as const)
  jobsPages.post(`/jobs/:id/${verb}`, (c) =>
    acted(c, async (v, job, form) => {
      const onBehalfOf = form.onBehalfOf || null
      const named = onBehalfOf ? await organisationOfMember(v.ctx, job.clusterId, onBehalfOf) : undefined
      await run(v.ctx, job.id, { organisationId: named ?? (form.organisationId || null), onBehalfOf })
      return '?told=answered'
    }),
  )
jobsPages.post('/jobs/:id/withdraw', (c) =>
  acted(c, async (v, job) => void (await withdrawJob(v.ctx, job.id))),
)
jobsPages.post('/jobs/:id/prepare', (c) =>
  acted(c, async (v, job) => void (await prepareOffer(v.ctx, job.id))),
)
jobsPages.post('/jobs/:id/book', (c) =>
  acted(c, async (v, job, form) => void (await bookJob(v.ctx, job.id, { offerId: form.offerId || null }))),
)

async function listPage(v: View, errors?: FormErrors) {
  mustBeSignedIn(v.ctx)
  const { cluster } = v
  if (!cluster || !v.isMember) throw new AppError('not_found')
  const cursor = v.c.req.query('cursor')
  const { items, nextCursor } = await jobsFor(v.ctx, { clusterId: cluster.id, all: v.isCoordinator, cursor })
  const possible = v.isCoordinator && !cursor ? await possibleJobs(v.ctx, cluster) : null
  const codes = [...new Set([...(possible?.planned ?? []), ...(possible?.others ?? [])].map(romeOf))]
  const titles = new Map<string, string>()
  for (const code of codes) titles.set(code, (await romeFamily(v.ctx, code))?.titleFr ?? code)
  return page(
    v,
    { title: v.t.jobs.title, noIndex: true, sheets: ['sharing'], status: errors ? 422 : 200 },
    <ListPage {...{ v, items, nextCursor, possible, titles, errors }} />,
  )
}

async function acted(
  c: AppContext,
  act: (v: View, job: SharedJob, form: Record<string, string>) => Promise<string | undefined>,
) {
  const v = viewOf(c)
  const job = await jobHere(c, v)
  try {
    const told = await act(v, job, textsOf(await c.req.formData()))
    return c.redirect(v.href(`/jobs/${job.id}${told ?? ''}`), 303)
  } catch (error) {
    return jobPage(v, await jobHere(c, v), errorsIn(v, error))
  }
}

async function jobHere(c: AppContext, v: View): Promise<SharedJob> {
  mustBeSignedIn(v.ctx)
  const job = await visibleJob(v.ctx, c.req.param('id') ?? '')
  if (job.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return job
}

async function jobPage(v: View, job: SharedJob, errors?: FormErrors) {
  const status = jobAt(job, v.ctx.now)
  const employers = job.parts.flatMap(({ organisationId, organisationName: name, minutes, lat, lng }) =>
    lat === null || lng === null ? [] : [{ organisationId, name, minutes, point: { lat, lng } }],
  )
  const [carriers, offers, members] = await Promise.all([
    employers.length > 0 ? carriersFor(v.ctx, job.clusterId, employers) : [],
    status === 'accepted' ? staffOffersFor(v.ctx, job) : [],
    v.isCoordinator && status === 'proposed' ? membersOfCluster(v.ctx, job.clusterId) : [],
  ])
  const carrier = carriers.find((one) => one.organisationId === job.carrierId)
  return page(
    v,
    {
      title: `${v.t.jobs.title} : ${job.romeTitle}`,
      ...{ noIndex: true, sheets: ['sharing'], status: errors ? 422 : 200 },
    },
    <JobPage
      v={v}
      shown={{ job, status, carrier, offers, members, told: v.c.req.query('told') === 'answered', errors }}
    />,
  )
}

async function newPage(
  v: View,
  needIds: readonly string[],
  typed: Record<string, string>,
  errors?: FormErrors,
) {
  const { cluster } = v
  if (!cluster) throw new AppError('not_found')
  mustCoordinate(v.ctx, cluster.id)
  const found = needIds.length > 1 ? await possibleJob(v.ctx, cluster, needIds) : null
  // Somebody proposed one of these needs in the meantime: the list says what is possible now.
  if (!found) return errors ? listPage(v, errors) : v.c.redirect(v.href('/jobs'), 303)
  const rome = romeOf(found.job)
  const title = (await romeFamily(v.ctx, rome))?.titleFr ?? rome
  return page(
    v,
    { title: v.t.jobs.new.title, noIndex: true, sheets: ['sharing'], status: errors ? 422 : 200 },
    <NewPage {...{ v, ...found, title, typed, errors }} />,
  )
}

/** "23,50" as cents; what is no amount is refused by the schema. */
function centsOf(text: string): number {
  const euros = Number(plainAmount(text))
  return Number.isFinite(euros) ? Math.round(euros * 100) : Number.NaN
}
