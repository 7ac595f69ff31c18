import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { useInvitation } from '../../../worker/organisations/commands/useInvitation'
import { invitationByToken } from '../../../worker/organisations/queriesOfInvitations'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, type FormErrors, Tiles } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { sent } from './form'
import { OrganisationFields, organisationIn, type Typed } from './OrganisationFields'

/** A link that lets one person in. Opening it does nothing: mail programs open links too. */
export const invitationPages = new Hono<AppEnv>()
  .use('/invitations/*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('referrer-policy', 'no-referrer')
  })
  .get('/invitations/:token', (c) => invitationPage(c))
  .post('/invitations/:token', async (c) => {
    const v = viewOf(c)
    const token = c.req.param('token')
    const typed = await sent(c)
    try {
      const organisationId =
        typed.organisationId && typed.organisationId !== 'new' ? typed.organisationId : undefined
      const invitation = await invitationByToken(v.ctx, token)
      const { organisationId: place } = await useInvitation(v.ctx, token, {
        organisationId,
        organisation: organisationIn(typed),
      })
      return c.redirect(v.at(`/${invitation?.slug}${place ? '/me' : '/coordination'}`), 303)
    } catch (error) {
      if (error instanceof AppError && ['not_signed_in', 'link_expired', 'not_found'].includes(error.code))
        throw error
      return invitationPage(c, typed, errorsIn(v, error))
    }
  })

async function invitationPage(c: AppContext, typed: Typed = {}, errors?: FormErrors) {
  const v = viewOf(c)
  const t = v.t.organisations.invitation
  const invitation = await invitationByToken(v.ctx, c.req.param('token') ?? '')
  if (!invitation) throw new AppError('not_found')
  if (!invitation.open)
    return page(
      v,
      { title: t.closed, status: 410, noIndex: true },
      <div class="w sec st narrow">
        <h1 class="h1s">{t.closed}</h1>
        <p class="lead q">{t.closedLead}</p>
        <p>
          <a class="b" href={v.at(`/${invitation.slug}`)}>
            {v.t.common.goHome}
          </a>
        </p>
      </div>,
    )
  const { clusterName, organisationName, role } = invitation
  const brings = role !== 'coordinator' && !organisationName
  return page(
    v,
    { title: t.title, noIndex: true, status: errors ? 422 : 200 },
    <div class="w sec st narrow">
      <h1 class="h1s">{t.title}</h1>
      <p class="lead">
        {role === 'coordinator'
          ? t.coordinator(clusterName)
          : organisationName
            ? t.member(organisationName, clusterName)
            : t.bring(clusterName)}
      </p>
      <p class="q">
        <bdi>{invitation.territory}</bdi>
        {!brings && role !== 'coordinator' && (
          <>
            {' · '}
            {t.role} : {v.t.organisations.roles[role]}
          </>
        )}
      </p>
      <ErrorSummary v={v} errors={errors} />
      {v.actor ? (
        <form class="panel st" method="post" novalidate>
          {brings && <Bring v={v} typed={typed} errors={errors} />}
          <button class="b" type="submit">
            {t.accept}
          </button>
        </form>
      ) : (
        <p>
          <a class="b" href={`${v.at('/sign-in')}?next=${encodeURIComponent(c.req.path)}`}>
            {t.signIn}
          </a>
        </p>
      )}
      <p class="q sm">{t.until(v.f.date(invitation.expiresAt))}</p>
    </div>,
  )
}

/** An organisation the person manages already, or a new one. */
function Bring({ v, typed, errors }: { v: View; typed: Typed; errors?: FormErrors }) {
  const t = v.t.organisations.invitation
  const managed = (v.actor?.organisations ?? []).filter((m) => m.role === 'manager')
  return (
    <>
      {managed.length > 0 && (
        <Tiles
          name="organisationId"
          legend={t.which}
          value={typed.organisationId ?? managed[0]?.organisationId ?? 'new'}
          choices={[
            ...managed.map((m) => ({ value: m.organisationId, label: <bdi>{m.organisationName}</bdi> })),
            { value: 'new', label: t.another },
          ]}
        />
      )}
      {managed.length > 0 ? (
        <details open={typed.organisationId === 'new'}>
          <summary>{t.another}</summary>
          <OrganisationFields v={v} typed={typed} errors={errors} identified />
        </details>
      ) : (
        <OrganisationFields v={v} typed={typed} errors={errors} identified />
      )}
    </>
  )
}
