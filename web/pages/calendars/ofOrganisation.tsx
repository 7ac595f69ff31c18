import { Hono } from 'hono'
import {
  addressOf,
  createAddress,
  mayReadOrganisation,
  revokeAddress,
} from '../../../worker/calendars/addresses'
import { AppError } from '../../../worker/core/errors'
import { organisationIn } from '../../../worker/organisations/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { page, viewOf } from '../../view'
import { Told } from '../../components/Told'
import { AddressPanel, CopyScript, How, NewAddress } from './Address'

/** What an organisation borrows and lends in this cluster, for its members' own calendars. */
export const organisationCalendars = new Hono<AppEnv>()

organisationCalendars.get('/organisations/:id/calendars', (c) => show(c))
organisationCalendars.post('/organisations/:id/calendars', async (c) => {
  const { one, about } = await asked(c)
  const { address } = await createAddress(c.get('ctx'), {
    scope: 'organisation',
    ...about,
    subjectId: one.id,
  })
  return show(c, address)
})
organisationCalendars.post('/organisations/:id/calendars/revoke', async (c) => {
  const v = viewOf(c)
  const { one, known } = await asked(c)
  if (!known) throw new AppError('not_found')
  await revokeAddress(v.ctx, known.id)
  return c.redirect(v.href(`/organisations/${one.id}/calendars?done=revoked`), 303)
})

/** The organisation, for its members and the coordinator; others do not learn of it here. */
async function asked(c: AppContext) {
  const v = viewOf(c)
  const actor = mustBeSignedIn(v.ctx)
  const about = { subjectId: c.req.param('id') ?? '', clusterId: v.cluster?.id ?? '' }
  const one = await organisationIn(v.ctx, about.clusterId, about.subjectId)
  if (!one || !(await mayReadOrganisation(v.ctx, actor, about))) throw new AppError('not_found')
  return { one, about, known: await addressOf(v.ctx, 'organisation', about.subjectId, about.clusterId) }
}

async function show(c: AppContext, address?: string) {
  const v = viewOf(c)
  const { one, known } = await asked(c)
  const t = v.t.calendars
  const back = v.href(`/organisations/${one.id}`)
  c.header('cache-control', 'no-store')
  return page(
    v,
    { title: t.title, noIndex: true, scripts: address && <CopyScript /> },
    <div class="w sec st">
      <p>
        <a href={back}>
          <bdi>{one.name}</bdi>
        </a>
      </p>
      <h1 class="h1s">{t.title}</h1>
      <Told words={c.req.query('done') === 'revoked' ? t.revoked : undefined} />
      <p class="lead q">{t.leads.organisation(one.name)}</p>
      {address && <NewAddress v={v} address={address} />}
      <div class="side">
        <AddressPanel v={v} known={known} path={`${back}/calendars`} />
        <How v={v} />
      </div>
    </div>,
  )
}
