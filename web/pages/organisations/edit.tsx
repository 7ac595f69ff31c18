import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { updateOrganisation } from '../../../worker/organisations/commands/updateOrganisation'
import { type Organisation, organisationIn as organisationOf } from '../../../worker/organisations/queries'
import { mustRun } from '../../../worker/organisations/rights'
import type { AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { sent } from './form'
import { OrganisationFields, organisationIn, type Typed } from './OrganisationFields'

/** A manager, or the coordinator, changes what is told of an organisation. */
export const organisationEdit = new Hono<AppEnv>()
  .get('/organisations/:id/edit', async (c) => {
    const v = viewOf(c)
    const one = await read(v, c.req.param('id'))
    return editPage(v, one, typedOf(one))
  })
  .post('/organisations/:id/edit', async (c) => {
    const v = viewOf(c)
    const one = await read(v, c.req.param('id'))
    const typed = await sent(c)
    const { siret: _s, foreignId: _f, country: _c, ...said } = organisationIn(typed)
    // An emptied website or place is emptied, not left as it was.
    const patch = { ...said, website: said.website ?? null, lat: said.lat ?? null, lng: said.lng ?? null }
    try {
      await updateOrganisation(v.ctx, c.get('cluster').id, one.id, patch, Number(typed.version) || undefined)
    } catch (error) {
      return editPage(v, one, typed, errorsIn(v, error))
    }
    return c.redirect(v.href(`/organisations/${one.id}`), 303)
  })

async function read(v: View, id: string) {
  if (!v.cluster) throw new AppError('not_found')
  await mustRun(v.ctx, id, v.cluster.id)
  const one = await organisationOf(v.ctx, v.cluster.id, id)
  if (!one) throw new AppError('not_found')
  return one
}

const typedOf = (one: Organisation): Typed => ({
  ...{
    name: one.name,
    legalForm: one.legalForm,
    commune: one.commune,
    postcode: one.postcode,
    address: one.address,
  },
  ...{ website: one.website ?? '', description: one.description, version: String(one.version) },
  ...{ lat: one.lat?.toString() ?? '', lng: one.lng?.toString() ?? '' },
})

function editPage(v: View, one: Organisation, typed: Typed, errors?: FormErrors) {
  const t = v.t.organisations.organisation
  return page(
    v,
    { title: t.editTitle(one.name), noIndex: true, status: errors ? 422 : 200 },
    <div class="w sec st narrow">
      <h1 class="h1s">
        <bdi>{t.editTitle(one.name)}</bdi>
      </h1>
      <ErrorSummary v={v} errors={errors} />
      <form class="panel st" method="post" novalidate>
        <input type="hidden" name="version" value={typed.version ?? one.version} />
        <OrganisationFields v={v} typed={typed} errors={errors} />
        <div class="row">
          <button class="b" type="submit">
            {v.t.common.save}
          </button>
          <a class="b b3" href={v.href(`/organisations/${one.id}`)}>
            {v.t.common.cancel}
          </a>
        </div>
      </form>
    </div>,
  )
}
