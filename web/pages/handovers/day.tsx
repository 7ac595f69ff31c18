import { Hono } from 'hono'
import { statusAt } from '../../../worker/bookings/rules'
import { AppError } from '../../../worker/core/errors'
import { addDays, instantOf, isDate, wallOf } from '../../../worker/core/time'
import { wantDayMail } from '../../../worker/handovers/commands/wantDayMail'
import { type DayItem, type DayList, dayOf, GROUPS, mustSeeDay } from '../../../worker/handovers/day'
import { sidesToNote } from '../../../worker/handovers/queries'
import { minutesLate } from '../../../worker/handovers/rules'
import { wantsDayMail } from '../../../worker/handovers/writesOfDay'
import { type Membership, mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon, KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { page, type View, viewOf } from '../../view'
import { moment, nowOf } from '../bookings/words'
import { Stands } from './words'

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
      booking: true,
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

function Groups({ v, list, organisationId }: { v: View; list: DayList; organisationId: string }) {
  const words = v.t.handovers.day
  return (
    <>
      {GROUPS.map((group) => {
        const items = list.items.filter((item) => item.group === group)
        if (items.length === 0) return null
        return (
          <section class={group === 'late' ? 'panel st' : 'st'} aria-labelledby={`g-${group}`}>
            <h2 id={`g-${group}`}>
              {words.groups[group]} <span class="q">({items.length})</span>
            </h2>
            <ul class="rows">
              {items.map((item) => (
                <Row v={v} item={item} date={list.date} organisationId={organisationId} />
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

function Row({
  v,
  item,
  date,
  organisationId,
}: {
  v: View
  item: DayItem
  date: string
  organisationId: string
}) {
  const { booking: b, contact } = item
  const words = v.t.handovers
  const zone = v.f.timeZone
  const sameDay = wallOf(b.startsAt, zone).date === wallOf(b.endsAt, zone).date
  const when =
    sameDay && wallOf(b.startsAt, zone).date === date
      ? v.f.hours(b.startsAt, b.endsAt)
      : v.f.span(b.startsAt, b.endsAt, v.ctx.now)
  return (
    <li class={b.kind} id={b.id}>
      <div class="st tight">
        <p class="row">
          <KindLabel kind={b.kind}>{v.t.common.kinds[b.kind]}</KindLabel>
          <b>{capital(when)}</b>
        </p>
        <p>
          <a class="rowlink" href={v.href(`/bookings/${b.id}`)}>
            <bdi>{b.listingTitle}</bdi>
          </a>
          {b.capacityLabel && (
            <>
              {' '}
              <bdi>{b.capacityLabel}</bdi>
            </>
          )}
          {b.quantity > 1 && <span> · {v.f.quantity(b.quantity, b.unit)}</span>}
        </p>
        <p class="row">
          <b>
            <bdi>{b.borrowerName}</bdi>
          </b>
          {contact && <bdi>{contact.name}</bdi>}
          {contact?.phone && (
            <a class="tel" href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>
              <span class="nb" dir="ltr">
                {contact.phone}
              </span>
            </a>
          )}
          {contact?.email && !contact.phone && (
            <a class="tel" href={`mailto:${contact.email}`}>
              <bdi>{contact.email}</bdi>
            </a>
          )}
        </p>
        {b.note && (
          <p class="q">
            <span class="vh">{words.day.note} : </span>
            <bdi>{b.note}</bdi>
          </p>
        )}
        {item.group === 'late' && (
          <p class="s late">
            {words.said.overdue(minutesLate(item.dueAt, v.ctx.now))}
            {v.language === 'ar' ? '، ' : ', '}
            {words.day.dueBack(moment(v, item.dueAt))}
          </p>
        )}
        {item.pickUp && <Stands v={v} line={item.pickUp} kind={b.kind} />}
        {item.return && <Stands v={v} line={item.return} kind={b.kind} />}
        {nowOf(v, b) === 'no_show' && <p class="s late">{v.t.bookings.status.no_show}</p>}
      </div>
      <Ticks v={v} item={item} date={date} organisationId={organisationId} />
    </li>
  )
}

/** One tap notes that all went well, now; whatever else there is to say has its page. */
function Ticks({
  v,
  item,
  date,
  organisationId,
}: {
  v: View
  item: DayItem
  date: string
  organisationId: string
}) {
  const { booking: b, next } = item
  const words = v.t.handovers
  const side = sidesToNote(v.ctx, b).find((one) => one !== 'borrower')
  if (!side) return <span />
  const at = v.href(`/bookings/${b.id}`)
  const missed = next === 'pick_up' && statusAt(b, v.ctx.now) === 'in_use'
  const isHouse = b.kind === 'space' || b.kind === 'premises'
  return (
    <div class="ticks">
      {next && (
        <form method="post" action={`${at}/handovers`}>
          <input type="hidden" name="step" value={next} />
          <input type="hidden" name="side" value={side} />
          <input type="hidden" name="quick" value="day" />
          <input type="hidden" name="date" value={date} />
          <input type="hidden" name="organisation" value={organisationId} />
          <button class="b" type="submit" aria-label={words.day.tick[next](b.listingTitle)}>
            <Icon name="check" />
            {(isHouse ? words.panel.actOfHouse : words.panel.act)[next]}
          </button>
        </form>
      )}
      {next && <span class="print box" />}
      {next && <span class="print sign">{words.day.sign}</span>}
      {missed && (
        <form method="post" action={`${at}/no-show`}>
          <button class="b b3" type="submit" aria-label={words.day.noShowOf(b.listingTitle)}>
            {words.day.noShow}
          </button>
        </form>
      )}
      {(next || item.pickUp || item.return) && (
        <a class="b b3" href={`${at}/handovers`} aria-label={words.day.moreOf(b.listingTitle)}>
          {words.day.more}
        </a>
      )}
    </div>
  )
}
