import { Hono } from 'hono'
import { csvFile } from '../../../worker/core/csv'
import { wallOf } from '../../../worker/core/time'
import { STAGES, SUBJECTS } from '../../../worker/leads/input'
import { boardOf, type Column, type LeadFilters, leadsOf, pointsOf } from '../../../worker/leads/queries'
import { BOARD, BOARD_OF_WASTE, type LeadStage } from '../../../worker/leads/rules'
import { leadRows } from '../../../worker/leads/table'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { CoordinationNav } from '../../components/CoordinationNav'
import { Icon } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { m2 } from '../premises/words'
import { runBy } from '../running/frame'
import { LeadLines, Rows } from './LeadLines'
import { MapOfLeads } from './MapOfLeads'

/** Leads of a cluster, for its coordinators: a board by stage, a list, a map, a file. */
export const boardPages = new Hono<AppEnv>()

/** Cards of one column: more are a list of their own. */
const CARDS = 6

boardPages.get('/leads', async (c) => {
  const v = viewOf(c)
  const { id } = runBy(v)
  const asked = askedIn(c, v)
  if (asked.stage || asked.q) return listPage(c, v, id, asked)
  const stages = asked.subject === 'waste' ? BOARD_OF_WASTE : BOARD
  const { columns, dropped } = await boardOf(v.ctx, id, asked, stages, CARDS)
  const words = v.t.leads
  const all = columns.reduce((sum, column) => sum + column.count, 0)
  return leadsPage(
    v,
    asked,
    'board',
    <>
      {all === 0 && dropped === 0 ? (
        <p class="empty">{words.board.emptyAll}</p>
      ) : (
        <div class="board">
          {columns.map((column) => (
            <ColumnOf v={v} column={column} asked={asked} />
          ))}
        </div>
      )}
      {dropped > 0 && (
        <p>
          <a href={hrefOf(v, { ...asked, stage: 'dropped' })}>{words.board.dropped(v.f.number(dropped))}</a>
        </p>
      )}
    </>,
  )
})

boardPages.get('/leads/map', async (c) => {
  const v = viewOf(c)
  const { id } = runBy(v)
  const asked = askedIn(c, v)
  const [points, { items, next }] = await Promise.all([
    pointsOf(v.ctx, id, asked),
    leadsOf(v.ctx, id, asked, { limit: 8, after: c.req.query('after') }),
  ])
  return leadsPage(
    v,
    asked,
    'map',
    <div class="side map">
      <MapOfLeads v={v} points={points} />
      <div class="st">
        <Rows v={v} items={items} next={next} more={(after) => hrefOf(v, asked, '/leads/map', after)} />
      </div>
    </div>,
  )
})

boardPages.get('/leads.csv', async (c) => {
  const v = viewOf(c)
  const { id, slug } = runBy(v)
  c.header('content-type', 'text/csv; charset=utf-8')
  c.header('content-disposition', `attachment; filename="${slug}-leads.csv"`)
  return c.body(csvFile(await leadRows(v.ctx, id, askedIn(c, v))))
})

interface Asked extends LeadFilters {
  mine?: boolean
  due?: boolean
}

/** What the address asks for; what is no answer counts for nothing. */
function askedIn(c: AppContext, v: View): Asked {
  const subject = SUBJECTS.find((one) => one === c.req.query('subject'))
  const stage = STAGES.find((one) => one === c.req.query('stage'))
  const q = c.req.query('q')?.trim()
  return {
    ...(subject && { subject }),
    ...(stage && { stage }),
    ...(q && { q }),
    ...(c.req.query('mine') !== undefined && { mine: true, by: v.actor?.personId ?? '' }),
    ...(c.req.query('due') !== undefined && { due: true, dueOn: wallOf(v.ctx.now, v.f.timeZone).date }),
  }
}

function hrefOf(v: View, { subject, stage, q, mine, due }: Asked, path = '/leads', after?: string): string {
  const query = new URLSearchParams({
    ...(subject && { subject }),
    ...(stage && { stage }),
    ...(q && { q }),
    ...(mine && { mine: '' }),
    ...(due && { due: '' }),
    ...(after && { after }),
  }).toString()
  return v.href(path) + (query && `?${query}`)
}

async function listPage(c: AppContext, v: View, clusterId: string, asked: Asked) {
  const { items, next } = await leadsOf(v.ctx, clusterId, asked, { limit: 25, after: c.req.query('after') })
  return leadsPage(
    v,
    asked,
    'board',
    <Rows v={v} items={items} next={next} more={(after) => hrefOf(v, asked, '/leads', after)} />,
  )
}

