import { Hono } from 'hono'
import { Script } from 'vite-ssr-components/hono'
import { addFile, fileFor, removeFile } from '../../../worker/calls/commands/files'
import { saveApplication } from '../../../worker/calls/commands/saveApplication'
import { saveProfile } from '../../../worker/calls/commands/saveProfile'
import { startApplication } from '../../../worker/calls/commands/startApplication'
import { submitApplication, withdrawApplication } from '../../../worker/calls/commands/submitApplication'
import { lotsOfCall } from '../../../worker/calls/queries'
import { filesOf, ownApplication, visibleApplication } from '../../../worker/calls/queriesOfApplications'
import { AppError } from '../../../worker/core/errors'
import { actableInCluster } from '../../../worker/calls/queriesOfPeople'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, type FormErrors, Select } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { callHere } from './show'
import { FileForm, FileList } from './documents'
import { LotsStep, NeedsStep, ProfileFields, QuestionStep, Said } from './steps'
import { after, before, patchOf, profileIn, STEPS, type Step, typedIn, typedOf } from './stepsOf'
import { momentWords } from './words'

/** Applying, one question a screen; each is kept as soon as it is answered. */
export const applyPages = new Hono<AppEnv>()

applyPages.get('/calls/:id/apply', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  return startPage(v)
})

applyPages.post('/calls/:id/apply', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const call = await callHere(v)
  const { organisationId = '', onBehalfOf = '' } = await c.req.parseBody()
  try {
    const [member, theirs] = String(onBehalfOf).split(' ')
    const asked =
      member && theirs
        ? { organisationId: theirs, onBehalfOf: member }
        : { organisationId: String(organisationId) }
    const application = await startApplication(v.ctx, call.id, asked)
    return c.redirect(v.href(`/applications/${application.id}/profile`), 303)
  } catch (error) {
    return startPage(v, errorsIn(v, error))
  }
})

async function startPage(v: View, errors?: FormErrors) {
  const call = await callHere(v)
  const words = v.t.calls.application
  const mine = v.actor?.organisations.filter((m) => m.clusters.includes(call.clusterId)) ?? []
  const members = v.isCoordinator ? await actableInCluster(v.ctx, call.clusterId) : []
  if (mine.length === 0 && members.length === 0) throw new AppError('not_member')
  return page(
    v,
    {
      title: `${words.start} : ${call.title}`,
      door: 'search',
      noIndex: true,
      sheets: ['calls'],
      status: errors ? 422 : 200,
    },
    <div class="w sec st wide-gap premises narrow">
      <p class="back sm">
        <a href={v.href(`/calls/${call.id}`)}>{v.t.calls.edit.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.start}</h1>
        <p class="lead q">
          <bdi>{call.title}</bdi>
        </p>
      </div>
      <form class="st" method="post" action={v.href(`/calls/${call.id}/apply`)}>
        <ErrorSummary v={v} errors={errors} />
        <p>{v.t.calls.page.promise}</p>
        <p class="q">{words.startLead}</p>
        {mine.length > 0 && (
          <Select
            name="organisationId"
            label={words.forWhom}
            error={errors?.fields.organisationId}
            choices={mine.map((m) => ({ value: m.organisationId, label: m.organisationName }))}
          />
        )}
        {members.length > 0 && (
          <Select
            name="onBehalfOf"
            label={words.onBehalf}
            choices={[
              ...(mine.length > 0 ? [{ value: '', label: '–' }] : []),
              ...members.map((m) => ({
                value: `${m.id} ${m.organisationId}`,
                label: `${m.name}, ${m.organisationName}`,
              })),
            ]}
          />
        )}
        <p>
          <button class="b" type="submit">
            {words.next}
          </button>
        </p>
      </form>
    </div>,
  )
}

