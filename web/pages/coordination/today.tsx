import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { today, waiting } from '../../../worker/dashboards/queriesOfToday'
import { renewListing } from '../../../worker/listings/commands/renewListing'
import { listingById } from '../../../worker/listings/queries'
import { membersOf } from '../../../worker/organisations/queries'
import { mustCoordinate } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { figuresOfLastMonth } from '../../../worker/dashboards/queries'
import { CoordinationNav } from '../../components/CoordinationNav'
import { page, type View, viewOf } from '../../view'
import { countedHref, hoursWords } from './asked'
import { Alarm, Expiring, Joining, Needs, Reports, Requests } from './TodayItems'

/** What waits for the coordinator, each with the next act. */
export const todayPages = new Hono<AppEnv>()
  .get('/coordination', async (c) => {
    const v = viewOf(c)
    if (!v.cluster) throw new AppError('not_found')
    const actor = mustCoordinate(v.ctx, v.cluster.id)
    const [list, last] = await Promise.all([today(v.ctx, v.cluster.id), figuresOfLastMonth(v.ctx, v.cluster)])
    const words = v.t.dashboards.today
    const count = waiting(list)
    return page(
      v,
      { title: words.title, noIndex: true, sheets: ['figures'] },
      <div class="w sec st">
        <CoordinationNav v={v} current="today" />
        <div>
          <p class="q sm">{v.f.date(v.ctx.now)}</p>
          <h1 class="h1s">{words.hello(actor.name.split(' ')[0] ?? actor.name, count)}</h1>
        </div>
        {c.req.query('done') === 'renewed' && (
          <p class="note free" role="status">
            <span>{words.expiring.done}</span>
          </p>
        )}
        {count === 0 ? (
          <Quiet v={v} begins={last.organisations === 0} />
        ) : (
          <section class="panel" aria-labelledby="td">
            <h2 id="td" class="vh">
              {words.list}
            </h2>
            <ol class="do">
              <Alarm v={v} list={list} />
              <Reports v={v} list={list} />
              <Requests v={v} list={list} />
              <Needs v={v} list={list} />
              <Joining v={v} list={list} />
              <Expiring v={v} list={list} />
            </ol>
          </section>
        )}
        <LastWeeks v={v} last={last} />
      </div>,
    )
  })
  .post('/coordination/renew', async (c) => {
    const v = viewOf(c)
    if (!v.cluster) throw new AppError('not_found')
    mustCoordinate(v.ctx, v.cluster.id)
    const id = String((await c.req.parseBody()).listing ?? '')
    const listing = await listingById(v.ctx, id)
    if (listing?.clusterId !== v.cluster.id) throw new AppError('not_found')
    // Done for those who would do it themselves: its poster, else a manager of the organisation.
    const people = await membersOf(v.ctx, listing.organisationId)
    const member = people.find((one) => one.personId === listing.createdBy) ?? people[0]
    await renewListing(v.ctx, id, member ? { onBehalfOf: member.id } : { imported: true })
    return c.redirect(`${v.href('/coordination')}?done=renewed`, 303)
  })

/** Nothing waits: because all is done, or because the cluster has nobody yet who could ask for anything. */
function Quiet({ v, begins }: { v: View; begins: boolean }) {
  const words = v.t.dashboards.today
  return (
    <div class="empty">
      <p>{begins ? words.begin : words.quiet}</p>
      <p class="row">
        {begins ? (
          <>
            <a class="b" href={v.href('/coordination/members')}>
              {words.beginInvite}
            </a>
            <a class="b b2" href={v.href('/coordination/import')}>
              {words.beginImport}
            </a>
          </>
        ) : (
          <a class="b b2" href={v.href('/coordination/dashboard')}>
            {words.quietAct}
          </a>
        )}
      </p>
    </div>
  )
}

/** What the last four weeks gave, as far as the dashboard. */
function LastWeeks({ v, last }: { v: View; last: Awaited<ReturnType<typeof figuresOfLastMonth>> }) {
  const { today: words, figures } = v.t.dashboards
  const period = { from: last.from, to: last.to }
  return (
    <section class="st" aria-labelledby="lw">
      <div class="hd">
        <h2 id="lw">{words.figures}</h2>
        <a href={v.href('/coordination/dashboard?period=4w')}>{v.t.dashboards.title}</a>
      </div>
      <div class="figs">
        <a class="fig" href={countedHref(v, period, { what: 'organisations' })}>
          <b>{v.f.number(last.organisations)}</b>
          {figures.activeOnes(last.organisations)}
        </a>
        <a class="fig" href={countedHref(v, period, { what: 'bookings' })}>
          <b>{v.f.number(last.bookings)}</b>
          {figures.bookings(last.bookings)}
        </a>
        <a class="fig" href={countedHref(v, period, { what: 'needs', state: 'met' })}>
          <b>{figures.of(v.f.number(last.needsMet), v.f.number(last.needs))}</b>
          {figures.metNone}
        </a>
        <a class="fig" href={countedHref(v, period, { what: 'hours' })}>
          <b>{hoursWords(v, last.minutes)}</b>
          {figures.hoursShared}
        </a>
      </div>
    </section>
  )
}
