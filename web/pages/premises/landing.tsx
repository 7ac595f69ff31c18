import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { frichesOf } from '../../../worker/premises/exchange'
import { type SiteInList, sitesOf } from '../../../worker/premises/queries'
import { Icon, Picture } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { m2 } from './words'

/** The door of landlords: what they have, or what they could do with it. Coordinators see all of the cluster. */
export const landingPages = new Hono<AppEnv>()
  .get('/premises', async (c) => {
    const v = viewOf(c)
    const words = v.t.premises.landing
    const clusterId = v.cluster?.id ?? ''
    const mine = v.actor?.organisations.filter((m) => m.clusters.includes(clusterId)) ?? []
    const all = v.isCoordinator && c.req.query('mine') === undefined
    const whose = all ? null : mine.map((m) => m.organisationId)
    const { items, next } = v.isMember
      ? await sitesOf(v.ctx, clusterId, whose, { after: c.req.query('after') })
      : { items: [], next: null }
    return page(
      v,
      { title: words.title, door: 'post', sheets: ['premises'], description: words.lead },
      <div class="w sec premises st wide-gap">
        {items.length === 0 && <Welcome v={v} />}
        {v.isMember && (
          <section class="st" aria-labelledby="mine">
            <div class="hd">
              {items.length === 0 ? (
                <h2 id="mine">{all ? words.all : words.mine}</h2>
              ) : (
                <h1 class="h1s" id="mine">
                  {all ? words.all : words.mine}
                </h1>
              )}
              <a class="b" href={v.href('/premises/new')}>
                <Icon name="plus" />
                {items.length === 0 ? words.addFirst : words.add}
              </a>
            </div>
            {items.length === 0 ? (
              <p class="q">{all ? words.emptyAll : words.empty}</p>
            ) : (
              <ul class="rows panel">
                {items.map((site) => (
                  <Row v={v} site={site} all={all} />
                ))}
              </ul>
            )}
            <p class="row">
              {next && (
                <a class="b b2" href={v.href(`/premises?after=${next}`)}>
                  {words.more}
                </a>
              )}
              {v.isCoordinator && (
                <a class="b b2" href={v.href('/leads')}>
                  {words.leads}
                </a>
              )}
              {items.length > 0 && (
                <a class="b b2" href={v.href('/landlord')}>
                  {v.t.landlords.title}
                </a>
              )}
              {items.length > 0 && (
                <a class="b b2" href={v.href('/premises/friches.csv')}>
                  <Icon name="download" />
                  {words.export}
                </a>
              )}
            </p>
          </section>
        )}
        <p class="row">
          <a class="b b2" href={v.href('/report-place')}>
            <Icon name="megaphone" />
            {words.report}
          </a>
          <a class="b b3" href={v.href('/search?direction=offer&kind=premises')}>
            {words.seeOffers}
          </a>
        </p>
      </div>,
    )
  })
  .get('/premises/friches.csv', async (c) => {
    const v = viewOf(c)
    mustBeSignedIn(v.ctx)
    if (!v.cluster) throw new AppError('not_found')
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', `attachment; filename="${v.cluster.slug}-friches.csv"`)
    return c.body(await frichesOf(v.ctx, v.cluster))
  })

/** For who has nothing here yet: what it is, in three steps. */
function Welcome({ v }: { v: View }) {
  const words = v.t.premises.landing
  return (
    <div class="side">
      <div class="st">
        <h1>{words.title}</h1>
        <p class="lead q">{words.lead}</p>
        <h2>{words.steps}</h2>
        <ol class="do panel">
          {[words.step1, words.step2, words.step3].map((step) => (
            <li>{step}</li>
          ))}
        </ol>
        {!v.isMember && (
          <p class="row">
            <b>{words.owner}</b>
            <a class="b" href={v.href('/join')}>
              {words.join}
            </a>
          </p>
        )}
      </div>
      <div class="gal one">
        <Picture name="floor" />
      </div>
    </div>
  )
}

function Row({ v, site, all }: { v: View; site: SiteInList; all: boolean }) {
  const words = v.t.premises.landing
  const what =
    site.lots === 0
      ? words.noLots
      : [
          words.line(site.lots, m2(v, site.floorM2)),
          site.vacantM2 > 0 ? words.vacant(m2(v, site.vacantM2)) : words.full,
        ].join(', ')
  const look = site.status === 'published' ? 'free' : site.status === 'draft' ? 'ask' : 'no'
  return (
    <li>
      <div>
        <h2 class="h3">
          <a href={v.href(`/premises/${site.id}`)}>
            <bdi>{site.name}</bdi>
          </a>
        </h2>
        <p class="q sm">
          {[all && site.organisationName, site.commune].filter(Boolean).map((name, i) => (
            <>
              {i > 0 && ' · '}
              <bdi>{name}</bdi>
            </>
          ))}
        </p>
        <p class="sm">{what}</p>
      </div>
      <p class={`s ${look}`}>{words.status[site.status]}</p>
    </li>
  )
}
