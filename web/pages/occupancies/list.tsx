import { Hono } from 'hono'
import { lotsToGive, occupanciesOf } from '../../../worker/occupancies/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon } from '../../components/Icon'
import { page, viewOf } from '../../view'
import { Status, termWords } from './frame'

/** Agreements that the reader has a part in, from either side. */
export const listPages = new Hono<AppEnv>().get('/occupancies', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const words = v.t.occupancies
  const clusterId = v.cluster?.id ?? ''
  const [{ items, nextCursor }, lots] = await Promise.all([
    occupanciesOf(v.ctx, clusterId, { cursor: c.req.query('after') ?? null, siteId: c.req.query('site') }),
    lotsToGive(v.ctx, clusterId),
  ])
  return page(
    v,
    { title: words.title, door: 'agenda', noIndex: true, sheets: ['premises'] },
    <div class="w sec premises st wide-gap">
      <div class="hd">
        <h1 class="h1s">{words.title}</h1>
        {lots.length > 0 && (
          <a class="b" href={v.href('/occupancies/new')}>
            <Icon name="plus" />
            {words.add}
          </a>
        )}
      </div>
      <p class="lead q">{words.lead}</p>
      {items.length === 0 ? (
        <div class="empty">
          <p>
            <b>{words.empty}</b>
          </p>
          <p>{words.emptyHint}</p>
        </div>
      ) : (
        <ul class="rows panel">
          {items.map((o) => (
            <li>
              <div class="st tight">
                <h2 class="t3">
                  <a class="rowlink" href={v.href(`/occupancies/${o.id}`)}>
                    <bdi>
                      {o.lotName}, {o.siteName}
                    </bdi>
                  </a>
                </h2>
                <p>
                  <bdi>{o.occupantName}</bdi> · <span class="q">{termWords(v, o)}</span>
                </p>
                <p class="q sm">
                  {words.forms[o.form]} · <bdi>{o.landlordName}</bdi>
                </p>
              </div>
              <Status v={v} o={o} />
            </li>
          ))}
        </ul>
      )}
      <p class="row">
        {nextCursor && (
          <a class="b b2" href={v.href(`/occupancies?after=${nextCursor}`)}>
            {words.more}
          </a>
        )}
        {lots.length > 0 && (
          <a class="b b2" href={v.href('/landlord')}>
            {words.dashboard}
          </a>
        )}
      </p>
    </div>,
  )
})