/** The frame of all three: title, filters as links, ways out. */
function leadsPage(v: View, asked: Asked, shown: 'board' | 'map', body: unknown) {
  const words = v.t.leads.board
  const toggles = [
    { on: asked.mine, name: words.mine, href: hrefOf(v, { ...asked, mine: !asked.mine }, pathOf(shown)) },
    { on: asked.due, name: words.due, href: hrefOf(v, { ...asked, due: !asked.due }, pathOf(shown)) },
  ]
  const stages = asked.subject === 'waste' ? BOARD_OF_WASTE : BOARD
  return page(
    v,
    { title: words.title, noIndex: true, sheets: ['premises', 'leads'] },
    <div class="w sec premises st">
      <CoordinationNav v={v} current="leads" />
      <div class="hd">
        <h1 class="h1s">{words.title}</h1>
        <a class="b" href={v.href('/leads/new')}>
          <Icon name="plus" />
          {words.new}
        </a>
      </div>
      <p class="lead q">{words.lead}</p>
      <ul class="chips">
        {(['board', 'map'] as const).map((one) => (
          <li>
            <a
              class={one === shown && !asked.stage ? 'chip on' : 'chip'}
              href={hrefOf(v, { ...asked, stage: undefined }, pathOf(one))}
              aria-current={one === shown && !asked.stage ? 'page' : undefined}
            >
              {words[one]}
            </a>
          </li>
        ))}
        {toggles.map(({ on, name, href }) => (
          <li>
            <a class={on ? 'chip flt' : 'chip'} href={href} aria-current={on ? 'true' : undefined}>
              {name}
            </a>
          </li>
        ))}
        {SUBJECTS.map((one) => {
          const on = asked.subject === one
          const subject = on ? undefined : one
          return (
            <li>
              <a
                class={on ? 'chip flt' : 'chip'}
                href={hrefOf(v, { ...asked, subject, stage: undefined }, pathOf(shown))}
                aria-current={on ? 'true' : undefined}
              >
                {words.subject[one]}
              </a>
            </li>
          )
        })}
      </ul>
      {shown === 'board' && (
        <nav class={asked.stage ? 'sc' : 'sc onlym'} aria-label={words.filter}>
          <ul class="chips nw">
            {[...stages, 'dropped' as const].map((stage) => (
              <li>
                <a
                  class={stage === asked.stage ? 'chip on' : 'chip'}
                  href={hrefOf(v, { ...asked, stage })}
                  aria-current={stage === asked.stage ? 'page' : undefined}
                >
                  {v.t.leads.stages[stage]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <form class="find" method="get" action={v.href('/leads')}>
        <input
          type="search"
          name="q"
          value={asked.q ?? ''}
          aria-label={words.search}
          placeholder={words.search}
        />
        <button class="b b2" type="submit">
          {words.find}
        </button>
      </form>
      {body as never}
      <p class="row">
        <a class="b b2" href={hrefOf(v, asked, '/leads.csv')}>
          <Icon name="download" />
          {words.csv}
        </a>
        <a class="b b2" href={v.href('/premises/friches.csv')}>
          <Icon name="download" />
          {words.friches}
        </a>
        <a class="b b3" href={v.href('/coordination/import')}>
          {words.import}
        </a>
        <a class="b b3" href={v.href('/report-place')}>
          {words.reportLink}
        </a>
      </p>
    </div>,
  )
}
const pathOf = (shown: 'board' | 'map') => (shown === 'map' ? '/leads/map' : '/leads')

function ColumnOf({ v, column, asked }: { v: View; column: Column; asked: Asked }) {
  const words = v.t.leads
  const stage: LeadStage = column.stage
  return (
    <section aria-labelledby={`col-${stage}`}>
      <h2 id={`col-${stage}`}>
        {words.stages[stage]} <span class="q">{v.f.number(column.count)}</span>
      </h2>
      {column.surfaceM2 > 0 && <p class="q xs">{m2(v, column.surfaceM2)}</p>}
      {column.count === 0 && <p class="q sm">{words.board.empty}</p>}
      {column.first.map((lead) => (
        <article class="lead-card">
          <LeadLines v={v} lead={lead} heading="h3" />
        </article>
      ))}
      {column.count > column.first.length && (
        <a class="b b3" href={hrefOf(v, { ...asked, stage })}>
          {words.board.seeAll(v.f.number(column.count))}
          <span class="vh"> : {words.stages[stage]}</span>
        </a>
      )}
    </section>
  )
}
