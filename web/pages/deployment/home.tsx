import { Hono } from 'hono'
import { clusters } from '../../../worker/clusters/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon, Picture } from '../../components/Icon'
import { page, viewOf } from '../../view'

const PICTURES = ['room', 'van', 'hands', 'pallet', 'floor', 'tent', 'shop', 'kitchen'] as const
const COLOURS = ['space', 'equipment', 'staff', 'waste', 'premises'] as const

/** The deployment's first page: its clusters. Where there is one, it is that cluster's. */
export const deploymentHome = new Hono<AppEnv>().get('/', async (c) => {
  const v = viewOf(c)
  const t = v.t.organisations.deployment
  const after = c.req.query('after')
  const { items, nextCursor } = await clusters(v.ctx, { limit: 24, after })
  const [only] = items
  if (only && items.length === 1 && !after) return c.redirect(v.at(`/${only.slug}`), 302)
  return page(
    v,
    { title: t.hero, description: t.description },
    <>
      <section class="cloth hero">
        <div class="w st">
          <h1>{t.hero}</h1>
          <p class="lead q">{t.lead}</p>
        </div>
      </section>
      <section class="w sec">
        <h2 class="hd">{items.length > 0 ? t.choose : t.empty}</h2>
        {items.length === 0 && v.actor?.isOperator && (
          <p class="empty">
            <a class="b" href={v.at('/operator')}>
              {t.emptyOperator}
            </a>
          </p>
        )}
        <ul class="list poles">
          {items.map((cluster, i) => (
            <li class={`card ${COLOURS[i % COLOURS.length]}`}>
              <Picture name={PICTURES[i % PICTURES.length] ?? 'room'} />
              <div class="bd">
                <h3>
                  <a href={v.at(`/${cluster.slug}`)}>
                    <bdi>{cluster.name}</bdi>
                  </a>
                </h3>
                <p class="q">
                  <bdi>{cluster.territory}</bdi>
                </p>
                <p class="pr">
                  <b>{t.organisations(cluster.organisations)}</b>{' '}
                  <span class="q">{t.radius(v.f.distance(cluster.radiusKm))}</span>
                </p>
                {cluster.isDemo && <p class="s soon">{t.demo}</p>}
              </div>
            </li>
          ))}
        </ul>
        {nextCursor && (
          <p class="row">
            <a class="b b2" href={`?after=${nextCursor}`}>
              {t.more}
              <Icon name="arrow-right" mirrored />
            </a>
          </p>
        )}
      </section>
    </>,
  )
})
