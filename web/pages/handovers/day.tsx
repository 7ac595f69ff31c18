import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { addDays, instantOf, isDate, wallOf } from '../../../worker/core/time'
import { wantDayMail } from '../../../worker/handovers/commands/wantDayMail'
import { type DayList, dayOf, mustSeeDay } from '../../../worker/handovers/day'
import { wantsDayMail } from '../../../worker/handovers/writesOfDay'
import { type Membership, mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { page, type View, viewOf } from '../../view'
import { Groups } from './DayRows'

/** What a lender's day holds: to look at, to tick, to print. */
export const dayPages = new Hono<AppEnv>()

dayPages.get('/me/day', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const { cluster } = v
  if (!cluster) throw new AppError('not_found')
  const mine = organisationsHere(v)
  const organisationId = c.req.query('organisation') ?? mine[0]?.organisationId
  const today = wallOf(v.ctx.now, cluster.timeZone).date
  const asked = c.req.query('date') ?? ''
  const date = isDate(asked) && asked >= '2000' && asked < '2100' ? asked : today
  if (organisationId) mustSeeDay(v.ctx, organisationId, cluster.id)
  const list = organisationId ? await dayOf(v.ctx, organisationId, cluster, date) : null
  const own = mine.find((m) => m.organisationId === organisationId)
  const wants = own ? await wantsDayMail(v.ctx, own.memberId) : null
  return page(
    v,
    {
      title: `${v.t.handovers.day.title} : ${dayName(v, date)}`,
      door: 'agenda',
      noIndex: true,
      sheets: ['booking'],
    },
    <DayPage
      v={v}
      today={today}
      date={date}
      list={list}
      mine={mine}
      own={own}
      wants={wants}
      organisationId={organisationId}
    />,
  )
})

dayPages.post('/me/day', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const { organisation, wanted } = await c.req.parseBody()
  const organisationId = typeof organisation === 'string' ? organisation : ''
  await wantDayMail(v.ctx, organisationId, v.cluster?.id ?? '', wanted === '1')
  return c.redirect(v.href(`/me/day?organisation=${organisationId}#mail`), 303)
})

/** Of the reader's organisations active here, those for which they answer first. */
const organisationsHere = (v: View): Membership[] =>
  (v.actor?.organisations ?? [])
    .filter((m) => v.cluster && (m.clusters.includes(v.cluster.id) || m.suspendedIn.includes(v.cluster.id)))
    .sort((a, b) => Number(b.mayAnswer) - Number(a.mayAnswer))

const dayName = (v: View, date: string): string => v.f.day(instantOf(date, '12:00', v.f.timeZone), v.ctx.now)

interface Props {
  v: View
  today: string
  date: string
  list: DayList | null
  mine: Membership[]
  own: Membership | undefined
  wants: boolean | null
  organisationId: string | undefined
}

function DayPage({ v, today, date, list, mine, own, wants, organisationId }: Props) {
  const words = v.t.handovers.day
  const to = (day: string, organisation = organisationId) =>
    `${v.href('/me/day')}?date=${day}${organisation ? `&organisation=${organisation}` : ''}`
  return (
    <div class="w sec st wide-gap day">
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">
          {capital(dayName(v, date))}
          {own && (
            <>
              {' · '}
              <bdi>{own.organisationName}</bdi>
            </>
          )}
        </p>
      </div>
      <div class="st nop">
        <nav class="chips" aria-label={words.choose}>
          <a class="chip" href={to(addDays(date, -1))}>
            <Icon name="chevron-left" mirrored />
            {words.previous}
          </a>
          {date !== today && (
            <a class="chip" href={to(today)}>
              {words.today}
            </a>
          )}
          <a class="chip" href={to(addDays(date, 1))}>
            {words.next}
            <Icon name="chevron-right" mirrored />
          </a>
        </nav>
        {mine.length > 1 && (
          <nav class="chips" aria-label={words.organisation}>
            {mine.map((m) => (
              <a
                class={m.organisationId === organisationId ? 'chip on' : 'chip'}
                href={to(date, m.organisationId)}
                aria-current={m.organisationId === organisationId ? 'page' : undefined}
              >
                <bdi>{m.organisationName}</bdi>
              </a>
            ))}
          </nav>
        )}
      </div>
      {!list && <p class="note">{words.notMine}</p>}
      {list?.items.length === 0 && (
        <div class="empty">
          <p>{words.empty}</p>
          <a class="b b2" href={v.href('/agenda')}>
            {words.emptyAct}
          </a>
        </div>
      )}
      {list && <Groups v={v} list={list} organisationId={organisationId ?? ''} />}
      {list?.isCut && <p class="note">{words.cut}</p>}
      <div class="st nop">
        <p class="q sm row top-aligned">
          <Icon name="printer" />
          {words.print}
        </p>
        {own?.mayAnswer && wants !== null && (
          <form method="post" action={v.href('/me/day')} class="panel st tight" id="mail">
            <p>{wants ? words.mailOn : words.mailOff}</p>
            <input type="hidden" name="organisation" value={own.organisationId} />
            <input type="hidden" name="wanted" value={wants ? '0' : '1'} />
            <p>
              <button class="b b2" type="submit">
                {wants ? words.mailStop : words.mailStart}
              </button>
            </p>
          </form>
        )}
      </div>
    </div>
  )
}
