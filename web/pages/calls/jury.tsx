import { Hono } from 'hono'
import { juryOnly } from '../../../worker/calls/apiOfJury'
import { acceptCallOffer, declineCallOffer } from '../../../worker/calls/commands/answerCallOffer'
import { giveScore, recuse } from '../../../worker/calls/commands/giveScore'
import { comparisonOf, recordOf, scoresOf } from '../../../worker/calls/jury'
import { lotsOfCall } from '../../../worker/calls/queries'
import { visibleApplication } from '../../../worker/calls/queriesOfApplications'
import { callOfferById, offerOfApplication } from '../../../worker/calls/queriesOfOffers'
import { AppError } from '../../../worker/core/errors'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { ApplicationPage } from './ApplicationPage'
import { JuryPage, RecordPage } from './JuryPage'

/** Reading applications, side by side and one by one, and judging them. */
export const juryPages = new Hono<AppEnv>()

juryPages.get('/calls/:id/jury', async (c) => {
  const v = viewOf(c)
  const { call, part } = await juryHere(v)
  const shown = await comparisonOf(v.ctx, call, part.runs, c.req.query('lot'))
  const { title } = v.t.calls.jury
  return page(
    v,
    { title: `${title} : ${call.title}`, door: 'search', noIndex: true, sheets: ['calls'] },
    <JuryPage v={v} call={call} shown={shown} from={Number(c.req.query('from') ?? 0) || 0} />,
  )
})

juryPages.get('/calls/:id/record', async (c) => {
  const v = viewOf(c)
  const seen = await juryHere(v)
  const { call } = seen
  const before = Number(c.req.query('before'))
  const found = await recordOf(
    v.ctx,
    seen,
    Number.isSafeInteger(before) && before > 0 ? before : undefined,
    40,
  )
  return page(
    v,
    { title: v.t.calls.record.title, door: 'search', noIndex: true, sheets: ['calls'] },
    <RecordPage v={v} call={call} found={found} />,
  )
})

async function juryHere(v: View) {
  const found = await juryOnly(v.ctx, v.c.req.param('id') ?? '')
  if (found.call.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return found
}

juryPages.get('/applications/:id', async (c) => applicationPage(viewOf(c)))

juryPages.post('/applications/:id/score', async (c) => {
  const v = viewOf(c)
  const { call, application } = await applicationHere(v)
  const form = await c.req.parseBody()
  const text = (name: string) => (typeof form[name] === 'string' ? (form[name] as string).trim() : '')
  const given = (prefix: string) =>
    call.criteria.flatMap(({ id }) =>
      text(`${prefix}.${id}`) === '' ? [] : [[id, text(`${prefix}.${id}`)] as const],
    )
  try {
    await giveScore(v.ctx, application.id, {
      points: Object.fromEntries(given('points').map(([id, value]) => [id, Number(value)])),
      comments: Object.fromEntries(call.criteria.map(({ id }) => [id, text(`comments.${id}`)])),
    })
    return c.redirect(v.href(`/applications/${application.id}?told=scored`), 303)
  } catch (error) {
    return applicationPage(v, errorsIn(v, error), form as Record<string, string>)
  }
})

juryPages.post('/applications/:id/recuse', async (c) => {
  const v = viewOf(c)
  const { application } = await applicationHere(v)
  const { reason } = await c.req.parseBody()
  try {
    await recuse(v.ctx, application.id, { reason: typeof reason === 'string' ? reason : '' })
    return c.redirect(v.href(`/applications/${application.id}`), 303)
  } catch (error) {
    return applicationPage(v, errorsIn(v, error))
  }
})

for (const [step, run] of [
  ['accept', acceptCallOffer],
  ['decline', declineCallOffer],
] as const)
  juryPages.post(`/call-offers/:id/${step}`, async (c) => {
    const v = viewOf(c)
    mustBeSignedIn(v.ctx)
    const offer = await callOfferById(v.ctx, c.req.param('id') ?? '')
    if (offer?.clusterId !== v.cluster?.id || !offer) throw new AppError('not_found')
    await run(v.ctx, offer.id)
    return c.redirect(v.href(`/applications/${offer.applicationId}`), 303)
  })

async function applicationHere(v: View) {
  const seen = await visibleApplication(v.ctx, v.c.req.param('id') ?? '')
  if (seen.call.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return seen
}

async function applicationPage(v: View, errors?: FormErrors, typed?: Record<string, string>) {
  const seen = await applicationHere(v)
  const { application, call } = seen
  if (seen.as === 'own' && application.status === 'draft' && call.now === 'published')
    return v.c.redirect(v.href(`/applications/${application.id}/check`), 303)
  const [lots, scores, offer] = await Promise.all([
    lotsOfCall(v.ctx, call.id),
    seen.as === 'jury' ? scoresOf(v.ctx, call.id, application.id) : [],
    seen.named ? offerOfApplication(v.ctx, application.id) : null,
  ])
  const words = v.t.calls.application
  const title = seen.as === 'own' ? words.title(application.number) : words.file(application.number ?? 0)
  return page(
    v,
    { title, door: 'search', noIndex: true, sheets: ['calls'], status: errors ? 422 : 200 },
    <ApplicationPage
      v={v}
      seen={seen}
      lots={lots}
      scores={scores}
      offer={offer}
      errors={errors}
      typed={typed ?? {}}
    />,
  )
}
