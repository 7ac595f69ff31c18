import { Hono } from 'hono'
import { type Call, callsOf } from '../../../worker/calls/queries'
import { myApplications } from '../../../worker/calls/queriesOfApplications'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { momentWords, SHAPES } from './words'

/** The calls of a cluster, and one's own applications. */
export const callListPages = new Hono<AppEnv>()

callListPages.get('/calls', async (c) => {
  const v = viewOf(c)
  const words = v.t.calls.list
  const { items, nextCursor } = await callsOf(v.ctx, v.cluster?.id ?? '', { cursor: c.req.query('cursor') })
  const opens =
    v.isCoordinator ||
    v.actor?.organisations.some((m) => m.mayAnswer && m.clusters.includes(v.cluster?.id ?? ''))
  return page(
    v,
    { title: words.title, description: words.lead, door: 'search', sheets: ['calls'] },
    <div class="w sec st wide-gap premises">
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      {v.isMember && (
        <p class="row">
          <a class="b b2" href={v.href('/applications')}>
            {words.mine}
          </a>
          {opens && (
            <a class="b b2" href={v.href('/calls/new')}>
              <Icon name="plus" />
              {words.open}
            </a>
          )}
        </p>
      )}
      {items.length === 0 ? (
        <div class="empty">
          <p>{words.empty}</p>
          <a class="b b2" href={v.href('/search?kind=premises')}>
            {words.emptyAct}
          </a>
        </div>
      ) : (
        <ul class="do panel">
          {items.map((call) => (
            <Line v={v} call={call} />
          ))}
        </ul>
      )}
      {nextCursor && (
        <p>
          <a class="b b2" href={v.href(`/calls?cursor=${nextCursor}`)}>
            {words.more}
          </a>
        </p>
      )}
    </div>,
  )
})

function Line({ v, call }: { v: View; call: Call }) {
  const words = v.t.calls
  return (
    <li>
      <div>
        <h2 class="h3">
          <a href={v.href(`/calls/${call.id}`)}>
            <bdi>{call.title}</bdi>
          </a>
        </h2>
        <p class="q sm">
          <bdi>{call.siteName}</bdi> · <bdi>{call.organisationName}</bdi>
        </p>
      </div>
      <p class={`s ${SHAPES[call.now]}`}>
        {words.status[call.now]}
        {call.now === 'published' &&
          call.deadline &&
          ` · ${words.application.deadline(momentWords(v, call.deadline))}`}
      </p>
    </li>
  )
}

callListPages.get('/applications', async (c) => {
  const v = viewOf(c)
  const words = v.t.calls
  const { items, nextCursor } = await myApplications(v.ctx, {
    clusterId: v.cluster?.id ?? '',
    cursor: c.req.query('cursor'),
  })
  const mine = v.actor?.organisations.filter((m) => m.clusters.includes(v.cluster?.id ?? '')) ?? []
  return page(
    v,
    { title: words.mine.title, door: 'search', noIndex: true, sheets: ['calls'] },
    <div class="w sec st wide-gap premises">
      <div class="st tight">
        <h1 class="h1s">{words.mine.title}</h1>
        <p class="lead q">{words.mine.lead}</p>
      </div>
      {mine.length > 0 && (
        <p class="row">
          {mine.map((m) => (
            <a class="b b2" href={v.href(`/organisations/${m.organisationId}/profile`)}>
              {words.mine.profile}
              {mine.length > 1 && (
                <>
                  {' · '}
                  <bdi>{m.organisationName}</bdi>
                </>
              )}
            </a>
          ))}
        </p>
      )}
      {items.length === 0 ? (
        <div class="empty">
          <p>{words.mine.empty}</p>
          <a class="b b2" href={v.href('/calls')}>
            {words.mine.emptyAct}
          </a>
        </div>
      ) : (
        <ul class="do panel">
          {items.map((a) => (
            <li>
              <div>
                <h2 class="h3">
                  <a href={v.href(`/applications/${a.id}`)}>{words.application.title(a.number)}</a>
                </h2>
                <p class="q sm">
                  <bdi>{a.callTitle}</bdi> · <bdi>{a.organisationName}</bdi>
                </p>
              </div>
              <p class={`s ${a.status === 'submitted' ? 'free' : 'soon'}`}>
                {words.application.status[a.status]}
              </p>
            </li>
          ))}
        </ul>
      )}
      {nextCursor && (
        <p>
          <a class="b b2" href={v.href(`/applications?cursor=${nextCursor}`)}>
            {words.list.more}
          </a>
        </p>
      )}
    </div>,
  )
})
