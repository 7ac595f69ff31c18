import { Hono } from 'hono'
import { premisesFigures } from '../../../worker/landlords/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { sitesOf } from '../../../worker/premises/queries'
import { CoordinationNav } from '../../components/CoordinationNav'
import { page, viewOf } from '../../view'

/** What the premises of a cluster amount to, for its coordinators. */
export const clusterFigurePages = new Hono<AppEnv>().get('/coordination/premises', async (c) => {
  const v = viewOf(c)
  const words = v.t.landlords.cluster
  const place = { id: v.cluster?.id ?? '', timeZone: v.f.timeZone }
  const figures = await premisesFigures(v.ctx, place)
  const { items } = await sitesOf(v.ctx, place.id, null)
  const m2 = (value: number) => v.f.quantity(value, 'm2')
  const shown: [string, string, string?][] = [
    [v.f.number(figures.vacantM2), words.vacant],
    [v.f.number(figures.underCallM2), words.underCall],
    [v.f.number(figures.occupiedM2), words.occupied],
    [v.f.number(figures.housed), words.housed, words.housedEver(figures.housedEver)],
    [v.f.number(figures.monthsGiven, 1), words.months, words.monthsNote],
  ]
  return page(
    v,
    { title: words.title, noIndex: true, sheets: ['figures', 'premises'] },
    <div class="w sec premises st wide-gap">
      <CoordinationNav v={v} current="premises" />
      <div class="st tight">
        <p class="q">{words.title}</p>
        <h1 class="h1s">{figures.vacantM2 > 0 ? words.found(m2(figures.vacantM2)) : words.foundNone}</h1>
        <p class="lead q">
          {words.lead} {words.sites(figures.sites, figures.lots)}.
        </p>
      </div>
      <ul class="fig5">
        {shown.map(([value, what, more]) => (
          <li class="panel">
            <b>{value}</b> {what}
            {more && <span class="hint xs">{more}</span>}
          </li>
        ))}
      </ul>
      <section class="st" aria-labelledby="bysite">
        <h2 id="bysite">{words.bySite}</h2>
        <ul class="rows panel">
          {items.map((site) => (
            <li>
              <div>
                <a class="rowlink" href={v.href(`/premises/${site.id}`)}>
                  <bdi>{site.name}</bdi>
                </a>
                <p class="q sm">
                  <bdi>{site.organisationName}</bdi>
                </p>
              </div>
              <span>
                {m2(site.floorM2 - site.vacantM2)} / {m2(site.floorM2)}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <p class="row">
        <a class="b b2" href={v.href('/landlord')}>
          {v.t.landlords.title}
        </a>
        <a class="b b2" href={v.href('/occupancies')}>
          {v.t.landlords.agreements}
        </a>
        <a class="b b2" href={v.href('/coordination/agreements')}>
          {words.texts}
        </a>
      </p>
    </div>,
  )
})
