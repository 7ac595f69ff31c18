import { Hono } from 'hono'
import { coordinatorsOf } from '../../../worker/clusters/queries'
import { AppError } from '../../../worker/core/errors'
import { becomeListing } from '../../../worker/leads/commands/becomeListing'
import { becomeSite } from '../../../worker/leads/commands/becomeSite'
import { changeLead, moveLead, noteLead } from '../../../worker/leads/commands/changeLead'
import { openLead } from '../../../worker/leads/commands/openLead'
import { type LeadPatch, type Move, type NoteInput, SUBJECTS } from '../../../worker/leads/input'
import { historyOf, type Lead, leadInside } from '../../../worker/leads/queries'
import { namesOf } from '../../../worker/organisations/queries'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import {
  ErrorSummary,
  errorsIn,
  Field,
  type FormErrors,
  renamed,
  Select,
  TextArea,
  Tiles,
} from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { orNone } from '../organisations/form'
import { numberOr, readSent, type Typed } from '../premises/form'
import { runBy } from '../running/frame'
import { LeadPage } from './LeadPage'

/** One lead: what is known, what comes next, what happened; its stages, its notes, the site it becomes. */
export const leadPages = new Hono<AppEnv>()

leadPages.get('/leads/new', (c) => formPage(viewOf(c), null, {}))

leadPages.post('/leads/new', async (c) => {
  const v = viewOf(c)
  const { id } = runBy(v)
  const { typed } = await readSent(c, '')
  try {
    const subject = SUBJECTS.find((one) => one === typed.subject) ?? 'premises'
    const lead = await openLead(v.ctx, id, { subject, ...leadIn(typed) } as never)
    return c.redirect(v.href(`/leads/${lead}?told=saved`), 303)
  } catch (error) {
    return formPage(v, null, typed, errorsIn(v, error))
  }
})

leadPages.get('/leads/:id', (c) => leadPage(c, viewOf(c)))

