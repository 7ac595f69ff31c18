import { Hono } from 'hono'
import { published } from '../../../worker/calls/allocation'
import { publishAllocation } from '../../../worker/calls/commands/publishAllocation'
import { publishCall } from '../../../worker/calls/commands/publishCall'
import { cancelCall, endCall, finishJury, showNames } from '../../../worker/calls/commands/stepCall'
import { juryOf } from '../../../worker/calls/jury'
import type { Call } from '../../../worker/calls/queries'
import { visibleCall } from '../../../worker/calls/queries'
import { type Application, latestOf } from '../../../worker/calls/queriesOfApplications'
import { offersOfCall } from '../../../worker/calls/queriesOfOffers'
import { wholeCall } from '../../../worker/calls/whole'
import { AppError } from '../../../worker/core/errors'
import { type Ctx, mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { type Lot, lotsOf, plansOf } from '../../../worker/premises/queries'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { CallPage } from './CallPage'
import { RunPanel } from './RunPanel'

/** One call, and its steps. */
export const callPages = new Hono<AppEnv>()

callPages.get('/calls/:id', async (c) => callPage(viewOf(c)))

const STEPS: Record<string, (ctx: Ctx, id: string) => Promise<Call>> = {
  publish: publishCall,
  names: showNames,
  finish: finishJury,
  allocate: publishAllocation,
  end: endCall,
}
for (const [step, run] of Object.entries(STEPS))
  callPages.post(`/calls/:id/${step}`, async (c) => {
    const v = viewOf(c)
    return stepped(v, step, (id) => run(v.ctx, id))
  })

callPages.post('/calls/:id/cancel', async (c) => {
  const v = viewOf(c)
  const { reason } = await c.req.parseBody()
  return stepped(v, 'cancel', (id) =>
    cancelCall(v.ctx, id, { reason: typeof reason === 'string' ? reason : '' }),
  )
})

async function stepped(v: View, step: string, run: (id: string) => Promise<Call>) {
  mustBeSignedIn(v.ctx)
  const { id } = await callHere(v)
  try {
    await run(id)
    return v.c.redirect(v.href(`/calls/${id}?told=${step}`), 303)
  } catch (error) {
    return callPage(v, errorsIn(v, error))
  }
}

/** A call of this cluster that the reader may see. */
export async function callHere(v: View): Promise<Call> {
  const { call } = await visibleCall(v.ctx, v.c.req.param('id') ?? '')
  if (call.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return call
}

async function callPage(v: View, errors?: FormErrors) {
  const { id } = await callHere(v)
  const whole = await wholeCall(v.ctx, id)
  const { call, part } = whole
  const [plans, lots, offers, mine] = await Promise.all([
    plansOf(v.ctx, call.siteId),
    lotsOf(v.ctx, call.siteId),
    call.allocatedAt ? offersOfCall(v.ctx, id) : [],
    mineIn(v, call),
  ])
  const judging = part.runs && call.now === 'closed' ? (await juryOf(v.ctx, call)).missing : []
  const running = {
    ...{ call, part, errors, applications: whole.interest.applications },
    missing: judging.reduce((sum, one) => sum + one.left, 0),
    awaited: offers.filter((o) => o.status === 'offered').length,
  }
  const shown = {
    ...whole,
    ...{ plans, mine, seed: call.allocatedAt ? (await published(v.ctx, id)).seed : null },
    neighbours: neighboursOf(lots, whole.lots),
    outlines: new Map(lots.map((l) => [l.id, { planId: l.planId, outline: l.outline }])),
    given: new Set(
      offers.filter((o) => o.status === 'offered' || o.status === 'accepted').map((o) => o.lotId),
    ),
  }
  const told = errors ? undefined : v.t.calls.run.told[v.c.req.query('told') ?? '']
  return page(
    v,
    {
      ...{ title: call.title, description: v.t.calls.list.lead, door: 'search', sheets: ['calls'] },
      ...(call.publishedAt === null && { noIndex: true }),
      status: errors ? 422 : 200,
    },
    <CallPage v={v} shown={shown} told={told} run={<RunPanel v={v} r={running} />} />,
  )
}

/** The other lots on the plans of a call: what stands beside what is given. */
function neighboursOf(lots: readonly Lot[], given: readonly { id: string; planId: string | null }[]): Lot[] {
  const plans = new Set(given.map((lot) => lot.planId).filter((id) => id !== null))
  return lots.filter(
    (lot) => lot.outline && lot.planId && plans.has(lot.planId) && !given.some((one) => one.id === lot.id),
  )
}

/** The latest application of the first of the reader's organisations that has one. */
async function mineIn(v: View, call: Call): Promise<Application | null> {
  const mine = v.actor?.organisations.filter((m) => m.clusters.includes(call.clusterId)).slice(0, 10) ?? []
  const found = await Promise.all(mine.map((m) => latestOf(v.ctx, call.id, m.organisationId)))
  return found.find((a) => a !== null && a.status !== 'withdrawn') ?? null
}