const own = async (v: View) => {
  const found = await ownApplication(v.ctx, v.c.req.param('id') ?? '')
  if (found.call.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return found
}

for (const step of STEPS) {
  applyPages.get(`/applications/:id/${step}`, async (c) => stepPage(viewOf(c), step))
  if (step === 'files') continue
  applyPages.post(`/applications/:id/${step}`, async (c) => saved(c, step))
}

async function saved(c: AppContext, step: Step) {
  const v = viewOf(c)
  const { application } = await own(v)
  const form = await c.req.formData()
  const at = (path: string) => c.redirect(v.href(`/applications/${application.id}${path}`), 303)
  try {
    if (step === 'check') {
      await submitApplication(v.ctx, application.id)
      return at('?told=submitted')
    }
    if (step === 'profile') await saveProfile(v.ctx, application.organisationId, profileIn(form))
    else await saveApplication(v.ctx, application.id, patchOf(step, form, application))
    return at(`/${after(step)}`)
  } catch (error) {
    return stepPage(v, step, { typed: typedIn(step, form), errors: errorsIn(v, error) })
  }
}

async function stepPage(v: View, step: Step, given?: { typed: Record<string, string>; errors: FormErrors }) {
  const { application, call } = await own(v)
  if (application.status !== 'draft')
    throw new AppError('transition_not_allowed', { state: application.status })
  const [lots, files] = await Promise.all([lotsOfCall(v.ctx, call.id), filesOf(v.ctx, application.id)])
  const words = v.t.calls.application
  const { errors } = given ?? {}
  const props = {
    ...{ v, call, lots, application, files, errors: errors?.fields ?? {} },
    typed: given?.typed ?? typedOf(step, application),
  }
  const question = Number(/^q([123])$/.exec(step)?.[1] ?? 0)
  const title =
    question > 0 ? (call.questions[question - 1] ?? words.steps.question) : words.steps[step as 'check']
  const back = before(step)
  const isTyped = step === 'profile' || question > 0
  const path = (to: string) => v.href(`/applications/${application.id}/${to}`)
  return page(
    v,
    {
      ...{ title, door: 'search', noIndex: true, sheets: ['calls'], status: errors ? 422 : 200 },
      ...(isTyped && { scripts: <Script src="/web/islands/kept-words.ts" /> }),
    },
    <div class="w sec st premises narrow">
      <p class="back sm">
        <a href={back ? path(back) : v.href(`/calls/${call.id}`)}>
          {back ? words.back : v.t.calls.edit.back}
        </a>
      </p>
      <div class="st tight">
        <p class="kind">{words.step(STEPS.indexOf(step) + 1, STEPS.length)}</p>
        {question === 0 && <h1 class="h1s">{title}</h1>}
        {question > 0 && <h1 class="vh">{words.step(STEPS.indexOf(step) + 1, STEPS.length)}</h1>}
        {step === 'profile' && <p class="q">{words.profileHint}</p>}
      </div>
      {call.now !== 'published' && (
        <p class="note late">
          <Icon name="circle-alert" />
          <span>{words.late}</span>
        </p>
      )}
      {step === 'files' && (
        <>
          <ErrorSummary v={v} errors={errors} />
          <FileList v={v} application={application} files={files} draft />
          <FileForm {...props} />
          <p>
            <a class="b" href={path('check')}>
              {words.next}
            </a>
          </p>
        </>
      )}
      {step !== 'files' && (
        <form class="st wide-gap" method="post" action={path(step)}>
          <ErrorSummary v={v} errors={errors} />
          {isTyped && <kept-words data-found={words.keptHere} data-offline={words.offline}></kept-words>}
          {step === 'profile' && <ProfileFields {...props} />}
          {step === 'lots' && <LotsStep {...props} />}
          {step === 'needs' && <NeedsStep {...props} />}
          {question > 0 && <QuestionStep {...props} at={question - 1} />}
          {step === 'check' && (
            <div class="panel st chk">
              <Said {...props} link={path} />
              <section class="st tight">
                <p class="hd">
                  <b>{words.files}</b>
                  <a class="sm" href={path('files')}>
                    {words.change}
                    <span class="vh"> : {words.files}</span>
                  </a>
                </p>
                <FileList v={v} application={application} files={files} draft={false} />
              </section>
              {call.deadline && <p class="q">{words.deadline(momentWords(v, call.deadline))}</p>}
            </div>
          )}
          <p>
            <button class="b" type="submit">
              {step === 'check' ? words.submit : words.next}
            </button>
          </p>
        </form>
      )}
    </div>,
  )
}

const MOST_FORM = 5 * 1024 * 1024 + 100_000

applyPages.post('/applications/:id/files', async (c) => {
  const v = viewOf(c)
  const { application } = await own(v)
  const form = await c.req.formData()
  const file = form.get('file')
  const words = v.t.errors.fields
  try {
    if (typeof file === 'string' || !file || file.size === 0)
      throw new AppError('invalid', { fields: [{ path: 'file', code: 'required' }] })
    if (file.size > MOST_FORM) throw new AppError('too_large')
    const bytes = new Uint8Array(await file.arrayBuffer())
    await addFile(v.ctx, application.id, { bytes, kind: form.get('kind') })
    return c.redirect(v.href(`/applications/${application.id}/files`), 303)
  } catch (error) {
    const errors = errorsIn(v, error)
    const code = error instanceof AppError ? error.code : ''
    const said = code === 'too_large' ? words.file_size : code === 'wrong_media_type' ? words.file_type : null
    const fields = said ? { file: said(undefined, v.f) } : errors.fields
    return stepPage(v, 'files', {
      typed: { kind: String(form.get('kind') ?? '') },
      errors: { ...(!said && errors), fields },
    })
  }
})

applyPages.post('/applications/:id/files/:file/remove', async (c) => {
  const v = viewOf(c)
  const { application } = await own(v)
  await removeFile(v.ctx, application.id, c.req.param('file') ?? '')
  return c.redirect(v.href(`/applications/${application.id}/files`), 303)
})

applyPages.get('/applications/:id/files/:file', async (c) => {
  const { call } = await visibleApplication(c.get('ctx'), c.req.param('id') ?? '')
  if (call.clusterId !== c.get('cluster').id) throw new AppError('not_found')
  const { body, headers } = await fileFor(c.get('ctx'), c.req.param('id') ?? '', c.req.param('file') ?? '')
  return c.body(body as ReadableStream, 200, headers)
})

applyPages.post('/applications/:id/withdraw', async (c) => {
  const v = viewOf(c)
  const { application } = await own(v)
  await withdrawApplication(v.ctx, application.id)
  return c.redirect(v.href(`/applications/${application.id}?told=withdrawn`), 303)
})
