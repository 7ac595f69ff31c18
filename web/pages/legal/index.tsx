import { Hono } from 'hono'
import { CLUSTER_PAGES } from '../../../worker/clusters/input'
import { clusterPage } from '../../../worker/clusters/queries'
import { standardPage } from '../../../worker/clusters/standardPage'
import { AppError } from '../../../worker/core/errors'
import type { AppEnv } from '../../../worker/platform/http'
import { Prose } from '../../components/Prose'
import { page, viewOf } from '../../view'

/** Legal notice, privacy, terms, accessibility, ranking, help, data: as the cluster words them. */
export const legalPages = new Hono<AppEnv>().get('/pages/:name', async (c) => {
  const v = viewOf(c)
  const name = CLUSTER_PAGES.find((one) => one === c.req.param('name'))
  if (!name || !v.cluster) throw new AppError('not_found')
  const own = await clusterPage(v.ctx, v.cluster.id, name, v.language)
  const title = v.t.common.pages[name]
  return page(
    v,
    { title, description: `${title}, ${v.cluster.name}` },
    <article class="w sec st">
      <h1 class="h1s">{title}</h1>
      <Prose text={own?.body ?? standardPage(v.ctx, v.cluster, name, v.language)} level={2} />
      {v.isCoordinator && (
        <p>
          <a class="b b2" href={v.href(`/coordination/pages/${name}/${v.language}`)}>
            {v.t.organisations.pages.edit}
          </a>
        </p>
      )}
    </article>,
  )
})