leadPages.get('/leads/:id/edit', async (c) => {
  const v = viewOf(c)
  const lead = await leadHere(c, v)
  const typed = Object.fromEntries(
    Object.entries(lead).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
  return formPage(v, lead, typed)
})

leadPages.post('/leads/:id/edit', async (c) => {
  const v = viewOf(c)
  const lead = await leadHere(c, v)
  const { typed } = await readSent(c, '')
  try {
    await changeLead(v.ctx, lead.id, leadIn(typed) as LeadPatch, Number(typed.version) || undefined)
  } catch (error) {
    return formPage(v, lead, typed, errorsIn(v, error))
  }
  return c.redirect(v.href(`/leads/${lead.id}?told=saved`), 303)
})

leadPages.post('/leads/:id/move', async (c) => {
  const v = viewOf(c)
  const lead = await leadHere(c, v)
  const { typed } = await readSent(c, '')
  try {
    const move = { to: typed.to, ...(typed.reason && { reason: typed.reason }), note: typed.note ?? '' }
    await moveLead(v.ctx, lead.id, move as Move)
  } catch (error) {
    return leadPage(c, v, typed, errorsIn(v, error))
  }
  return c.redirect(v.href(`/leads/${lead.id}?told=moved`), 303)
})

leadPages.post('/leads/:id/note', async (c) => {
  const v = viewOf(c)
  const lead = await leadHere(c, v)
  const { typed } = await readSent(c, '')
  try {
    await noteLead(v.ctx, lead.id, { kind: typed.kind, body: typed.body } as NoteInput)
  } catch (error) {
    return leadPage(c, v, typed, errorsIn(v, error))
  }
  return c.redirect(v.href(`/leads/${lead.id}?told=noted`), 303)
})

leadPages.post('/leads/:id/site', async (c) => {
  const v = viewOf(c)
  const lead = await leadHere(c, v)
  const { typed } = await readSent(c, '')
  try {
    const site = await becomeSite(v.ctx, lead.id, { organisationId: typed.organisationId ?? '' })
    return c.redirect(v.href(`/premises/${site}?told=opened`), 303)
  } catch (error) {
    return leadPage(c, v, typed, errorsIn(v, error))
  }
})

leadPages.post('/leads/:id/listing', async (c) => {
  const v = viewOf(c)
  const lead = await leadHere(c, v)
  const { typed } = await readSent(c, '')
  try {
    await becomeListing(v.ctx, lead.id, {
      ...{ direction: typed.direction as 'offer', organisationId: typed.organisation ?? '' },
      ...{ quantity: numberOr(typed.quantity, undefined) as number, unit: typed.unit as 'kg' },
    })
    return c.redirect(v.href(`/leads/${lead.id}?told=saved`), 303)
  } catch (error) {
    return leadPage(c, v, typed, renamed(errorsIn(v, error), { organisationId: 'organisation' }))
  }
})

async function leadHere(c: AppContext, v: View): Promise<Lead> {
  const lead = await leadInside(v.ctx, c.req.param('id') ?? '')
  if (lead.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return lead
}

const leadIn = (typed: Typed) => ({
  ...{ title: typed.title ?? '', words: typed.words ?? '', address: typed.address ?? '' },
  ...{ commune: typed.commune ?? '', postcode: typed.postcode ?? '' },
  ...{ lat: numberOr(typed.lat, null), lng: numberOr(typed.lng, null) },
  ...{ surfaceM2: numberOr(typed.surfaceM2, null), ownerId: orNone(typed.ownerId) ?? null },
  ...{ ownerName: typed.ownerName ?? '', ownerContact: typed.ownerContact ?? '' },
  ...{ nextAction: typed.nextAction ?? '', nextOn: orNone(typed.nextOn) ?? null },
  nextBy: orNone(typed.nextBy) ?? null,
})

async function leadPage(c: AppContext, v: View, typed: Typed = {}, errors?: FormErrors) {
  const lead = await leadHere(c, v)
  const [history, organisations] = await Promise.all([
    historyOf(v.ctx, lead.id),
    namesOf(v.ctx, lead.clusterId),
  ])
  const words = v.t.leads.show
  const told = { moved: words.moved, saved: words.saved, noted: words.noted }
  const said = Object.entries(told).find(([name]) => name === c.req.query('told'))?.[1]
  return page(
    v,
    { title: lead.title, noIndex: true, sheets: ['premises', 'leads'], status: errors ? 422 : 200 },
    <LeadPage
      v={v}
      shown={{ lead, history, organisations, typed, errors }}
      told={c.req.method === 'GET' ? said : undefined}
    />,
  )
}

async function formPage(v: View, lead: Lead | null, typed: Typed, errors?: FormErrors) {
  const { id } = runBy(v)
  const words = v.t.leads.form
  const [coordinators, organisations] = await Promise.all([coordinatorsOf(v.ctx, id), namesOf(v.ctx, id)])
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  const title = lead ? words.editTitle : words.newTitle
  return page(
    v,
    { title, noIndex: true, sheets: ['premises', 'leads'], status: errors ? 422 : 200 },
    <div class="w sec narrow premises st wide-gap">
      <p class="back sm">
        <a href={v.href(lead ? `/leads/${lead.id}` : '/leads')}>{lead ? lead.title : v.t.leads.show.back}</a>
      </p>
      <h1 class="h1s">{title}</h1>
      <ErrorSummary v={v} errors={errors} />
      <form class="st wide-gap" method="post" novalidate>
        {lead ? (
          <input type="hidden" name="version" value={typed.version ?? String(lead.version)} />
        ) : (
          <Tiles
            name="subject"
            legend={words.subject}
            value={typed.subject ?? 'premises'}
            columns={2}
            choices={SUBJECTS.map((value) => ({ value, label: v.t.leads.board.subject[value] }))}
          />
        )}
        <Field {...field('title')} label={words.title} maxlength={120} required />
        <TextArea {...field('words')} label={words.words} maxlength={2000} rows={3} />
        <Field {...field('address')} label={words.address} maxlength={200} autocomplete="off" />
        <div class="cols">
          <Field {...field('commune')} label={words.commune} maxlength={100} />
          <Field {...field('postcode')} label={words.postcode} maxlength={12} />
          <Field {...field('surfaceM2')} label={words.surface} inputmode="numeric" />
        </div>
        <div class="cols">
          <Field {...field('lat')} label={words.lat} inputmode="decimal" />
          <Field {...field('lng')} label={words.lng} inputmode="decimal" />
        </div>
        <Select
          {...field('ownerId')}
          label={words.ownerId}
          choices={[
            { value: '', label: words.ownerNone },
            ...organisations.map((o) => ({ value: o.id, label: o.name })),
          ]}
        />
        <Field {...field('ownerName')} label={words.ownerName} maxlength={200} />
        <Field {...field('ownerContact')} label={words.ownerContact} maxlength={500} />
        <Field
          {...field('nextAction')}
          label={words.nextAction}
          hint={words.nextActionHint}
          maxlength={300}
        />
        <div class="cols">
          <Field {...field('nextOn')} type="date" label={words.nextOn} />
          <Select
            {...field('nextBy')}
            label={words.nextBy}
            choices={[
              { value: '', label: words.nobody },
              ...coordinators.map((one) => ({ value: one.personId, label: one.name })),
            ]}
          />
        </div>
        <p class="row">
          <button class="b" type="submit">
            {words.save}
          </button>
          <a class="b b3" href={v.href(lead ? `/leads/${lead.id}` : '/leads')}>
            {words.cancel}
          </a>
        </p>
      </form>
    </div>,
  )
}
