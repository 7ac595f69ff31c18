import { Hono } from 'hono'
import { amendCall } from '../../../worker/calls/commands/amendCall'
import { draftCall } from '../../../worker/calls/commands/draftCall'
import { editCall } from '../../../worker/calls/commands/editCall'
import type { Amendment } from '../../../worker/calls/input'
import { type Call, callToRun, jurorsOf, lotsOfCall } from '../../../worker/calls/queries'
import { emailsOf } from '../../../worker/calls/queriesOfPeople'
import { AppError } from '../../../worker/core/errors'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { lotsOf, sitesOf } from '../../../worker/premises/queries'
import { ErrorSummary, errorsIn, Field, type FormErrors, Select } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { EditPage } from './EditPage'
import { type Filled, filledOf, patchOf, placeOf, readFilled } from './form'
import { callHere } from './show'

/** Opening a call, writing it, and amending it in public. */
export const callEditPages = new Hono<AppEnv>()

callEditPages.get('/calls/new', async (c) =>
  newPage(viewOf(c), { site: c.req.query('site') ?? '', title: '' }),
)

callEditPages.post('/calls/new', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const { siteId = '', title = '' } = await c.req.parseBody()
  try {
    const given = { siteId: String(siteId), title: String(title), language: v.language }
    const call = await draftCall(v.ctx, v.cluster ?? { id: '', timeZone: 'UTC' }, given)
    return c.redirect(v.href(`/calls/${call.id}/edit?told=drafted`), 303)
  } catch (error) {
    return newPage(v, { site: String(siteId), title: String(title) }, errorsIn(v, error))
  }
})

async function newPage(v: View, typed: { site: string; title: string }, errors?: FormErrors) {
  const actor = mustBeSignedIn(v.ctx)
  const clusterId = v.cluster?.id ?? ''
  const mine = actor.organisations.filter((m) => m.mayAnswer && m.clusters.includes(clusterId))
  if (!v.isCoordinator && mine.length === 0) throw new AppError(v.isMember ? 'not_manager' : 'not_member')
  const sites = await sitesOf(v.ctx, clusterId, v.isCoordinator ? null : mine.map((m) => m.organisationId))
  const words = v.t.calls.edit
  const choices = sites.items.map((s) => ({ value: s.id, label: `${s.name}, ${s.organisationName}` }))
  return page(
    v,
    { title: words.newTitle, door: 'search', noIndex: true, sheets: ['calls'], status: errors ? 422 : 200 },
    <div class="w sec st wide-gap premises narrow">
      <div class="st tight">
        <h1 class="h1s">{words.newTitle}</h1>
        <p class="lead q">{words.newLead}</p>
      </div>
      {choices.length === 0 ? (
        <div class="empty">
          <p>{words.noSite}</p>
          <a class="b b2" href={v.href('/premises')}>
            {words.addSite}
          </a>
        </div>
      ) : (
        <form class="st" method="post" action={v.href('/calls/new')}>
          <ErrorSummary v={v} errors={errors} />
          <Select
            name="siteId"
            label={words.site}
            value={typed.site}
            choices={choices}
            error={errors?.fields.siteId}
          />
          <Field
            {...{ name: 'title', required: true, maxlength: 120 }}
            label={words.callTitle}
            hint={words.titleHint}
            value={typed.title}
            error={errors?.fields.title}
          />
          <p>
            <button class="b" type="submit">
              {words.create}
            </button>
          </p>
        </form>
      )}
    </div>,
  )
}

callEditPages.get('/calls/:id/edit', async (c) => {
  const v = viewOf(c)
  const call = await callToEdit(v)
  const [lots, jurors] = await Promise.all([lotsOfCall(v.ctx, call.id), jurorsOf(v.ctx, call.id)])
  const emails = await emailsOf(
    v.ctx,
    jurors.map((j) => j.personId),
  )
  const named = jurors.map((j) => ({ ...j, email: emails.get(j.personId) ?? null }))
  return editPage(v, call, filledOf(call, lots, named))
})

callEditPages.post('/calls/:id/edit', async (c) => {
  const v = viewOf(c)
  const call = await callToEdit(v)
  const filled = readFilled(await c.req.formData())
  const { patch, places } = patchOf(filled, call.timeZone)
  try {
    if (call.now === 'draft') await editCall(v.ctx, call.id, patch)
    else await amendCall(v.ctx, call.id, await amendmentOf(call, patch, filled.typed.reason ?? ''))
    return c.redirect(v.href(`/calls/${call.id}?told=${call.now === 'draft' ? 'edited' : 'amended'}`), 303)
  } catch (error) {
    const { fields, general } = errorsIn(v, error)
    const placed = Object.fromEntries(
      Object.entries(fields).map(([path, words]) => [placeOf(path, places), words]),
    )
    return editPage(v, call, filled, { fields: placed, ...(general && { general }) })
  }
})

/** Once published the dates of the occupation and the questions stay; once closed all but the jury. */
async function amendmentOf(call: Call, patch: object, reason: string): Promise<Amendment> {
  const { startsOn: _, endsOn: __, questions: ___, ...rest } = patch as Record<string, unknown>
  const kept = call.now === 'closed' ? { jurors: rest.jurors } : rest
  return { ...kept, reason } as Amendment
}

async function callToEdit(v: View): Promise<Call> {
  mustBeSignedIn(v.ctx)
  const { id } = await callHere(v)
  return callToRun(v.ctx, id, ['draft', 'published', 'closed'])
}

async function editPage(v: View, call: Call, filled: Filled, errors?: FormErrors) {
  const words = v.t.calls.edit
  const lots = await lotsOf(v.ctx, call.siteId)
  const title = call.now === 'draft' ? words.title : words.amendTitle
  return page(
    v,
    { title, door: 'search', noIndex: true, sheets: ['calls'], status: errors ? 422 : 200 },
    <EditPage v={v} call={call} lots={lots} filled={filled} errors={errors} />,
  )
}
